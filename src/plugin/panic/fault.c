/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which frame of the panicking CPU's chain the trouble was in, and who called what failed. */
#include "plugin/panic/panic.h"

#include <stdio.h>
#include <string.h>

static bool any_matches(const char *name, const char *const *patterns, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (function_matches(name, patterns[i]))
			return true;
	return false;
}

bool is_end_of_kernel(struct emit *e, const struct frame *f)
{
	static const char *const names[] = {"panic", "vpanic", "nmi_panic", "check_panic_on_warn", "panic_on_rcu_stall", "die", "oops_end",
					    "crash_kexec", "__crash_kexec", "machine_kexec", "crash_save_cpu"};

	return any_matches(frame_function(e, f), names, ARRAY_LEN(names));
}

/* Entry code of interrupts, as opposed to that of exceptions: what they interrupt is innocent. */
static bool is_interrupt_entry(struct emit *e, const struct frame *f)
{
	static const char *const names[] = {"asm_sysvec_*", "asm_common_interrupt", "common_interrupt", "ret_from_intr",
					    "apic_timer_interrupt", "el1h_64_irq", "el1h_64_fiq", "el1_irq"};

	return any_matches(frame_function(e, f), names, ARRAY_LEN(names));
}

/* Found by an interrupt, a stuck CPU is at fault where it was interrupted. */
static bool blames_interrupted(enum crash_class class)
{
	return class == CRASH_SOFT_LOCKUP || class == CRASH_HARD_LOCKUP || class == CRASH_RCU_STALL || class == CRASH_NMI;
}

/* The outermost frame that was interrupted where the log says that the oops was; the chain's length if there is none. */
static size_t frame_in_log(struct emit *e, const struct chain *c, const char *in_log)
{
	size_t i = in_log ? c->count : 0;

	while (i-- > 0)
		if (c->frames[i].exact && !c->frames[i].guess && !strcmp(frame_symbol(e, &c->frames[i]), in_log))
			return i;
	return c->count;
}

/*
 * Where the exception struck, if one did; else the caller of panic().  With kdump the chain of an
 * oops begins right at the fault: nothing on it ends the kernel.
 */
size_t fault_frame(struct emit *e, const struct chain *c, enum crash_class class, const char *in_log)
{
	size_t exact = frame_in_log(e, c, in_log), after_panic = 0;

	if (exact < c->count)
		return exact;
	/* The outermost: a panic may fail again at what it has still to do. */
	for (size_t i = 0; i < c->count && !c->frames[i].guess; i++)
		if (is_end_of_kernel(e, &c->frames[i]))
			after_panic = i + 1;
	exact = after_panic ? after_panic : 1;
	while (exact < c->count && !c->frames[exact].exact)
		exact++;
	if (exact < c->count && after_panic && (!is_interrupt_entry(e, &c->frames[exact - 1]) || blames_interrupted(class)))
		return exact;
	return after_panic < c->count ? after_panic : 0;
}

/*
 * Did the stack overflow there?  A guard page lies below it.  Older kernels know that of tasks' stacks only: of
 * others they speak of a double fault.
 */
bool is_below_stack(struct emit *e, long cpu, uint64_t sp)
{
	size_t n;
	const struct stack_span *own = cpu_stack_spans(e, cpu, &n);
	struct stack_span task = task_stack_span(e, cpu_current(e, cpu));

	for (size_t i = 0; i < n; i++)
		if (sp >= own[i].low && sp < own[i].high)
			return false;
	for (size_t i = 0; i < n; i++)
		if (own[i].low - sp <= e->facts->page_size)
			return true;
	return task.low && task.low - sp <= e->facts->page_size;
}

/* An oops that kills its task starts again at the top of the stack: rewind_stack_do_exit() until 5.17. */
bool stack_was_rewound(struct emit *e, const struct chain *c)
{
	static const char *const names[] = {"rewind_stack_and_make_dead", "rewind_stack_do_exit"};

	for (size_t i = 0; i < c->count; i++)
		if (any_matches(frame_function(e, &c->frames[i]), names, ARRAY_LEN(names)))
			return true;
	return false;
}

const char *fault_context(const struct panic_report *r)
{
	return r->chain && r->chain->count ? stack_kind_name(r->chain->frames[r->fault].stack) : "unknown";
}

/* ---- who called it ---------------------------------------------------------------------- */

/*
 * They do for others what those ask for: where one of them fails, it was mostly given something bad.
 * Locks, lists, memory, strings, checks; what lies in the lock and scheduler sections is not repeated.
 */
static const char *const services[] = {
	"mem*", "__mem*", "strlen", "strnlen", "strcmp", "strncmp", "strcasecmp", "strchr", "strrchr", "strstr", "strcpy", "strncpy", "strlcpy",
	"strscpy*", "sized_strscpy", "strcat", "strncat", "strlcat", "strsep", "kstrdup*", "kmemdup*", "copy_user_*", "rep_movs_alternative",
	"rep_stos_alternative", "_copy_to_user", "_copy_from_user", "clear_page_*", "copy_page*", "csum_partial*",
	"vsnprintf", "snprintf", "sprintf", "scnprintf", "string", "string_nocheck", "pointer", "seq_printf", "seq_vprintf", "seq_puts",
	"printk", "_printk", "vprintk*",
	"_raw_*", "native_queued_spin_lock_slowpath", "queued_spin_lock_slowpath", "queued_read_lock_slowpath", "queued_write_lock_slowpath",
	"mutex_*", "__mutex_*", "osq_*", "rwsem_*", "up", "up_read", "up_write", "complete", "complete_all", "swake_up_*", "__wake_up*",
	"try_to_wake_up", "wake_up_process", "rt_mutex_*", "msleep*", "ssleep", "usleep_range*",
	"__list_*", "list_del", "rb_*", "__rb_*", "plist_*", "llist_*", "klist_*", "xa_*", "__xa_*", "xas_*", "idr_*", "radix_tree_*", "mas_*",
	"kobject_*", "refcount_*", "lockref_*",
	"kfree*", "__kfree*", "kvfree*", "vfree*", "__vfree*", "kmalloc*", "__kmalloc*", "krealloc*", "kmem_cache_*", "__kmem_cache_*", "slab_*",
	"__slab_*", "___slab_*", "get_freepointer*", "set_freepointer*", "free_to_pcs*", "__free_pages*", "free_unref_*", "kasan_*",
	"__queue_work", "queue_work_on", "queue_delayed_work_on", "mod_delayed_work_on", "add_timer*", "mod_timer*", "__mod_timer",
	"__run_timers", "hrtimer_start_range_ns", "call_rcu*", "__call_rcu*",
	"skb_panic", "skb_over_panic", "skb_under_panic", "skb_put", "skb_push", "skb_pull",
	"__warn*", "warn_slowpath_*", "__schedule_bug", "__might_sleep", "__might_resched", "__stack_chk_fail", "fortify_panic", "__fortify_panic",
	"__fortify_report", "end_report", "print_report", "__asan_*", "kfence_*", "__kmsan_*", "usercopy_abort", "__check_object_size", "__check_heap_object", "check_heap_object", "__ubsan_*", "debug_object_*",
};

bool serves_others(const char *function)
{
	return any_matches(function, services, ARRAY_LEN(services));
}

static bool is_service(struct emit *e, const struct frame *f)
{
	struct symbol s;

	if (f->exact && !symbol_at(e, f->pc, &s))
		return true;
	return is_sched_function(e, f->pc) || serves_others(frame_function(e, f));
}

/* Index of the frame that called what failed, where that is a service or no code at all; 0 if not. */
size_t caller_of_service(struct emit *e, const struct chain *c, size_t fault)
{
	size_t i = fault;

	while (i < c->count && !c->frames[i].guess && is_service(e, &c->frames[i]))
		i++;
	return i < c->count && i > fault && !c->frames[i].guess && !c->frames[i].exact ? i : 0;
}

/* ---- its code ------------------------------------------------------------------------------ */

/*
 * As show_opcodes(): 42 bytes before the instruction, 21 after, the instruction's first in <>.  Where
 * the text begins with the page, less before.
 */
static const char *code_x86(struct emit *e, uint64_t pc)
{
	enum { BEFORE = 42, ALL = 64 };
	uint64_t page = pc & ~(e->facts->page_size - 1), start = pc - BEFORE;
	uint8_t raw[ALL];
	char text[ALL * 3 + 3], *p = text;

	if (start < page && memory_read(e->memory, start, raw, page - start, NULL) != MEM_OK)
		start = page;
	if (memory_read(e->memory, start, raw, ALL, NULL) != MEM_OK)
		return NULL;
	for (uint64_t i = 0; i < ALL; i++)
		p += snprintf(p, (size_t)(text + sizeof(text) - p), start + i == pc ? "<%02x> " : "%02x ", raw[i]);
	return file_printf(e, "%.*s", (int)(p - text - 1), text);
}

/* As dump_kernel_instr(): four instructions, and that in question in (). */
static const char *code_arm64(struct emit *e, uint64_t pc)
{
	enum { BEFORE = 4 };
	uint8_t raw[(BEFORE + 1) * 4];

	if (memory_read(e->memory, pc - 4 * BEFORE, raw, sizeof(raw), NULL) != MEM_OK)
		return NULL;
	return file_printf(e, "%08x %08x %08x %08x (%08x)", get_u32(raw, false), get_u32(raw + 4, false), get_u32(raw + 8, false),
			   get_u32(raw + 12, false), get_u32(raw + 16, false));
}

const char *code_bytes(struct emit *e, const struct panic_report *r)
{
	const struct frame *f = r->chain && r->chain->count ? &r->chain->frames[r->fault] : NULL;
	const char *code;

	if (!f || !f->exact || f->pc < 64)
		return NULL;
	code = strcmp(e->facts->arch, "aarch64") ? code_x86(e, f->pc) : code_arm64(e, f->pc);
	if (!code && is_text(e, f->pc))		/* a bad pointer that was called leads to none */
		remark(e, "no code can be read around 0x%llx", (unsigned long long)f->pc);
	return code;
}
