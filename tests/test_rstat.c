/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counters that CPUs have not yet added up: for a group and all below it, and only where all could be read. */
#include "kernel/cgroup/rstat.h"

#include "support/fake_worker.h"
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

static void link_list(struct fake_worker *w, uint64_t head, const uint64_t *nodes, size_t n)
{
	uint64_t last = head;

	for (size_t i = 0; i < n; i++) {
		fake_put(w, last, nodes[i]);
		last = nodes[i];
	}
	fake_put(w, last, head);
}

/* What a CPU has counted for a group; a group that is on none of its lists has nothing new. */
static void count(struct fake_worker *w, uint64_t group, uint64_t cpu, bool is_listed, uint64_t n)
{
	fake_put(w, RSTAT(group) + cpu * PERCPU_SIZE, is_listed ? CSS(group) : 0);
	fake_put(w, RSTAT(group) + cpu * PERCPU_SIZE + COUNT, n);
}

static void begin(struct fake_worker *w)
{
	const uint64_t of_root[] = {CSS(MIDDLE) + SIBLING, CSS(OTHER) + SIBLING}, of_middle[] = {CSS(LEAF) + SIBLING};
	struct sb symbols = {0};

	sb_printf(&symbols, "%llx D nr_cpu_ids\n%llx D __cpu_possible_mask\n%llx D __per_cpu_offset\n", NR_CPU_IDS, MASK,
		  PERCPU_OFFSETS);
	fake_worker_init(w, symbols.s, types);
	sb_free(&symbols);
	fake_put_u32(w, NR_CPU_IDS, CPUS);
	fake_put(w, MASK, 3);
	for (uint64_t cpu = 0; cpu < CPUS; cpu++)
		fake_put(w, PERCPU_OFFSETS + 8 * cpu, cpu * PERCPU_SIZE);
	for (uint64_t group = 0; group < GROUPS; group++) {
		fake_put(w, CSS(group) + 8, RSTAT(group));
		link_list(w, CSS(group) + CHILDREN, NULL, 0);
		for (uint64_t cpu = 0; cpu < CPUS; cpu++)
			count(w, group, cpu, false, 0);
	}
	link_list(w, CSS(ROOT) + CHILDREN, of_root, ARRAY_LEN(of_root));
	link_list(w, CSS(MIDDLE) + CHILDREN, of_middle, ARRAY_LEN(of_middle));
	count(w, LEAF, 0, true, 5);
	count(w, MIDDLE, 1, true, 7);
	count(w, OTHER, 1, false, 100);
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

static const int64_t *pending(struct fake_worker *w, const struct fold_kind *kind, uint64_t group)
{
	return fold_pending(kind, at(w->e, CSS(group), "struct cgroup_subsys_state"));
}

static void sums_of_all_below(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	fake_worker_open(&w, "");
	assert_int_equal(*pending(&w, &plain, LEAF), 5);
	assert_int_equal(*pending(&w, &plain, MIDDLE), 12);
	assert_int_equal(*pending(&w, &plain, ROOT), 12);
	assert_null(pending(&w, &plain, OTHER));
	assert_false(tainted(w.e));
	fake_worker_close(&w);
}

/* Groups may hand up another number than they keep, also those with nothing pending. */
static void what_is_handed_up(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	fake_put(&w, CSS(LEAF) + 48, 2);
	fake_put(&w, CSS(OTHER) + 48, (uint64_t)-30);
	fake_worker_open(&w, "");
	assert_int_equal(*pending(&w, &less, LEAF), 5);
	assert_int_equal(*pending(&w, &less, MIDDLE), 10);
	assert_int_equal(*pending(&w, &less, ROOT), 40);
	fake_worker_close(&w);
}

/* What cannot be read spoils the sums of the groups above it, and no others. */
static void damage_goes_up(void **state)
{
	static const bool spoilt[GROUPS] = {[ROOT] = true, [MIDDLE] = true, [LEAF] = true, [OTHER] = false};
	struct fake_worker w;

	(void)state;
	begin(&w);
	fake_put(&w, CSS(LEAF) + 8, NOWHERE);
	fake_worker_open(&w, "");
	for (uint64_t group = 0; group < GROUPS; group++) {
		emit_begin(w.e);
		pending(&w, &plain, group);
		assert_int_equal(tainted(w.e), spoilt[group]);
	}
	fake_worker_close(&w);
}

/* A list of children that leads back to the top ends. */
static void circle(void **state)
{
	const uint64_t of_leaf[] = {CSS(ROOT) + SIBLING};
	struct fake_worker w;

	(void)state;
	begin(&w);
	link_list(&w, CSS(LEAF) + CHILDREN, of_leaf, ARRAY_LEN(of_leaf));
	fake_worker_open(&w, "");
	pending(&w, &plain, ROOT);
	assert_true(tainted(w.e));
	fake_worker_close(&w);
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
