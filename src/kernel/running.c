/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which CPU ran which task when the machine died, and with which registers.
 *
 * The dump's register notes are not in CPU order, and not all CPUs have one: a CPU that hung or was
 * offline is missing.  In this order, a note belongs to the CPU
 *   - whose crash_notes hold the same registers (the crash kernel's dumps are made of them),
 *   - on whose current task's stack, or own stacks, its stack pointer lies,
 *   - whose number + 1 it names as process ID (hypervisors; the note was written outside the kernel),
 *   - whose current task it names as process ID.
 */
#include "kernel/kernel.h"

#include <string.h>

struct cpu_running {
	bool up;
	uint64_t current;			/* struct task_struct, 0 if unknown */
	const struct program_registers *registers;
};

struct running {
	struct damage damage;
	long cpus;				/* one past the highest */
	struct cpu_running *cpu;
};

bool register_value(const struct program_registers *r, const char *name, uint64_t *value)
{
	for (unsigned i = 0; r && i < r->count; i++) {
		if (!strcmp(r->names[i], name)) {
			*value = r->values[i];
			return true;
		}
	}
	return false;
}

static uint64_t stack_pointer(const struct program_registers *r)
{
	uint64_t sp = 0;

	if (!register_value(r, "rsp", &sp))
		register_value(r, "sp", &sp);
	return sp;
}

/* ---- CPUs and what they ran ---------------------------------------------------------- */

/* The run queues say it.  Where their symbol is not known: what x86 has as `current`, which is exported. */
static ref current_on(struct emit *e, long cpu)
{
	if (!knows_sym(e, "runqueues")) {
		if (knows_sym(e, "pcpu_hot"))	/* 6.2 to 6.14 */
			return ptr(percpu(e, "pcpu_hot", "struct pcpu_hot", cpu), "current_task");
		if (knows_sym(e, "current_task"))
			return deref(percpu(e, "current_task", "struct task_struct *", cpu));
	}
	return ptr(percpu(e, "runqueues", "struct rq", cpu), "curr");
}

static void set_current(struct running *r, long limit, long cpu, ref task)
{
	if (cpu < 0 || cpu >= limit || poisoned(task) || null(task))
		return;
	r->cpu[cpu] = (struct cpu_running){.up = true, .current = task.addr};
	r->cpus = cpu >= r->cpus ? cpu + 1 : r->cpus;
}

/* Last resort: tasks know whether they are on a CPU; idle CPUs stay unknown. */
static void find_by_tasks(struct emit *e, struct running *r, long limit)
{
	if (!has_member(e, "struct task_struct", "on_cpu"))
		return;
	EACH(task, tasks(e))
		EACH(thread, threads(task))
			if (num(thread, "on_cpu"))
				set_current(r, limit, task_cpu(thread), thread);
}

static void find_current(struct emit *e, struct running *r)
{
	long limit = nr_cpu_ids(e);

	r->cpu = worker_alloc(e, (size_t)limit, sizeof(*r->cpu));
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
		set_current(r, limit, cpu, current_on(e, cpu));
	if (!r->cpus)
		find_by_tasks(e, r, limit);
}

static bool on_stack(const struct stack_span *s, uint64_t sp)
{
	return sp >= s->low && sp <= s->high && s->kind != STACK_UNKNOWN;
}

static bool sp_on_cpu(struct emit *e, const struct running *r, long cpu, uint64_t sp)
{
	struct stack_span task = task_stack_span(e, at(e, r->cpu[cpu].current, "struct task_struct"));
	size_t n;
	const struct stack_span *spans = cpu_stack_spans(e, cpu, &n);

	if (on_stack(&task, sp))
		return true;
	for (size_t i = 0; i < n; i++)
		if (on_stack(&spans[i], sp))
			return true;
	return false;
}

/* ---- crash_notes --------------------------------------------------------------------------- */

#define ELF_NOTE_HEADER 12
#define NT_PRSTATUS 1

/* Do the registers in a CPU's own note, that crash_save_cpu() wrote, equal these? */
static bool in_crash_notes(struct emit *e, long cpu, const struct program_registers *r)
{
	static const unsigned registers_at = ELF_NOTE_HEADER + 8 + 112;	/* header, "CORE", elf_prstatus.pr_reg */
	const uint8_t *raw;
	size_t size = r->count * 8;
	ref note = ptr(sym(e, "crash_notes", "void *"), "");

	if (poisoned(note) || !note.addr || e->facts->word_size != 8)
		return false;
	note = percpu_ptr(sym(e, "crash_notes", "void *"), "", cpu);
	raw = poisoned(note) ? NULL : read_bytes(e, note.addr, registers_at + size);
	if (!raw || get_u32(raw + 8, e->facts->big_endian) != NT_PRSTATUS)
		return false;
	for (unsigned i = 0; i < r->count; i++)
		if (get_u64(raw + registers_at + 8 * i, e->facts->big_endian) != r->values[i])
			return false;
	return true;
}

/* ---- matching --------------------------------------------------------------------------------- */

typedef bool match_fn(struct emit *e, const struct running *r, long cpu, const struct program_registers *n);

static bool match_crash_notes(struct emit *e, const struct running *r, long cpu, const struct program_registers *n)
{
	(void)r;
	return has_function(e, "crash_notes") && in_crash_notes(e, cpu, n);
}

static bool match_stack(struct emit *e, const struct running *r, long cpu, const struct program_registers *n)
{
	return sp_on_cpu(e, r, cpu, stack_pointer(n));
}

static bool match_cpu_number(struct emit *e, const struct running *r, long cpu, const struct program_registers *n)
{
	(void)e;
	(void)r;
	return n->pid == cpu + 1;
}

static bool match_pid(struct emit *e, const struct running *r, long cpu, const struct program_registers *n)
{
	return n->pid > 0 && n->pid == num(at(e, r->cpu[cpu].current, "struct task_struct"), "pid");
}

static void match_notes(struct emit *e, struct running *r)
{
	static match_fn *const by_crash_kernel[] = {match_crash_notes, match_stack, match_pid};
	static match_fn *const by_hypervisor[] = {match_crash_notes, match_stack, match_cpu_number};
	const struct program_registers *notes;
	size_t n = program_registers(e->program, &notes);
	bool hypervisor = true;
	bool *taken = file_alloc(e, n + 1, sizeof(*taken));

	for (size_t i = 0; i < n; i++)
		hypervisor = hypervisor && notes[i].pid == (int)i + 1;
	for (size_t pass = 0; pass < ARRAY_LEN(by_hypervisor); pass++) {
		match_fn *match = hypervisor ? by_hypervisor[pass] : by_crash_kernel[pass];

		for (size_t i = 0; i < n; i++) {
			for (long cpu = 0; !taken[i] && cpu < r->cpus; cpu++) {
				if (!r->cpu[cpu].up || r->cpu[cpu].registers || !match(e, r, cpu, &notes[i]))
					continue;
				r->cpu[cpu].registers = &notes[i];
				taken[i] = true;
			}
		}
	}
}

static struct running *running(struct emit *e)
{
	struct running *r = slot(e, "running", sizeof(*r));

	if (damage_begin(e, &r->damage)) {
		find_current(e, r);
		match_notes(e, r);
		damage_end(e, &r->damage);
	}
	return r;
}

/* Of all CPUs: some may be missing. */
static const struct running *all_running(struct emit *e)
{
	const struct running *r = running(e);

	damage_tell(e, &r->damage, "what the CPUs ran");
	return r;
}

/* ---- asking -------------------------------------------------------------------------------------- */

static const struct cpu_running *cpu_running(struct emit *e, long cpu)
{
	static const struct cpu_running none;
	const struct running *r = all_running(e);

	return cpu >= 0 && cpu < r->cpus ? &r->cpu[cpu] : &none;
}

long highest_cpu(struct emit *e)
{
	return all_running(e)->cpus - 1;
}

bool cpu_has_run(struct emit *e, long cpu)
{
	return cpu_running(e, cpu)->up;
}

ref cpu_current(struct emit *e, long cpu)
{
	return at(e, cpu_running(e, cpu)->current, "struct task_struct");
}

/* Of a CPU that is not known, the task itself knows that it was on one. */
long task_running_on(struct emit *e, ref task)
{
	const struct running *r = running(e);
	long cpu;

	if (poisoned(task) || !task.addr)
		return -1;
	for (cpu = r->cpus - 1; cpu >= 0 && r->cpu[cpu].current != task.addr; cpu--)
		;
	return cpu;
}

const struct program_registers *cpu_registers(struct emit *e, long cpu)
{
	return cpu_running(e, cpu)->registers;
}

/*
 * panic_cpu (4.5, 1717f2096b54) is the CPU that went first into panic() or the crash kernel;
 * crashing_cpu says the same of crash_kexec() on x86.
 */
long panicking_cpu(struct emit *e)
{
	bool was = tainted(e);
	long cpu = -1;

	if (has_sym(e, "panic_cpu"))
		cpu = val(sym(e, "panic_cpu", "int"));
	if (cpu < 0 && has_sym(e, "crashing_cpu"))
		cpu = val(sym(e, "crashing_cpu", "int"));
	e->taint = was;
	return cpu_has_run(e, cpu) ? cpu : -1;
}
