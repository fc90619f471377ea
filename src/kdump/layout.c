/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where descriptors and data lie, and what a look at some of them tells. */
#include "kdump/private.h"

#include <stdlib.h>
#include <string.h>

enum {
	SAMPLES = 8,			/* places of the descriptor table looked at */
	SAMPLE_DESCS = 170,		/* descriptors at each of them: 4 KiB */
	MAX_MISCOUNT = 65536,		/* pages; a larger difference is another layout, not damage */
	UNWRITTEN_TAIL = 8192,		/* blocks */
};

static bool all_zero(const uint8_t *p, size_t n)
{
	return !n || (!p[0] && !memcmp(p, p + 1, n - 1));
}

static bool zero_page_at(const struct kdump_file *f, uint64_t off)
{
	uint8_t *page = xmalloc(f->h.block_size);
	bool zero = input_read(f->in, off, page, f->h.block_size) == INPUT_OK && all_zero(page, f->h.block_size);

	free(page);
	return zero;
}

/* Descriptors from index first on; fewer than asked for, or none, where the file ends. */
static size_t read_descs(const struct kdump_file *f, uint64_t first, struct page_desc out[SAMPLE_DESCS])
{
	uint64_t count = (f->data_off - f->desc_off) / KDUMP_DESC_SIZE, left = first < count ? count - first : 0;
	size_t n = left < SAMPLE_DESCS ? (size_t)left : SAMPLE_DESCS;
	uint8_t raw[SAMPLE_DESCS * KDUMP_DESC_SIZE];

	if (input_read(f->cached, f->desc_off + first * KDUMP_DESC_SIZE, raw, n * KDUMP_DESC_SIZE) != INPUT_OK)
		return 0;
	for (size_t i = 0; i < n; i++)
		out[i] = parse_desc(raw + i * KDUMP_DESC_SIZE, f->h.big_endian);
	return n;
}

/* ---- do bitmap and descriptors agree? ----------------------------------------------- */

/*
 * Where the data begins, going by the first descriptors; 0 if they do not tell.
 * Only those count that another one confirms: it lies right behind, or at the
 * same place (the shared zero page).
 */
static uint64_t first_confirmed(const struct kdump_file *f)
{
	struct page_desc d[SAMPLE_DESCS];
	size_t n = read_descs(f, 0, d);
	uint64_t least = 0;

	for (size_t i = 0; i + 1 < n; i++) {
		bool confirmed = d[i + 1].offset == d[i].offset || d[i + 1].offset == d[i].offset + d[i].size;

		if (d[i].offset && confirmed && (!least || d[i].offset < least))
			least = d[i].offset;
	}
	return least;
}

/* A writer that was stopped may have left the end of bitmap 2 unwritten: the descriptors before it are right. */
static bool tail_unwritten(const struct kdump *k, uint64_t missing)
{
	uint64_t last = k->d.facts.block_count - (k->d.facts.block_count < UNWRITTEN_TAIL ? k->d.facts.block_count : UNWRITTEN_TAIL);

	return missing < UNWRITTEN_TAIL && k->d.facts.block_count > 2 * UNWRITTEN_TAIL &&
	       bitmap_next(&k->bitmap2, last) == UINT64_MAX;
}

/*
 * There is one descriptor for each bit of bitmap 2, and the data begins right
 * behind them.  One bit more or less, and every later page would be taken for
 * its neighbour: then nothing can be read, for nothing would be right.
 */
static bool check_count(struct kdump *k, const struct kdump_file *f, uint64_t first_data, struct err *err)
{
	uint64_t found = first_confirmed(f), counted = k->bitmap2.total, there;

	if (found > f->h.block_size && (found - f->desc_off) % KDUMP_DESC_SIZE)
		found -= f->h.block_size;	/* behind a zero page to which none of the first descriptors points */
	if (found <= f->desc_off || found == first_data || found == f->data_off || (found - f->desc_off) % KDUMP_DESC_SIZE)
		return true;
	there = (found - f->desc_off) / KDUMP_DESC_SIZE;
	if ((there > counted ? there - counted : counted - there) > MAX_MISCOUNT)
		return true;
	if (there > counted && (k->d.facts.incomplete || tail_unwritten(k, there - counted))) {
		dump_remark(&k->d, "%s: the bitmap has %llu pages, the file room for %llu: it was not written to its end",
			    f->in->name, (unsigned long long)counted, (unsigned long long)there);
		return true;
	}
	return err_set(err, "%s: damaged: %llu pages are in its bitmap, but %llu in its table of pages, so that none can be told from its neighbour",
		       f->in->name, (unsigned long long)counted, (unsigned long long)there);
}

/*
 * The first of the data is the page that all zero pages share; makedumpfile
 * leaves room before it for the descriptors of the whole set in each file of it.
 */
bool kdump_locate(struct kdump *k, struct kdump_file *f, struct err *err)
{
	uint64_t last, first_data;

	if (bitmap_rank(&k->bitmap2, f->start, &f->first_rank) != INPUT_OK || bitmap_rank(&k->bitmap2, f->end, &last) != INPUT_OK)
		return err_set(err, "%s: the bitmap could be read once, but not again", f->in->name);
	f->desc_off = kdump_desc_offset(&f->h);
	f->data_off = f->desc_off + (last - f->first_rank) * KDUMP_DESC_SIZE;
	first_data = f->desc_off + k->bitmap2.total * KDUMP_DESC_SIZE;
	if (zero_page_at(f, first_data))
		f->zero_page = first_data;
	else if (zero_page_at(f, f->data_off))
		f->zero_page = f->data_off;
	return check_count(k, f, first_data, err);
}

/* ---- samples ---------------------------------------------------------------------------- */

/* How the pages at a few places are packed (the header only says what was asked for), and whether they are there. */
struct sample {
	uint32_t flags;
	size_t raw;	/* pages not packed, other than the zero page */
	size_t lost;
};

static void sample_file(const struct kdump *k, const struct kdump_file *f, struct sample *s)
{
	uint64_t count = (f->data_off - f->desc_off) / KDUMP_DESC_SIZE, last = count > SAMPLE_DESCS ? count - SAMPLE_DESCS : 0;

	for (uint64_t i = 0; i <= SAMPLES; i++) {
		struct page_desc d[SAMPLE_DESCS];
		size_t n = read_descs(f, last / SAMPLES * i + (i == SAMPLES ? last % SAMPLES : 0), d);

		for (size_t j = 0; j < n; j++) {
			enum mem_status status = check_desc(k, f, &d[j]);

			s->lost += status == MEM_LOST;
			if (status != MEM_OK)
				continue;
			s->flags |= d[j].flags;
			s->raw += !d[j].flags && !is_zero_page(k, f, &d[j]);
		}
	}
}

void kdump_sample(struct kdump *k)
{
	const char *asked = codec_name(k->files[0].h.status), *found;
	struct sample all = {0};

	for (size_t i = 0; i < k->file_count; i++) {
		const struct kdump_file *f = &k->files[i];

		all.lost = 0;
		sample_file(k, f, &all);
		if (f->in->size < f->data_off)
			dump_remark(&k->d, "%s was cut short: it ends within the page descriptors", f->in->name);
		else if (all.lost)
			dump_remark(&k->d, "%s was cut short or not written to its end: pages are missing", f->in->name);
	}
	found = codec_name(all.flags);
	if (!found && !all.raw)
		found = asked;
	k->d.facts.compression = found ? found : "none";
	if (asked && !found)
		dump_remark(&k->d, "the header says %s, but pages are not compressed: makedumpfile was built without it", asked);
}
