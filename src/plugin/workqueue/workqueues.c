/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/workqueue/workqueues.txt: all workqueues: flags, limits, works in progress and held back. */
#include "plugin/workqueue/workqueue.h"

/* enum wq_flags: "WQ_MEM_RECLAIM" -> "mem_reclaim"; the enum has an entry for each bit that users may set. */
static const char *flag_names(struct emit *e, uint64_t flags)
{
	static const char *const names[] = {"WQ_UNBOUND", "WQ_FREEZABLE", "WQ_MEM_RECLAIM", "WQ_HIGHPRI", "WQ_CPU_INTENSIVE",
					    "WQ_SYSFS", "WQ_POWER_EFFICIENT", "WQ_BH", "WQ_PERCPU", "__WQ_ORDERED"};
	const char *text = "";

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (flags & (uint64_t)enum_or(e, names[i], 0))
			text = file_printf(e, "%s%s%s", text, *text ? "," : "", names[i]);
	return *text ? text : "-";
}

EMITTER(workqueue_workqueues)
{
	row(e, "%-32s %6s %8s %8s  %s\n", "name", "max", "active", "inactive", "flags");
	EACH(wq, list(sym(e, "workqueues", "struct list_head"), "struct workqueue_struct", "list")) {
		long active = 0, inactive = 0;

		EACH(pwq, list(sub(wq, "pwqs"), "struct pool_workqueue", "pwqs_node")) {
			active += num(pwq, "nr_active");
			/* delayed_works until 5.13 (f97a4a1a3f87) */
			EACH(work, list(sub(pwq, "inactive_works|delayed_works"), "struct work_struct", "entry")) {
				(void)work;
				inactive++;
			}
		}
		row(e, "%-32s %6ld %8ld %8ld  %s\n", str(wq, "name"), num(wq, "saved_max_active"), active, inactive,
		    flag_names(e, (uint64_t)num(wq, "flags")));
	}
}
