/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The letter behind a descriptor in lsof: how the process has locked the file. */
#include "emit/commands/process/lsof.h"

#include <limits.h>

static char lock_letter(ref lock, bool whole)
{
	enum { READ_LOCK, WRITE_LOCK };
	long type = num(lock, "flc_type|fl_type");

	return type == WRITE_LOCK ? (whole ? 'W' : 'w') : type == READ_LOCK ? (whole ? 'R' : 'r') : ' ';
}

char lsof_lock(ref file, long pid)
{
	ref all = ptr(file, "f_inode->i_flctx");
	const char *type = file_lock_type(context(file));
	char letter = ' ';

	if (null(all))
		return ' ';
	EACH(lock, list(sub(all, "flc_flock"), type, "flc_list|fl_list"))
		if (num(lock, "flc_pid|fl_pid") == pid)
			letter = lock_letter(lock, true);
	EACH(lock, list(sub(all, "flc_lease"), type, "flc_list|fl_list"))
		if (num(lock, "flc_pid|fl_pid") == pid)
			letter = lock_letter(lock, true);
	EACH(lock, list(sub(all, "flc_posix"), type, "flc_list|fl_list")) {
		ref range = cast(lock, "struct file_lock");

		if (num(lock, "flc_pid|fl_pid") == pid)
			letter = lock_letter(lock, !num(range, "fl_start") && num(range, "fl_end") == LONG_MAX);
	}
	return letter;
}
