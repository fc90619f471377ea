/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/kernel/debug/block: queues, their hardware and software queues, and writeback throttling.  block/blk-mq-debugfs.c */
#include "kernel/debugfs/block.h"

#include "kernel/debugfs/file.h"

static const struct block_row rows[] = {
#define PRINTER(function, how, type, path) {#function, block_##how, type, path},
#include "kernel/debugfs/block.def"
#undef PRINTER
};

static const struct handler_table table = HANDLER_TABLE("debugfs block files", rows);

/* The file was created for an attribute of the object that is shown. */
DEBUGFS_FILE(debugfs_block)
{
	ref attribute = at(e, data, "struct blk_mq_debugfs_attr");
	uint64_t object = debugfs_object(dentry);
	uint64_t function = addr(attribute, "show");
	const struct block_row *b;

	if (!function)
		function = addr(attribute, "seq_ops->start");
	b = handler_row(e, &table, function);
	if (b)
		b->print(e, b, at(e, object, b->type));
	else
		fail(e, file_printf(e, "%s()", symbol_name(e, function)), "how it prints its file is not known", 0);
}

/* ---- what several files need ---------------------------------------------------------- */

void print_flags(struct emit *e, unsigned long flags, const char *names)
{
	struct symbol s = {.size = 0};
	ref array = sym(e, names, "char *[64]");
	const char *bar = "";

	symbol_at(e, array.addr, &s);
	for (unsigned long i = 0; i < 64; i++) {
		const char *name;

		if (!(flags >> i & 1))
			continue;
		name = i < s.size / 8 ? str_at(array, "[]", (long)i) : "";
		out(e, "%s%s", bar, *name ? name : file_printf(e, "%lu", i));
		bar = "|";
	}
}

static void print_requests(struct emit *e, ref head)
{
	EACH(rq, list(head, "struct request", "queuelist"))
		print_request(e, rq);
}

BLOCK_FILE(block_number)
{
	out(e, "%lu\n", num_(o, row->path, 0));
}

BLOCK_FILE(block_list)
{
	print_requests(e, sub_(o, row->path, 0));
}

/* ---- queues -------------------------------------------------------------------------------- */

BLOCK_FILE(block_queue_state)
{
	print_flags(e, (unsigned long)num(o, "queue_flags"), "blk_queue_flag_name");
	out(e, "\n");
}

/* Polling keeps statistics for sizes from 512 bytes on, of reads and of writes; no longer since 6.4. */
BLOCK_FILE(block_poll_stat)
{
	ref stats;

	if (!has(o, "poll_stat"))
		return;
	stats = has(o, "poll_stat->mean") ? ptr(o, "poll_stat") : sub_at(o, "poll_stat[]", 0);	/* 5.17 */
	if (null(stats))
		return;
	EACH(stat, array_n(stats, "", 16)) {
		row_begin(e);
		out(e, "%s (%d Bytes): samples=%ld", KEY(stat) % 2 ? "write" : "read ", 1 << (9 + KEY(stat) / 2),
		    num(stat, "nr_samples"));
		if (num(stat, "nr_samples"))
			out(e, ", mean=%lu, min=%lu, max=%lu", num(stat, "mean"), num(stat, "min"), num(stat, "max"));
		row_(e, "\n");
	}
}

/* Until 5.17 */
BLOCK_FILE(block_write_hints)
{
	for (long i = 0; i < len(o, "write_hints"); i++)
		row(e, "hint%ld: %lu\n", i, num_at(o, "write_hints[]", i));
}

/* Zones that are being written: of zoned disks only, which remain to be done. */
BLOCK_FILE(block_zone_locks)
{
	if (has(o, "seq_zones_wlock") && addr(o, "seq_zones_wlock"))
		stub(e, "zones are not rebuilt");
}

BLOCK_FILE(block_zone_plugs)
{
	if (addr(o, "disk") && has(o, "disk->zone_wplugs_hash") && addr(o, "disk->zone_wplugs_hash"))
		stub(e, "zones are not rebuilt");
}

/* ---- the deadline scheduler: block/mq-deadline.c -------------------------------------------------- */

static ref deadline_of(ref queue)
{
	return cast(ptr(queue, "elevator->elevator_data"), "struct deadline_data");
}

BLOCK_FILE(block_deadline)
{
	out(e, "%lu\n", num_(deadline_of(o), row->path, 0));
}

/* path: which list in the scheduler's data, or in that of a class of priority */
BLOCK_FILE(block_deadline_list)
{
	print_requests(e, sub_(deadline_of(o), row->path, 0));
}

/* Requests of each class of priority; path: counter that they are added to before they are completed */
BLOCK_FILE(block_deadline_counts)
{
	bool owned = !strcmp(row->path, "dispatched");	/* merged ones count with them */
	const char *blank = "";

	EACH(class, array(deadline_of(o), "per_prio")) {
		ref stats = sub(class, "stats");
		unsigned count = (unsigned)(num_(stats, row->path, 0) + (owned ? num(stats, "merged") : 0) - num(stats, "completed"));

		out(e, "%s%u", blank, count);
		blank = " ";
	}
	out(e, "\n");
}

/* A pointer until 6.6, then the first request behind the last position.  path: of the class of priority */
BLOCK_FILE(block_deadline_next)
{
	bool to_write = str_starts(row->function, "deadline_write");
	ref class = row->path ? sub_(deadline_of(o), row->path, 0) : deadline_of(o), next;
	uint64_t position;

	if (has(class, "next_rq")) {
		next = ptr_at(class, "next_rq[]", to_write);
		if (!null(next))
			print_request(e, next);
		return;
	}
	position = (uint64_t)num_at(class, "latest_pos[]", to_write);
	EACH(rq, rbtree(elem(class, "sort_list", to_write), "struct request", "rb_node")) {
		if ((uint64_t)num(rq, "__sector") >= position) {
			print_request(e, rq);
			return;
		}
	}
}

/* ---- software queues -------------------------------------------------------------------------- */

BLOCK_FILE(block_ctx_list)
{
	print_requests(e, sub_at(o, "rq_lists[]", enumv(e, row->path)));
}

/* Counters of synchronous and other requests, until 6.0 */
BLOCK_FILE(block_pair)
{
	out(e, "%lu %lu\n", num_(o, row->path, 1), num_(o, row->path, 0));
}

/* ---- writeback throttling: block/blk-wbt.c ------------------------------------------------------ */

BLOCK_FILE(block_wbt)
{
	out(e, "%lu\n", num_(container(o, "struct rq_wb", "rqos"), row->path, 0));
}

BLOCK_FILE(block_wbt_inflight)
{
	EACH(wait, array(container(o, "struct rq_wb", "rqos"), "rq_wait"))
		row(e, "%ld: inflight %ld\n", KEY(wait), num(wait, "inflight"));
}
