/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All worker pools are in worker_pool_idr, those of CPUs and unbound ones alike. */
#include "plugin/workqueue/workqueue.h"


/* wq_watchdog_thresh is 30 s unless configured otherwise; kernels without the watchdog have no such variable. */
#define STALL_SECONDS 30

static long stall_ms(struct emit *e)
{
	long seconds = has_sym(e, "wq_watchdog_thresh") ? val(sym(e, "wq_watchdog_thresh", "unsigned long")) : STALL_SECONDS;

	return (seconds > 0 ? seconds : STALL_SECONDS) * 1000;
}

static long list_length(ref head, const char *type, const char *member)
{
	long n = 0;

	EACH(item, list(head, type, member)) {
		(void)item;
		n++;
	}
	return n;
}

static struct pool_entry look_at(struct emit *e, ref pool)
{
	/* watchdog_ts is called last_progress_ts since 7.1 */
	uint64_t jiffies = (uint64_t)val(sym(e, "jiffies_64", "unsigned long"));
	uint64_t progress = (uint64_t)num(pool, "last_progress_ts|watchdog_ts");
	struct pool_entry p = {.pool = pool, .pending = list_length(sub(pool, "worklist"), "struct work_struct", "entry")};

	p.id = num(pool, "id");
	p.busy = num(pool, "nr_workers") - num(pool, "nr_idle");
	if (progress && (int64_t)(jiffies - progress) > 0)
		p.idle_ms = jiffies_to_ms(e, jiffies - progress);
	p.stalled = p.pending && p.idle_ms > stall_ms(e);
	return p;
}

static int worst_first(const void *a, const void *b)
{
	const struct pool_entry *x = a, *y = b;

	if (x->stalled != y->stalled)
		return x->stalled ? -1 : 1;
	if (!x->pending != !y->pending)
		return x->pending ? -1 : 1;
	if (x->pending && x->idle_ms != y->idle_ms)
		return x->idle_ms > y->idle_ms ? -1 : 1;
	if (x->busy != y->busy)
		return x->busy > y->busy ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static void collect(struct emit *e, struct pool_report *r)
{
	ref pools = sym(e, "worker_pool_idr", "struct idr");
	size_t n = 0;

	EACH(pool, idr(pools, "struct worker_pool")) {
		(void)pool;
		n++;
	}
	r->pools = worker_alloc(e, n + 1, sizeof(*r->pools));
	EACH(pool, idr(pools, "struct worker_pool"))
		if (r->count < n)
			r->pools[r->count++] = look_at(e, pool);
	sort_array(r->pools, r->count, sizeof(*r->pools), worst_first);
}

const struct pool_report *pool_report(struct emit *e)
{
	struct pool_report *r = slot(e, "pool_report", sizeof(*r));

	if (damage_begin(e, &r->damage)) {
		collect(e, r);
		damage_end(e, &r->damage);
	}
	damage_tell(e, &r->damage, "not all worker pools could be read");
	return r;
}

const char *work_text(struct emit *e, ref work)
{
	const char *function = symbol_name(e, addr(work, "func"));
	ref task;

	if (__builtin_strcmp(function, "wq_barrier_func") || !has_member(e, "struct wq_barrier", "task"))
		return function;
	task = ptr(container(work, "struct wq_barrier", "work"), "task");
	return file_printf(e, "%s (task %ld (%s) waits for the flush)", function, num(task, "pid"), str(task, "comm"));
}

const char *pool_title(struct emit *e, const struct pool_entry *p)
{
	long cpu = num(p->pool, "cpu"), nice = num(p->pool, "attrs->nice");
	bool in_softirq = num(p->pool, "flags") & enum_or(e, "POOL_BH", 0);	/* 6.9: its worker is no task */
	const char *bound = cpu >= 0 ? file_printf(e, "CPU %ld%s", cpu, in_softirq ? ", in softirqs" : "") :
				       file_printf(e, "unbound, node %ld", num(p->pool, "node"));

	return file_printf(e, "pool %ld: %s, nice %ld, %ld workers, %ld idle", num(p->pool, "id"), bound, nice,
			   num(p->pool, "nr_workers"), num(p->pool, "nr_idle"));
}
