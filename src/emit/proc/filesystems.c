/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/filesystems: registered file systems.  filesystems_proc_show(), fs/filesystems.c */
#include "emit/emit.h"

#define FS_REQUIRES_DEV 1

static void show(struct emit *e, ref fs)
{
	row(e, "%s\t%s\n", num(fs, "fs_flags") & FS_REQUIRES_DEV ? "" : "nodev", str(fs, "name"));
}

EMITTER(proc_filesystems)
{
	if (has_member(e, "struct file_system_type", "next")) {
		EACH(fs, chain(deref(sym(e, "file_systems", "struct file_system_type *")), "next"))
			show(e, fs);
		return;
	}
	EACH(fs, hlist(sym(e, "file_systems", "struct hlist_head"), "struct file_system_type", "list"))	/* 7.1 */
		show(e, fs);
}
