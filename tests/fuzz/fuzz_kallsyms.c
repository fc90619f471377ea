/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first byte says how, the rest is memory in which the tables are searched, or the tables themselves. */
#include "program/internal.h"

#include "fuzz/fuzz.h"
#include "support/mem_dump.h"

#include <stdlib.h>
#include <string.h>

enum { BIG_ENDIAN_TABLES = 1, SEARCH = 2, HEADER = 8 };

static void ask(struct kallsyms *k)
{
	char name[SYMBOL_NAME_MAX], again[SYMBOL_NAME_MAX];
	uint64_t addr;
	struct symbol s;

	for (uint32_t i = 0; i < kallsyms_count(k) && i < 1000; i++) {
		if (!kallsyms_get(k, i, name, &s))
			continue;
		if (!kallsyms_find(k, name, 0, &addr))
			abort();
		kallsyms_at(k, s.addr, again, &s);
	}
	kallsyms_at(k, 0, name, &s);
	kallsyms_at(k, UINT64_MAX, name, &s);
	kallsyms_close(k);
}

static struct blob copy_of(const uint8_t *data, size_t size)
{
	struct blob b = {.data = xmalloc(size ? size : 1), .size = size};

	memcpy(b.data, data, size);
	return b;
}

/* Lengths of the first three tables stand before them. */
static bool build(const uint8_t *data, size_t size, unsigned how, struct kallsyms **k)
{
	struct rd r = rd_init(data, size, false, "tables");
	struct kallsyms_tables t = {.big_endian = how & BIG_ENDIAN_TABLES, .word_size = 8,
				    .scheme = (enum kallsyms_scheme)(how >> 2 & 3), .base = 0xffffffff81000000};
	size_t names, tokens;

	t.count = rd_u16(&r);
	names = rd_u16(&r);
	tokens = rd_u16(&r);
	if (names + tokens + 512 > rd_left(&r))
		return false;
	t.names = copy_of(rd_bytes(&r, names), names);
	t.tokens = copy_of(rd_bytes(&r, tokens), tokens);
	t.token_index = copy_of(rd_bytes(&r, 512), 512);
	t.addresses = copy_of(r.p, rd_left(&r));
	return kallsyms_build(&t, k, NULL);
}

static bool search(const uint8_t *data, size_t size, unsigned how, struct kallsyms **k)
{
	struct kallsyms_window w = {.physical = true, .size = size, .big_endian = how & BIG_ENDIAN_TABLES, .word_size = 8};
	struct translation none = {0};
	struct dump *d = mem_dump(data, size, 0, w.big_endian);
	struct memory *m = memory_new_sized(d, &none, 64 * KiB);
	bool found = kallsyms_open_scan(m, &w, k, NULL);

	memory_free(m);
	dump_close(d);
	return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kallsyms *k;

	if (size < HEADER)
		return 0;
	if (data[0] & SEARCH ? search(data + HEADER, size - HEADER, data[0], &k) : build(data + 1, size - 1, data[0], &k))
		ask(k);
	return 0;
}
