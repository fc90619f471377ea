/* SPDX-License-Identifier: GPL-2.0-or-later */
/* block.h - files of block/: by the function that shows, or that begins a list. */
#ifndef VR_DEBUGFS_BLOCK_H
#define VR_DEBUGFS_BLOCK_H

#include "kernel/kernel.h"

struct block_row {
	const char *function;
	void (*print)(struct emit *e, const struct block_row *row, ref o);
	const char *type;	/* of the object that the folder is of */
	const char *path;	/* of what is printed, in it */
};

#define BLOCK_FILE(name)									\
	void name(__attribute__((unused)) struct emit *e, __attribute__((unused)) const struct block_row *row,	\
		  __attribute__((unused)) ref o)

#define PRINTER(function, how, type, path) BLOCK_FILE(block_##how);
#include "kernel/debugfs/block.def"
#undef PRINTER

/* "SYNC|META": bits by the names that the kernel has in a table, by number where it has none. */
void print_flags(struct emit *e, unsigned long flags, const char *table);
void print_request(struct emit *e, ref rq);		/* struct request: __blk_mq_debugfs_rq_show() */
void print_sbitmap(struct emit *e, ref map);		/* struct sbitmap: sbitmap_bitmap_show() */
void print_sbitmap_queue(struct emit *e, ref queue);	/* struct sbitmap_queue: sbitmap_queue_show() */

#endif
