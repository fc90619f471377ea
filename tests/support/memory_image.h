/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * memory_image.h - a small machine's physical memory from text, as a dump.
 *
 * Pages of 4 KiB exist where something was put; the rest are holes.  In text,
 * one line puts one 8-byte number, all hexadecimal but the index:
 *   1000 = ff           at an address
 *   1000[511] = 2003    the 511th entry of the table that starts there
 */
#ifndef VR_TESTS_MEMORY_IMAGE_H
#define VR_TESTS_MEMORY_IMAGE_H

#include "dump/dump.h"

#define IMAGE_SIZE (4 * MiB)

struct memory_image {
	bool big_endian;
	uint8_t *data;
	bool present[IMAGE_SIZE / 4096];
};

void image_init(struct memory_image *m, bool big_endian);
void image_free(struct memory_image *m);
void image_put(struct memory_image *m, uint64_t paddr, const void *data, size_t size);
void image_u64(struct memory_image *m, uint64_t paddr, uint64_t value);
void image_u32(struct memory_image *m, uint64_t paddr, uint32_t value);
void image_text(struct memory_image *m, const char *text);
void image_remove(struct memory_image *m, uint64_t paddr);	/* the page there */
/* A VMCOREINFO note, name padded, as it stands in a note segment or at the start of a page. */
size_t image_note(const struct memory_image *m, const char *name, uint32_t type, const void *desc, size_t size,
		  uint8_t *to);
/* An ELF dump of it, opened.  notes may be NULL. */
struct dump *image_dump(const struct memory_image *m, unsigned machine, const void *notes, size_t notes_size);
/* The same as a file, for program_open(): /proc/self/fd/N; close *fd in the end. */
const char *image_file(const struct memory_image *m, unsigned machine, const void *notes, size_t notes_size, int *fd,
		       char path[64]);

#endif
