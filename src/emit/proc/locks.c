/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/locks: file locks and who waits for them.  locks_show(), fs/locks.c */
#include "emit/emit.h"

static void show(struct emit *e, ref lock, long id, int level, __attribute__((unused)) void *arg)
{
	row(e, "%ld: %*s%s\n", id, level ? level + 2 : 0, level ? "-> " : "", lock_text(lock));
}

EMITTER(proc_locks)
{
	if (!has_sym(e, "file_lock_list")) {
		absent(e, "CONFIG_FILE_LOCKING is off");
		return;
	}
	file_locks(e, show, NULL);
}
