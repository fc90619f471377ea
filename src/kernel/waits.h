/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * waits.h - what a sleeping task waits for, and who could end that wait.
 *
 * Kernels keep little of it in the task.  But who waits for a lock has put a
 * waiter, with a pointer to its task, on its own stack and into the lock's list:
 * it is found there, and believed only where the list around it is intact.
 */
#ifndef VR_WAITS_H
#define VR_WAITS_H

#include "kernel/unwind.h"

enum wait_kind {
	WAIT_NONE,
	WAIT_MUTEX,
	WAIT_RWSEM,
	WAIT_RT_MUTEX,
	WAIT_SEMAPHORE,
	WAIT_PERCPU_RWSEM,
	WAIT_COMPLETION,
	WAIT_PAGE,		/* a bit of a page or folio: locked, written back */
	WAIT_BIT,		/* a bit of some other word: buffer, inode */
	WAIT_QUEUE,
	WAIT_SPINLOCK,		/* not asleep: spinning */
	WAIT_CPU,		/* not asleep: until another CPU has done what it was interrupted for */
	WAIT_IO,		/* asleep in io_schedule(), nothing else known */
	WAIT_KINDS
};
const char *wait_kind_name(enum wait_kind kind);	/* "mutex", "rwsem", … */

struct wait {
	enum wait_kind kind;
	uint64_t object;	/* the lock, page, word or queue; 0 if it was not found */
	uint64_t owner;		/* struct task_struct; 0 if it has none, or none is recorded */
	bool owner_is_hint;	/* one of several readers, the last that said so */
	bool for_write;		/* WAIT_RWSEM, WAIT_PERCPU_RWSEM */
	bool is_first;		/* of those who wait for that lock: whoever lets go of it wakes this one */
	bool owner_ended;	/* the owner on record is no task any more */
	bool on_stack;		/* the object lies on the waiter's own stack */
	long bit;		/* WAIT_PAGE, WAIT_BIT; -1 */
	const char *what;	/* where more is known than the kind: "RCU grace period"; NULL */
	uint64_t file;		/* struct file that the system call is about; 0 if unknown */
};

/* What kind of wait a chain of calls ends in, from the names of its functions. */
enum wait_kind wait_kind_of(struct emit *e, const struct stack *s);
/* Fills in the rest; what lives in the file's arena.  s: the chain of that task. */
void find_wait(struct emit *e, ref task, enum wait_kind kind, const struct stack *s, struct wait *w);
void find_cpu_waited_for(struct emit *e, long cpu, struct wait *w);	/* part of find_wait() */
void find_wait_owner(struct emit *e, ref task, const struct stack *s, struct wait *w);	/* part of find_wait() */
/* The same for locks that have an rt_mutex in them (rt_wait.c). */
bool is_rt_wait(struct emit *e, enum wait_kind kind);
void find_rt_wait(struct emit *e, ref task, const struct stack *s, struct wait *w);
/* "mutex lababba_b [lababba]", "page 0x… (writeback) of sdb1 inode 12": in the file's arena. */
const char *wait_text(struct emit *e, const struct wait *w);
const char *bdev_text(struct emit *e, ref bdev);	/* struct block_device: "sda1", "dm-1 (stuckfs, suspended)" */
/* Is that the address of a task that the kernel's lists know? */
bool is_task(struct emit *e, uint64_t address);
/* All of them, by address: neighbours share pages.  Tells the file if they are not all. */
size_t all_tasks(struct emit *e, const uint64_t **addresses);
/* Index of the outermost frame that is still part of waiting as such: schedule(), mutex_lock(), … */
size_t wait_frames(struct emit *e, const struct stack *s);

#endif
