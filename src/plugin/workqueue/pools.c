/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/workqueue/pools.txt: worker pools with what they do and what waits, stalled ones first. */
#include "plugin/workqueue/workqueue.h"

/* Of a pool's backlog. */
#define WORKS_SHOWN 50

static void print_busy(struct emit *e, ref pool)
{
	EACH(worker, list(sub(pool, "workers"), "struct worker", "node")) {
		ref task = ptr(worker, "task");

		if (!addr(worker, "current_work"))
			continue;
		row(e, "  busy: %ld (%s) in %s of workqueue %s\n", num(task, "pid"), str(task, "comm"),
		    symbol_name(e, addr(worker, "current_func")), str(worker, "current_pwq->wq->name"));
		EACH(work, list(sub(worker, "scheduled"), "struct work_struct", "entry"))
			row(e, "    then: %s\n", work_text(e, work));
	}
}

static void print_pending(struct emit *e, const struct pool_entry *p)
{
	long n = 0;

	EACH(work, list(sub(p->pool, "worklist"), "struct work_struct", "entry")) {
		if (n++ == WORKS_SHOWN)
			break;
		row(e, "  pending: %s\n", work_text(e, work));
	}
	if (p->pending > WORKS_SHOWN)
		row(e, "  and %ld more\n", p->pending - WORKS_SHOWN);
}

static bool is_idle(const struct pool_entry *p)
{
	return !p->pending && !p->busy;
}

EMITTER(workqueue_pools)
{
	const struct pool_report *r = pool_report(e);
	size_t stalled = 0;

	for (size_t i = 0; i < r->count; i++)
		stalled += r->pools[i].stalled;
	row(e, "%s%zu worker pools, %zu stalled\n", damage_at_least(&r->damage), r->count, stalled);
	for (size_t i = 0; i < r->count; i++) {
		const struct pool_entry *p = &r->pools[i];

		if (!is_idle(p) || i == 0 || !is_idle(p - 1))	/* idle ones follow each other */
			row(e, "\n");
		row(e, "%s%s\n", p->stalled ? "STALLED " : "", pool_title(e, p));
		if (p->pending)
			row(e, "  %ld works pending, no progress for %ld.%03ld s\n", p->pending, p->idle_ms / 1000,
			    p->idle_ms % 1000);
		print_busy(e, p->pool);
		print_pending(e, p);
	}
}
