/* SPDX-License-Identifier: GPL-2.0-or-later */
/* describe.h - what an address points at. */
#ifndef VR_DESCRIBE_H
#define VR_DESCRIBE_H

#include "object/object.h"

struct slab_object {
	const char *cache;
	uint64_t start, size, offset;	/* of the object; of the address in it */
};

bool slab_object(struct emit *e, uint64_t address, struct slab_object *out);
ref page_of(struct emit *e, uint64_t address);		/* struct page; poisoned where nothing is mapped */
ref page_of_frame(struct emit *e, uint64_t frame);	/* the same, of a page frame number */
ref head_page(ref page);
/* "lababba_b [lababba]", "task 217 (bash)", "slab kmalloc-64+0x10", "stack of task bash", …; "" for small numbers. */
const char *describe_address(struct emit *e, uint64_t address);
/* What a value says that the kernel put where a pointer had been: "pointer of a deleted list entry"; NULL. */
const char *poison_words(uint64_t value);

#endif
