/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kernel.h - what several emitters need to know of the kernel.  The history of
 * each layout lives here, once, with the release that changed it.
 */
#ifndef VR_KERNEL_H
#define VR_KERNEL_H

#include "kernel/cgroup.h"
#include "kernel/debugfs.h"
#include "kernel/describe.h"
#include "kernel/kernfs.h"
#include "kernel/mm.h"
#include "kernel/process.h"
#include "kernel/statfs.h"
#include "kernel/storage.h"
#include "kernel/sysfs.h"
#include "kernel/system.h"
#include "kernel/unwind.h"
#include "kernel/vfs.h"
#include "kernel/waits.h"
#include "object/object.h"

/* ---- tasks (task.c) ------------------------------------------------------------ */

struct walk tasks(struct emit *e);	/* struct task_struct of each process (thread group leaders), init_task excepted */
ref init_process(struct emit *e);	/* struct task_struct of process 1; null before there is one.  It may have ended */
bool init_lives(struct emit *e);	/* it has not, so that /proc has a folder of it */
struct walk threads(ref task);		/* all threads of its process, leader first */
const char *task_state(ref task);	/* "S (sleeping)": get_task_state() */
ref task_pid(ref task, const char *kind);	/* struct pid; kind: PIDTYPE_PID, PIDTYPE_TGID, PIDTYPE_PGID, PIDTYPE_SID */
ref pid_in_namespace(ref pid, long level);	/* struct upid: number and namespace; level: not more than pid.level */
long pid_number(ref pid, long level);	/* in the pid namespace of that depth; 0 if pid is NULL or not that deep */

/* ---- CPUs (cpu.c) ---------------------------------------------------------------- */

enum cpu_mask {
	CPUS_POSSIBLE,
	CPUS_PRESENT,
	CPUS_ONLINE,	/* as it was before a panic stopped the other CPUs */
};
struct walk cpus(struct emit *e, enum cpu_mask mask);	/* for EACH_KEY(cpu, …) */
bool cpu_in(struct emit *e, enum cpu_mask mask, long cpu);
long nr_cpu_ids(struct emit *e);
long cpu_count(struct emit *e, enum cpu_mask mask);

/* ---- bitmaps as the kernel prints them (bitmap.c) ----------------------------------- */

const char *bitmap_list(struct walk bits);			/* %*pbl: "0-3,8" */
#define bitmap_hex(o, path, n) bitmap_hex_((o), "" path "", (n))	/* %*pb: "00000000,0000000f"; n bits */
const char *bitmap_hex_(ref o, const char *path, long n);
const char *bitmap_hex_of(struct walk bits, long n);

/* ---- time (time.c): nanoseconds as of the last tick before the crash ------------------- */

#define NSEC_PER_USEC 1000L
#define NSEC_PER_MSEC 1000000L
#define NSEC_PER_SEC 1000000000L

uint64_t clock_monotonic(struct emit *e);
uint64_t clock_boottime(struct emit *e);
uint64_t clock_realtime(struct emit *e);
uint64_t clock_scheduler(struct emit *e);		/* sched_clock(): of the run queue where it is farthest; 0 if not known of all */
/* When the machine crashed, unix seconds: VMCOREINFO's CRASHTIME, else clock_realtime(). */
uint64_t crash_time(struct emit *e);
long timer_resolution(struct emit *e);			/* ns: of hrtimers; a tick without CONFIG_HIGH_RES_TIMERS */
/* "Sat Nov 21 00:38:01 2026": of unix seconds, in UTC, since a kernel does not know its users' time zone. */
const char *calendar_text(struct emit *e, long seconds);
long hz(struct emit *e);				/* CONFIG_HZ */
long jiffies_to_ms(struct emit *e, uint64_t jiffies);
uint64_t cpu_idle_time(struct emit *e, long cpu);	/* ns: get_idle_time() */
uint64_t cpu_iowait_time(struct emit *e, long cpu);
uint64_t cpu_time(struct emit *e, long cpu, const char *which);	/* ns: kernel_cpustat[CPUTIME_…] */

/* ---- memory counters (vmstat.c) ------------------------------------------------------------ */

long node_pages(struct emit *e, const char *item);	/* global_node_page_state(): "NR_FILE_PAGES" or "NEW|OLD" */
long zone_pages(struct emit *e, const char *item);	/* global_zone_page_state() */
struct walk nodes(struct emit *e);			/* struct pglist_data of each online node */
struct walk zones(ref node);				/* struct zone, all of its node_zones */
long kb(struct emit *e, long pages);
long percpu_counter(ref counter);			/* percpu_counter_sum(): exact, never cached */
long percpu_counter_positive(ref counter);		/* the same, not below 0 */

/* ---- the sums behind /proc/meminfo, in pages (meminfo.c) -------------------------------------- */

long total_ram_pages(struct emit *e);		/* totalram_pages() */
long buffer_pages(struct emit *e);		/* nr_blockdev_pages() */
long cached_pages(struct emit *e);		/* without buffers and the swap cache */
long swap_cache_pages(struct emit *e);		/* total_swapcache_pages() */
long available_pages(struct emit *e);		/* si_mem_available() */
long total_swap_pages(struct emit *e);
long free_swap_pages(struct emit *e);		/* si_swapinfo() */
long swap_area_count(struct emit *e);		/* areas in use, no pages */
long commit_limit(struct emit *e);		/* vm_commit_limit() */
long vmalloc_total(struct emit *e);		/* bytes */
long zswap_pool_pages(struct emit *e);

/* ---- block devices (block.c) ------------------------------------------------------------------ */

struct walk class_devices(struct emit *e, const char *class_symbol);	/* struct device, in the order of registration */
struct walk disks(struct emit *e);				/* struct gendisk, as class_dev_iter over block_class gives them */
struct walk partitions(ref disk);				/* struct block_device (5.11) or struct hd_struct, whole disk first */
struct partition {
	ref disk;
	long major, minor, number;
	uint64_t sectors;	/* of 512 bytes */
	const char *name;	/* "sda1" */
};
struct partition partition_of(ref disk, ref part);	/* part: as partitions() gives it */
ref block_device_disk(ref device);	/* struct gendisk of a struct device of block_class; null for a partition's */
ref disk_kobject(ref disk);		/* of the device that it is */
bool disk_hidden(ref disk);	/* not shown in /proc/partitions */

/* ---- modules (module.c) --------------------------------------------------------------------------- */

struct walk modules(struct emit *e);		/* struct module, newest first, unformed ones left out */
/* has_sym() of data of a module: where that is loaded, but names no data, what is not found says nothing. */
bool has_module_sym(struct emit *e, const char *module, const char *symbol);
uint64_t module_size(ref module);		/* as lsmod shows it */
uint64_t module_base(ref module);		/* of its text */
const char *module_users(ref module);		/* "a,b," or "-"; "[permanent]," included */
const char *module_holders(ref module);		/* "b,a": the same modules, in the order of sysfs' folder holders/ */
long module_refcount(ref module);
const char *module_taints(ref module);		/* "(OE)" with state marks, or "" */
const char *taint_letters(struct emit *e, uint64_t mask, bool of_module);
const char *taint_meaning(size_t bit);		/* in words */

/* ---- the log (printk.c) ---------------------------------------------------------------------------------- */

struct printk_record {
	uint64_t seq, ns;
	long level, facility;
	const char *text;	/* not terminated; may have several lines */
	size_t size;
};
typedef bool (*printk_fn)(const struct printk_record *r, void *arg);
void printk_records(struct emit *e, printk_fn fn, void *arg);	/* oldest first; stops when fn returns false */
const char *printable(struct emit *e, const char *text, size_t n);	/* control characters as \\x1b */

/* ---- sysctl (sysctl/) ------------------------------------------------------------------------------------ */

/* Each leaf of /proc/sys, as the initial namespaces see it: its struct ctl_table and its path ("kernel/pid_max"). */
typedef void (*sysctl_fn)(struct emit *e, ref entry, const char *path, void *arg);
void sysctl_entries(struct emit *e, sysctl_fn fn, void *arg);
/* What reading it gives, with the newline; NULL (noted, or absent or stub said) where that is not known. */
const char *sysctl_value(struct emit *e, ref entry);

/* ---- objects in the order of numbers that they have (sorted.c) --------------------------------------------- */

enum { SORT_KEYS = 4 };
struct sorted_list {
	struct address_list list;
	struct sorted_item *items;
	size_t count, room;
};
struct sorted_list sorted_list(struct emit *e);
void sorted_add(struct sorted_list *l, uint64_t address, const unsigned long keys[SORT_KEYS]);
struct walk sorted_walk(struct emit *e, struct sorted_list *l, const char *type);	/* frees the list */

/* ---- rows by the name of a function (handler.c) ---------------------------------------------------------- */

struct handler_table {
	const char *slot;	/* its name among the worker's slots */
	const void *rows;	/* of structs that begin with the function's name */
	size_t row_size, count;
};
#define HANDLER_TABLE(slot, rows) {(slot), (rows), sizeof((rows)[0]), ARRAY_LEN(rows)}
/* The row of what a pointer in the kernel's data calls; NULL if there is none. */
const void *handler_row(struct emit *e, const struct handler_table *table, uint64_t function);

/* ---- pressure stall information (psi.c) --------------------------------------------------------------------- */

void print_pressure(ref group, const char *resource);	/* struct psi_group; "CPU", "IO", "MEM", "IRQ" */

/* ---- x86 CPU features (x86.c): names as in /proc/cpuinfo; false elsewhere ------------------------------------- */

bool cpu_has_bug(struct emit *e, const char *name);		/* "spectre_v2" */
bool cpu_knows_bug(struct emit *e, const char *name);		/* false: "has not" says nothing */
long cpu_bug_words(struct emit *e);				/* words of x86_capability at its end that hold bugs */
bool cpu_has_feature(struct emit *e, const char *name);		/* "avx512f" */

/* ---- arm64 CPU features (arm64.c): do all CPUs mark what they have used, and does the kernel go by it? ---------- */

bool arm64_marks_pages(struct emit *e);
bool arm64_marks_tables(struct emit *e);	/* page tables above the last level */

#include "kernel/mm.h"
#include "kernel/process.h"
#include "kernel/vfs.h"

#endif
