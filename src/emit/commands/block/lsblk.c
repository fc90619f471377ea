/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/block/lsblk, lsblk_-t: block devices as a tree, as util-linux draws it in ASCII */
#include "emit/emit.h"
#include "emit/commands/block/lsblk.h"

#include <stdlib.h>
#include <string.h>

static void add(struct blk_rows *rows, struct blk_row row)
{
	GROW(rows->rows, rows->count, rows->room);
	if (rows->count < LIMIT_BLOCK_ROWS)
		rows->rows[rows->count++] = row;
}

static void add_holders(struct emit *e, struct blk_rows *rows, ref part, const char *indent, unsigned depth);

static void add_part(struct emit *e, struct blk_rows *rows, ref disk, ref part, const char *kind, const char *indent, bool last,
		     unsigned depth)
{
	struct partition p = partition_of(disk, part);
	const char *name = p.number ? p.name : disk_shown_name(disk);
	const char *mark = depth ? last ? "`-" : "|-" : "";

	add(rows, (struct blk_row){disk, part, p, file_printf(e, "%s%s%s", indent, mark, name), kind, depth});
	if (depth < LIMIT_BLOCK_DEPTH)
		add_holders(e, rows, part, depth ? file_printf(e, "%s%s", indent, last ? "  " : "| ") : "", depth + 1);
}

static void add_disk(struct emit *e, struct blk_rows *rows, ref disk, const char *indent, bool last, unsigned depth)
{
	long partitions_left = -1;

	EACH_KEY(i, partitions(disk))
		partitions_left += i >= 0;
	EACH(part, partitions(disk)) {
		if (partition_of(disk, part).number)
			add_part(e, rows, disk, part, "part", indent, --partitions_left == 0, depth + 1);
		else
			add_part(e, rows, disk, part, disk_kind(disk), indent, last, depth);
	}
}

static void add_holders(struct emit *e, struct blk_rows *rows, ref part, const char *indent, unsigned depth)
{
	long left = 0;

	EACH_KEY(i, disk_holders(part))
		left += i >= 0;
	EACH(holder, disk_holders(part))
		add_disk(e, rows, holder, indent, --left == 0, depth);
}

static int by_number(const void *a, const void *b)
{
	const struct partition *x = a, *y = b;

	return x->major != y->major ? (x->major > y->major) - (x->major < y->major) :
	       (x->minor > y->minor) - (x->minor < y->minor);
}

/* Disks that are made of no others, by number, each with what lies upon it. */
void blk_rows_collect(struct emit *e, struct blk_rows *rows)
{
	enum { RAM_MAJOR = 1 };
	struct partition *tops = NULL;
	size_t count = 0;

	EACH(disk, disks(e)) {
		EACH(part, partitions(disk)) {
			struct partition p = partition_of(disk, part);

			if (p.number || p.major == RAM_MAJOR || disk_internal(disk) || disk_has_slaves(disk))
				break;
			tops = xrealloc(tops, count + 1, sizeof(*tops));
			tops[count++] = p;
			break;
		}
	}
	if (count)
		qsort(tops, count, sizeof(*tops), by_number);
	for (size_t i = 0; i < count; i++)
		add_disk(e, rows, tops[i].disk, "", true, 0);
	free(tops);
}

int blk_rows_name_width(const struct blk_rows *rows)
{
	int width = 4;

	for (size_t i = 0; i < rows->count; i++)
		if ((int)strlen(rows->rows[i].name) > width)
			width = (int)strlen(rows->rows[i].name);
	return width;
}

/* size_to_human_string(), util-linux: one digit behind the point, "2.4G" */
const char *human_size(struct emit *e, uint64_t bytes)
{
	unsigned exponent = 0;
	uint64_t whole, tenths;

	while (exponent < 60 && bytes >> exponent >> 10)
		exponent += 10;
	whole = bytes >> exponent;
	tenths = exponent ? (((bytes & ((1ULL << exponent) - 1)) >> (exponent - 10)) * 1000 / 1024 + 50) / 100 : 0;
	if (tenths == 10) {
		whole++;
		tenths = 0;
	}
	if (tenths)
		return file_printf(e, "%llu.%llu%c", (unsigned long long)whole, (unsigned long long)tenths,
				   "BKMGTPE"[exponent / 10]);
	return file_printf(e, "%llu%c", (unsigned long long)whole, "BKMGTPE"[exponent / 10]);
}
