/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's log: a ring of descriptors and a ring of text since 5.10, one ring of records before. */
#include "kernel/kernel.h"

#include <stdio.h>
#include <string.h>

/* Two bits at the top of a descriptor's state variable (kernel/printk/printk_ringbuffer.h). */
enum desc_state { DESC_RESERVED, DESC_COMMITTED, DESC_FINALIZED, DESC_REUSABLE };

struct ring {
	ref rb, descs, infos;
	const uint8_t *data;
	unsigned word_bits;
	uint64_t desc_mask, data_size, id_mask;
};

/* Where a record's text lies: false if it has none. */
static bool text_block(const struct ring *r, ref desc, uint64_t *at, uint64_t *room)
{
	uint64_t begin = (uint64_t)num(desc, "text_blk_lpos.begin"), next = (uint64_t)num(desc, "text_blk_lpos.next");
	uint64_t word = r->word_bits / 8, mask = r->data_size - 1;

	if (begin / r->data_size == next / r->data_size && begin < next) {
		*at = (begin & mask) + word;
		*room = (next & mask) - (begin & mask);
	} else if (begin / r->data_size + 1 == next / r->data_size || (begin + r->data_size) / r->data_size == next / r->data_size) {
		*at = word;	/* wrapped: the text starts anew at the ring's start */
		*room = next & mask;
		if (!*room)
			return false;
	} else {
		return false;
	}
	if (*room < word || *at > r->data_size || *room - word > r->data_size - *at)
		return false;
	*room -= word;
	return true;
}

/* Instead of a block: the line is empty, or its text found no room; readers skip that. */
enum { FAILED_LPOS = 1, NO_LPOS = 3 };

static bool without_block(ref desc, long why)
{
	return num(desc, "text_blk_lpos.begin") == why && num(desc, "text_blk_lpos.next") == why;
}

static bool show_record(const struct ring *r, uint64_t id, printk_fn fn, void *arg)
{
	long i = (long)(id & r->desc_mask);
	ref desc = sub_at(r->descs, "[]", i), info = sub_at(r->infos, "[]", i);
	uint64_t state = (uint64_t)num(desc, "state_var"), at, room;
	struct printk_record rec = {.text = ""};
	enum desc_state kind = (enum desc_state)(state >> (r->word_bits - 2) & 3);

	if ((state & r->id_mask) != (id & r->id_mask) || (kind != DESC_COMMITTED && kind != DESC_FINALIZED))
		return true;
	rec.seq = (uint64_t)num(info, "seq");
	rec.ns = (uint64_t)num(info, "ts_nsec");
	rec.size = (size_t)num(info, "text_len");
	rec.level = num(info, "level");
	rec.facility = num(info, "facility");
	room = 0;
	if (without_block(desc, FAILED_LPOS))
		return true;
	if (text_block(r, desc, &at, &room)) {
		rec.text = (const char *)r->data + at;
	} else if (!without_block(desc, NO_LPOS)) {
		remark(context(desc), "record %llu of the log has lost its text", (unsigned long long)rec.seq);
		return true;
	}
	if (rec.size > room)
		rec.size = room;
	return fn(&rec, arg);
}

static void ring_records(struct emit *e, printk_fn fn, void *arg)
{
	struct ring r = {.rb = deref(sym(e, "prb", "struct printk_ringbuffer *"))};
	uint64_t head, tail, desc_bits = (uint64_t)num(r.rb, "desc_ring.count_bits");
	uint64_t data_bits = (uint64_t)num(r.rb, "text_data_ring.size_bits");

	if (poisoned(r.rb) || desc_bits > 24 || data_bits > 28) {
		fail(e, "struct printk_ringbuffer", "log of impossible size", r.rb.addr);
		return;
	}
	r.word_bits = e->facts->word_size * 8;
	r.desc_mask = (1ULL << desc_bits) - 1;
	r.data_size = 1ULL << data_bits;
	r.id_mask = (1ULL << (r.word_bits - 2)) - 1;
	r.descs = ptr(r.rb, "desc_ring.descs");
	r.infos = ptr(r.rb, "desc_ring.infos");
	r.data = read_bytes(e, addr(r.rb, "text_data_ring.data"), r.data_size);
	head = (uint64_t)num(r.rb, "desc_ring.head_id");
	tail = (uint64_t)num(r.rb, "desc_ring.tail_id");
	if (!r.data)
		return;
	EACH_KEY(i, numbers(e, (long)(((head - tail) & r.id_mask & r.desc_mask) + 1)))
		if (!show_record(&r, tail + (uint64_t)i, fn, arg))
			break;
}

/* log_buf, until 5.9: records one behind the other; a length of 0 means: go on at the start. */
static void buffer_records(struct emit *e, printk_fn fn, void *arg)
{
	uint64_t buf = addr(sym(e, "log_buf", "char *"), ""), size = (uint64_t)val(sym(e, "log_buf_len", "unsigned int"));
	uint64_t at_ = (uint64_t)val(sym(e, "log_first_idx", "unsigned int")), end = (uint64_t)val(sym(e, "log_next_idx", "unsigned int"));
	size_t header = sizeof_type(e, "struct printk_log");

	EACH_KEY(i, numbers(e, LIMIT_PRINTK_RECORDS)) {
		ref log = at(e, buf + at_, "struct printk_log");
		struct printk_record rec = {.seq = (uint64_t)i};
		uint64_t length;

		if (at_ == end)
			break;
		length = (uint64_t)num(log, "len");
		if (!length) {
			if (!at_)
				break;
			at_ = 0;
			continue;
		}
		rec.ns = (uint64_t)num(log, "ts_nsec");
		rec.size = (size_t)num(log, "text_len");
		rec.level = num(log, "level");
		rec.facility = num(log, "facility");
		if (at_ + length > size || header + rec.size > length) {
			fail(e, "struct printk_log", "record reaches past the end of the log", log.addr);
			break;
		}
		rec.text = read_bytes(e, log.addr + header, rec.size);
		if (!rec.text || !fn(&rec, arg))
			break;
		at_ += length;
	}
}

void printk_records(struct emit *e, printk_fn fn, void *arg)
{
	if (has_sym(e, "prb"))
		ring_records(e, fn, arg);
	else
		buffer_records(e, fn, arg);
}

const char *printable(struct emit *e, const char *text, size_t n)
{
	char *buf = file_alloc(e, 4 * n + 1, 1), *p = buf;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c < ' ' && c != '\t') || c == 0x7f)
			p += sprintf(p, "\\x%02x", c);
		else
			*p++ = (char)c;
	}
	return buf;
}
