/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/locks/locks.json: the locks that tasks wait for, as a record. */
#include "plugin/locks/locks.h"

EMITTER(locks_json)
{
	const struct lock_report *r = lock_report(e);
	const struct stack_report *s = stack_report(e);

	json_open(e, NULL, '{');
	json_open(e, "locks", '[');
	for (size_t i = 0; i < r->count; i++) {
		const struct task_entry *first = r->locks[i].first;

		json_open(e, NULL, '{');
		json_str(e, "kind", wait_kind_name(first->wait.kind));
		json_hex(e, "address", first->wait.object);
		json_str(e, "name", describe_address(e, first->wait.object));
		json_num(e, "waiters", (long)r->locks[i].waiters);
		json_num(e, "longest_ns", (long)r->locks[i].longest);
		if (first->owner >= 0)
			json_num(e, "owner_pid", s->tasks[first->owner].pid);
		json_open(e, "pids", '[');
		for (size_t k = 0; k < s->task_count; k++)
			if (s->tasks[k].wait.object == first->wait.object && s->tasks[k].wait.kind == first->wait.kind)
				json_num(e, NULL, s->tasks[k].pid);
		json_close(e);
		json_close(e);
	}
	json_close(e);
	json_close(e);
}
