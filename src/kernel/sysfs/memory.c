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

static void show_index(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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

static void show_state(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	static const char *const names[] = {[ONLINE] = "online", [GOING_OFFLINE] = "going-offline", [OFFLINE] = "offline"};
	ref block = block_of(f);
	enum block_state state = state_of(e, block);

	if (state == OTHER_STATE)
		out(e, "ERROR-UNKNOWN-%ld\n", num(block, "state"));
	else
		out(e, "%s\n", names[state]);
}

static void show_removable(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			   __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%d\n", has_function(e, "offline_pages"));	/* CONFIG_MEMORY_HOTREMOVE */
}

/* The zone that a block lies in was kept from 5.17 on. */
static void show_zones(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref block = block_of(f);

	if (!has(block, "zone") || state_of(e, block) != ONLINE)
		stub(e, "the kernel works it out from the pages of the block");
	else
		out(e, "%s\n", addr(block, "zone") ? str(block, "zone->name") : "none");
}

static void show_block_size(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			    __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%lx\n", sections_per_block(e) << section_shift(e) << e->facts->page_shift);
}

static void show_auto_online(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			     __attribute__((unused)) const struct sysfs_row *row)
{
	static const char *const names[] = {"offline", "online", "online_kernel", "online_movable"};

	bool renamed = has_sym(e, "mhp_default_online_type");	/* 5.15 */

	out(e, "%s\n", names[val(sym(e, renamed ? "mhp_default_online_type" : "memhp_default_online_type", "int")) & 3]);
}

#define MEMORY "devices/system/memory"
#define BLOCK "devices/system/memory/~"

const struct sysfs_row sysfs_memory_rows[] = {
	{"phys_index", BLOCK, show_index, 0, 0, 0, 0},
	{"state", BLOCK, show_state, 0, 0, 0, 0},
	{"removable", BLOCK, show_removable, 0, 0, 0, 0},
	{"phys_device", BLOCK, sysfs_constant, "0\n", 0, 0, 0},	/* s390 has others */
	{"valid_zones", BLOCK, show_zones, 0, 0, 0, 0},
	{"block_size_bytes", MEMORY, show_block_size, 0, 0, 0, 0},
	{"auto_online_blocks", MEMORY, show_auto_online, 0, 0, 0, 0},
};
const size_t sysfs_memory_row_count = ARRAY_LEN(sysfs_memory_rows);
