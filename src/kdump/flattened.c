/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Flattened files (makedumpfile -F, QEMU): the writes that would have made the
 * real file, one after the other, for targets that cannot seek.  Read in place:
 * one pass over the record headers makes an index, nothing is unpacked.
 *
 * Records of one stream have the same size and follow each other, so the index
 * holds runs of them.  A later record overrides an earlier one.
 */
#include "kdump/kdump.h"

#include <stdlib.h>
#include <string.h>

enum {
	HEADER_SIZE = 4096,
	SIGNATURE_SIZE = 16,
	RECORD_SIZE = 16,	/* be64 offset, be64 size; the data follows */
};

/* count records of len bytes each; the last one of a file cut short may have been shortened. */
struct run {
	uint64_t logical;	/* of the first record's data in the real file */
	uint64_t file;		/* of the same in the flattened one */
	uint64_t len, count;
};

struct flattened {
	struct input in;
	struct input *under;
	struct run *runs;
	size_t run_count, room;
	struct spans spans;
};

bool flattened_is_flattened(const uint8_t *head, size_t len)
{
	static const char signature[SIGNATURE_SIZE] = "makedumpfile";	/* with its four NULs */

	return len >= SIGNATURE_SIZE && !memcmp(head, signature, SIGNATURE_SIZE);
}

static void add_record(struct flattened *f, uint64_t logical, uint64_t file, uint64_t len)
{
	struct run *last = f->run_count ? &f->runs[f->run_count - 1] : NULL;

	if (last && len == last->len && logical == last->logical + last->count * len &&
	    file == last->file + last->count * (len + RECORD_SIZE)) {
		last->count++;
		return;
	}
	GROW(f->runs, f->run_count, f->room);
	f->runs[f->run_count++] = (struct run){logical, file, len, 1};
}

/* Walks the records up to the end mark; false if the file ends, or stops making sense, before it. */
static bool index_records(struct flattened *f)
{
	uint64_t off = HEADER_SIZE;

	for (size_t records = 0; records < LIMIT_FLAT_RECORDS; records++) {
		uint8_t raw[RECORD_SIZE];
		uint64_t logical, len, left;

		if (input_read(f->under, off, raw, sizeof(raw)) != INPUT_OK)
			return false;
		logical = get_u64(raw, true);
		len = get_u64(raw + 8, true);
		if (logical == UINT64_MAX)
			return true;
		off += RECORD_SIZE;
		left = f->under->size - off;
		if (!len || len > INT64_MAX || logical > INT64_MAX - len)
			return false;
		if (len > left) {
			if (left)
				add_record(f, logical, off, left);
			return false;
		}
		add_record(f, logical, off, len);
		off += len;
	}
	return false;
}

/* Later runs win, so they come first. */
static void resolve(struct flattened *f)
{
	struct span *all = xcalloc(f->run_count, sizeof(*all));

	for (size_t i = 0; i < f->run_count; i++) {
		const struct run *r = &f->runs[f->run_count - 1 - i];

		all[i] = (struct span){r->logical, r->logical + r->count * r->len, f->run_count - 1 - i};
	}
	f->spans = spans_resolve(all, f->run_count);
	free(all);
	if (f->spans.count)
		f->in.size = f->spans.v[f->spans.count - 1].end;
}

/* Where the byte at off lies, and how many follow it there. */
static uint64_t place(const struct run *r, uint64_t off, uint64_t *bytes)
{
	uint64_t record = (off - r->logical) / r->len, within = (off - r->logical) % r->len;

	*bytes = r->len - within;
	return r->file + record * (r->len + RECORD_SIZE) + within;
}

/*
 * What was never written is lost, not zero: writers leave gaps only behind the
 * headers, where nobody reads; any other is a record that is missing or damaged.
 */
static enum input_status flattened_read(struct input *in, uint64_t off, void *buf, size_t len)
{
	struct flattened *f = (struct flattened *)in;
	uint8_t *p = buf;

	if (off > in->size || len > in->size - off)
		return INPUT_EOF;
	while (len) {
		const struct span *s = spans_find(&f->spans, off);
		enum input_status status;
		uint64_t n, at;

		if (!s)
			return INPUT_EOF;
		if (s->start > off)
			return INPUT_LOST;
		at = place(&f->runs[s->source], off, &n);
		if (n > s->end - off)
			n = s->end - off;
		if (n > len)
			n = len;
		status = input_read(f->under, at, p, (size_t)n);
		if (status != INPUT_OK)
			return status;
		p += n;
		off += n;
		len -= (size_t)n;
	}
	return INPUT_OK;
}

static void flattened_release(struct flattened *f)
{
	spans_free(&f->spans);
	free(f->runs);
	free(f);
}

static void flattened_close(struct input *in)
{
	struct flattened *f = (struct flattened *)in;

	input_close(f->under);
	flattened_release(f);
}

bool flattened_open(struct input *under, struct input **out, bool *cut, struct err *err)
{
	uint8_t head[SIGNATURE_SIZE + 16];
	struct flattened *f;
	unsigned long long type, version;
	bool whole;

	if (!input_must_read(under, 0, head, sizeof(head), "header of a flattened file", err))
		return false;
	type = get_u64(head + SIGNATURE_SIZE, true);
	version = get_u64(head + SIGNATURE_SIZE + 8, true);
	if (type != 1 || version != 1)
		return err_set(err, "%s: flattened file of type %llu, version %llu; only 1 and 1 are known", under->name,
			       type, version);
	f = xcalloc(1, sizeof(*f));
	f->under = under;
	f->in = (struct input){.name = under->name, .read = flattened_read, .close = flattened_close};
	whole = index_records(f);
	resolve(f);
	if (!f->in.size) {
		flattened_release(f);
		return err_set(err, "%s: a flattened file without records: it was cut short", under->name);
	}
	*cut = !whole;
	*out = &f->in;
	return true;
}
