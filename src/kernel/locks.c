/* SPDX-License-Identifier: GPL-2.0-or-later */
/* File locks as /proc/locks and fdinfo show them: lock_get_status(), fs/locks.c */
#include "kernel/kernel.h"

#include <limits.h>

/* include/linux/fs.h, filelock.h: macros, unchanged since they exist */
enum {
	FL_POSIX = 1, FL_FLOCK = 2, FL_DELEG = 4, FL_ACCESS = 8, FL_LEASE = 32, FL_DOWNGRADE_PENDING = 256,
	FL_UNLOCK_PENDING = 512, FL_OFDLCK = 1024, FL_LAYOUT = 2048,
	ANY_LEASE = FL_LEASE | FL_DELEG | FL_LAYOUT,
};
enum { READ_LOCK, WRITE_LOCK, UNLOCKED };

const char *file_lock_type(struct emit *e)
{
	return has_type(e, "struct file_lock_core") ? "struct file_lock_core" : "struct file_lock";
}

static const char *kind_of(struct emit *e, ref lock, long flags)
{
	bool has_file = addr(lock, "flc_file|fl_file") != 0;

	if (flags & FL_POSIX)
		return file_printf(e, "%s %s ", flags & FL_ACCESS ? "ACCESS" : flags & FL_OFDLCK ? "OFDLCK" : "POSIX ",
				   has_file ? "ADVISORY " : "*NOINODE*");
	if (flags & FL_FLOCK)
		return "FLOCK  ADVISORY  ";
	if (flags & ANY_LEASE)
		return file_printf(e, "%s  %s", flags & FL_DELEG ? "DELEG" : "LEASE",
				   flags & (FL_UNLOCK_PENDING | FL_DOWNGRADE_PENDING) ? "BREAKING  " :
				   has_file ? "ACTIVE    " : "BREAKER   ");
	return "UNKNOWN UNKNOWN  ";
}

static const char *type_of(ref lock, long flags)
{
	long type = num(lock, "flc_type|fl_type");

	if (flags & ANY_LEASE && flags & FL_UNLOCK_PENDING)
		type = UNLOCKED;
	else if (flags & ANY_LEASE && flags & FL_DOWNGRADE_PENDING)
		type = READ_LOCK;
	return type == WRITE_LOCK ? "WRITE" : type == READ_LOCK ? "READ" : "UNLCK";
}

static const char *file_of(struct emit *e, ref lock)
{
	ref file = ptr(lock, "flc_file|fl_file"), inode;
	unsigned long dev;

	if (null(file))
		return "<none>:0";
	inode = ptr(file, "f_inode");
	dev = (unsigned long)num(inode, "i_sb->s_dev");
	return file_printf(e, "%02lx:%02lx:%lu", dev >> 20, dev & 0xfffff, num(inode, "i_ino"));
}

static const char *range_of(struct emit *e, ref lock, long flags)
{
	ref range = cast(lock, "struct file_lock");	/* its core is its first member */
	long end;

	if (!(flags & FL_POSIX))
		return "0 EOF";
	end = num(range, "fl_end");
	if (end == LONG_MAX)
		return file_printf(e, "%ld EOF", num(range, "fl_start"));
	return file_printf(e, "%ld %ld", num(range, "fl_start"), end);
}

const char *lock_text(ref lock)
{
	struct emit *e = context(lock);
	long flags = num(lock, "flc_flags|fl_flags");
	int pid = flags & FL_OFDLCK ? -1 : (int)num(lock, "flc_pid|fl_pid");

	return file_printf(e, "%s%s %d %s %s", kind_of(e, lock, flags), type_of(lock, flags), pid, file_of(e, lock),
			   range_of(e, lock, flags));
}

/* ---- all of them: locks_start(), locks_next() -------------------------------------------------- */

struct lister {
	const char *type;
	struct map seen;
	long id;
	lock_visit *visit;
	void *arg;
};

static void visit_lock(struct emit *e, struct lister *l, ref lock, int level)
{
	if (map_has(&l->seen, lock.addr) || level > LIMIT_TREE_DEPTH) {
		fail(e, "blocked locks", "a lock that was met before, or too many of them", lock.addr);
		return;
	}
	map_put(&l->seen, lock.addr, 1);
	l->visit(e, lock, l->id, level, l->arg);
	EACH(waiter, list(sub(lock, "flc_blocked_requests|fl_blocked_requests"), l->type,
			  "flc_blocked_member|fl_blocked_member"))
		visit_lock(e, l, waiter, level + 1);
}

void file_locks(struct emit *e, lock_visit *visit, void *arg)
{
	struct lister l = {.type = file_lock_type(e), .visit = visit, .arg = arg};
	bool lost = false;

	if (!has_type(e, "struct file_lock_list_struct") && !has_sym(e, "file_lock_list"))	/* CONFIG_FILE_LOCKING is off */
		return;
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		ref head = sub(percpu(e, "file_lock_list", "struct file_lock_list_struct", cpu), "hlist");

		EACH(lock, hlist(head, l.type, "flc_link|fl_link")) {
			l.id++;
			if (lost)
				fail(e, "file_lock_list", "numbers of locks are unknown behind a list that is not whole", 0);
			if (num(lock, "flc_pid|fl_pid"))
				visit_lock(e, &l, lock, 0);
		}
		lost |= tainted(e);
	}
	map_free(&l.seen);
}
