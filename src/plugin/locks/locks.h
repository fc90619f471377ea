/* SPDX-License-Identifier: GPL-2.0-or-later */
/* locks.h - the locks that tasks wait for, with their owners and waiters, worked out once per worker. */
#ifndef VR_PLUGIN_LOCKS_H
#define VR_PLUGIN_LOCKS_H

#include "plugin/stacks/stacks.h"

struct lock_entry {
	const struct task_entry *first;	/* one of its waiters, which knows what it is */
	size_t waiters;
	uint64_t longest;		/* ns that one of them has waited */
};

struct lock_report {
	bool ready;
	struct lock_entry *locks;	/* most waiters first */
	size_t count;
};

const struct lock_report *lock_report(struct emit *e);

#endif
