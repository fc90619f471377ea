/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/devices/system/memory/…: drivers/base/memory.c */
#include "kernel/sysfs/rows.h"

static ref block_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct memory_block", "dev.kobj");
}

static unsigned long sections_per_block(struct emit *e)
{
	return (unsigned long)val(sym(e, "sections_per_block", "int"));
}

static SYSFS_FILE(show_index)
{
	unsigned long sections = sections_per_block(e);

	if (sections)
		out(e, "%08lx\n", (unsigned long)num(block_of(f), "start_section_nr") / sections);
}

enum block_state { ONLINE, GOING_OFFLINE, OFFLINE, OTHER_STATE };

/* Bits that were macros, until 6.19 made an enum of them. */
static enum block_state state_of(struct emit *e, ref block)
{
	long state = num(block, "state");

	if (state == enum_or(e, "MEM_ONLINE", 1))
		return ONLINE;
	if (state == enum_or(e, "MEM_GOING_OFFLINE", 2))
		return GOING_OFFLINE;
	return state == enum_or(e, "MEM_OFFLINE", 4) ? OFFLINE : OTHER_STATE;
}

static SYSFS_FILE(show_state)
{
	static const char *const names[] = {[ONLINE] = "online", [GOING_OFFLINE] = "going-offline", [OFFLINE] = "offline"};
	ref block = block_of(f);
	enum block_state state = state_of(e, block);

	if (state == OTHER_STATE)
		out(e, "ERROR-UNKNOWN-%ld\n", num(block, "state"));
	else
		out(e, "%s\n", names[state]);
}

static SYSFS_FILE(show_removable)
{
	out(e, "%d\n", has_function(e, "offline_pages"));	/* CONFIG_MEMORY_HOTREMOVE */
}

static ref zone_of_page(ref page)
{
	struct emit *e = context(page);

	EACH(node, nodes(e))
		EACH(zone, zones(node))
			if (page_in_zone(page, zone))
				return zone;
	return at(e, 0, "struct zone");
}

/* test_pages_in_a_zone(): the zone of all pages of a section, of which one in each largest buddy is looked at. */
static bool same_zone(ref section, unsigned long first, ref *zone)
{
	unsigned long step = 1UL << ((len(at(context(section), 0, "struct zone"), "free_area") - 1) & 31);

	for (unsigned long pfn = first; pfn < first + (1UL << section_shift(context(section))); pfn += step) {
		ref page = section_page(section, pfn);

		if (null(*zone))
			*zone = zone_of_page(page);
		if (null(*zone) || !page_in_zone(page, *zone))
			return false;
	}
	return true;
}

static void show_zone_of_pages(struct emit *e, ref block)
{
	enum { PRESENT = 1, MOST = 65536 };
	unsigned long first = (unsigned long)num(block, "start_section_nr");
	ref zone = at(e, 0, "struct zone");
	bool one = true;

	for (unsigned long nr = first; one && nr < first + sections_per_block(e) && nr - first < MOST; nr++) {
		ref section = memory_section(e, nr);

		if (!null(section) && num(section, "section_mem_map") & PRESENT)
			one = same_zone(section, nr << section_shift(e), &zone);
	}
	out(e, "%s\n", one && !null(zone) ? str(zone, "name") : "none");
}

/* The zone that a block lies in is kept since 5.17, where it has just one. */
static SYSFS_FILE(show_zones)
{
	ref block = block_of(f);

	if (state_of(e, block) != ONLINE)
		stub(e, "where it could be put online is not known");
	else if (!has(block, "zone"))
		show_zone_of_pages(e, block);
	else
		out(e, "%s\n", addr(block, "zone") ? str(block, "zone->name") : "none");
}

static SYSFS_FILE(show_block_size)
{
	out(e, "%lx\n", sections_per_block(e) << section_shift(e) << e->facts->page_shift);
}

static SYSFS_FILE(show_auto_online)
{
	static const char *const names[] = {"offline", "online", "online_kernel", "online_movable"};

	bool renamed = has_sym(e, "mhp_default_online_type");	/* 5.15 */

	out(e, "%s\n", names[val(sym(e, renamed ? "mhp_default_online_type" : "memhp_default_online_type", "int")) & 3]);
}

#define MEMORY "devices/system/memory"
#define BLOCK "devices/system/memory/~"

const struct sysfs_row sysfs_memory_rows[] = {
	{"phys_index", BLOCK, .print = show_index},
	{"state", BLOCK, .print = show_state},
	{"removable", BLOCK, .print = show_removable},
	{"phys_device", BLOCK, sysfs_constant, .text = "0\n"},	/* s390 has others */
	{"valid_zones", BLOCK, .print = show_zones},
	{"block_size_bytes", MEMORY, .print = show_block_size},
	{"auto_online_blocks", MEMORY, .print = show_auto_online},
};
const size_t sysfs_memory_row_count = ARRAY_LEN(sysfs_memory_rows);
