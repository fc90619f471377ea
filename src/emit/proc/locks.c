/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/locks: file locks and who waits for them.  locks_show(), fs/locks.c */
#include "emit/emit.h"

struct lister {
	const char *type;
	struct map seen;
	long id;
};

static void show(struct emit *e, struct lister *l, ref lock, int level)
{
	if (map_has(&l->seen, lock.addr) || level > LIMIT_TREE_DEPTH) {
		fail(e, "blocked locks", "a lock that was met before, or too many of them", lock.addr);
		return;
	}
	map_put(&l->seen, lock.addr, 1);
	row(e, "%ld: %*s%s\n", l->id, level ? level + 2 : 0, level ? "-> " : "", lock_text(lock));
	EACH(waiter, list(sub(lock, "flc_blocked_requests|fl_blocked_requests"), l->type,
			  "flc_blocked_member|fl_blocked_member"))
		show(e, l, waiter, level + 1);
}

EMITTER(proc_locks)
{
	struct lister l = {.type = file_lock_type(e)};
	bool lost = false;

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		ref head = sub(percpu(e, "file_lock_list", "struct file_lock_list_struct", cpu), "hlist");

		EACH(lock, hlist(head, l.type, "flc_link|fl_link")) {
			l.id++;
			if (lost)
				fail(e, "file_lock_list", "numbers of locks are unknown behind a list that is not whole", 0);
			if (num(lock, "flc_pid|fl_pid"))
				show(e, &l, lock, 0);
		}
		lost |= tainted(e);
	}
	map_free(&l.seen);
}
