/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How much of the memory is in the dump: counted from bitmaps and descriptors. */
#include "kdump/private.h"

#include <stdlib.h>

enum { BATCH = 64 * 1024 / KDUMP_DESC_SIZE, BITMAP_BATCH = 64 * 1024 };

/* Looks at the descriptors of one file. */
static void count_descs(const struct kdump *k, const struct kdump_file *f, uint8_t *buf, struct dump_quality *q)
{
	uint64_t count = (f->data_off - f->desc_off) / KDUMP_DESC_SIZE;

	for (uint64_t i = 0; i < count; i += BATCH) {
		size_t n = count - i < BATCH ? (size_t)(count - i) : BATCH;

		if (input_read(f->in, f->desc_off + i * KDUMP_DESC_SIZE, buf, n * KDUMP_DESC_SIZE) != INPUT_OK) {
			q->lost += n;	/* to within a batch: the file ends here */
			continue;
		}
		for (size_t j = 0; j < n; j++) {
			struct page_desc p = parse_desc(buf + j * KDUMP_DESC_SIZE, k->d.facts.big_endian);

			q->zero += is_zero_page(k, f, &p);
			q->lost += check_desc(k, f, &p) == MEM_LOST;
		}
	}
}

/* Memory of the machine that is not in the dump, from both bitmaps. */
static uint64_t count_excluded(const struct kdump *k)
{
	uint64_t bits = k->d.facts.block_count, count = 0;
	uint8_t *one = xmalloc(BITMAP_BATCH), *two = xmalloc(BITMAP_BATCH);
	struct input *in = k->files[0].in;

	for (uint64_t done = 0; done < bits; done += BITMAP_BATCH * 8ULL) {
		uint64_t n = bits - done < BITMAP_BATCH * 8ULL ? bits - done : BITMAP_BATCH * 8ULL;
		size_t bytes = (size_t)((n + 7) / 8);

		if (input_read(in, k->bitmap1_off + done / 8, one, bytes) != INPUT_OK ||
		    input_read(in, k->bitmap2.off + done / 8, two, bytes) != INPUT_OK)
			break;
		for (size_t i = 0; i < bytes; i++)
			one[i] &= (uint8_t)~two[i];
		count += popcount_bits(one, n);
	}
	free(one);
	free(two);
	return count;
}

void kdump_quality(struct dump *d, struct dump_quality *q)
{
	struct kdump *k = (struct kdump *)d;
	uint64_t here = 0, unread;
	uint8_t *buf;

	for (size_t i = 0; i < k->file_count; i++)
		here += (k->files[i].data_off - k->files[i].desc_off) / KDUMP_DESC_SIZE;
	if (here <= LIMIT_QUALITY_PAGES) {
		buf = xmalloc(BATCH * KDUMP_DESC_SIZE);
		for (size_t i = 0; i < k->file_count; i++)
			count_descs(k, &k->files[i], buf, q);
		free(buf);
	} else {
		q->sampled = true;
	}
	unread = d->facts.block_count > k->bitmap2.bits ? d->facts.block_count - k->bitmap2.bits : 0;
	q->present = here - q->lost;
	q->lost += unread;	/* the bitmap itself is cut off */
	q->other_file = k->bitmap2.total > here ? k->bitmap2.total - here : 0;
	q->excluded = k->single_bitmap ? 0 : count_excluded(k);
	q->hole = d->facts.block_count - q->present - q->lost - q->excluded - q->other_file;
}
