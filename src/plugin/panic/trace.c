/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's own call trace in the log, against which the unwound chain is checked: two unwinders,
 * one at the crash and one now, should name the same functions.
 */
#include "plugin/panic/panic.h"

#include <string.h>

#define TRACE_MAX 256

/* "function+0x12/0x34 [module]" -> "function"; false if the line is no frame. */
static bool frame_line(struct emit *e, const char *text, const char **function)
{
	const char *plus, *start = text;

	while (*start == ' ')
		start++;
	if (str_starts(start, "RIP: 0010:"))
		start += 10;
	plus = strstr(start, "+0x");
	if (!plus || plus == start || memchr(start, ' ', (size_t)(plus - start)) || !strchr(plus, '/'))
		return false;
	*function = worker_strdup(e, file_printf(e, "%.*s", (int)(plus - start), start));
	return true;
}

static bool is_trace_head(const char *text)
{
	return strstr(text, "Call Trace:") || strstr(text, "Call trace:");
}

/* Does the trace end with that line? */
static bool ends_trace(const char *text)
{
	static const char *const marks[] = {"Modules linked in", "---[ end", "Kernel Offset", "RIP: 0033", "Code:", "Kernel panic",
					    "SMP: stopping", "Mem-Info"};

	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (strstr(text, marks[i]))
			return !(marks[i][0] == 'C' && marks[i][1] == 'o');	/* inside a trace: of an interrupted context */
	return false;
}

/* Helpers that print the trace are on it in the log, and gone from the stack by now. */
static bool is_printer(const char *function)
{
	return str_starts(function, "dump_stack") || str_starts(function, "show_stack") || str_starts(function, "dump_backtrace") ||
	       function_matches(function, "panic") || function_matches(function, "vpanic") || str_starts(function, "show_regs");
}

static void collect_trace(struct emit *e, struct panic_report *r, const struct crash_log *log, long line)
{
	r->trace = worker_alloc(e, TRACE_MAX, sizeof(*r->trace));
	for (long i = line; i < (long)log->count && r->trace_count < TRACE_MAX; i++) {
		const char *text = log->lines[i].text, *function;

		if (ends_trace(text))
			break;
		/* " ? " marks what the kernel's unwinder was not sure of. */
		if (strstr(text, " ? ") || !frame_line(e, text, &function) || is_printer(function))
			continue;
		r->trace[r->trace_count++] = function;
	}
}

/* A call that does not return may be a function's last instruction: the log then names what comes behind it. */
static bool same_function(struct emit *e, const struct frame *f, const char *in_log)
{
	return !strcmp(frame_function(e, f), in_log) || !strcmp(symbol_name(e, f->pc), in_log);
}

/* Of a function without a frame, arm64's own unwinder leaves out the caller, which is in a register only. */
static bool is_from_register(const struct frame *f)
{
	return f[-1].exact && f[-1].sp == f->sp;
}

/* The kernel's trace of an oops begins with the caller of the function at fault.  Neither counts what is a guess. */
static bool agrees(struct emit *e, const struct panic_report *r, size_t from, bool without_registers)
{
	const struct frame *frames = r->chain->frames;
	size_t n = 0;

	for (size_t i = from; i < r->chain->count && !frames[i].guess; i++) {
		if (without_registers && i > from && is_from_register(&frames[i]))
			continue;
		if (n == r->trace_count || !same_function(e, &frames[i], r->trace[n++]))
			return false;
	}
	return n > 0 && n == r->trace_count;
}

/* The unwound chain may stand at panic(), at the fault, or right behind it. */
static bool agrees_somewhere(struct emit *e, const struct panic_report *r)
{
	for (size_t from = 0; from <= r->fault + 2 && from < r->chain->count; from++)
		if (agrees(e, r, from, false) || agrees(e, r, from, true))
			return true;
	return false;
}

/* "RIP: 0010:labnull_account+0x5/0x20 [labnull]", on arm64 "pc : …": the first one after the reason. */
const char *fault_in_log(const struct crash_log *log, long from)
{
	for (long i = from; i < (long)log->count && i < from + 24; i++) {
		const char *rip = strstr(log->lines[i].text, "RIP: 0010:"), *pc = strstr(log->lines[i].text, "pc : ");

		if (rip)
			return rip + 10;
		if (pc)
			return pc + 5;
	}
	return NULL;
}

void trouble_place(struct emit *e, const struct crash_log *log, long line, const char **function, const char **caller)
{
	const char *name, *place = fault_in_log(log, line);
	long i = line;

	*function = place;
	*caller = NULL;
	if (!place || !serves_others(file_printf(e, "%.*s", (int)strcspn(place, "+"), place)))
		return;
	while (i < (long)log->count && !is_trace_head(log->lines[i].text))
		i++;
	for (; i < (long)log->count && !ends_trace(log->lines[i].text); i++) {
		const char *text = log->lines[i].text;

		if (strstr(text, " ? ") || !frame_line(e, text, &name) || serves_others(name))
			continue;
		*caller = text + strspn(text, " ");
		return;
	}
}

void read_trace(struct emit *e, struct panic_report *r, const struct verdict *v)
{
	const struct crash_log *log = crash_log(e);
	long from = !is_oops(r->class) && v->panic_line >= 0 ? v->panic_line : v->reason_line, line = from;

	if (from < 0)
		return;
	while (line < (long)log->count && !is_trace_head(log->lines[line].text))
		line++;
	if (line == (long)log->count)
		return;
	collect_trace(e, r, log, line + 1);
	r->trace_agrees = r->chain && agrees_somewhere(e, r);
}
