/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/memory/lsmem_-a_-o_RANGE_SIZE_STATE_REMOVABLE_ZONES_NODE_BLOCK: blocks of memory, as util-linux lists them */
#include "emit/commands/block/lsblk.h"
#include "emit/commands/table.h"

#include <stdlib.h>
#include <string.h>

#define FOLDER "devices/system/memory"

static uint64_t block_size(struct emit *e)
{
	const char *text = sysfs_text(e, FOLDER "/block_size_bytes");

	return text ? strtoull(text, NULL, 16) : 0;
}

/* Folders of blocks, by number. */
static struct walk blocks(struct emit *e)
{
	struct sorted_list found = sorted_list(e);
	ref folder = sysfs_node(e, FOLDER);

	if (!null(folder) && !poisoned(folder))
		EACH(node, rbtree(sub(folder, "dir.children"), "struct kernfs_node", "rb")) {
			const char *name = str(node, "name");

			if (kernfs_type(node) == KERNFS_DIR && str_starts(name, "memory"))
				sorted_add(&found, addr(node, "priv"),
					   (unsigned long[SORT_KEYS]){strtoul(name + strlen("memory"), NULL, 10)});
		}
	return sorted_walk(e, &found, "struct kobject");
}

/* It has a link to the node that it is of. */
static const char *node_of_block(ref block)
{
	EACH(entry, rbtree(sub(ptr(block, "sd"), "dir.children"), "struct kernfs_node", "rb"))
		if (kernfs_type(entry) == KERNFS_LINK && str_starts(str(entry, "name"), "node"))
			return str(entry, "name") + strlen("node");
	return "";
}

static const char *removable(ref block)
{
	const char *text = sysfs_attribute(block, "removable");

	return !text ? "" : *text == '1' ? "yes" : "no";
}

/* "Normal/Movable": the one it is in, and others that it could be put into */
static const char *zones_of_block(struct emit *e, ref block)
{
	const char *text = sysfs_attribute(block, "valid_zones");
	char *zones = file_printf(e, "%s", !text ? "" : !strcmp(text, "none") ? "None" : text);

	for (char *p = zones; *p; p++)
		*p = *p == ' ' ? '/' : *p;
	return zones;
}

EMITTER(cmd_lsmem)
{
	static const struct column columns[] = {{"RANGE", false, 0}, {"SIZE", true, 5}, {"STATE", true, 6},
						{"REMOVABLE", true, 0},
						{"ZONES", true, 0}, {"NODE", true, 0}, {"BLOCK", true, 0}};
	struct table *t = table_new(e, columns, ARRAY_LEN(columns));
	uint64_t unit = block_size(e), online = 0, offline = 0;

	if (!unit) {
		absent(e, "memory has no blocks that could be taken out (CONFIG_MEMORY_HOTPLUG)");
		return;
	}
	EACH(block, blocks(e)) {
		uint64_t number = strtoull(str(block, "name") + strlen("memory"), NULL, 10);
		const char *state = sysfs_attribute(block, "state");

		table_row(t, file_printf(e, "0x%016llx-0x%016llx", (unsigned long long)(number * unit),
					 (unsigned long long)((number + 1) * unit - 1)),
			  human_size(e, unit), state, removable(block), zones_of_block(e, block), node_of_block(block),
			  file_printf(e, "%llu", (unsigned long long)number));
		if (state && !strcmp(state, "online"))
			online += unit;
		else
			offline += unit;
	}
	table_print(t);
	row(e, "\nMemory block size:   %8s\nTotal online memory: %8s\nTotal offline memory:%8s\n", human_size(e, unit),
	    human_size(e, online), human_size(e, offline));
}
