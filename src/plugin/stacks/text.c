/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How chains and waits are put into words: shared by the files of plugins/stacks and plugins/panic. */
#include "plugin/stacks/stacks.h"

/* Frames in a row with one return address; of more, the first is told. */
#define SAME_SHOWN 3

const char *seconds(struct emit *e, uint64_t ns)
{
	if (!ns)
		return "an unknown time";
	return file_printf(e, "%llu.%03llu s", (unsigned long long)(ns / NSEC_PER_SEC), (unsigned long long)(ns / NSEC_PER_MSEC % 1000));
}

const char *task_title(struct emit *e, const struct task_entry *t)
{
	if (t->pid < 0)
		return file_printf(e, "at 0x%llx (unreadable)", (unsigned long long)t->task.addr);
	return file_printf(e, "%ld (%s)", t->pid, printable(e, t->comm, __builtin_strlen(t->comm)));
}

const char *wait_title(struct emit *e, const struct stack_report *r, const struct task_entry *t)
{
	const struct chain *c = &r->chains[t->chain];
	const char *what = wait_text(e, &t->wait);

	/* What lies on the stack is known by who put it there. */
	if (t->wait.on_stack && !t->wait.what && c->wait_frames < c->count)
		what = file_printf(e, "%s, of %s", what, frame_symbol(e, &c->frames[c->wait_frames]));
	if (t->wait.owner_ended)
		return file_printf(e, "%s, whose owner has ended", what);
	if (t->owner < 0)
		return what;
	/* No lock, and so nobody who holds it. */
	if (t->wait.what)
		return file_printf(e, "%s, which is up to %s", what, task_title(e, &r->tasks[t->owner]));
	return file_printf(e, "%s, %s by %s", what, t->wait.owner_is_hint ? "held, it seems," : "held",
			   task_title(e, &r->tasks[t->owner]));
}

/* "<IRQ>" and the like, as the kernel's own call traces have it. */
static void print_stack_change(struct emit *e, const struct frame *f, const struct frame *before, const char *indent)
{
	static const char *const tags[] = {"unknown stack", "TASK", "IRQ", "SOFTIRQ", "EXCEPTION", "NMI", "ENTRY", "OVERFLOW"};

	if (!before ? f->stack != STACK_TASK : f->stack != before->stack)
		row(e, "%s<%s>\n", indent, tags[f->stack]);
}

/* How many frames from i on are the same: a function that calls itself without end. */
static size_t same_frames(const struct frame *frames, size_t count, size_t i)
{
	size_t n = 1;

	while (i + n < count && frames[i + n].pc == frames[i].pc && frames[i + n].guess == frames[i].guess &&
	       frames[i + n].stack == frames[i].stack && !frames[i + n].exact)
		n++;
	return n;
}

void print_frames(struct emit *e, const struct frame *frames, size_t count, const char *indent)
{
	for (size_t i = 0; i < count; i++) {
		print_stack_change(e, &frames[i], i ? &frames[i - 1] : NULL, indent);
		row(e, "%s%s%s%s\n", indent, frames[i].guess ? "? " : "", frame_symbol(e, &frames[i]),
		    i && frames[i].exact ? "   <- interrupted here" : "");
		if (same_frames(frames, count, i) <= SAME_SHOWN)
			continue;
		row(e, "%s  and %zu times more\n", indent, same_frames(frames, count, i) - 1);
		i += same_frames(frames, count, i) - 1;
	}
}

void print_chain(struct emit *e, const struct chain *c, const char *indent)
{
	print_frames(e, c->frames, c->count, indent);
	if (c->empty_why)
		row(e, "%s(%s)\n", indent, c->empty_why);
	if (c->trouble)
		remark(e, "a stack is not whole: %s", c->trouble);
	if (c->trouble)
		row(e, "%s(%s%s)\n", indent, c->count ? "the chain breaks off: " : "no stack: ", c->trouble);
}
