/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * /proc/slabinfo and /proc/vmallocinfo of a kernel whose lists and freelists are corrupted: a real
 * kernel's pages, with one pointer or number of it overwritten.  Whatever the damage, the file ends,
 * says that it is partial, and has no line that the sound one does not have.
 */
#include "kernel/kernel.h"	/* before cmocka.h, which makes a macro of fail() */
#include "emit/emit.h"

#include <stdlib.h>
#include <string.h>

#include "support/core_lab.h"
#include "support/test.h"

#define POISON 0xdead000000000100ULL	/* LIST_POISON1: not canonical */

/* The 8 bytes at a kernel address, in the core: its pages are not compressed, and found by their contents. */
static uint8_t *find(struct core_lab *l, struct emit *e, uint64_t address)
{
	uint8_t page[4096], *at_;
	uint64_t physical;

	assert_int_equal(memory_translate(e->memory, address, &physical), MEM_OK);
	assert_int_equal(memory_read_phys(e->memory, physical & ~4095ULL, page, sizeof(page), NULL), MEM_OK);
	at_ = memmem(l->data, l->size, page, sizeof(page));
	assert_non_null(at_);
	assert_null(memmem(at_ + 1, l->size - (size_t)(at_ + 1 - l->data), page, sizeof(page)));
	return at_ + (physical & 4095);
}

static bool has_line(const char *text, const char *line, size_t n)
{
	for (const char *p = text; *p; p += strcspn(p, "\n") + 1)
		if (strcspn(p, "\n") == n && !memcmp(p, line, n))
			return true;
	return false;
}

/* Overwrites, prints, compares, restores. */
static void corrupt(struct core_lab *l, struct emit *e, const char *path, uint64_t address, uint64_t value, bool matters)
{
	uint8_t *place = find(l, e, address), was[8], now[8];
	char *sound;

	core_lab_print(l, path, path, NULL);
	assert_int_equal(l->result, EMIT_COMPLETE);
	sound = l->text;
	l->text = NULL;
	memcpy(was, place, 8);
	for (int i = 0; i < 8; i++)
		now[i] = (uint8_t)(value >> 8 * i);
	memcpy(place, now, 8);
	core_lab_print(l, path, path, NULL);
	memcpy(place, was, 8);
	if (matters) {
		assert_true(l->result == EMIT_PARTIAL && l->note_count > 0);
		assert_true(strlen(l->text) < strlen(sound) && strlen(l->text) > 0);
		for (const char *p = l->text; *p; p += strcspn(p, "\n") + 1)
			if (!has_line(sound, p, strcspn(p, "\n")))
				fail_msg("%s: a line of its own: %.*s", path, (int)strcspn(p, "\n"), p);
	} else {
		assert_int_equal(l->result, EMIT_COMPLETE);
		assert_string_equal(l->text, sound);
	}
	free(sound);
}

/* The nth node with at least two partial slabs. */
static ref busy_node(struct emit *e, int nth, ref *cache_of)
{
	EACH(cache, slab_caches(e)) {
		ref node = slab_cache_node(cache, 0);

		if (poisoned(node) || null(node) || num(node, "nr_partial") < 2 || nth--)
			continue;
		*cache_of = cache;
		return node;
	}
	fail_msg("no cache has two partial slabs");
	return sym(e, "slab_caches", "struct list_head");
}

static void slabs_of(const char *kernel)
{
	static const char path[] = "proc/slabinfo";
	struct core_lab l = {0};
	struct emit *e;
	ref node, cache, other;
	uint64_t head, first, slab;

	core_lab_open(&l, kernel);
	e = emit_new(l.program);
	emit_begin(e);
	other = busy_node(e, 1, &cache);
	node = busy_node(e, 0, &cache);
	head = sub(node, "partial").addr;
	first = addr(node, "partial.next");
	slab = first - offsetof_member(e, has_member(e, "struct slab", "slab_list") ? "struct slab" : "struct page",
				       "slab_list|lru");
	corrupt(&l, e, path, first, first, true);				/* a slab that follows itself */
	corrupt(&l, e, path, first, POISON, true);				/* one that was taken off */
	corrupt(&l, e, path, first, addr(other, "partial.next"), true);	/* on into another cache's list */
	corrupt(&l, e, path, head, 0, true);
	corrupt(&l, e, path, sub(cache, "list").addr, sub(cache, "list").addr, true);
	corrupt(&l, e, path, sub(cache, "list").addr, POISON, true);
	/* More objects in use than the slab has, in the word behind its freelist. */
	corrupt(&l, e, path, slab + offsetof_member(e, has_type(e, "struct slab") ? "struct slab" : "struct page", "counters"), 0x1ffff, true);
	/* Freelists are what the counters save a reader from following. */
	corrupt(&l, e, path, slab + offsetof_member(e, has_type(e, "struct slab") ? "struct slab" : "struct page", "freelist"),
		0x4141414141414141ULL, false);
	emit_free(e);
	core_lab_close(&l);
}

static void areas_of(const char *kernel)
{
	static const char path[] = "proc/vmallocinfo";
	struct core_lab l = {0};
	struct emit *e;
	uint64_t links[2] = {0}, unpurged[2] = {0};
	ref with_pages = {0, NULL}, of_it = {0, NULL};
	int n = 0, lazy = 0;

	core_lab_open(&l, kernel);
	e = emit_new(l.program);
	emit_begin(e);
	EACH(area, vmap_areas(e)) {
		ref vm = ptr(area, "vm");

		if (n < 2 && !null(vm))
			links[n++] = sub(area, "list").addr;
		if (!null(vm) && num(vm, "nr_pages") > 4 && num(vm, "nr_pages") < 512 && !of_it.type) {
			with_pages = area;
			of_it = vm;
		}
	}
	EACH(area, vmap_areas_unpurged(e))
		if (lazy < 2)
			unpurged[lazy++] = sub(area, "list").addr;
	assert_true(n == 2 && lazy == 2 && of_it.type);
	corrupt(&l, e, path, links[1], links[1], true);		/* follows itself */
	corrupt(&l, e, path, links[1], links[0], true);		/* and back */
	corrupt(&l, e, path, links[1], POISON, true);
	corrupt(&l, e, path, unpurged[0], POISON, true);	/* those that wait to be given back */
	corrupt(&l, e, path, unpurged[0], unpurged[0], true);
	corrupt(&l, e, path, sub(with_pages, "vm").addr, 0x4141414141414141ULL, true);
	corrupt(&l, e, path, sub(of_it, "pages").addr, POISON, true);
	corrupt(&l, e, path, sub(of_it, "nr_pages").addr, 0x7fffffff, true);
	emit_free(e);
	core_lab_close(&l);
}

static void test_slabinfo(void **state)
{
	(void)state;
	slabs_of("5.10");
	slabs_of("6.1");
	slabs_of("7.2");
}

static void test_vmallocinfo(void **state)
{
	(void)state;
	areas_of("6.1");
	areas_of("7.2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slabinfo),
		cmocka_unit_test(test_vmallocinfo),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
