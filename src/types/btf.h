/* SPDX-License-Identifier: GPL-2.0-or-later */
/* btf.h - the BTF reader's own view of a blob; private to src/types. */
#ifndef VR_TYPES_BTF_H
#define VR_TYPES_BTF_H

#include "types/types.h"

/* Documentation/bpf/btf.rst; the numbers are the format's. */
enum btf_kind {
	BTF_INT = 1, BTF_PTR, BTF_ARRAY, BTF_STRUCT, BTF_UNION, BTF_ENUM, BTF_FWD, BTF_TYPEDEF,
	BTF_VOLATILE, BTF_CONST, BTF_RESTRICT, BTF_FUNC, BTF_FUNC_PROTO, BTF_VAR, BTF_DATASEC,
	BTF_FLOAT, BTF_DECL_TAG, BTF_TYPE_TAG, BTF_ENUM64,
	BTF_KINDS,
};

enum { BTF_RECORD = 12, BTF_HEADER = 24, BTF_HEADER_LAYOUT = 32 };

/* Open addressing, filled once in the order of the blob: the nth of a name is the nth met. */
struct btf_index {
	uint32_t *slots;	/* 0: free */
	uint32_t mask;
};

struct btf {
	struct type_source source;	/* first: a source of this file is a struct btf */
	struct btf *base;		/* NULL: not split */
	bool big_endian;
	bool signed_enums_told;		/* pahole before 1.24 does not say which enums are signed */
	const uint8_t *types, *layout;
	const char *strings;
	uint32_t types_len, strings_len, layout_kinds;
	uint32_t first_id, first_string;	/* what the base has: ours come after it */
	uint32_t count;				/* of our own types */
	uint32_t *offsets;			/* of each of our types, in types */
	struct btf_index names;			/* ids of definitions by kind and name */
	struct btf_index enumerators;		/* offsets of enumerators by name */
	uint32_t damaged;			/* types that are missing or refer to what is not there */
	struct err damage;			/* the first of them */
};

/* One type's record, in host order. */
struct btf_record {
	uint32_t name, kind, count, size_or_type;
	bool flag;
	const uint8_t *data;	/* what follows, by kind */
};

/* Sizes in bytes of what follows the head of a record: once, and times its count. */
struct btf_shape {
	uint8_t once, each;
};

bool btf_shape_of(const struct btf *b, uint32_t kind, struct btf_shape *shape);
struct btf_record btf_decode(const struct btf *b, uint32_t offset);
/* The blob that has the type id, this one or a base; NULL if none. */
struct btf *btf_owner(struct btf *b, uint64_t id);
bool btf_record_of(struct btf *b, uint64_t id, struct btf_record *r);
/* NULL if there is no string at that offset. */
const char *btf_string(const struct btf *b, uint32_t offset);

void btf_index_build(struct btf *b);
uint64_t btf_find(struct type_source *s, enum type_kind kind, const char *name, unsigned nth);
uint64_t btf_find_variable(struct type_source *s, const char *name);
bool btf_find_enumerator(struct type_source *s, const char *name, int64_t *value);
bool btf_fill(struct type_source *s, struct types *graph, struct type *t, struct err *err);
int64_t btf_enumerator_value(const struct btf *b, const struct btf_record *e, const uint8_t *p);

#endif
