/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts together what the log and the memory say of the crash. */
#include "plugin/panic/panic.h"

#include <string.h>

/* ---- registers ------------------------------------------------------------------------ */

static const struct {
	const char *name;
	size_t offset;
} x86_regs[] = {
	{"rip", 128}, {"cs", 136}, {"eflags", 144}, {"rsp", 152}, {"ss", 160}, {"rax", 80}, {"rbx", 40}, {"rcx", 88},
	{"rdx", 96}, {"rsi", 104}, {"rdi", 112}, {"rbp", 32}, {"r8", 72}, {"r9", 64}, {"r10", 56}, {"r11", 48},
	{"r12", 24}, {"r13", 16}, {"r14", 8}, {"r15", 0},
};

#define X86_REGS_SIZE (21 * sizeof(uint64_t))	/* up to and with ss */

static const char *const arm64_names[] = {
	"x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15", "x16",
	"x17", "x18", "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28", "x29", "x30", "sp", "pc", "pstate",
};

static void add_register(struct emit *e, struct panic_report *r, const char *name, const uint8_t *raw)
{
	r->registers[r->register_count++] = (struct crash_register){name, get_u64(raw, e->facts->big_endian)};
}

static void registers_from_memory(struct emit *e, struct panic_report *r, uint64_t regs)
{
	bool x86 = !strcmp(e->facts->arch, "x86_64");
	uint8_t raw[ARRAY_LEN(arm64_names) * 8];
	/* No more than there is: those of a double fault are the last words of their stack. */
	size_t size = x86 ? X86_REGS_SIZE : sizeof(raw);

	if (memory_read(e->memory, regs, raw, size, NULL) != MEM_OK) {
		fail(e, "struct pt_regs", "registers at the fault cannot be read", regs);
		return;
	}
	if (x86)
		for (size_t i = 0; i < ARRAY_LEN(x86_regs); i++)
			add_register(e, r, x86_regs[i].name, raw + x86_regs[i].offset);
	else if (!strcmp(e->facts->arch, "aarch64"))
		for (size_t i = 0; i < ARRAY_LEN(arm64_names); i++)
			add_register(e, r, arm64_names[i], raw + 8 * i);
	r->has_fault_regs = r->register_count > 0;
}

/* The note's own order is the kernel's: the instruction pointer comes first here. */
static void registers_from_note(struct emit *e, struct panic_report *r, const struct program_registers *note)
{
	bool x86 = !strcmp(e->facts->arch, "x86_64");
	size_t n = x86 ? ARRAY_LEN(x86_regs) : ARRAY_LEN(arm64_names);

	for (size_t i = 0; i < n; i++) {
		const char *name = x86 ? x86_regs[i].name : arm64_names[i];
		uint64_t value;

		if (register_value(note, name, &value))
			r->registers[r->register_count++] = (struct crash_register){name, value};
	}
}

/* ---- all of it -------------------------------------------------------------------------------------- */

static void take_log(struct panic_report *r, const struct crash_log *log, const struct verdict *v)
{
	static const char mark[] = "not syncing: ";
	const char *text = v->panic_line >= 0 ? strstr(log->lines[v->panic_line].text, mark) : NULL;

	r->class_by_log = v->class;
	r->log_begin = -1;
	if (text)
		r->panic_text = text + sizeof(mark) - 1;
	if (v->reason_line >= 0) {
		r->reason = log->lines[v->reason_line].text;
		r->when = log->lines[v->reason_line].ns;
		r->log_begin = report_begin(log, v->reason_line);
		r->message = report_message(log, v->reason_line);
		if (is_oops(v->class))
			r->log_function = fault_in_log(log, v->reason_line);
	}
}

/* Where no variable says which CPU it was: the one that is in panic(). */
static long cpu_in_panic(struct emit *e, const struct stack_report *s)
{
	for (size_t i = 0; i < s->task_count; i++) {
		const struct chain *c = &s->chains[s->tasks[i].chain];

		for (size_t n = 0; s->tasks[i].cpu >= 0 && n < c->count; n++)
			if (is_end_of_kernel(e, &c->frames[n]))
				return s->tasks[i].cpu;
	}
	return -1;
}

/* An oops says more than the exception's entry function, and the log more than either. */
static enum crash_class decide(const struct panic_report *r)
{
	if (r->class_by_log == CRASH_NONE || (r->class_by_log == CRASH_PANIC && r->class_by_chain != CRASH_NONE))
		return r->class_by_chain;
	/* An oops in the log that the machine survived. */
	if (r->cpu < 0 && !r->panic_text)
		return CRASH_NONE;
	return r->class_by_log;
}

static void take_memory(struct emit *e, struct panic_report *r)
{
	const struct stack_report *s = stack_report(e);

	r->cpu = panicking_cpu(e);
	if (r->cpu < 0 && !knows_sym(e, "panic_cpu"))
		r->cpu = cpu_in_panic(e, s);
	for (size_t i = 0; r->cpu >= 0 && i < s->task_count && !r->task; i++)
		if (s->tasks[i].cpu == r->cpu)
			r->task = &s->tasks[i];
	if (!r->task)
		return;
	r->chain = &s->chains[r->task->chain];
	if (!r->chain->count)
		return;
	r->class_by_chain = classify_chain(e, r->chain, r->task->task);
	r->fault = fault_frame(e, r->chain, decide(r), r->log_function);
	if (r->chain->frames[r->fault].regs)
		registers_from_memory(e, r, r->chain->frames[r->fault].regs);
	if (r->register_count)
		return;
	registers_from_note(e, r, cpu_registers(e, r->cpu));
	/* The crash kernel was entered with the registers of the oops. */
	r->has_fault_regs = r->register_count && is_oops(decide(r)) && !r->fault && r->chain->frames[0].exact &&
			    !is_end_of_kernel(e, &r->chain->frames[0]);
}

static void collect(struct emit *e, struct panic_report *r)
{
	const struct crash_log *log = crash_log(e);
	struct verdict v = classify_log(log);

	r->registers = worker_alloc(e, ARRAY_LEN(arm64_names), sizeof(*r->registers));
	take_log(r, log, &v);
	take_memory(e, r);
	r->class = decide(r);
	if (r->class == CRASH_DOUBLE_FAULT && r->has_fault_regs && is_below_stack(e, r->cpu, r->chain->frames[r->fault].sp))
		r->class = CRASH_STACK_OVERFLOW;
	read_trace(e, r, &v);
	find_earlier(e, r, &v);
	find_suspects(e, r);
}

const struct panic_report *panic_report(struct emit *e)
{
	struct panic_report *r = slot(e, "panic_report", sizeof(*r));
	bool was = tainted(e);

	if (damage_begin(e, &r->damage)) {
		collect(e, r);
		damage_end(e, &r->damage);
	}
	/* Each file that uses the report tells what is missing in what it was made of. */
	damage_tell(e, &r->damage, "not all of the crash could be read");
	crash_log(e);
	stack_report(e);
	e->taint = was;
	return r;
}
