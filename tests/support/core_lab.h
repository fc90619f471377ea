/* SPDX-License-Identifier: GPL-2.0-or-later */
/* core_lab.h - a fixture core in memory that a test may change, and one file of its report. */
#ifndef VR_CORE_LAB_H
#define VR_CORE_LAB_H

#include "emit/emit.h"

struct core_lab {
	uint8_t *data;		/* the dump's bytes: what is written here is what the program reads */
	size_t size;
	struct program *program;
	const char *row, *path;	/* of the emitter, of the file */
	enum emit_result result;
	char *text;
	unsigned note_count;
};

void core_lab_open(struct core_lab *l, const char *kernel);	/* "6.1": fixtures/cores/6.1 */
/*
 * Prints the file anew, by a worker of its own, which has no page cached: text, result.
 * prepare (may be NULL) does with that worker what the test wants.
 */
void core_lab_print(struct core_lab *l, const char *row, const char *path, void (*prepare)(struct emit *e));
void core_lab_close(struct core_lab *l);

#endif
