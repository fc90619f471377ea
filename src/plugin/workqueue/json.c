/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/workqueue/workqueue.json: the worker pools as a record. */
#include "plugin/workqueue/workqueue.h"

static void json_workers(struct emit *e, ref pool)
{
	json_open(e, "busy", '[');
	EACH(worker, list(sub(pool, "workers"), "struct worker", "node")) {
		if (!addr(worker, "current_work"))
			continue;
		json_open(e, NULL, '{');
		json_num(e, "pid", num(worker, "task->pid"));
		json_str(e, "function", symbol_name(e, addr(worker, "current_func")));
		json_str(e, "workqueue", str(worker, "current_pwq->wq->name"));
		json_close(e);
	}
	json_close(e);
}

EMITTER(workqueue_json)
{
	const struct pool_report *r = pool_report(e);

	json_open(e, NULL, '{');
	json_open(e, "pools", '[');
	for (size_t i = 0; i < r->count; i++) {
		const struct pool_entry *p = &r->pools[i];

		json_open(e, NULL, '{');
		json_num(e, "id", num(p->pool, "id"));
		json_num(e, "cpu", num(p->pool, "cpu"));
		json_bool(e, "stalled", p->stalled);
		json_num(e, "ms_without_progress", p->idle_ms);
		json_num(e, "workers", num(p->pool, "nr_workers"));
		json_num(e, "idle_workers", num(p->pool, "nr_idle"));
		json_workers(e, p->pool);
		json_open(e, "pending", '[');
		EACH(work, list(sub(p->pool, "worklist"), "struct work_struct", "entry"))
			json_str(e, NULL, work_text(e, work));
		json_close(e);
		json_close(e);
	}
	json_close(e);
	json_close(e);
}
