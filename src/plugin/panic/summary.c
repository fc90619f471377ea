/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/panic/summary.txt: why the machine died, on two pages. */
#include "plugin/panic/panic.h"

/* Of the log's own report. */
#define LOG_LINES 60

static void print_head(struct emit *e, const struct panic_report *r)
{
	row(e, "class:      %s\n", crash_class_words(r->class));
	if (r->reason)
		row(e, "reason:     %s\n", printable(e, r->reason, __builtin_strlen(r->reason)));
	if (r->message)
		row(e, "message:    %s\n", printable(e, r->message, __builtin_strlen(r->message)));
	if (r->panic_text)
		row(e, "panic:      %s\n", printable(e, r->panic_text, __builtin_strlen(r->panic_text)));
	if (r->when)
		row(e, "uptime:     %s\n", seconds(e, r->when));
	if (r->task) {
		row(e, "CPU:        %ld\n", r->cpu);
		row(e, "task:       %s\n", task_title(e, r->task));
		row(e, "context:    %s\n", fault_context(r));
	}
	row(e, "kernel:     %s %s\n", str(sym(e, "init_uts_ns", "struct uts_namespace"), "name.release"),
	    str(sym(e, "init_uts_ns", "struct uts_namespace"), "name.version"));
	row(e, "machine:    %s\n", e->facts->arch);
}

static void print_taints(struct emit *e)
{
	uint64_t mask = (uint64_t)val(sym(e, "tainted_mask", "unsigned long"));

	row(e, "tainted:    %s\n", mask ? taint_letters(e, mask, false) : "no");
	for (size_t bit = 0; bit < 64; bit++)
		if (mask >> bit & 1)
			row(e, "            %s: %s\n", taint_letters(e, 1ULL << bit, false), taint_meaning(bit));
	out(e, "modules:   ");
	EACH(module, modules(e))
		out(e, " %s%s", str(module, "name"), module_taints(module));
	out(e, "\n");
}

static void print_suspects(struct emit *e, const struct panic_report *r)
{
	if (r->suspect_count)
		row(e, "\nLook at\n");
	for (size_t i = 0; i < r->suspect_count; i++) {
		const struct suspect *s = &r->suspects[i];

		if (s->comm)
			row(e, "  task %ld (%s)%s: %s\n", s->pid, printable(e, s->comm, __builtin_strlen(s->comm)),
			    s->cpu >= 0 ? file_printf(e, " on CPU %ld", s->cpu) : "", s->why);
		else
			row(e, "  CPU %ld: %s\n", s->cpu, s->why);
		if (s->function)
			row(e, "    in %s\n", s->function);
		if (s->caller)
			row(e, "    called by %s\n", s->caller);
	}
}

static void print_earlier(struct emit *e, const struct panic_report *r)
{
	if (r->earlier_count)
		row(e, "\nEarlier in the log\n");
	for (size_t i = 0; i < r->earlier_count; i++) {
		const struct earlier_trouble *t = &r->earlier[i];

		row(e, "  [%5llu.%06llu] %s\n", (unsigned long long)(t->ns / 1000000000), (unsigned long long)(t->ns / 1000 % 1000000),
		    printable(e, t->text, __builtin_strlen(t->text)));
		if (t->message)
			row(e, "    %s\n", printable(e, t->message, __builtin_strlen(t->message)));
		if (t->function)
			row(e, "    in %s\n", printable(e, t->function, __builtin_strlen(t->function)));
		if (t->caller)
			row(e, "    called by %s\n", printable(e, t->caller, __builtin_strlen(t->caller)));
		if (t->more)
			row(e, "    and %u more of that kind\n", t->more);
	}
}

/* An interrupt may have come in the middle of what had nothing to do with the trouble. */
static const char *registers_words(const struct panic_report *r)
{
	if (!r->has_fault_regs)
		return "of the CPU as the dump was made";
	return is_oops(r->class) || r->class == CRASH_WARNING || r->class == CRASH_SANITIZER ? "at the fault" : "of what was interrupted";
}

static const char *address_words(struct emit *e, uint64_t address)
{
	enum { FIRST_PAGES = 65536 };	/* below, a member of what NULL pointed to */
	const char *words = poison_words(address) ? poison_words(address) : describe_address(e, address);

	if ((!words || !words[0]) && !(address >> 63) && address >= FIRST_PAGES)
		words = "an address of user space";
	return words && words[0] ? file_printf(e, ": %s", words) : "";
}

static void print_registers(struct emit *e, const struct panic_report *r)
{
	const char *code = code_bytes(e, r);
	struct operand operands[OPERANDS_MAX];
	uint64_t address[OPERANDS_MAX];
	size_t n = fault_operands(e, r, operands, address);

	if (r->register_count)
		row(e, "\nRegisters %s\n", registers_words(r));
	for (size_t i = 0; i < r->register_count; i++)
		row(e, "  %-8s %016llx  %s\n", r->registers[i].name, (unsigned long long)r->registers[i].value,
		    describe_address(e, r->registers[i].value));
	if (code)
		row(e, "Code: %s\n", code);
	for (size_t i = 0; i < n; i++)
		row(e, "The instruction at the fault accesses %s, which is 0x%llx%s\n", operand_text(e, &operands[i]),
		    (unsigned long long)address[i], address_words(e, address[i]));
}

static void print_log(struct emit *e, const struct panic_report *r)
{
	const struct crash_log *log = crash_log(e);
	size_t first = r->log_begin < 0 ? log->count : (size_t)r->log_begin;

	if (r->chain && stack_was_rewound(e, r->chain))
		row(e, "\nThe kernel had given up the stack of the oops when it died: that chain is in the log only.\n");
	else if (r->chain && r->chain->count && r->trace_count)
		row(e, "\nThe kernel's own call trace in the log %s.\n",
		    r->trace_agrees ? "names the same functions" : "differs from this one");
	if (first < log->count)
		row(e, "\nLog\n");
	for (size_t i = first; i < log->count && i < first + LOG_LINES; i++)
		row(e, "  [%5llu.%06llu] %s\n", (unsigned long long)(log->lines[i].ns / 1000000000),
		    (unsigned long long)(log->lines[i].ns / 1000 % 1000000),
		    printable(e, log->lines[i].text, __builtin_strlen(log->lines[i].text)));
}

EMITTER(panic_summary)
{
	const struct panic_report *r = panic_report(e);

	print_head(e, r);
	print_taints(e);
	forgive(e);		/* whatever modules there are, what follows is the same */
	print_suspects(e, r);
	print_earlier(e, r);
	print_registers(e, r);
	if (r->chain) {
		row(e, "\nCall chain of CPU %ld%s%s\n", r->cpu, r->chain->method[0] ? ", by " : "", r->chain->method);
		print_chain(e, r->chain, "  ");
	}
	print_log(e, r);
}
