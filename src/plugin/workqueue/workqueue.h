/* SPDX-License-Identifier: GPL-2.0-or-later */
/* workqueue.h - worker pools, worked out once per worker: stalled ones first. */
#ifndef VR_PLUGIN_WORKQUEUE_H
#define VR_PLUGIN_WORKQUEUE_H

#include "emit/emit.h"

struct pool_entry {
	ref pool;		/* struct worker_pool */
	long id, busy;		/* busy: workers that do something */
	long pending;		/* works that no worker has taken up */
	long idle_ms;		/* since it last made progress */
	bool stalled;		/* has work pending, and made no progress for longer than the watchdog allows */
};

struct pool_report {
	struct damage damage;
	struct pool_entry *pools;
	size_t count;
};

const struct pool_report *pool_report(struct emit *e);
/* What a work does: its function, and for a flusher's barrier the task that waits for it. */
const char *work_text(struct emit *e, ref work);
const char *pool_title(struct emit *e, const struct pool_entry *p);

#endif
