/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What went wrong before: an oops that the machine survived leaves locks taken and lists torn, and is
 * often why it died, or had to be crashed, in the end.
 */
#include "plugin/panic/panic.h"

/* Of one kind the first is told, and how many came after it. */
static struct earlier_trouble *of_class(struct panic_report *r, enum crash_class class)
{
	for (size_t i = 0; i < r->earlier_count; i++)
		if (r->earlier[i].class == class)
			return &r->earlier[i];
	return NULL;
}

static void add_trouble(struct emit *e, struct panic_report *r, const struct crash_log *log, long line, enum crash_class class)
{
	struct earlier_trouble *t = of_class(r, class);

	if (t) {
		t->more++;
		return;
	}
	t = &r->earlier[r->earlier_count++];
	*t = (struct earlier_trouble){.class = class, .ns = log->lines[line].ns, .text = log->lines[line].text,
				       .message = report_message(log, line)};
	if (is_oops(class) || class == CRASH_WARNING || class == CRASH_SOFT_LOCKUP)
		trouble_place(e, log, line, &t->function, &t->caller);
}

/* A lockup or a stall is reported again and again until the machine dies of it: those are one. */
void find_earlier(struct emit *e, struct panic_report *r, const struct verdict *v)
{
	const struct crash_log *log = crash_log(e);
	long end = v->reason_line >= 0 ? v->reason_line : (long)log->count, line = 0;

	r->earlier = worker_alloc(e, CRASH_CLASS_COUNT, sizeof(*r->earlier));
	for (;;) {
		enum crash_class class;
		long first = next_trouble(log, &line, &class);

		if (first < 0 || first >= end)
			break;
		if (class != r->class || is_oops(class))
			add_trouble(e, r, log, first, class);
	}
}
