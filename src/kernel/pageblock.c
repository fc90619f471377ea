/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The mobility of page blocks: a few bits each, kept with their section of memory. */
#include "kernel/kernel.h"

enum { SECTION_ONLINE = 1 << 2 };
#define MOBILITY_BITS 3

struct block_map {
	struct emit *e;
	unsigned section_shift;
	long order;
	unsigned bits;		/* of one block, a power of two; mobility comes first */
	int isolated_bit;	/* -1: isolation is a kind of mobility */
	long isolated;		/* MIGRATE_ISOLATE */
};

/* 6.16 gave isolation a bit of its own, behind the bit of compaction, which makes eight of the four. */
static struct block_map block_map(struct emit *e, long order)
{
	struct block_map m = {e, section_shift(e), order, 4, -1, enum_or(e, "MIGRATE_ISOLATE", 0)};

	if (has_enum(e, "NR_FREE_PAGES_BLOCKS") && has_enum(e, "MIGRATE_ISOLATE")) {
		m.bits = 8;
		m.isolated_bit = MOBILITY_BITS + 1;
	}
	return m;
}

/* The mobility of one block out of its section's words. */
static long mobility(const struct block_map *m, const void *words, unsigned long block)
{
	unsigned long bit = block * m->bits;
	uint64_t word = get_u64((const uint8_t *)words + bit / 64 * 8, m->e->facts->big_endian) >> bit % 64;

	if (m->isolated_bit >= 0 && word >> m->isolated_bit & 1)
		return m->isolated;
	return (long)(word & ((1 << MOBILITY_BITS) - 1));
}

/* Does another zone reach into this one?  Only then the pages themselves must be asked whose they are. */
static bool is_shared(ref zone)
{
	struct emit *e = context(zone);
	unsigned long start = (unsigned long)num(zone, "zone_start_pfn"), end = start + (unsigned long)num(zone, "spanned_pages");

	EACH(node, nodes(e)) {
		EACH(other, zones(node)) {
			unsigned long first = (unsigned long)num(other, "zone_start_pfn");
			unsigned long last = first + (unsigned long)num(other, "spanned_pages");

			if (!same(other, zone) && first < last && first < end && start < last)
				return true;
		}
	}
	return false;
}

static void count_section(const struct block_map *m, ref zone, ref section, unsigned long first, unsigned long last,
			  bool shared, unsigned long *counts, unsigned n)
{
	unsigned long per_section = 1UL << m->section_shift, blocks = per_section >> m->order;
	ref usage = has(section, "usage") ? sub(ptr(section, "usage"), "pageblock_flags") : ptr(section, "pageblock_flags");
	const void *words = read_bytes(m->e, usage.addr, (blocks * m->bits + 63) / 64 * 8);

	for (unsigned long pfn = first; words && pfn < last; pfn += 1UL << m->order) {
		long type = mobility(m, words, (pfn & (per_section - 1)) >> m->order);

		if (shared && !page_in_zone(section_page(section, pfn), zone))
			continue;
		if ((unsigned long)type < n)
			counts[type]++;
	}
}

/* pagetypeinfo_showblockcount_print(): steps from the zone's start, whatever block that lies in. */
void count_page_blocks(ref zone, long order, unsigned long *counts, unsigned n)
{
	struct emit *e = context(zone);
	struct block_map m = block_map(e, order);
	unsigned long pfn = (unsigned long)num(zone, "zone_start_pfn"), end = pfn + (unsigned long)num(zone, "spanned_pages");
	unsigned long step = 1UL << (order & 31), sections = (end - pfn) >> m.section_shift;
	bool shared = is_shared(zone);

	if (order < 0 || order > (long)m.section_shift || sections > LIMIT_WALK || end < pfn) {
		fail(e, "struct zone", "size out of range", zone.addr);
		return;
	}
	while (pfn < end) {
		unsigned long number = pfn >> m.section_shift, next = (number + 1) << m.section_shift;
		ref section = memory_section(e, number);
		unsigned long last = next < end ? next : end;

		if (section.addr && num(section, "section_mem_map") & SECTION_ONLINE)
			count_section(&m, zone, section, pfn, last, shared, counts, n);
		pfn += (last - pfn + step - 1) / step * step;
	}
}
