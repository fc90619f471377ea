/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * plugins/locks/locks.txt: the locks that tasks wait for, most waiters first, and who holds those that
 * every administrator has met.
 */
#include "plugin/locks/locks.h"

static void print_waiters(struct emit *e, const struct lock_entry *l)
{
	const struct stack_report *s = stack_report(e);

	for (size_t i = 0; i < s->task_count; i++)
		if (s->tasks[i].wait.object == l->first->wait.object && s->tasks[i].wait.kind == l->first->wait.kind)
			row(e, "    %s, %s\n", task_title(e, &s->tasks[i]),
			    s->tasks[i].cpu >= 0 ? file_printf(e, "spinning on CPU %ld", s->tasks[i].cpu) : seconds(e, s->tasks[i].since));
}

/*
 * The task that holds a mutex; 0 if none does.  With PREEMPT_RT it is an rt_mutex (bb630f9f7a7d,
 * 5.15), whose owner has one flag; the owner of the other kind has three.
 */
static uint64_t mutex_owner(ref lock)
{
	return has(lock, "owner") ? addr(lock, "owner") & ~7ULL : addr(lock, "rtmutex.owner") & ~1ULL;
}

/* Mutexes of the kernel proper on which whole machines get stuck. */
static void print_well_known(struct emit *e)
{
	static const char *const names[] = {"rtnl_mutex", "cgroup_mutex", "slab_mutex", "module_mutex", "event_mutex",
					    "text_mutex", "console_mutex", "tty_mutex", "dpm_list_mtx", "all_q_mutex",
					    "wq_pool_mutex",
					    "jump_label_mutex", "bpf_verifier_lock", "ftrace_lock", "trace_types_lock"};

	row(e, "\nWell-known mutexes\n");
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		ref lock;
		uint64_t owner;
		bool exists = has_sym(e, names[i]);

		forgive(e);	/* the others do not depend on it */
		if (!exists)
			continue;
		lock = sym(e, names[i], "struct mutex");
		owner = mutex_owner(lock);
		if (is_task(e, owner))
			row(e, "  %-20s held by %ld (%s)\n", names[i], num(at(e, owner, "struct task_struct"), "pid"),
			    str(at(e, owner, "struct task_struct"), "comm"));
		else if (!owner)
			row(e, "  %-20s free\n", names[i]);
	}
}

EMITTER(locks)
{
	const struct lock_report *r = lock_report(e);

	row(e, "%s%zu lock%s with waiters\n", damage_at_least(&stack_report(e)->damage), r->count, r->count == 1 ? "" : "s");
	for (size_t i = 0; i < r->count; i++) {
		const struct lock_entry *l = &r->locks[i];

		row(e, "\n%s\n", wait_title(e, stack_report(e), l->first));
		row(e, "  %zu waiter%s, longest %s\n", l->waiters, l->waiters == 1 ? "" : "s", seconds(e, l->longest));
		print_waiters(e, l);
	}
	print_well_known(e);
}
