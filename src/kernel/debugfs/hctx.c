/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/kernel/debug/block/<disk>/hctx<n>: hardware queues and the tags of requests.  block/blk-mq-debugfs.c */
#include "kernel/debugfs/block.h"

BLOCK_FILE(block_hctx_state)
{
	print_flags(e, (unsigned long)num(o, "state"), "hctx_state_name");
	out(e, "\n");
}

/* The policy of tags was in the highest flags until 6.14 (ce32496ec1ab), then in the set of tags. */
BLOCK_FILE(block_hctx_flags)
{
	unsigned long flags = (unsigned long)num(o, "flags");

	if (has_enum(e, "BLK_MQ_F_ALLOC_POLICY_START_BIT")) {
		long start = enumv(e, "BLK_MQ_F_ALLOC_POLICY_START_BIT");
		unsigned long mask = (1UL << enumv(e, "BLK_MQ_F_ALLOC_POLICY_BITS")) - 1, policy = flags >> start & mask;

		out(e, "alloc_policy=");
		out(e, "%s ", str_at(sym(e, "alloc_policy_name", "char *[2]"), "[]", (long)policy));
		flags &= ~(mask << start);
	}
	print_flags(e, flags, "hctx_flag_name");
	out(e, "\n");
}

BLOCK_FILE(block_hctx_type)
{
	out(e, "%s\n", str_at(sym(e, "hctx_types", "char *[3]"), "[]", num(o, "type")));
}

BLOCK_FILE(block_ctx_map)
{
	print_sbitmap(e, sub(o, "ctx_map"));
}

/* Counted for the whole set where hardware queues share their tags (5.10). */
BLOCK_FILE(block_active)
{
	bool shared = has_enum(e, "BLK_MQ_F_TAG_HCTX_SHARED") && num(o, "flags") & enumv(e, "BLK_MQ_F_TAG_HCTX_SHARED");

	if (shared && has_member(e, "struct request_queue", "nr_active_requests_shared_tags|nr_active_requests_shared_sbitmap"))
		out(e, "%ld\n", num(ptr(o, "queue"), "nr_active_requests_shared_tags|nr_active_requests_shared_sbitmap"));
	else
		out(e, "%ld\n", num(o, "nr_active"));
}

/* Until 5.17 */
BLOCK_FILE(block_io_poll)
{
	row(e, "considered=%lu\n", num(o, "poll_considered"));
	row(e, "invoked=%lu\n", num(o, "poll_invoked"));
	row(e, "success=%lu\n", num(o, "poll_success"));
}

/* How many requests were handed to the driver at a time, in powers of two; until 5.17 */
BLOCK_FILE(block_dispatched)
{
	long last = len(o, "dispatched") - 1;

	row(e, "%8u\t%lu\n", 0U, num(o, "dispatched[0]"));
	for (long i = 1; i < last; i++)
		row(e, "%8u\t%lu\n", 1U << (i - 1), num_at(o, "dispatched[]", i));
	row(e, "%8u+\t%lu\n", 1U << (last - 1), num_at(o, "dispatched[]", last));
}

/* ---- tags ------------------------------------------------------------------------------------- */

/* Tags had their maps behind pointers between 5.10 and 5.15. */
static ref tags_map(ref tags, bool reserved)
{
	if (reserved)
		return has(tags, "breserved_tags->sb") ? ptr(tags, "breserved_tags") : sub(tags, "breserved_tags");
	return has(tags, "bitmap_tags->sb") ? ptr(tags, "bitmap_tags") : sub(tags, "bitmap_tags");
}

BLOCK_FILE(block_tags)
{
	ref tags = ptr_(o, row->path, 0);

	if (null(tags))
		return;
	row(e, "nr_tags=%lu\n", num(tags, "nr_tags"));
	row(e, "nr_reserved_tags=%lu\n", num(tags, "nr_reserved_tags"));
	row(e, "active_queues=%ld\n\nbitmap_tags:\n", num(tags, "active_queues"));
	print_sbitmap_queue(e, tags_map(tags, false));
	if (num(tags, "nr_reserved_tags")) {
		out(e, "\nbreserved_tags:\n");
		print_sbitmap_queue(e, tags_map(tags, true));
	}
}

BLOCK_FILE(block_tags_bitmap)
{
	ref tags = ptr_(o, row->path, 0);

	if (!null(tags))
		print_sbitmap(e, sub(tags_map(tags, false), "sb"));
}

/* ---- requests that the driver has ----------------------------------------------------------------- */

/* Started requests of one map of tags, which may serve other queues as well. */
static void print_busy(struct emit *e, ref hctx, ref tags, bool reserved)
{
	ref map = sub(tags_map(tags, reserved), "sb");
	long before = reserved ? 0 : num(tags, "nr_reserved_tags"), per_word = shift_left(1, num(map, "shift"));

	EACH(word, array_n(map, "map", num(map, "map_nr"))) {
		unsigned long busy = (unsigned long)num(word, "word") & ~(unsigned long)num(word, "cleared");

		for (long bit = 0; bit < per_word && bit < 64; bit++) {
			ref rq;

			if (!(busy >> bit & 1) || KEY(word) * per_word + bit >= num(map, "depth"))
				continue;
			rq = cast(ptr_at(tags, "rqs[]", before + KEY(word) * per_word + bit), "struct request");
			if (!null(rq) && addr(rq, "mq_hctx") == hctx.addr && num(rq, "state") != enumv(e, "MQ_RQ_IDLE"))
				print_request(e, rq);
		}
	}
}

BLOCK_FILE(block_busy)
{
	ref set = ptr(o, "queue->tag_set");
	bool shared = has(set, "shared_tags") && addr(set, "shared_tags");

	for (long i = 0; i < (shared ? 1 : num(set, "nr_hw_queues")) && i < LIMIT_CPUS; i++) {
		ref tags = ptr_at(set, "tags[]", i);

		if (null(tags))
			continue;
		if (num(tags, "nr_reserved_tags"))
			print_busy(e, o, tags, true);
		print_busy(e, o, tags, false);
	}
}
