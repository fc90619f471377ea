/* SPDX-License-Identifier: GPL-2.0-or-later */
/* private.h - shared by the files of this folder only. */
#ifndef VR_KDUMP_PRIVATE_H
#define VR_KDUMP_PRIVATE_H

#include "kdump/kdump.h"

/* One file of the set. */
struct kdump_file {
	struct input *in;
	struct input *cached;		/* the same, for bitmaps and descriptors */
	struct kdump_header h;
	uint64_t start, end;		/* blocks whose pages it holds */
	uint64_t first_rank;		/* pages of the set before start */
	uint64_t desc_off, data_off;	/* page descriptors, and the first byte after them */
	uint64_t zero_page;		/* where the page lies that all zero pages share; 0: none found */
};

struct kdump {
	struct dump d;
	struct kdump_file *files;	/* by start */
	size_t file_count;
	bool single_bitmap;
	uint64_t bitmap1_off;		/* of files[0]; the bitmaps of a set are all the same */
	struct bitmap bitmap2;
	struct codec_pool *codecs;
};

struct page_desc {
	uint64_t offset;
	uint32_t size, flags;
};

struct page_desc parse_desc(const uint8_t *data, bool big_endian);
enum mem_status check_desc(const struct kdump *k, const struct kdump_file *f, const struct page_desc *p);
bool is_zero_page(const struct kdump *k, const struct kdump_file *f, const struct page_desc *p);

/* Where the file's descriptors and data are; fails if they contradict the bitmaps. */
bool kdump_locate(struct kdump *k, struct kdump_file *f, struct err *err);
/* The facts and remarks that a look at a few descriptors gives. */
void kdump_sample(struct kdump *k);

void kdump_quality(struct dump *d, struct dump_quality *q);
/* All but the inputs and the struct itself. */
void kdump_release(struct kdump *k);
extern const struct dump_ops kdump_ops;

#endif
