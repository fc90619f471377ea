/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * prepared.h - the file that `vmcore-report prepare` makes: the types of a
 * kernel and its modules, and the kernel's symbols, in a few MB.
 *
 *   vmcore-report types 1
 *   kernel BUILD-ID RELEASE MACHINE
 *   part types - - PACKED SIZE
 *   part symbols - - PACKED SIZE
 *   part types NAME BUILD-ID PACKED SIZE		one for each module
 *   (an empty line)
 *   the parts, each a zstd frame of PACKED bytes, in that order
 *
 * Types are BTF, with variables; a module's is split from the kernel's.
 * Symbols are lines as in System.map.
 */
#ifndef VR_PREPARED_H
#define VR_PREPARED_H

#include "program/symbol_list.h"
#include "types/types.h"

struct prepared_part {
	const char *what, *module, *build_id;	/* module, build_id: "-" for the kernel */
	uint64_t offset, packed, size;
};

struct prepared {
	struct input *in;
	struct arena arena;
	const char *build_id, *release;
	unsigned machine;
	struct prepared_part *parts;
	size_t count;
};

bool prepared_open(const char *path, struct prepared **out, struct err *err);
void prepared_close(struct prepared *f);	/* NULL is allowed */
const struct prepared_part *prepared_find(const struct prepared *f, const char *what, const char *module, const char *build_id);
/* The part unpacked (malloc'ed). */
bool prepared_read(const struct prepared *f, const struct prepared_part *part, uint8_t **data, struct err *err);

/* ---- making one -------------------------------------------------------------------- */

struct prepare_options {
	const char *vmlinux;
	const char *const *debuginfo_dirs;
	size_t debuginfo_dir_count;
	const char *output;
	struct log *log;
};
struct prepare_result {
	size_t modules, types, symbols;
	uint64_t bytes;
};
bool prepare(const struct prepare_options *o, struct prepare_result *result, struct err *err);

#endif
