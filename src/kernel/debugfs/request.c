/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One request as text, and the maps that tags are taken from: block/blk-mq-debugfs.c, lib/sbitmap.c */
#include "kernel/debugfs/block.h"

#define REQ_OP_BITS 8

/* Of the kernel's table of names of operations. */
static const char *operation(struct emit *e, long op)
{
	struct symbol s = {.size = 0};
	ref names = sym(e, "blk_op_name", "char *[256]");
	const char *name = "";

	symbol_at(e, names.addr, &s);
	if (op < (long)(s.size / 8))
		name = str_at(names, "[]", op);
	return *name ? name : file_printf(e, "%ld", op);
}

/* MQ_RQ_IDLE, IN_FLIGHT, COMPLETE */
static const char *state(long n)
{
	static const char *const names[] = {"idle", "in_flight", "complete"};

	return n >= 0 && n < (long)ARRAY_LEN(names) ? names[n] : "(?)";
}

void print_request(struct emit *e, ref rq)
{
	unsigned long flags = (unsigned long)num(rq, "cmd_flags");

	row_begin(e);
	out(e, "%s {.op=%s, .cmd_flags=", hashed_pointer(e, rq.addr), operation(e, (long)(flags & ((1 << REQ_OP_BITS) - 1))));
	print_flags(e, flags & 0xffffffff & ~((1UL << REQ_OP_BITS) - 1), "cmd_flag_name");
	out(e, ", .rq_flags=");
	print_flags(e, (unsigned long)num(rq, "rq_flags") & 0xffffffff, "rqf_name");
	row_(e, ", .state=%s, .tag=%ld, .internal_tag=%ld}\n", state(num(rq, "state")), (long)(int)num(rq, "tag"),
	     (long)(int)num(rq, "internal_tag"));
	if (addr(rq, "q->mq_ops->show_rq"))
		remark(e, "what the driver adds to its requests is left out");
}

/* ---- maps: words of bits, of which those cleared since are not yet taken away ------------------------ */

static long depth_of_word(ref map, long i)
{
	ref word = ptr(map, "map");
	long shift = num(map, "shift") & 63, all = num(map, "depth");

	if (has(word, "depth"))		/* until 6.1 */
		return num_at(word, "[].depth", i);
	return i + 1 < num(map, "map_nr") ? shift_left(1, shift) : all - shift_left(i, shift);
}

struct bytes {
	struct emit *e;
	unsigned offset, bits;
	uint8_t byte;
};

static void put_byte(struct bytes *b)
{
	if (b->offset % 16 == 0)
		out(b->e, "%s%08x:", b->offset ? "\n" : "", b->offset);
	out(b->e, "%s%02x", b->offset % 2 ? "" : " ", b->byte);
	b->offset++;
	b->bits = 0;
	b->byte = 0;
}

void print_sbitmap(struct emit *e, ref map)
{
	struct bytes b = {.e = e};

	EACH(word, array_n(map, "map", num(map, "map_nr"))) {
		unsigned long set = (unsigned long)num(word, "word") & ~(unsigned long)num(word, "cleared");
		long n = depth_of_word(map, KEY(word));

		for (long i = 0; i < n && i < 64; i++) {
			b.byte |= (uint8_t)((set >> i & 1) << b.bits);
			if (++b.bits == 8)
				put_byte(&b);
		}
	}
	if (b.bits)
		put_byte(&b);
	if (b.offset)
		out(e, "\n");
}

static void print_counts(struct emit *e, ref map)
{
	long busy = 0, cleared = 0;

	EACH(word, array_n(map, "map", num(map, "map_nr"))) {
		long depth = depth_of_word(map, KEY(word));
		unsigned long mask = depth >= 64 ? ~0UL : (1UL << depth) - 1;
		unsigned long gone = (unsigned long)num(word, "cleared") & mask;

		busy += __builtin_popcountl((unsigned long)num(word, "word") & mask);
		cleared += __builtin_popcountl(gone);
	}
	row(e, "depth=%lu\nbusy=%lu\ncleared=%lu\n", num(map, "depth"), busy - cleared, cleared);
	row(e, "bits_per_word=%lu\nmap_nr=%lu\n", (unsigned long)shift_left(1, num(map, "shift")), num(map, "map_nr"));
}

void print_sbitmap_queue(struct emit *e, ref queue)
{
	ref map = sub(queue, "sb"), hints = has(map, "alloc_hint") ? map : queue;	/* 5.12 */
	const char *comma = "";

	print_counts(e, map);
	out(e, "alloc_hint={");
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		out(e, "%s%lu", comma, val(percpu_ptr(hints, "alloc_hint", cpu)));
		comma = ", ";
	}
	out(e, "}\n");
	row(e, "wake_batch=%lu\n", num(queue, "wake_batch"));
	row(e, "wake_index=%ld\n", num(queue, "wake_index"));
	row(e, "ws_active=%ld\nws={\n", num(queue, "ws_active"));
	EACH(wait, array_n(queue, "ws", 8)) {
		ref head = sub(wait, "wait.head");

		row_begin(e);
		out(e, "\t{");
		if (has(wait, "wait_cnt"))	/* until 6.2 */
			out(e, ".wait_cnt=%ld, ", num(wait, "wait_cnt"));
		row_(e, ".wait=%s},\n", addr(head, "next") != head.addr ? "active" : "inactive");
	}
	out(e, "}\n");
	row(e, "round_robin=%d\n", num(hints, "round_robin") ? 1 : 0);
	row(e, "min_shallow_depth=%lu\n", num(queue, "min_shallow_depth"));
}
