/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The call chain of a task: where to begin, how far to go, and what to do when it breaks off. */
#include "kernel/unwind_internal.h"

#include <string.h>

/* What an architecture's unwinder can do. */
struct method {
	const char *arch, *name;
	bool (*usable)(struct emit *e);
	bool (*start)(struct unwind *u, ref task);
	bool (*from_note)(struct unwind *u, const struct program_registers *r);
	enum step (*step)(struct unwind *u);
};

static const struct method methods[] = {
	{"x86_64", "ORC", orc_available, unwind_start_x86, unwind_registers_x86, unwind_x86_orc},
	{"x86_64", "guess", unwind_x86_only_guess, unwind_start_x86, unwind_registers_x86, unwind_x86_guess},
	{"x86_64", "frame pointers", NULL, unwind_start_x86, unwind_registers_x86, unwind_x86_frame_pointer},
	{"aarch64", "frame pointers", NULL, unwind_start_arm64, unwind_registers_arm64, unwind_arm64},
};

static const struct method *method_of(struct emit *e)
{
	for (size_t i = 0; i < ARRAY_LEN(methods); i++)
		if (!strcmp(methods[i].arch, e->facts->arch) && (!methods[i].usable || methods[i].usable(e)))
			return &methods[i];
	return NULL;
}

/* ---- helpers of the steps ------------------------------------------------------------- */

bool unwind_word(struct unwind *u, uint64_t address, uint64_t *value)
{
	uint8_t raw[8];

	if (address & 7 || memory_read(u->e->memory, address, raw, sizeof(raw), NULL) != MEM_OK)
		return false;
	*value = get_u64(raw, u->e->facts->big_endian);
	return true;
}

enum step unwind_trouble(struct unwind *u, const char *why, uint64_t address)
{
	u->out->trouble = why;
	u->out->trouble_at = address;
	return STEP_FAILED;
}

/* A stack that overflows leads into the guard page below it: that is looked at last. */
const struct stack_span *unwind_span(const struct unwind *u, uint64_t sp)
{
	for (size_t i = 0; i < u->span_count; i++)
		if (sp >= u->spans[i].low && sp <= u->spans[i].high)
			return &u->spans[i];
	for (size_t i = 0; i < u->span_count; i++)
		if (u->spans[i].low - sp <= u->e->facts->page_size)
			return &u->spans[i];
	return NULL;
}

/* ---- text ------------------------------------------------------------------------------------ */

struct text_ranges {
	struct damage damage;
	uint64_t low, high, init_low, init_high, sched_low, sched_high, lock_low, lock_high;
};

static void find_range(struct emit *e, const char *first, const char *last, uint64_t *low, uint64_t *high)
{
	if (!has_function(e, first) || !has_function(e, last))
		return;
	*low = symaddr(e, first);
	*high = symaddr(e, last);
}

static const struct text_ranges *text_ranges(struct emit *e)
{
	struct text_ranges *t = slot(e, "text_ranges", sizeof(*t));

	if (damage_begin(e, &t->damage)) {
		find_range(e, "_stext", "_etext", &t->low, &t->high);
		find_range(e, "_sinittext", "_einittext", &t->init_low, &t->init_high);	/* an idle task began there */
		find_range(e, "__sched_text_start", "__sched_text_end", &t->sched_low, &t->sched_high);
		find_range(e, "__lock_text_start", "__lock_text_end", &t->lock_low, &t->lock_high);
		damage_end(e, &t->damage);
	}
	return t;
}

bool is_sched_function(struct emit *e, uint64_t pc)
{
	const struct text_ranges *t = text_ranges(e);

	damage_taint(e, &t->damage, "scheduler functions");
	return (pc >= t->sched_low && pc < t->sched_high) || (pc >= t->lock_low && pc < t->lock_high);
}

static bool in_module(struct emit *e, uint64_t pc)
{
	const struct program_module *modules;
	size_t n = program_modules(e->program, &modules);

	for (size_t i = 0; i < n; i++)
		for (unsigned r = 0; r < modules[i].range_count; r++)
			if (pc - modules[i].ranges[r].base < modules[i].ranges[r].size)
				return true;
	return false;
}

bool is_text(struct emit *e, uint64_t pc)
{
	const struct text_ranges *t = text_ranges(e);
	struct orc o;

	if ((pc >= t->low && pc < t->high) || (pc >= t->init_low && pc < t->init_high))
		return true;
	if (!in_module(e, pc))
		return false;
	o = orc_find(e, pc - 1);
	return !orc_available(e) || o.kind != ORC_NONE;
}

/* ---- the walk ------------------------------------------------------------------------------------ */

static bool add_frame(struct unwind *u, bool guess)
{
	const struct stack_span *span = unwind_span(u, u->sp);

	if (u->out->count == LIMIT_FRAMES) {
		unwind_trouble(u, "more frames than any stack can hold", u->sp);
		return false;
	}
	u->out->frames[u->out->count++] = (struct frame){
		.pc = u->pc, .sp = u->sp, .regs = u->regs, .exact = u->exact, .guess = guess,
		.stack = span ? span->kind : STACK_UNKNOWN,
	};
	return true;
}

/*
 * A frame must lie above the one it called, unless another stack was switched to.  What was interrupted need not
 * have a frame.
 */
static bool makes_progress(struct unwind *u, const struct stack_span *before, uint64_t sp_before, bool was_exact, bool left[])
{
	const struct stack_span *now = unwind_span(u, u->sp);

	/* A stack that this program does not know of: entered once, and left for one that it knows. */
	if (!now && before && u->unknown_stacks++) {
		unwind_trouble(u, "stack pointer leads off all stacks", u->sp);
		return false;
	}
	if (now == before && (u->sp < sp_before || (u->sp == sp_before && !was_exact))) {
		unwind_trouble(u, "stack goes in the wrong direction", u->sp);
		return false;
	}
	if (now && now != before) {
		if (left[now - u->spans]) {
			unwind_trouble(u, "returns to a stack that it has left", u->sp);
			return false;
		}
		if (before)
			left[before - u->spans] = true;
	}
	return true;
}

/*
 * Nothing more is known of the stack: what lies on the rest of it and looks like a return address
 * may be one, or left over from an earlier call.
 */
static void guess_rest(struct unwind *u)
{
	const struct stack_span *span = unwind_span(u, u->sp);
	uint64_t v;

	for (uint64_t a = (u->sp + 7) & ~7ULL; span && a + 8 <= span->high; a += 8) {
		if (!unwind_word(u, a, &v) || !is_text(u->e, v))
			continue;
		u->pc = v;
		u->sp = a + 8;
		u->regs = 0;
		u->exact = false;
		if (!add_frame(u, true))
			return;
	}
}

/* Code that is made at run time is in no table; it calls code that is. */
#define STRANGE_IN_A_ROW 3

static bool is_plausible(struct unwind *u)
{
	u->strange = is_text(u->e, u->pc) ? 0 : u->strange + 1;
	if (u->strange < STRANGE_IN_A_ROW && u->pc >> 63)
		return true;
	unwind_trouble(u, "return address points nowhere", u->sp);
	return false;
}

static void walk_frames(struct unwind *u, const struct method *m)
{
	bool left[LIMIT_STACK_SPANS] = {false};

	u->out->method = m->name;
	while (add_frame(u, false)) {
		const struct stack_span *before = unwind_span(u, u->sp);
		uint64_t sp = u->sp;
		bool was_exact = u->exact;
		enum step s = m->step(u);

		if (s == STEP_END)
			return;
		if (s == STEP_FAILED || !makes_progress(u, before, sp, was_exact, left)) {
			u->sp = sp;
			guess_rest(u);
			return;
		}
		/* A kernel thread's outermost registers are all zero; with a stack, NULL was called. */
		if (!u->pc && !unwind_span(u, u->sp))
			return;
		if (!u->exact && !is_plausible(u)) {
			u->sp = sp;
			guess_rest(u);
			return;
		}
	}
}

/* ---- starting -------------------------------------------------------------------------------------- */

static struct stack *begin(struct unwind *u, struct emit *e, ref task, long cpu)
{
	struct stack *s = slot(e, "unwind", sizeof(*s));
	struct stack_span span = task_stack_span(e, task);

	*u = (struct unwind){.e = e, .out = s, .task = task};
	s->count = 0;
	s->method = "";
	s->trouble = s->empty_why = NULL;
	s->trouble_at = s->user_regs = 0;
	s->cpu = cpu;
	if (span.kind != STACK_UNKNOWN) {
		u->spans[u->span_count++] = span;
		u->task_span = true;
	}
	if (cpu >= 0) {
		size_t n;
		const struct stack_span *own = cpu_stack_spans(e, cpu, &n);

		for (size_t i = 0; i < n && u->span_count < LIMIT_STACK_SPANS; i++)
			u->spans[u->span_count++] = own[i];
	}
	return s;
}

static bool start_running(struct unwind *u, const struct method *m)
{
	const struct program_registers *r = cpu_registers(u->e, u->out->cpu);

	if (!r) {
		unwind_trouble(u, "was running on a CPU whose registers were not saved", 0);
		return false;
	}
	if (!m->from_note(u, r)) {
		u->out->empty_why = "was running in user space";
		return false;
	}
	/* The task cannot be read: its stack is aligned to its size. */
	if (!u->task_span && !unwind_span(u, u->sp) && u->span_count < LIMIT_STACK_SPANS) {
		uint64_t low = u->sp & ~(kernel_stack_size(u->e) - 1);

		u->spans[u->span_count++] = (struct stack_span){low, low + kernel_stack_size(u->e), STACK_TASK};
	}
	return true;
}

static bool start(struct unwind *u, const struct method *m, ref task)
{
	bool was = tainted(u->e), ok;

	if (!m) {
		unwind_trouble(u, "no unwinder for this architecture", 0);
		return false;
	}
	if (u->out->cpu >= 0)
		return start_running(u, m);
	if (!u->span_count) {
		u->e->taint = false;
		if (!addr(task, "stack") && !u->e->taint)
			u->out->empty_why = "has no kernel stack any more";
		else
			unwind_trouble(u, "where its stack lies cannot be read", task.addr);
		u->e->taint = was;
		return false;
	}
	u->e->taint = false;
	/* What a running task has saved is from an earlier time. */
	if (has(task, "on_cpu") && num(task, "on_cpu")) {
		u->e->taint = was;
		unwind_trouble(u, "was running on a CPU that is not known", task.addr);
		return false;
	}
	ok = m->start(u, task);
	u->e->taint = was;
	if (!ok)
		unwind_trouble(u, "saved context cannot be read", task.addr);
	return ok && (u->exact || is_plausible(u));
}

const struct stack *unwind_task(struct emit *e, ref task)
{
	const struct method *m = method_of(e);
	struct unwind u;
	struct stack *s = begin(&u, e, task, task_running_on(e, task));

	if (start(&u, m, task))
		walk_frames(&u, m);
	return s;
}

/* ---- names ------------------------------------------------------------------------------------------- */

/* A return address may be the first byte of the next function, if the call never returns. */
const char *frame_symbol(struct emit *e, const struct frame *f)
{
	uint64_t pc = f->exact ? f->pc : f->pc - 1;
	struct symbol s;

	if (!symbol_at(e, pc, &s)) {
		/* A bad pointer that was called leads to no function. */
		if (!f->exact || is_text(e, pc))
			remark(e, "the functions at some addresses are not known");
		return file_printf(e, "0x%llx", (unsigned long long)f->pc);
	}
	return file_printf(e, "%s+0x%llx/0x%llx%s%s%s", s.name, (unsigned long long)(f->pc - s.addr),
			   (unsigned long long)s.size, s.module ? " [" : "", s.module ? s.module : "", s.module ? "]" : "");
}

const char *frame_function(struct emit *e, const struct frame *f)
{
	return symbol_name(e, f->exact ? f->pc : f->pc - 1);
}

bool function_matches(const char *name, const char *pattern)
{
	size_t n = strlen(pattern);

	if (n && pattern[n - 1] == '*')
		return !strncmp(name, pattern, n - 1);
	return !strncmp(name, pattern, n) && (name[n] == '\0' || name[n] == '.');
}

void json_frames(struct emit *e, const char *key, const struct frame *frames, size_t count)
{
	json_open(e, key, '[');
	for (size_t i = 0; i < count; i++) {
		const struct frame *f = &frames[i];

		json_open(e, NULL, '{');
		json_str(e, "function", frame_symbol(e, f));
		json_hex(e, "address", f->pc);
		json_str(e, "stack", stack_kind_name(f->stack));
		json_bool(e, "interrupted", f->exact && i > 0);
		json_bool(e, "reliable", !f->guess);
		json_close(e);
	}
	json_close(e);
}
