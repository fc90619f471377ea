/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counters that CPUs have not yet added up: for a group and all below it, and only where all could be read. */
#include "kernel/cgroup/rstat.h"

#include <stdlib.h>

#include "support/fake_kernel.h"
#include "support/test.h"

#define NR_CPU_IDS (FAKE_MORE + 0x0)
#define MASK (FAKE_MORE + 0x100)
#define PERCPU_OFFSETS (FAKE_MORE + 0x200)
#define PERCPU_SIZE 0x4000ULL
#define CPUS 2
#define CSS(n) (FAKE_MORE + 0x1000 + 0x100 * (n))
#define RSTAT(n) (FAKE_MORE + 0x2000 + 0x40 * (n))	/* CPU c's: c * PERCPU_SIZE behind */
#define NOWHERE 0xffffffffdead0000ULL

enum { SIBLING = 16, CHILDREN = 32, COUNT = 8 };	/* places in the structs below */
enum { ROOT, MIDDLE, LEAF, OTHER, GROUPS };		/* LEAF is below MIDDLE, OTHER beside it */

static const char types[] =
	"int unsigned~long 8 none\n"								/* 11 */
	"struct css_rstat_cpu 16 updated_next 3 0 count 11 64\n"				/* 12 */
	"ptr 12\n"
	"struct cgroup_subsys_state 56 parent 3 0 rstat_cpu 13 64 sibling 5 128 children 5 256 handed_on 11 384\n";

struct fixture {
	struct fake_kernel k;
	struct program *p;
	struct emit *e;
};

static void put(struct fixture *f, uint64_t address, uint64_t value)
{
	image_u64(&f->k.image, fake_paddr(address), value);
}

static void link_list(struct fixture *f, uint64_t head, const uint64_t *nodes, size_t n)
{
	uint64_t last = head;

	for (size_t i = 0; i < n; i++) {
		put(f, last, nodes[i]);
		last = nodes[i];
	}
	put(f, last, head);
}

/* What a CPU has counted for a group; a group that is on none of its lists has nothing new. */
static void count(struct fixture *f, uint64_t group, uint64_t cpu, bool is_listed, uint64_t n)
{
	put(f, RSTAT(group) + cpu * PERCPU_SIZE, is_listed ? CSS(group) : 0);
	put(f, RSTAT(group) + cpu * PERCPU_SIZE + COUNT, n);
}

static void begin(struct fixture *f)
{
	const uint64_t of_root[] = {CSS(MIDDLE) + SIBLING, CSS(OTHER) + SIBLING}, of_middle[] = {CSS(LEAF) + SIBLING};
	struct sb symbols = {0};

	sb_printf(&symbols, "%llx D nr_cpu_ids\n%llx D __cpu_possible_mask\n%llx D __per_cpu_offset\n", NR_CPU_IDS, MASK, PERCPU_OFFSETS);
	fake_kernel_init_with(&f->k, symbols.s, types);
	sb_free(&symbols);
	image_u32(&f->k.image, fake_paddr(NR_CPU_IDS), CPUS);
	put(f, MASK, 3);
	for (uint64_t cpu = 0; cpu < CPUS; cpu++)
		put(f, PERCPU_OFFSETS + 8 * cpu, cpu * PERCPU_SIZE);
	for (uint64_t group = 0; group < GROUPS; group++) {
		put(f, CSS(group) + 8, RSTAT(group));
		link_list(f, CSS(group) + CHILDREN, NULL, 0);
		for (uint64_t cpu = 0; cpu < CPUS; cpu++)
			count(f, group, cpu, false, 0);
	}
	link_list(f, CSS(ROOT) + CHILDREN, of_root, ARRAY_LEN(of_root));
	link_list(f, CSS(MIDDLE) + CHILDREN, of_middle, ARRAY_LEN(of_middle));
	count(f, LEAF, 0, true, 5);
	count(f, MIDDLE, 1, true, 7);
	count(f, OTHER, 1, false, 100);
}

static void open_it(struct fixture *f)
{
	char *info = fake_vmcoreinfo("");

	fake_add_vmcoreinfo(&f->k, info);
	free(info);
	f->p = fake_open(&f->k);
	f->e = emit_new(f->p);
	emit_begin(f->e);
}

static void end(struct fixture *f)
{
	emit_free(f->e);
	program_close(f->p);
	fake_kernel_free(&f->k);
}

/* ---- a kind of counter: a number per CPU, and how often something was handed up ------------- */

static size_t width(__attribute__((unused)) ref css)
{
	return 1;
}

static void add(ref css, long cpu, int64_t *sum)
{
	if (cpu >= 0)
		*sum += num(percpu_ptr(css, "rstat_cpu", cpu), "count");
}

static void hand_up_less(ref css, int64_t *sum)
{
	*sum -= num(css, "handed_on");
}

static ref top(struct emit *e)
{
	return at(e, CSS(ROOT), "struct cgroup_subsys_state");
}

static const struct fold_kind plain = {.slot = "plain", .root = top, .width = width, .add = add};
static const struct fold_kind less = {.slot = "less", .root = top, .width = width, .add = add, .hand_up = hand_up_less};

static const int64_t *pending(struct fixture *f, const struct fold_kind *kind, uint64_t group)
{
	return fold_pending(kind, at(f->e, CSS(group), "struct cgroup_subsys_state"));
}

static void sums_of_all_below(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	open_it(&f);
	assert_int_equal(*pending(&f, &plain, LEAF), 5);
	assert_int_equal(*pending(&f, &plain, MIDDLE), 12);
	assert_int_equal(*pending(&f, &plain, ROOT), 12);
	assert_null(pending(&f, &plain, OTHER));
	assert_false(tainted(f.e));
	end(&f);
}

/* Groups may hand up another number than they keep, also those with nothing pending. */
static void what_is_handed_up(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	put(&f, CSS(LEAF) + 48, 2);
	put(&f, CSS(OTHER) + 48, (uint64_t)-30);
	open_it(&f);
	assert_int_equal(*pending(&f, &less, LEAF), 5);
	assert_int_equal(*pending(&f, &less, MIDDLE), 10);
	assert_int_equal(*pending(&f, &less, ROOT), 40);
	end(&f);
}

/* What cannot be read spoils the sums of the groups above it, and no others. */
static void damage_goes_up(void **state)
{
	static const bool spoilt[GROUPS] = {[ROOT] = true, [MIDDLE] = true, [LEAF] = true, [OTHER] = false};
	struct fixture f;

	(void)state;
	begin(&f);
	put(&f, CSS(LEAF) + 8, NOWHERE);
	open_it(&f);
	for (uint64_t group = 0; group < GROUPS; group++) {
		emit_begin(f.e);
		pending(&f, &plain, group);
		assert_int_equal(tainted(f.e), spoilt[group]);
	}
	end(&f);
}

/* A list of children that leads back to the top ends. */
static void circle(void **state)
{
	const uint64_t of_leaf[] = {CSS(ROOT) + SIBLING};
	struct fixture f;

	(void)state;
	begin(&f);
	link_list(&f, CSS(LEAF) + CHILDREN, of_leaf, ARRAY_LEN(of_leaf));
	open_it(&f);
	pending(&f, &plain, ROOT);
	assert_true(tainted(f.e));
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_of_all_below),
		cmocka_unit_test(what_is_handed_up),
		cmocka_unit_test(damage_goes_up),
		cmocka_unit_test(circle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
