/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where kernel stacks lie: those of tasks, and those that each CPU keeps for interrupts and exceptions. */
#include "kernel/unwind.h"

#include <stdio.h>
#include <string.h>

const char *stack_kind_name(enum stack_kind kind)
{
	static const char *const names[] = {"unknown", "task", "IRQ", "softirq", "exception", "NMI", "entry", "overflow"};

	return names[kind];
}

/* ---- tasks ------------------------------------------------------------------------ */

/*
 * THREAD_SIZE is a macro.  The linker script lays out init_task's stack with it:
 * __start_init_task (4.16), renamed __start_init_stack in 6.10 (8f69cba096b5).
 */
uint64_t kernel_stack_size(struct emit *e)
{
	uint64_t *kept = slot(e, "kernel_stack_size", sizeof(*kept)), size = 0, low, high;

	if (*kept)
		return *kept;	/* cppcheck-suppress identicalInnerCondition ; it takes the condition for the value */
	if ((program_symbol(e->program, "__start_init_stack", &low) && program_symbol(e->program, "__end_init_stack", &high)) ||
	    (program_symbol(e->program, "__start_init_task", &low) && program_symbol(e->program, "__end_init_task", &high)))
		size = high - low;
	if (size < e->facts->page_size || size > LIMIT_KERNEL_STACK || size & (size - 1))
		size = 16 * KiB;	/* x86-64 and aarch64 without KASAN */
	return *kept = size;
}

struct stack_span task_stack_span(struct emit *e, ref task)
{
	bool was = tainted(e);
	uint64_t low = addr(task, "stack");

	e->taint = was;
	if (!low)
		return (struct stack_span){.kind = STACK_UNKNOWN};
	return (struct stack_span){low, low + kernel_stack_size(e), STACK_TASK};
}

/* ---- CPUs --------------------------------------------------------------------------- */

struct cpu_spans {
	struct damage damage;
	size_t count;
	struct stack_span spans[LIMIT_STACK_SPANS];
};

static void add_span(struct cpu_spans *s, uint64_t low, uint64_t size, enum stack_kind kind)
{
	if (low && size && s->count < ARRAY_LEN(s->spans))
		s->spans[s->count++] = (struct stack_span){low, low + size, kind};
}

/* A per-CPU pointer, 0 if this kernel does not have it, or names no data: what lies there is an unknown stack then. */
static uint64_t percpu_word(struct emit *e, const char *name, long cpu)
{
	return has_function(e, name) ? (uint64_t)val(percpu(e, name, "unsigned long", cpu)) : 0;
}

/*
 * hardirq_stack_ptr points at the top of the stack, since 5.12 (951c2a51ae75) one word below it;
 * it lived in pcpu_hot from 6.2 to 6.14.  IRQ_STACK_SIZE is the size of a task's stack.
 */
static void add_x86_irq_stack(struct emit *e, struct cpu_spans *s, long cpu)
{
	uint64_t top = percpu_word(e, "hardirq_stack_ptr", cpu), size = kernel_stack_size(e);

	if (!top && has_member(e, "struct pcpu_hot", "hardirq_stack_ptr"))
		top = addr(percpu(e, "pcpu_hot", "struct pcpu_hot", cpu), "hardirq_stack_ptr");
	if (!top)
		top = percpu_word(e, "irq_stack_ptr", cpu);	/* until 5.2 */
	top = (top + 15) & ~15ULL;
	if (top > size)
		add_span(s, top - size, size, STACK_IRQ);
}

/* Members of struct cea_exception_stacks: NMI_stack, DF_stack, … (5.2, 019b17b3ffe4). */
static void add_x86_exception_stacks(struct emit *e, struct cpu_spans *s, long cpu)
{
	static const struct {
		const char *member;
		enum stack_kind kind;
	} members[] = {{"NMI_stack", STACK_NMI}, {"DF_stack", STACK_EXCEPTION}, {"DB_stack", STACK_EXCEPTION},
		       {"MCE_stack", STACK_EXCEPTION}, {"VC_stack", STACK_EXCEPTION}, {"VC2_stack", STACK_EXCEPTION}};
	uint64_t base = percpu_word(e, "cea_exception_stacks", cpu), offset;
	struct type *t = types_find(&e->types, "struct cea_exception_stacks");

	if (!base || !t)
		return;
	for (size_t i = 0; i < ARRAY_LEN(members); i++) {
		struct type_member_at m;
		uint64_t size;

		if (type_find_member(t, members[i].member, &m) && types_size(m.type, &size))
			add_span(s, base + m.bit_offset / 8, size, members[i].kind);
	}
	if (!has_member(e, "struct cpu_entry_area", "estacks") || !has_type(e, "struct entry_stack_page"))
		return;
	offset = offsetof_member(e, "struct cpu_entry_area", "estacks");
	add_span(s, base - offset + offsetof_member(e, "struct cpu_entry_area", "entry_stack_page"),
		 sizeof_type(e, "struct entry_stack_page"), STACK_ENTRY);
}

/* Pointers to the low end of vmapped stacks. */
static void add_arm64_stacks(struct emit *e, struct cpu_spans *s, long cpu)
{
	uint64_t size = kernel_stack_size(e);

	add_span(s, percpu_word(e, "irq_stack_ptr", cpu), size, STACK_IRQ);
	add_span(s, percpu_word(e, "sdei_stack_normal_ptr", cpu), size, STACK_EXCEPTION);
	add_span(s, percpu_word(e, "sdei_stack_critical_ptr", cpu), size, STACK_EXCEPTION);
	if (has_function(e, "overflow_stack"))	/* an array in the per-CPU area; 4 KiB */
		add_span(s, percpu(e, "overflow_stack", "unsigned long", cpu).addr, 4 * KiB, STACK_OVERFLOW);
}

const struct stack_span *cpu_stack_spans(struct emit *e, long cpu, size_t *count)
{
	char key[48];
	struct cpu_spans *s;

	snprintf(key, sizeof(key), "cpu_stack_spans %ld", cpu);
	s = slot(e, key, sizeof(*s));
	if (damage_begin(e, &s->damage)) {
		if (!strcmp(e->facts->arch, "x86_64")) {
			add_x86_irq_stack(e, s, cpu);
			add_x86_exception_stacks(e, s, cpu);
		} else if (!strcmp(e->facts->arch, "aarch64")) {
			add_arm64_stacks(e, s, cpu);
		}
		damage_end(e, &s->damage);
	}
	damage_tell(e, &s->damage, "not all stacks of the CPUs are known");
	*count = s->count;
	return s->spans;
}
