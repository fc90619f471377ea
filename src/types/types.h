/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * types.h - one graph of C types, whatever it is read from (BTF, DWARF).
 *
 * A type_source is immutable and may serve several graphs.  A graph (struct
 * types) belongs to one worker: it makes types from its sources on demand and
 * keeps them in its arena, so that a type is one pointer for the graph's life.
 *
 * A type id is the source's own (BTF type id; DWARF: offset of the DIE) and
 * means something only together with its source.
 */
#ifndef VR_TYPES_H
#define VR_TYPES_H

#include "base/base.h"

enum type_kind {
	TYPE_VOID,
	TYPE_INT,	/* also bool and char: see is_bool, is_char */
	TYPE_FLOAT,
	TYPE_POINTER,
	TYPE_ARRAY,	/* all dimensions in one, as pahole writes BTF: [2][3] is [6] */
	TYPE_STRUCT,
	TYPE_UNION,
	TYPE_ENUM,
	TYPE_TYPEDEF,
	TYPE_QUALIFIER,	/* const, volatile, restrict, atomic, type tags: of no interest to readers */
	TYPE_FUNCTION,
};

struct type {
	enum type_kind kind;
	bool is_signed, is_bool, is_char;	/* TYPE_INT; is_signed: TYPE_ENUM too */
	bool incomplete;			/* a declaration without a definition anywhere */
	uint32_t member_count, enumerator_count;
	const char *name;			/* "" where anonymous */
	uint64_t size;				/* bytes; arrays and typedefs too: see types_size() for those */
	uint64_t count;				/* TYPE_ARRAY: elements, 0 for a flexible array */
	const struct member *members;
	const struct enumerator *enumerators;

	struct types *graph;
	struct type_source *source;
	uint64_t id;
	uint64_t target_id;			/* read through type_target() */
	struct type *target;
};

struct member {
	const char *name;		/* "" for an anonymous struct or union: look inside */
	uint64_t bit_offset;		/* from the start of the struct; bit 0 is the LSB of byte 0, its MSB if big-endian */
	uint32_t bit_size;		/* 0: not a bit field */
	uint64_t type_id;		/* read through member_type() */
};

struct enumerator {
	const char *name;
	int64_t value;
};

/* Where types come from.  Names handed out live as long as the source. */
struct type_source {
	const char *name;		/* "BTF of the kernel in the dump", for log and manifest */
	const char *module;		/* module that it describes, NULL for the kernel proper */
	uint8_t pointer_size;		/* bytes */
	/* The nth definition (never a declaration) of that kind and name, 0 if there are fewer. */
	uint64_t (*find)(struct type_source *s, enum type_kind kind, const char *name, unsigned nth);
	/* Fills kind, name, size, members, … of *t from t->id; false and damage noted in err. */
	bool (*fill)(struct type_source *s, struct types *graph, struct type *t, struct err *err);
	/* Which source an id met in this one belongs to (split BTF: the base).  NULL: always this one. */
	struct type_source *(*owner)(struct type_source *s, uint64_t id);
	bool (*enumerator)(struct type_source *s, const char *name, int64_t *value);
	/* Id of the type of a global variable, 0 where the source does not know (BTF: nearly always). */
	uint64_t (*variable)(struct type_source *s, const char *name);
	void (*close)(struct type_source *s);
};

struct types {
	struct arena arena;
	struct type_source **sources;	/* in the order in which they are asked */
	size_t source_count;
	struct map by_id;		/* hash of (source, id) -> struct type * */
	struct strmap by_name;		/* "kind name" -> struct type * or a mark for "none" */
	struct type *void_type;
	void *user;			/* the owner's: src/object keeps its context here */
};

void types_init(struct types *graph);
void types_add_source(struct types *graph, struct type_source *source);
void types_free(struct types *graph);	/* not the sources */

/*
 * By C name: "struct task_struct", "union x", "enum y", "atomic_t", "unsigned long",
 * also "struct rq *" and "char *[]".  Basic types under any of their usual spellings.
 * NULL if no source has a definition.  Sources are asked in order, so that the
 * kernel's own definition wins over a module's of the same name.
 */
struct type *types_find(struct types *graph, const char *c_name);
/* The nth of several definitions of one name ("struct console" exists more than once). */
struct type *types_find_nth(struct types *graph, const char *c_name, unsigned nth);
bool types_enumerator(struct types *graph, const char *name, int64_t *value);
struct type *types_variable(struct types *graph, const char *name);

/* Never NULL: void for id 0, an incomplete type where damaged. */
struct type *types_by_id(struct types *graph, struct type_source *source, uint64_t id);
struct type *type_target(struct type *t);		/* pointer, array, typedef, qualifier, function result */
struct type *member_type(struct type *t, const struct member *m);
struct type *type_strip(struct type *t);		/* through typedefs and qualifiers; bounded */
bool types_size(struct type *t, uint64_t *size);	/* bytes, arrays multiplied out; false if unknown */

/* A member, wherever in a struct it lies. */
struct type_member_at {
	struct type *type;
	uint64_t bit_offset;	/* from the start of the struct that was asked */
	uint32_t bit_size;	/* 0: not a bit field */
};

/* By name, looking through typedefs, qualifiers and anonymous structs and unions. */
bool type_find_member(struct type *t, const char *name, struct type_member_at *out);

/* ---- BTF (Documentation/bpf/btf.rst) ------------------------------------ */

/*
 * data must stay valid until close.  base: NULL for the kernel's own BTF, else the source
 * that a module's split BTF continues.  Checked as a whole, once.  Types that come before
 * the first byte that makes no sense are kept: btf_whole() tells.
 */
bool btf_open(const void *data, size_t size, struct type_source *base, const char *name,
	      const char *module, struct type_source **out, struct err *err);
/* False, and the first damage, if types are missing or refer to what is not there. */
bool btf_whole(const struct type_source *btf, struct err *err);
/* Number of types incl. void and the base's: a split BTF starts there. */
uint32_t btf_type_count(const struct type_source *btf);
uint32_t btf_string_size(const struct type_source *btf);

/*
 * Writing it.  A writer with a base, which must have got all of its types before, makes a split
 * BTF.  Types must live until finish; every type that one refers to is written with it.
 */
struct btf_writer;
struct btf_writer *btf_writer_new(struct btf_writer *base);
void btf_writer_add(struct btf_writer *w, struct type *t);
void btf_writer_add_variable(struct btf_writer *w, const char *name, struct type *t);
bool btf_writer_finish(const struct btf_writer *w, struct sb *out, struct err *err);
void btf_writer_free(struct btf_writer *w);

#endif
