/* SPDX-License-Identifier: GPL-2.0-or-later */
/* process.h - what several files about a process need to know of it. */
#ifndef VR_KERNEL_PROCESS_H
#define VR_KERNEL_PROCESS_H

#include "object/object.h"

/* ---- names and relatives (process.c) ---------------------------------------------- */

enum {	/* task_struct.flags; include/linux/sched.h, unchanged since 3.14 */
	PF_EXITING = 0x4,
	PF_WQ_WORKER = 0x20,
	PF_KTHREAD = 0x200000,
};

struct walk tasks_by_pid(struct emit *e);	/* tasks(), in the order in which /proc lists them */
const char *task_name(ref task);		/* proc_task_name(): long names of kernel threads, what a worker does */
ref kthread_of(ref task);			/* struct kthread of a kernel thread */
long task_parent(ref task);			/* pid of the process that gets its SIGCHLD; 0 for kernel threads' root */
long task_nice(ref task);
long pid_max(struct emit *e);			/* process numbers are less than that */
long task_cpu(ref task);
long task_policy(ref task);
bool task_on_cpu(ref task);			/* was running at the crash */
const char *task_exe(ref task);			/* path of its executable; NULL if it has none */
ref task_cred(ref task);			/* struct cred: the objective one */
ref task_fs(ref task);				/* struct fs_struct of its own; null once it has exited */

const char *task_wchan(ref task);		/* function in which it waits, "" if none: get_wchan() */
ref task_user_regs(ref task);			/* struct pt_regs with which it last came from user space */

struct task_signals {
	uint64_t pending, shared_pending, blocked, ignored, caught;
	bool live;				/* false: past exit, all are 0 */
};
struct task_signals task_signals(ref task);

/* ---- namespaces (namespace.c) ----------------------------------------------------------- */

extern const char *const namespace_names[];	/* as in /proc/<pid>/ns; ends with NULL */
/* struct ns_common; null where the kernel has no such namespaces, or the task has left them. */
ref task_namespace(ref task, const char *name);

/* ---- CPU time (cputime.c) -------------------------------------------------------------- */

struct cputime {
	uint64_t user, system, guest;		/* ns */
};
struct cputime thread_cputime(ref task);	/* task_cputime_adjusted() */
struct cputime process_cputime(ref task);	/* thread_group_cputime_adjusted(): with threads that are gone */
struct cputime scaled_cputime(uint64_t user, uint64_t system, uint64_t runtime, ref previous);	/* cputime_adjust() */
#define NS_PER_TICK 10000000ULL			/* of USER_HZ, in which /proc counts */

#endif
