/* SPDX-License-Identifier: GPL-2.0-or-later */
/* internal.h - shared by the files of src/object only. */
#ifndef VR_OBJECT_INTERNAL_H
#define VR_OBJECT_INTERNAL_H

#include "object/object.h"

/* From an object's address to the thing that a path names: add, index, follow a pointer; repeat. */
struct path_step {
	uint64_t offset;
	uint64_t stride;	/* of the index that the caller gives; 0: no index here */
	uint64_t count;		/* elements, 0 if unbounded */
	bool deref;
};

enum { PATH_STEPS = 12 };

struct path {
	struct type *root;
	const char *text;
	const char *error;	/* why it cannot be resolved, or NULL */
	bool denied;		/* by the damage sweep: the member is there, but cannot be read */
	struct type *type;	/* what it names */
	unsigned bit_offset;	/* within the byte; only with bit_size */
	unsigned bit_size;
	unsigned step_count;
	/* how to load it as a number; size 0: it is none */
	uint8_t scalar_size;
	bool scalar_signed;
	struct path_step steps[PATH_STEPS];
};

/* Never NULL; cached by (type, address of the literal). */
const struct path *path_get(struct emit *e, struct type *root, const char *text);
void path_table_free(struct path_table *t);

static inline bool is_word(const struct emit *e, uint64_t size)
{
	return size == e->facts->word_size;
}

struct type *named_type(struct emit *e, const char *name);	/* NULL if there is none; cached */
bool find_symbol(struct emit *e, const char *name, uint64_t *address);	/* cached */
struct type *pointer_to(struct emit *e, struct type *target);
ref poison(struct emit *e);

/* Notes and taints. */
void fail_at(struct emit *e, const char *type, const char *what, const char *why, uint64_t address);
void fail_read(struct emit *e, const char *type, const char *what, enum mem_status status, uint64_t address);
void taint(struct emit *e);
void end_lines(struct emit *e);	/* of the output: keeps or withholds those that have ended */

bool load(struct emit *e, const char *type, const char *what, uint64_t address, void *buf, size_t size);
/* A pointer in kernel memory; false after having noted why not. */
bool load_pointer(struct emit *e, const char *type, const char *what, uint64_t address, uint64_t *value);
uint64_t scalar_from(const struct emit *e, const void *buf, unsigned size, bool is_signed);

#endif
