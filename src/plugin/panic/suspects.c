/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whom to look at: the panicking task is often only the messenger. */
#include "plugin/panic/panic.h"

#include <stdlib.h>
#include <string.h>

#define SUSPECTS_MAX 32
#define BLOCKED_SHOWN 5

static struct suspect *add_suspect(struct emit *e, struct panic_report *r, const char *why)
{
	struct suspect *s;

	if (!r->suspects)
		r->suspects = worker_alloc(e, SUSPECTS_MAX, sizeof(*r->suspects));
	if (r->suspect_count == SUSPECTS_MAX)
		return NULL;
	s = &r->suspects[r->suspect_count++];
	*s = (struct suspect){.pid = -1, .cpu = -1, .why = worker_strdup(e, why)};
	return s;
}

static bool is_suspected(const struct panic_report *r, long pid)
{
	for (size_t i = 0; i < r->suspect_count; i++)
		if (r->suspects[i].pid == pid)
			return true;
	return false;
}

static const struct task_entry *task_by_pid(const struct stack_report *s, long pid)
{
	for (size_t i = 0; i < s->task_count; i++)
		if (s->tasks[i].pid == pid && pid)
			return &s->tasks[i];
	return NULL;
}

static const struct task_entry *running_task(const struct stack_report *s, long cpu)
{
	for (size_t i = 0; i < s->task_count; i++)
		if (s->tasks[i].cpu == cpu)
			return &s->tasks[i];
	return NULL;
}

/* The innermost function that is the task's own: interruption and waiting set aside. */
static const char *own_function(struct emit *e, const struct chain *c)
{
	size_t i = c->wait_frames;

	for (size_t k = c->count; k-- > 1;) {
		if (c->frames[k].exact && c->frames[k].stack == STACK_TASK) {
			i = k > i ? k : i;
			break;
		}
	}
	if (i >= c->count)
		return NULL;
	return worker_strdup(e, frame_symbol(e, &c->frames[i]));
}

static void add_task(struct emit *e, struct panic_report *r, const struct task_entry *t, const char *why)
{
	struct suspect *s = t && !is_suspected(r, t->pid) ? add_suspect(e, r, why) : NULL;

	if (!s)
		return;
	s->pid = t->pid;
	s->comm = t->comm;
	s->cpu = t->cpu;
	s->function = own_function(e, &stack_report(e)->chains[t->chain]);
}

/* ---- by class -------------------------------------------------------------------------------- */

/* The wait status of init: "Attempted to kill init! exitcode=0x0000000b". */
static const char *exit_words(struct emit *e, const struct panic_report *r)
{
	const char *at = r->panic_text ? strstr(r->panic_text, "exitcode=") : NULL;
	unsigned long code = at ? strtoul(at + sizeof("exitcode=") - 1, NULL, 16) : 0;

	if (!at)
		return "ended";
	return code & 0x7f ? file_printf(e, "was killed by signal %lu", code & 0x7f) : file_printf(e, "ended with status %lu", code >> 8);
}

static const char *fault_words(struct emit *e, const struct panic_report *r, bool interrupt)
{
	if (r->class == CRASH_SYSRQ)
		return interrupt ? "asked for the crash, in an interrupt" : "asked for the crash";
	if (r->class == CRASH_INIT_DIED)
		return exit_words(e, r);
	if (r->class == CRASH_NMI)
		return "was here as the interrupt came";
	if (r->class == CRASH_MCE)
		return "ran here as the hardware told of its error";
	return interrupt ? "failed in an interrupt; the task that it interrupted is not to blame" : "failed here";
}

/* The panicking CPU itself, at the frame where the trouble was. */
static void suspect_fault(struct emit *e, struct panic_report *r)
{
	bool interrupt;
	struct suspect *s;
	size_t caller;

	if (!r->task || !r->chain->count)
		return;
	interrupt = r->chain->frames[r->fault].stack != STACK_TASK && r->chain->frames[r->fault].stack != STACK_UNKNOWN;
	s = add_suspect(e, r, fault_words(e, r, interrupt));
	s->cpu = r->cpu;
	s->function = worker_strdup(e, frame_symbol(e, &r->chain->frames[r->fault]));
	caller = caller_of_service(e, r->chain, r->fault);
	if (caller)
		s->caller = worker_strdup(e, frame_symbol(e, &r->chain->frames[caller]));
	/* The kernel gives up the stack of a task that it kills: only the log knows where it failed. */
	if (r->log_function && !r->chain->frames[r->fault].exact)
		s->function = r->log_function;
	if (!interrupt) {
		s->pid = r->task->pid;
		s->comm = r->task->comm;
	}
}

static void suspect_deadlocked(struct emit *e, struct panic_report *r)
{
	const struct stack_report *s = stack_report(e);

	for (size_t i = 0; i < s->task_count; i++)
		if (s->tasks[i].cycle >= 0)
			add_task(e, r, &s->tasks[i], file_printf(e, "deadlocked: waits for %s", wait_title(e, s, &s->tasks[i])));
}

/* Who holds up the others: those whom nobody else's lock explains come last in the chain of owners. */
static void suspect_owner(struct emit *e, struct panic_report *r, const struct task_entry *t)
{
	const struct stack_report *s = stack_report(e);
	const struct task_entry *last = t;

	for (size_t n = 0; last->owner >= 0 && last->cycle < 0 && n < s->task_count; n++)
		last = &s->tasks[last->owner];
	if (last != t && last->cycle < 0)
		add_task(e, r, last, file_printf(e, "%s %s waits for%s%s", t->wait.kind == WAIT_CPU ? "keeps busy the CPU that" : t->wait.what ? "is needed for what" : "holds what",
						 task_title(e, t), last->wait.kind == WAIT_NONE ? "" : "; waits itself for ", wait_text(e, &last->wait)));
}

static bool number_after(const char *text, const char *mark, long *value)
{
	const char *at = text ? strstr(text, mark) : NULL;
	char *end;

	if (!at)
		return false;
	at += strlen(mark);
	*value = strtol(at, &end, 10);
	return end != at;
}

/* "watchdog: BUG: soft lockup - CPU#2 stuck for 12s! [labspin_hog:579]" */
static void suspect_lockup(struct emit *e, struct panic_report *r)
{
	const struct stack_report *s = stack_report(e);
	long cpu = r->cpu;
	const struct task_entry *t;

	if (!number_after(r->reason, "CPU#", &cpu))
		number_after(r->reason, "on cpu ", &cpu);
	t = running_task(s, cpu);
	if (t)
		suspect_owner(e, r, t);
	add_task(e, r, t, file_printf(e, "%s%s%s", r->class == CRASH_SOFT_LOCKUP ? "did not give up its CPU" : "its CPU took no interrupts",
				      t && t->wait.kind == WAIT_SPINLOCK ? ": spins for " : "",
				      t && t->wait.kind == WAIT_SPINLOCK ? wait_title(e, s, t) : ""));
	for (size_t i = 0; i < s->task_count; i++)
		if (s->tasks[i].wait.kind == WAIT_SPINLOCK)
			add_task(e, r, &s->tasks[i], file_printf(e, "spins for %s", wait_text(e, &s->tasks[i].wait)));
}

/* Those blocked of which it is known, or is not known, for what: at most room of them; how many. */
static size_t add_blocked(struct emit *e, struct panic_report *r, bool known, size_t room)
{
	const struct stack_report *s = stack_report(e);
	size_t count = 0;

	for (size_t i = 0; i < s->task_count && count < room; i++) {
		const struct task_entry *t = &s->tasks[i];
		bool spins = t->wait.kind == WAIT_SPINLOCK || t->wait.kind == WAIT_CPU;

		/* That the panicking CPU does not answer any more is no trouble. */
		if (t->wait.kind == WAIT_CPU && !t->wait.owner)
			continue;
		if ((!spins && (t->state != 'D' || t->cpu >= 0)) || (t->wait.object || t->wait.owner) != known)
			continue;
		suspect_owner(e, r, t);
		add_task(e, r, t, file_printf(e, "waits for %s%s%s", wait_title(e, s, t), spins ? "" : ", off the CPU for ",
					      spins ? "" : seconds(e, t->since)));
		count++;
	}
	return count;
}

/* Has the CPU stopped to take interrupts, as far as its registers say? */
static bool interrupts_off(struct emit *e, long cpu)
{
	const struct program_registers *r = cpu_registers(e, cpu);
	uint64_t flags;

	if (register_value(r, "eflags", &flags))
		return !(flags >> 9 & 1);			/* IF */
	return register_value(r, "pstate", &flags) && flags >> 7 & 1;	/* PSR_I_BIT */
}

/* "BUG: workqueue lockup - pool cpus=1 node=0 flags=0x0 nice=0 stuck for 31s!" */
static void suspect_pool(struct emit *e, struct panic_report *r)
{
	long cpu;

	if (number_after(r->reason, "cpus=", &cpu))
		add_task(e, r, running_task(stack_report(e), cpu), "runs on the CPU whose workers do not go on");
	suspect_deadlocked(e, r);
}

/* For how long a CPU's next timer has been due; 0 if it is not. */
static uint64_t timer_overdue(struct emit *e, long cpu)
{
	uint64_t now = clock_monotonic(e), due = (uint64_t)num(percpu(e, "hrtimer_bases", "struct hrtimer_cpu_base", cpu), "expires_next");

	return !tainted(e) && due && due < now ? now - due : 0;
}

/* CPUs that run a task and have served no timer for long; or, without it, that have interrupts off at the moment. */
static void add_stuck(struct emit *e, struct panic_report *r, bool by_timer)
{
	const uint64_t stuck = 10ULL * 1000 * 1000 * 1000;
	const struct stack_report *s = stack_report(e);

	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		const struct task_entry *t = running_task(s, cpu);
		uint64_t overdue = timer_overdue(e, cpu);
		bool off = r->class == CRASH_NONE && interrupts_off(e, cpu);

		if (!t || t->pid <= 0 || cpu == r->cpu)
			continue;
		if (by_timer && overdue >= stuck)
			add_task(e, r, t, file_printf(e, "its CPU has served no timer for %s%s", seconds(e, overdue),
						      off ? ", with interrupts off" : ""));
		else if (!by_timer && off)
			add_task(e, r, t, "its CPU runs with interrupts off");
	}
}

/* That interrupts are off may be a matter of microseconds.  A panic turns them off where it stops a CPU. */
static void suspect_stuck(struct emit *e, struct panic_report *r)
{
	size_t before = r->suspect_count;

	add_stuck(e, r, true);
	if (r->suspect_count == before)
		add_stuck(e, r, false);
}

/* A machine that did not crash was dumped because it hung: the tasks blocked longest, those first of which it is known for what. */
static void suspect_blocked(struct emit *e, struct panic_report *r)
{
	size_t count = add_blocked(e, r, true, BLOCKED_SHOWN);

	add_blocked(e, r, false, BLOCKED_SHOWN - count);
}

/* Nothing hangs, as far as is known: what the CPUs were at. */
static void suspect_running(struct emit *e, struct panic_report *r)
{
	const struct stack_report *s = stack_report(e);

	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		const struct task_entry *t = running_task(s, cpu);
		const char *where = t ? s->chains[t->chain].empty_why : NULL;

		if (t && t->pid > 0)
			add_task(e, r, t, where ? where : "was running");
	}
}

/* "INFO: task sync:560 blocked for more than 61 seconds." */
static void suspect_hung(struct emit *e, struct panic_report *r)
{
	const struct crash_log *log = crash_log(e);
	const struct stack_report *s = stack_report(e);

	suspect_deadlocked(e, r);
	for (size_t i = 0; i < log->count; i++) {
		const char *end = strstr(log->lines[i].text, " blocked "), *colon = end;
		const struct task_entry *t;

		if (!end || !line_has(log->lines[i].text, "INFO: task * for more than "))
			continue;
		while (colon > log->lines[i].text && *colon != ':')
			colon--;
		t = task_by_pid(s, strtol(colon + 1, NULL, 10));
		if (!t || t->state != 'D')	/* has gone on since */
			continue;
		suspect_owner(e, r, t);
		add_task(e, r, t, file_printf(e, "blocked for %s: waits for %s", seconds(e, t->since), wait_title(e, s, t)));
	}
}

/* After the stall's first line: "rcu: \t2-....: (5249 ticks this GP) …", "P579" for a blocked task. */
static void suspect_stall(struct emit *e, struct panic_report *r)
{
	const struct crash_log *log = crash_log(e);
	const struct stack_report *s = stack_report(e);
	size_t first = 0;

	while (first < log->count && log->lines[first].text != r->reason)
		first++;
	for (size_t i = first; i < log->count && i < first + 64; i++) {
		const char *tab = strchr(log->lines[i].text, '\t'), *p;
		char *end;
		long cpu = tab ? strtol(tab + 1, &end, 10) : -1;

		if (tab && end != tab + 1 && *end == '-')
			add_task(e, r, running_task(s, cpu), "its CPU held up the grace period");
		else if (tab && strstr(tab, "Tasks blocked on level") && (p = strstr(tab, " P")))
			add_task(e, r, task_by_pid(s, strtol(p + 2, NULL, 10)), "holds up the grace period, preempted inside a reader");
	}
}

/* The table of processes in the log: the columns are named by its first line. */
static void suspect_memory(struct emit *e, struct panic_report *r)
{
	const struct crash_log *log = crash_log(e);
	long head = last_line(log, "tgid total_vm", -1);
	struct { long pid, rss; } top[5] = {{0, 0}};

	for (size_t i = head < 0 ? log->count : (size_t)head + 1; i < log->count && log->lines[i].text[0] == '['; i++) {
		long pid = strtol(log->lines[i].text + 1, NULL, 10), rss;
		const char *bracket = strchr(log->lines[i].text, ']');
		char *p;

		if (!bracket)
			continue;
		strtol(bracket + 1, &p, 10);	/* uid */
		strtol(p, &p, 10);		/* tgid */
		strtol(p, &p, 10);		/* total_vm */
		rss = strtol(p, NULL, 10);
		for (size_t k = 0; k < ARRAY_LEN(top); k++) {
			if (rss <= top[k].rss)
				continue;
			memmove(&top[k + 1], &top[k], (ARRAY_LEN(top) - k - 1) * sizeof(top[0]));
			top[k].pid = pid;
			top[k].rss = rss;
			break;
		}
	}
	for (size_t k = 0; k < ARRAY_LEN(top) && top[k].rss > top[0].rss / 10; k++)
		add_task(e, r, task_by_pid(stack_report(e), top[k].pid),
			 file_printf(e, "%ld MiB resident", (long)((uint64_t)top[k].rss * e->facts->page_size / MiB)));
	for (size_t k = 0; k < r->suspect_count; k++)
		r->suspects[k].function = NULL;		/* where they happen to be says nothing */
}

void find_suspects(struct emit *e, struct panic_report *r)
{
	switch (r->class) {
	case CRASH_NONE:
		suspect_stuck(e, r);
		suspect_deadlocked(e, r);
		suspect_blocked(e, r);
		if (!r->suspect_count)
			suspect_running(e, r);
		break;
	case CRASH_SOFT_LOCKUP:
	case CRASH_HARD_LOCKUP:
		suspect_lockup(e, r);
		break;
	case CRASH_WORKQUEUE:
		suspect_pool(e, r);
		break;
	case CRASH_HUNG_TASK:
		suspect_hung(e, r);
		break;
	case CRASH_RCU_STALL:
		suspect_stall(e, r);
		break;
	case CRASH_OOM:
		suspect_memory(e, r);
		break;
	case CRASH_SYSRQ:
	case CRASH_NMI:
		/* Somebody wanted to see why the machine did not go on. */
		suspect_fault(e, r);
		suspect_stuck(e, r);
		suspect_deadlocked(e, r);
		suspect_blocked(e, r);
		break;
	default:
		suspect_fault(e, r);
		suspect_deadlocked(e, r);
		break;
	}
}
