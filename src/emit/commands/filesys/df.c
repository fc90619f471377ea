/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/filesys/df_-al_-x_autofs, df_-aliT_-x_autofs: room in the file systems that init sees, as coreutils shows it */
#include "emit/commands/filesys/mount.h"
#include "emit/commands/table.h"

#include "emit/emit.h"

#include <string.h>

struct df_row {
	const char *source, *kind, *point;
	struct fs_room room;
	bool hidden;		/* another is mounted over it */
};

static const char *captured(struct emit *e, ref mount, void (*print)(ref))
{
	struct capture_mark mark = capture_begin(e);
	const char *text;

	print(mount);
	text = capture_end(e, &mark);
	return text ? text : "";
}

/* What df -l leaves out, told by the source's name and the kind. */
static bool is_remote(const char *source, const char *kind)
{
	return strchr(source, ':') || !strcmp(kind, "afs") ||
	       (str_starts(source, "//") && (!strcmp(kind, "cifs") || !strcmp(kind, "smb3")));
}

static const char *number(struct emit *e, const struct df_row *r, uint64_t value)
{
	return r->hidden ? "-" : file_printf(e, "%llu", (unsigned long long)value);
}

static const char *percent(struct emit *e, const struct df_row *r, uint64_t used, uint64_t rest)
{
	uint64_t all = used + rest;

	return r->hidden || !all ? "-" : file_printf(e, "%llu%%", (unsigned long long)(used * 100 / all + !!(used * 100 % all)));
}

static uint64_t kib(const struct fs_room *room, uint64_t blocks)
{
	return (blocks * room->block + 1023) >> 10;
}

static void add_blocks(struct emit *e, struct table *t, const struct df_row *r)
{
	const struct fs_room *room = &r->room;
	uint64_t used = room->blocks > room->free ? room->blocks - room->free : 0;

	table_row(t, r->source, number(e, r, kib(room, room->blocks)), number(e, r, kib(room, used)),
		  number(e, r, kib(room, room->available)), percent(e, r, used, room->available), r->point);
}

static void add_files(struct emit *e, struct table *t, const struct df_row *r)
{
	uint64_t used = r->room.files > r->room.free_files ? r->room.files - r->room.free_files : 0;

	table_row(t, r->source, r->kind, number(e, r, r->room.files), number(e, r, used), number(e, r, r->room.free_files),
		  percent(e, r, used, r->room.free_files), r->point);
}

static void show(struct emit *e, struct table *t, void (*add)(struct emit *, struct table *, const struct df_row *))
{
	ref root = reader_root(e);
	struct strmap tops = {0};	/* by mount point: the source of what was mounted there last */

	EACH(mount, init_mounts(e)) {
		const char *point = mount_point(mount, root);

		if (point)
			strmap_put(&tops, point, (void *)(uintptr_t)captured(e, mount, print_mount_source));
	}
	EACH(mount, init_mounts(e)) {
		struct df_row r = {.point = mount_point(mount, root), .source = captured(e, mount, print_mount_source)};
		ref sb = ptr(mount, "mnt.mnt_sb");
		const char *top = r.point ? strmap_get(&tops, r.point) : NULL;

		r.kind = str(sb, "s_type->name");
		if (!r.point || !strcmp(r.kind, "autofs") || is_remote(r.source, r.kind))
			continue;
		r.hidden = top && strcmp(top, r.source);
		if (fs_room(sb, &r.room))
			add(e, t, &r);
		else
			remark(e, "room in file systems of kind %s is not known", r.kind);
	}
	strmap_free(&tops);
	table_print(t);
}

EMITTER(cmd_df)
{
	static const struct column columns[] = {{"Filesystem", false, 14}, {"1K-blocks", true, 5}, {"Used", true, 5},
						{"Available", true, 5}, {"Use%", true, 4}, {"Mounted on", false, 0}};

	show(e, table_new(e, columns, ARRAY_LEN(columns)), add_blocks);
}

EMITTER(cmd_df_i)
{
	static const struct column columns[] = {{"Filesystem", false, 14}, {"Type", false, 4}, {"Inodes", true, 5},
						{"IUsed", true, 5},
						{"IFree", true, 5}, {"IUse%", true, 4}, {"Mounted on", false, 0}};

	show(e, table_new(e, columns, ARRAY_LEN(columns)), add_files);
}
