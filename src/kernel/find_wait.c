/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the waiter that a sleeping task keeps on its stack, and from it the lock and its owner. */
#include "kernel/kernel.h"

#include <string.h>

/* A task's own part of its stack, innermost word first. */
struct region {
	struct emit *e;
	uint64_t task, low;
	const uint8_t *bytes;
	size_t size;
};

/* One buffer serves all tasks of a worker. */
static bool read_region(struct emit *e, ref task, const struct stack *s, struct region *r)
{
	struct stack_span span = task_stack_span(e, task);
	uint8_t *buf = slot(e, "task stack", kernel_stack_size(e));
	uint64_t low = s->count ? s->frames[0].sp & ~7ULL : 0;

	if (low < span.low || low >= span.high)
		return false;
	if (memory_read(e->memory, low, buf, span.high - low, NULL) != MEM_OK) {
		fail(e, "stack", "not all of it is there to find out what the task waits for", low);
		return false;
	}
	*r = (struct region){e, task.addr, low, buf, span.high - low};
	return true;
}

static uint64_t region_word(const struct region *r, size_t offset)
{
	return get_u64(r->bytes + offset, r->e->facts->big_endian);
}

/* Is there a list_head whose neighbours point back at it? */
static bool list_intact(struct emit *e, uint64_t node)
{
	uint64_t next, prev, back, forth;

	return probe_word(e, node, &next) && probe_word(e, node + 8, &prev) && probe_word(e, next + 8, &back) &&
	       probe_word(e, prev, &forth) &&
	       back == node && forth == node;
}

/*
 * The next struct of that type on the stack whose task member is this task and whose list member
 * is in an intact list.  *from: where to go on.
 */
static ref next_waiter(const struct region *r, const char *type, const char *task, const char *list, size_t *from)
{
	struct emit *e = r->e;
	size_t task_at, list_at;

	if (!has_member(e, type, task) || !has_member(e, type, list))
		return (ref){0, e->poison};
	task_at = offsetof_member(e, type, task);
	list_at = offsetof_member(e, type, list);
	for (size_t i = *from; i + 8 <= r->size; i += 8) {
		uint64_t waiter = r->low + i - task_at;

		if (region_word(r, i) != r->task || waiter < r->low || !list_intact(e, waiter + list_at))
			continue;
		*from = i + 8;
		return at(e, waiter, type);
	}
	*from = r->size;
	return (ref){0, e->poison};
}

/*
 * The head of the list that a waiter is in: the node that, read as a waiter, belongs to no task.
 * 0 if all are waiters: since 7.1 a lock points at its first waiter and is not in the list itself.
 */
static uint64_t list_head_of(struct emit *e, ref waiter, const char *type, const char *task, const char *list_member)
{
	uint64_t list_at = offsetof_member(e, type, list_member), task_at = offsetof_member(e, type, task), t;
	uint64_t start = waiter.addr + list_at, node = start;

	for (unsigned n = 0; n < LIMIT_WAITERS && probe_word(e, node, &node) && node != start; n++)
		if (!probe_word(e, node - list_at + task_at, &t) || !is_task(e, t))
			return node;
	return 0;
}

/* ---- mutex, rwsem, semaphore: waiter in a list of the lock ------------------------------- */

struct lock_layout {
	const char *waiter, *lock;
	const char *list;	/* in the lock: its list of waiters, or first waiter (7.1) */
};

static const struct lock_layout layouts[WAIT_KINDS] = {
	[WAIT_MUTEX] = {"struct mutex_waiter", "struct mutex", "wait_list"},
	[WAIT_RWSEM] = {"struct rwsem_waiter", "struct rw_semaphore", "wait_list"},
	[WAIT_SEMAPHORE] = {"struct semaphore_waiter", "struct semaphore", "wait_list"},
};

/* A lock on whose address the stack holds a pointer, and whose first waiter is in the list of this one. */
static uint64_t lock_by_first_waiter(const struct region *r, const struct lock_layout *l, ref waiter)
{
	struct emit *e = r->e;
	size_t list_at, first_at;
	uint64_t node = waiter.addr, first;

	if (!has_member(e, l->lock, "first_waiter"))
		return 0;
	first_at = offsetof_member(e, l->lock, "first_waiter");
	list_at = offsetof_member(e, l->waiter, "list");
	for (unsigned n = 0; n < LIMIT_WAITERS; n++) {
		for (size_t i = 0; i + 8 <= r->size; i += 8)
			if (probe_word(e, region_word(r, i) + first_at, &first) && first == node)
				return region_word(r, i);
		if (!probe_word(e, node + list_at, &node) || (node -= list_at) == waiter.addr)
			break;
	}
	return 0;
}

static uint64_t lock_of(const struct region *r, const struct lock_layout *l, ref waiter)
{
	uint64_t head;

	if (!has_member(r->e, l->lock, "wait_list"))
		return lock_by_first_waiter(r, l, waiter);
	head = list_head_of(r->e, waiter, l->waiter, "task", "list");
	return head ? head - offsetof_member(r->e, l->lock, "wait_list") : 0;
}

/* first_waiter: since 7.1 */
static bool is_first_waiter(struct emit *e, uint64_t lock, const struct lock_layout *l, ref waiter)
{
	bool listed = has_member(e, l->lock, "wait_list");
	uint64_t node = listed ? waiter.addr + offsetof_member(e, l->waiter, "list") : waiter.addr, first;

	return probe_word(e, lock + offsetof_member(e, l->lock, "wait_list|first_waiter"), &first) && first == node;
}

/*
 * Owner words carry flags in their low three bits (mutex: 3ca0ff571b09, 4.10; rwsem: 94a9717b3c40,
 * 5.3, bit 0: readers own it).
 */
static void read_owner(struct emit *e, struct wait *w)
{
	static const char *const types[WAIT_KINDS] = {
		[WAIT_MUTEX] = "struct mutex", [WAIT_RWSEM] = "struct rw_semaphore", [WAIT_SEMAPHORE] = "struct semaphore",
	};
	const char *type = types[w->kind];
	uint64_t owner = 0;

	if (!w->object || !type)
		return;
	/* Semaphores remember their last holder since 6.16, if hung task detection is configured. */
	if (has_member(e, type, "owner") || has_member(e, type, "last_holder"))
		probe_word(e, w->object + offsetof_member(e, type, "owner|last_holder"), &owner);
	if (is_task(e, owner & ~7ULL))
		w->owner = owner & ~7ULL;
	/* Readers leave their name behind in a rwsem, holders in a semaphore. */
	else
		w->owner_ended = owner & ~7ULL && (w->kind == WAIT_MUTEX || (w->kind == WAIT_RWSEM && !(owner & 3)));
	w->owner_is_hint = w->kind == WAIT_SEMAPHORE || (w->kind == WAIT_RWSEM && owner & 1);
}

/* The kernel's own record: blocked_on (6.17), blocker (6.15, if hung task detection is configured). */
static uint64_t recorded_lock(ref task, enum wait_kind kind)
{
	uint64_t lock = 0;

	if (kind == WAIT_MUTEX && has(task, "blocked_on"))
		lock = addr(task, "blocked_on");
	if (!lock && has(task, "blocker"))
		lock = addr(task, "blocker") & ~3ULL;	/* low bits: what kind of lock */
	return lock;
}

static void find_lock(const struct region *r, ref task, struct wait *w)
{
	const struct lock_layout *l = &layouts[w->kind];
	size_t from = 0;

	while (from < r->size) {
		ref waiter = next_waiter(r, l->waiter, "task", "list", &from);

		if (poisoned(waiter))
			break;
		w->object = lock_of(r, l, waiter);
		if (w->kind == WAIT_RWSEM)
			w->for_write = num(waiter, "type") == enum_or(r->e, "RWSEM_WAITING_FOR_WRITE", 0);
		if (w->object) {
			w->is_first = is_first_waiter(r->e, w->object, l, waiter);
			break;
		}
	}
	if (!w->object)
		w->object = recorded_lock(task, w->kind);
	read_owner(r->e, w);
}

/* ---- the other kinds -------------------------------------------------------------------------- */

static void find_completion(const struct region *r, struct wait *w)
{
	/* swait_queue since 5.7 (a5c6234e1028), wait_queue_entry before */
	struct emit *e = r->e;
	bool simple = has_member(e, "struct completion", "wait.task_list");
	const char *type = simple ? "struct swait_queue" : "struct wait_queue_entry";
	const char *task = simple ? "task" : "private", *list = simple ? "task_list" : "entry";
	size_t from = 0;
	ref waiter = next_waiter(r, type, task, list, &from);
	uint64_t head;

	if (poisoned(waiter))
		return;
	head = list_head_of(e, waiter, type, task, list);
	if (head)
		w->object = head - offsetof_member(e, "struct completion", "wait.task_list|wait.head");
}

/* The first wait_queue_entry of this task on its stack whose waking function is a function. */
static ref find_queue_entry(const struct region *r)
{
	size_t from = 0;

	while (from < r->size) {
		ref entry = next_waiter(r, "struct wait_queue_entry", "private", "entry", &from);
		struct symbol s;

		if (poisoned(entry) || (symbol_at(r->e, addr(entry, "func"), &s) && s.addr == addr(entry, "func")))
			return entry;
	}
	return (ref){0, r->e->poison};
}

static void find_queue(const struct region *r, struct wait *w)
{
	ref entry = find_queue_entry(r);
	uint64_t head;

	if (poisoned(entry))
		return;
	head = list_head_of(r->e, entry, "struct wait_queue_entry", "private", "entry");
	if (head && has_type(r->e, "struct wait_queue_head"))
		w->object = head - offsetof_member(r->e, "struct wait_queue_head", "head");
}

/*
 * A reader, or a second writer, is in the lock's queue; the writer that waits for readers to go is in
 * `writer`, and a pointer to its lock lies on its stack.
 */
static void find_percpu_rwsem(const struct region *r, const struct stack *s, struct wait *w)
{
	static const char type[] = "struct percpu_rw_semaphore";
	struct emit *e = r->e;
	ref entry = find_queue_entry(r);
	uint64_t value;

	for (size_t i = 0; i < s->count; i++)
		w->for_write |= function_matches(frame_function(e, &s->frames[i]), "percpu_down_write");
	if (!has_member(e, type, "writer.task") || !has_member(e, type, "waiters"))
		return;
	if (!poisoned(entry)) {
		find_queue(r, w);
		w->object -= w->object ? offsetof_member(e, type, "waiters") : 0;
		if (w->object && probe_word(e, w->object + offsetof_member(e, type, "writer.task"), &value) && is_task(e, value))
			w->owner = value;
		return;
	}
	for (size_t i = 0; i + 8 <= r->size && !w->object; i += 8)
		if (probe_word(e, region_word(r, i) + offsetof_member(e, type, "writer.task"), &value) && value == r->task)
			w->object = region_word(r, i);
}

static void find_bit(const struct region *r, struct wait *w)
{
	ref entry = find_queue_entry(r), bit;

	if (poisoned(entry) || !has_type(r->e, "struct wait_bit_queue_entry"))
		return;
	bit = container(entry, "struct wait_bit_queue_entry", "wq_entry");
	w->object = addr(bit, "key.flags");
	w->bit = num(bit, "key.bit_nr");
}

/* struct wait_page_queue.folio was page until 5.15 */
static void find_page(const struct region *r, struct wait *w)
{
	ref entry = find_queue_entry(r), page;

	if (poisoned(entry) || !has_type(r->e, "struct wait_page_queue"))
		return;
	page = container(entry, "struct wait_page_queue", "wait");
	w->object = addr(page, "folio|page");
	w->bit = num(page, "bit_nr");
}

/*
 * Who spins was interrupted there, by the NMI or the interrupt that stopped it: the lock is the first
 * argument of the slow path, and has not been put anywhere else as long as it is still a taken lock.
 */
static void find_spinlock(struct emit *e, const struct stack *s, struct wait *w)
{
	const struct program_registers *r = cpu_registers(e, s->cpu);
	uint64_t lock = 0, value;

	for (size_t i = s->count; i-- > 0 && !lock;)
		if (s->frames[i].regs && s->frames[i].stack == STACK_TASK)
			lock = addr(at(e, s->frames[i].regs, "struct pt_regs"), "di|regs[0]");
	if (!lock && !register_value(r, "rdi", &lock))
		register_value(r, "x0", &lock);
	if (lock && probe_word(e, lock & ~7ULL, &value) && value)
		w->object = lock;
}

/* ---- the file of the system call --------------------------------------------------------------- */

/* A file descriptor's struct file in the table of that task; 0 if it is not open. */
static uint64_t file_of(ref task, uint64_t fd)
{
	ref table = ptr(task, "files"), fdt;

	if (null(table))
		return 0;
	fdt = ptr(table, "fdt");
	if (null(fdt) || fd >= (uint64_t)num(fdt, "max_fds"))
		return 0;
	return read_word(task.type->graph->user, addr(fdt, "fd") + fd * 8);
}

/* System calls whose first argument is the file that is waited for. */
static bool first_argument_is_file(struct emit *e, const struct stack *s)
{
	static const char *const functions[] = {"vfs_read", "vfs_write", "vfs_fsync_range", "do_fsync", "vfs_iter_write",
						"vfs_readv",
						"vfs_writev", "ksys_read", "ksys_write", "ksys_pread64", "ksys_pwrite64",
						"__x64_sys_pread64", "__x64_sys_pwrite64", "__x64_sys_fsync", "__x64_sys_fdatasync",
						"__x64_sys_syncfs", "__x64_sys_fallocate", "__x64_sys_getdents64", "iterate_dir",
						"__x64_sys_ftruncate", "__arm64_sys_fsync", "__arm64_sys_fdatasync",
						"__arm64_sys_syncfs", "__arm64_sys_pread64", "__arm64_sys_pwrite64"};

	for (size_t i = s->count; i-- > 0;) {
		const char *name = frame_function(e, &s->frames[i]);

		for (size_t f = 0; f < ARRAY_LEN(functions); f++)
			if (!strcmp(name, functions[f]))
				return true;
	}
	return false;
}

#define TASK_UNINTERRUPTIBLE 2

/* Worth the trouble only where I/O may be what is waited for. */
static void find_file(struct emit *e, ref task, const struct stack *s, struct wait *w)
{
	ref regs;

	bool io = num(task, "in_iowait") || num(task, "__state|state") & TASK_UNINTERRUPTIBLE;	/* __state: 5.14 */

	if (!io || !s->user_regs || !first_argument_is_file(e, s))
		return;
	regs = at(e, s->user_regs, "struct pt_regs");
	w->file = file_of(task, (uint64_t)num(regs, "di|orig_x0"));
}

void find_wait(struct emit *e, ref task, enum wait_kind kind, const struct stack *s, struct wait *w)
{
	struct region r;
	bool was = tainted(e);

	*w = (struct wait){.kind = kind, .bit = -1};
	if (kind == WAIT_SPINLOCK) {
		find_spinlock(e, s, w);
	} else if (kind == WAIT_CPU) {
		find_cpu_waited_for(e, s->cpu, w);
	} else if (is_rt_wait(e, kind)) {
		find_rt_wait(e, task, s, w);
	} else if (kind != WAIT_NONE && read_region(e, task, s, &r)) {
		if (layouts[kind].lock)
			find_lock(&r, task, w);
		else if (kind == WAIT_PERCPU_RWSEM)
			find_percpu_rwsem(&r, s, w);
		else if (kind == WAIT_COMPLETION)
			find_completion(&r, w);
		else if (kind == WAIT_PAGE)
			find_page(&r, w);
		else if (kind == WAIT_BIT)
			find_bit(&r, w);
		else if (kind == WAIT_QUEUE)
			find_queue(&r, w);
		w->on_stack = w->object - r.low < r.size;
		find_wait_owner(e, task, s, w);
	}
	if (kind == WAIT_IO || kind == WAIT_PAGE || kind == WAIT_BIT || kind == WAIT_QUEUE || kind == WAIT_COMPLETION)
		find_file(e, task, s, w);
	e->taint = was;
}
