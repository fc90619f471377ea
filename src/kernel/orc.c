/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's ORC tables (x86-64): for each run of instructions, how to get from its stack frame
 * to the caller's.  They lie in the dump, for the kernel proper and for each module: a sorted
 * array of addresses, relative to themselves, and an array of entries of the same length.
 *
 * Versions, told apart by what the dump says of itself:
 *   4.14 (ee9f8fce9964)	type:2; sp_reg "undefined" ends the stack
 *   4.18 (d31a580266ee)	type:2, end:1
 *   6.3 (ffb1b4a41016)		type:2, signal:1, end:1
 *   6.4 (fb799447ae29)		type:3 (undefined and end of stack are types now), signal:1
 *   7.1			the same, base registers renumbered; the kernel's own orc_fp_entry shows it
 */
#include "kernel/unwind_internal.h"

#include <string.h>

#define ORC_ENTRY_SIZE 6
#define ORC_CACHE 4096		/* a power of two */

/* One table: the kernel's or a module's. */
struct orc_table {
	uint64_t low, high;	/* of the text that it describes */
	uint64_t ips, entries, count;
};

struct orc_state {
	struct damage damage;
	bool usable;
	bool has_end, has_signal;
	const uint8_t *bases;
	struct orc_table kernel;
	struct orc_table *modules;
	size_t module_count;
	struct orc_cached {
		uint64_t ip;
		struct orc orc;
	} *found;		/* by hash of the instruction's address */
};

static const uint8_t bases_until_7_0[16] = {
	ORC_BASE_UNDEFINED, ORC_BASE_PREV_SP, ORC_BASE_DX, ORC_BASE_DI, ORC_BASE_BP, ORC_BASE_SP, ORC_BASE_R10,
	ORC_BASE_R13, ORC_BASE_BP_INDIRECT, ORC_BASE_SP_INDIRECT,
	ORC_BASE_BAD, ORC_BASE_BAD, ORC_BASE_BAD, ORC_BASE_BAD, ORC_BASE_BAD, ORC_BASE_BAD,
};

static const uint8_t bases_from_7_1[16] = {
	ORC_BASE_UNDEFINED, ORC_BASE_AX, ORC_BASE_DX, ORC_BASE_SP, ORC_BASE_BP, ORC_BASE_DI, ORC_BASE_R10,
	ORC_BASE_R13, ORC_BASE_PREV_SP, ORC_BASE_SP_INDIRECT, ORC_BASE_BP_INDIRECT,
	ORC_BASE_BAD, ORC_BASE_BAD, ORC_BASE_BAD, ORC_BASE_BAD, ORC_BASE_BAD,
};

/* ---- finding the tables -------------------------------------------------------------- */

/* Lost, that taints; it does not where the kernel names no data at all. */
static bool symbol(struct emit *e, const char *name, uint64_t *value)
{
	return has_function(e, name) && program_symbol(e->program, name, value);
}

static bool read_memory(struct emit *e, uint64_t address, void *buf, size_t n)
{
	return memory_read(e->memory, address, buf, n, NULL) == MEM_OK;
}

/*
 * orc_fp_entry (5.2) is the rule for code with frame pointers: based on BP, and the caller's BP
 * relative to the previous SP.  The number that it has for "previous SP" shows the numbering.
 */
static const uint8_t *find_numbering(struct emit *e)
{
	const uint8_t *entry;
	uint64_t a;

	if (!symbol(e, "orc_fp_entry", &a))
		return bases_until_7_0;
	entry = read_bytes(e, a, ORC_ENTRY_SIZE);
	if (!entry)
		return NULL;
	return bases_from_7_1[entry[4] >> 4] == ORC_BASE_PREV_SP ? bases_from_7_1 : bases_until_7_0;
}

static bool find_kernel_table(struct emit *e, struct orc_table *t)
{
	uint64_t ips_end, entries_end;

	if (!symbol(e, "__start_orc_unwind_ip", &t->ips) || !symbol(e, "__stop_orc_unwind_ip", &ips_end) ||
	    !symbol(e, "__start_orc_unwind", &t->entries) || !symbol(e, "__stop_orc_unwind", &entries_end) ||
	    !symbol(e, "_stext", &t->low) || !symbol(e, "_end", &t->high))
		return false;
	if (ips_end <= t->ips || entries_end <= t->entries)
		return false;
	t->count = (ips_end - t->ips) / 4;
	return t->count <= LIMIT_WALK && (entries_end - t->entries) / ORC_ENTRY_SIZE >= t->count;
}

/* One table for each range of a module's memory, so that a lookup is one search. */
static void find_module_tables(struct emit *e, struct orc_state *s)
{
	const struct program_module *modules;
	size_t n = program_modules(e->program, &modules);

	if (!n || !has_member(e, "struct module", "arch.num_orcs"))
		return;
	s->modules = worker_alloc(e, n * ARRAY_LEN(modules->ranges), sizeof(*s->modules));
	for (size_t i = 0; i < n; i++) {
		ref m = at(e, modules[i].addr, "struct module");
		struct orc_table t = {.ips = addr(m, "arch.orc_unwind_ip"), .entries = addr(m, "arch.orc_unwind"),
				      .count = (uint64_t)num(m, "arch.num_orcs")};

		if (!t.ips || !t.entries || !t.count || t.count > LIMIT_WALK)
			continue;
		for (unsigned r = 0; r < modules[i].range_count; r++) {
			t.low = modules[i].ranges[r].base;
			t.high = t.low + modules[i].ranges[r].size;
			s->modules[s->module_count++] = t;
		}
	}
}

static void find_tables(struct emit *e, struct orc_state *s)
{
	if (!has_type(e, "struct orc_entry") || !find_kernel_table(e, &s->kernel))
		return;
	s->bases = find_numbering(e);
	s->usable = s->bases != NULL;
	s->found = worker_alloc(e, ORC_CACHE, sizeof(*s->found));
	s->has_end = has_member(e, "struct orc_entry", "end");
	s->has_signal = has_member(e, "struct orc_entry", "signal");
	find_module_tables(e, s);
}

static struct orc_state *orc_state(struct emit *e)
{
	struct orc_state *s = slot(e, "orc", sizeof(*s));

	if (damage_begin(e, &s->damage)) {
		find_tables(e, s);
		damage_end(e, &s->damage);
	}
	return s;
}

bool orc_available(struct emit *e)
{
	const struct orc_state *s = orc_state(e);

	damage_tell(e, &s->damage, "not all ORC tables are known");
	return s->usable;
}

/* ---- looking up ------------------------------------------------------------------------ */

/* Index of the last entry that starts at or before ip; the first one if all start behind it. */
static bool search(struct emit *e, const struct orc_table *t, uint64_t ip, uint64_t *index)
{
	uint64_t low = 0, high = t->count;

	while (low < high) {
		uint64_t middle = low + (high - low) / 2, a = t->ips + middle * 4;
		uint8_t raw[4];

		if (!read_memory(e, a, raw, sizeof(raw)))
			return false;
		if (a + (uint64_t)(int64_t)(int32_t)get_u32(raw, false) <= ip)
			low = middle + 1;
		else
			high = middle;
	}
	*index = low ? low - 1 : 0;
	return true;
}

static enum orc_kind kind_of(const struct orc_state *s, unsigned flags)
{
	static const uint8_t since_6_4[8] = {ORC_NONE, ORC_END, ORC_CALL, ORC_REGS, ORC_IRET};
	static const uint8_t before[4] = {ORC_CALL, ORC_REGS, ORC_IRET, ORC_NONE};

	if (s->has_signal && !s->has_end)
		return since_6_4[flags >> 8 & 7];
	if (flags & 15)
		return before[flags >> 8 & 3];
	if (!s->has_end)
		return ORC_END;
	return flags >> (s->has_signal ? 11 : 10) & 1 ? ORC_END : ORC_NONE;
}

static struct orc decode(const struct orc_state *s, const uint8_t raw[ORC_ENTRY_SIZE])
{
	unsigned flags = get_u16(raw + 4, false);
	struct orc o = {
		.sp_offset = (int16_t)get_u16(raw, false),
		.bp_offset = (int16_t)get_u16(raw + 2, false),
		.sp_base = s->bases[flags & 15],
		.bp_base = s->bases[flags >> 4 & 15],
		.kind = kind_of(s, flags),
	};

	o.exact = s->has_signal ? flags >> (s->has_end ? 10 : 11) & 1 : o.kind == ORC_REGS || o.kind == ORC_IRET;
	return o;
}

static struct orc find(struct emit *e, const struct orc_state *s, uint64_t ip)
{
	const struct orc_table *t = ip >= s->kernel.low && ip < s->kernel.high ? &s->kernel : NULL;
	uint8_t raw[ORC_ENTRY_SIZE];
	uint64_t i;

	for (size_t m = 0; !t && m < s->module_count; m++)
		if (ip >= s->modules[m].low && ip < s->modules[m].high)
			t = &s->modules[m];
	if (!t)
		return (struct orc){.kind = ORC_NONE};
	if (!search(e, t, ip, &i) || !read_memory(e, t->entries + i * ORC_ENTRY_SIZE, raw, sizeof(raw)))
		return (struct orc){.kind = ORC_LOST};
	return decode(s, raw);
}

/* The same few thousand instructions are asked for again and again. */
struct orc orc_find(struct emit *e, uint64_t ip)
{
	struct orc_state *s = orc_state(e);
	struct orc_cached *c;

	if (!s->usable)
		return (struct orc){.kind = ORC_NONE};
	c = &s->found[hash_u64(ip) & (ORC_CACHE - 1)];
	if (c->ip != ip)
		*c = (struct orc_cached){ip, find(e, s, ip)};
	return c->orc;
}
