/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What crash and drgn read of a dump to open it and to list its tasks, and a report does not:
 * with it they open what extract writes.  Found with `crash -d8`, which prints every read.
 */
#include "cli/cli.h"
#include "kernel/kernel.h"
#include "kernel/unwind.h"

/* Each is read whole: of the type, or up to the next symbol.  A kernel has some of them. */
static const struct debugger_symbol {
	const char *name, *type;
} symbols[] = {
	{"__per_cpu_offset", NULL},	/* all NR_CPUS of them */
	{"crashing_cpu", "int"},
	{"idt_table", NULL},		/* x86: its entries name the handlers */
	{"xen_start_info", "void *"},	/* x86: is this a Xen guest? */
	{"lookup_num_blocks", "int"},	/* x86: is there a table for the ORC unwinder? */
	/* x86: functions whose first instructions tell whether this kernel has frame pointers */
	{"__x64_sys_open", NULL}, {"__x64_sys_fork", NULL}, {"__x64_sys_read", NULL}, {"do_futex", NULL}, {"vfs_read", NULL},
};

/* What cannot be read is not in the dump, and so nothing that extract could keep. */
static void touch(struct emit *e, uint64_t address, uint64_t size)
{
	char buffer[4096];

	for (uint64_t done = 0, n; done < size && done < LIMIT_VARIABLE_SIZE; done += n) {
		n = size - done < sizeof(buffer) ? size - done : sizeof(buffer);
		memory_read(e->memory, address + done, buffer, n, NULL);
	}
}

static void touch_symbols(struct emit *e)
{
	for (size_t i = 0; i < ARRAY_LEN(symbols); i++) {
		const struct debugger_symbol *d = &symbols[i];
		struct symbol s;

		if (!knows_sym(e, d->name))
			continue;
		if (d->type)
			touch(e, symaddr(e, d->name), sizeof_type(e, d->type));
		else if (symbol_at(e, symaddr(e, d->name), &s))
			touch(e, s.addr, s.size);
	}
}

/*
 * x86: crash looks for the call of __switch_to() in schedule() and __schedule(), by disassembling as many
 * instructions as they have bytes, and (until 8.0.5) for a register in common_interrupt().  It does not
 * start where it cannot.
 */
static void touch_functions(struct emit *e)
{
	enum { INSTRUCTION = 6 };	/* bytes: more than they have on average */
	static const char *const functions[] = {"schedule", "__schedule", "common_interrupt"};
	struct symbol s;

	for (size_t i = 0; i < ARRAY_LEN(functions); i++)
		if (knows_sym(e, functions[i]) && symbol_at(e, symaddr(e, functions[i]), &s))
			touch(e, s.addr, s.size * INSTRUCTION);
}

/* The first level of the table of memory sections; VMCOREINFO has its address, not that of the variable. */
static void touch_memory_sections(struct emit *e)
{
	uint64_t table, length;

	if (program_vmcoreinfo_number(e->program, "SYMBOL(mem_section)", &table) &&
	    program_vmcoreinfo_number(e->program, "LENGTH(mem_section)", &length) && length < LIMIT_VARIABLE_SIZE)
		touch(e, table, length * e->facts->word_size);
}

/* The symbols that modules export. */
static void touch_modules(struct emit *e)
{
	EACH(module, modules(e)) {
		touch(e, addr(module, "syms"), (uint64_t)num(module, "num_syms") * sizeof_type(e, "struct kernel_symbol"));
		touch(e, addr(module, "gpl_syms"), (uint64_t)num(module, "num_gpl_syms") * sizeof_type(e, "struct kernel_symbol"));
	}
}

/* The stacks that are not of tasks; on x86 also the TSS, where crash looks for them. */
static void touch_cpus(struct emit *e)
{
	bool has_tss = knows_sym(e, "cpu_tss_rw");

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		size_t count;
		const struct stack_span *spans = cpu_stack_spans(e, cpu, &count);

		for (size_t i = 0; i < count; i++)
			touch(e, spans[i].low, spans[i].high - spans[i].low);
		if (has_tss)
			touch(e, percpu(e, "cpu_tss_rw", "struct tss_struct", cpu).addr, sizeof_type(e, "struct tss_struct"));
	}
}

/* Each task whole, and its stack: what crash cannot read whole it does not unwind. */
static void touch_task(ref task)
{
	struct emit *e = context(task);

	touch(e, task.addr, sizeof_type(e, "struct task_struct"));
	touch(e, addr(task, "stack"), kernel_stack_size(e));
}

static void touch_tasks(struct emit *e)
{
	touch_task(sym(e, "init_task", "struct task_struct"));
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		touch_task(ptr(percpu(e, "runqueues", "struct rq", cpu), "idle"));
	EACH(process, tasks(e))
		EACH(task, threads(process))
			touch_task(task);
}

/* drgn lists tasks by their struct pid, of which a report needs few. */
static void touch_pids(struct emit *e)
{
	EACH(pid, idr(sub(sym(e, "init_pid_ns", "struct pid_namespace"), "idr"), "struct pid"))
		num(pid, "level");
}

void touch_for_debuggers(struct emit *e)
{
	emit_begin(e);
	touch_symbols(e);
	touch_functions(e);
	touch_memory_sections(e);
	touch_modules(e);
	touch_cpus(e);
	touch_tasks(e);
	touch_pids(e);
}
