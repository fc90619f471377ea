/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * object.h - the vocabulary in which emitters and kernel helpers are written:
 * typed kernel objects, walks of kernel containers, and output that withholds
 * what could not be read.
 *
 *	EACH(node, nodes(e))
 *		EACH(zone, array(node, "node_zones"))
 *			row(e, "Node %ld, zone %8s\n", num(node, "node_id"), str(zone, "name"));
 *
 * Reading never fails in the C sense.  A read that did not work notes its
 * reason once, yields 0, "" or a poisoned ref, and taints the scope that it
 * happened in; a line that ends while its scope is tainted is withheld.
 *
 * Scopes: the file, one iteration of EACH, one row().
 *   - Taint flows forward: whatever is printed later in the same scope may
 *     depend on the failed read.
 *   - It flows out of EACH (a sum over a broken list is wrong), but not from
 *     one iteration to the next.
 *   - A row() inherits the taint of the scope around it and keeps its own.
 *   - forgive(e) says that what follows does not depend on what failed so far.
 *
 * Paths are string literals, resolved once per (type, literal):
 *   "a.b"  "a->b"  "a[3]"  "a[]" (index given by the caller)  "new|old" (the
 *   first that exists).  Anonymous structs and unions are looked through.
 *   "[i]" at the start of a path takes the object for the first of several.
 *
 * Never test the kernel's version: ask with has(), has_sym(), has_enum().
 */
#ifndef VR_OBJECT_H
#define VR_OBJECT_H

#include "base/base.h"
#include "program/program.h"

_Static_assert(sizeof(long) == 8, "LP64 hosts only: num() returns what %ld prints");

struct emit;

/* A typed object in kernel memory: two registers, passed by value. */
typedef struct ref {
	uint64_t addr;
	struct type *type;
} ref;

/* ---- making refs ------------------------------------------------------------- */

/*
 * C type names as in types_find(): "struct task_struct", "unsigned long", "struct list_head *".
 * A '*' or two at the end, and one "[]" or "[n]", are understood.
 * "struct uart_amba_port{type}": where modules or drivers have several of one name, the one with that member.
 */
ref sym(struct emit *e, const char *name, const char *type);
ref at(struct emit *e, uint64_t addr, const char *type);	/* what we know to lie there */
ref percpu(struct emit *e, const char *name, const char *type, long cpu);
ref cast(ref o, const char *type);

#define sub(o, path) sub_((o), "" path "", 0)			/* the member itself */
#define sub_at(o, path, i) sub_((o), "" path "", (i))
#define elem(o, path, i) sub_((o), "" path "[]", (i))		/* one element of a member array */
#define ptr(o, path) ptr_((o), "" path "", 0)			/* what the member points at; may be null() */
#define ptr_at(o, path, i) ptr_((o), "" path "", (i))
#define percpu_ptr(o, path, cpu) percpu_ptr_((o), "" path "", (cpu))	/* a __percpu pointer's copy of one CPU */
#define container(o, type, member) container_((o), type, "" member "")	/* container_of() */
ref deref(ref o);						/* o is itself a pointer */

bool null(ref o);		/* a NULL pointer; not an error until it is read through */
bool poisoned(ref o);		/* came out of a failed read */
bool same(ref a, ref b);
long index_of(ref element, ref first);	/* of an array: elements between the two */

/* The worker that a ref belongs to; also of poisoned and null ones. */
static inline struct emit *context(ref o)
{
	return o.type->graph->user;
}

/* ---- reading ------------------------------------------------------------------- */

/* Integers, enums, bools, pointers, bit fields; structs of one scalar (atomic_t, kuid_t) are unwrapped. */
#define num(o, path) num_((o), "" path "", 0)
#define num_at(o, path, i) num_((o), "" path "", (i))
#define num_or(o, path, value) num_or_((o), "" path "", (value))	/* only where the kernel itself prints value */
#define addr(o, path) ((uint64_t)num_((o), "" path "", 0))
long val(ref o);						/* the object itself is the number */
/* A char array up to its NUL, or the string a char pointer points at ("" if it is NULL). */
#define str(o, path) str_((o), "" path "", 0)
#define str_at(o, path, i) str_((o), "" path "", (i))
/* All bytes of a member; NULL (and taint) if unreadable.  Lives until the file ends. */
#define bytes(o, path, size) bytes_((o), "" path "", (size))

#define has(o, path) has_((o), "" path "")			/* does the type have it?  Reads nothing, taints nothing */
#define len(o, path) len_((o), "" path "")			/* elements of a member array */
#define size(o, path) size_((o), "" path "")			/* bytes of a member */

/* The word that the kernel prints for a value; NULL in the table, or past its end: not known, which taints. */
#define one_of(e, words, value) one_of_((e), (words), ARRAY_LEN(words), (value))
const char *one_of_(struct emit *e, const char *const *words, size_t count, long value);

const char *string(struct emit *e, uint64_t address);		/* NUL-terminated kernel string */
const void *read_bytes(struct emit *e, uint64_t address, size_t size);
const void *read_user(struct emit *e, ref mm, uint64_t address, size_t size);
uint64_t read_word(struct emit *e, uint64_t address);		/* one pointer-sized word */
/*
 * The word at what may be no address at all, for searches: that nothing is mapped there is no failure.
 * That what was there has been lost is one, and is noted as such.
 */
bool probe_word(struct emit *e, uint64_t address, uint64_t *value);
/* Where in physical memory an address lies; false in the same way. */
bool translate(struct emit *e, uint64_t address, uint64_t *physical);

/* ---- asking for names --------------------------------------------------------------- */

bool has_sym(struct emit *e, const char *name);
/* The same of a function, which is known without CONFIG_KALLSYMS_ALL too; or where that kernels do not name data is no damage. */
bool has_function(struct emit *e, const char *name);
bool knows_sym(struct emit *e, const char *name);	/* is there one to read?  False says nothing, taints nothing */
bool has_type(struct emit *e, const char *type);
bool has_member(struct emit *e, const char *type, const char *path);
bool has_enum(struct emit *e, const char *alternatives);
long enumv(struct emit *e, const char *alternatives);		/* "NEW|OLD" */
long enum_or(struct emit *e, const char *alternatives, long value);
/* What the kernel says in VMCOREINFO: "NUMBER(VMEMMAP_START)". */
bool has_vmcoreinfo(struct emit *e, const char *key);
uint64_t vmcoreinfo(struct emit *e, const char *key);		/* notes and taints if it does not say */
/* Name of a value of that enum, NULL if there is none. */
const char *enum_name(struct emit *e, const char *type, long value);
uint64_t symaddr(struct emit *e, const char *name);		/* notes and taints if there is none */
size_t sizeof_type(struct emit *e, const char *type);
size_t offsetof_member(struct emit *e, const char *type, const char *path);
bool symbol_at(struct emit *e, uint64_t address, struct symbol *out);	/* name lives until the file ends */
/* "func"; "func [module]" (%ps); "func+0x12/0x34 [module]" (%pS, %pB); "0x…" where there is no symbol. */
const char *symbol_name(struct emit *e, uint64_t address);
const char *symbol_and_module(struct emit *e, uint64_t address);
const char *symbol_offset(struct emit *e, uint64_t address);

/* ---- walks ----------------------------------------------------------------------------- */

/*
 * EACH(v, walk) { … } runs its body with ref v set to each element; continue, break and return
 * work as in any loop.  EACH_KEY(i, walk) gives long i: the index of a bit, an array, an xarray.
 * In the body of EACH, KEY(v) is that index, and PLACE(v) counts the elements from 0: behind what
 * was lost it is unknown and taints.  Every walk is bounded, detects cycles, and notes and taints
 * where it could not go on.
 */
struct walk {
	struct emit *e;
	bool (*next)(struct walk *w);	/* sets cur and key */
	ref cur;
	long key;
	uint64_t pos, end, stop;	/* meaning is the walk's own */
	uint64_t offset, stride;
	struct type *type;		/* of the elements */
	const uint64_t *items;		/* addresses, or pairs of key and address */
	void *owned;			/* freed when the walk is done */
	uint64_t count, mark, power, steps;	/* bound and Brent's cycle detection */
	uint64_t lost;			/* elements are missing before this one and all later ones; 0: nowhere */
	bool entry_taint, taint, in_body, started;
};

bool walk_next(struct walk *w);
void walk_done(struct walk *w);
long walk_place(struct walk *w);

#define EACH(v, iterator)									\
	for (struct walk walk_##v __attribute__((cleanup(walk_done))) = (iterator);		\
	     walk_next(&walk_##v);)								\
		for (ref v = walk_##v.cur; walk_##v.in_body; walk_##v.in_body = false)
#define EACH_KEY(v, iterator)									\
	for (struct walk walk_##v __attribute__((cleanup(walk_done))) = (iterator);		\
	     walk_next(&walk_##v);)								\
		for (long v = walk_##v.key; walk_##v.in_body; walk_##v.in_body = false)
#define KEY(v) (walk_##v.key)
#define PLACE(v) walk_place(&walk_##v)

struct walk list(ref head, const char *type, const char *member);	/* head: struct list_head */
struct walk hlist(ref head, const char *type, const char *member);	/* struct hlist_head */
struct walk hlist_nulls(ref head, const char *type, const char *member);
struct walk llist(ref head, const char *type, const char *member);	/* struct llist_head */
/* A chain linked by a plain pointer member: `for (p = first; p; p = p->next)`. */
#define chain(first, next) chain_((first), "" next "")
struct walk rbtree(ref root, const char *type, const char *member);	/* struct rb_root, struct rb_root_cached */
struct walk xarray(ref xa, const char *type);			/* struct xarray, struct radix_tree_root; key: index */
struct walk idr(ref i, const char *type);			/* struct idr; key: id */
struct walk maple(ref tree, const char *type);			/* struct maple_tree; key: first index of the range */
#define array(o, path) array_((o), "" path "", -1)		/* elements of a member array */
#define array_n(o, path, n) array_((o), "" path "", (n))	/* its first n elements; also of what a pointer points at */
#define pointers(o, path) pointers_((o), "" path "", -1)	/* array of pointers: what each non-NULL one points at */
#define pointers_n(o, path, n) pointers_((o), "" path "", (n))
#define bits(o, path, n) bits_((o), "" path "", (n))		/* set bits of a bitmap member: for EACH_KEY */
struct walk numbers(struct emit *e, long count);		/* 0 … count-1 */
struct walk number_list(struct emit *e, const uint64_t *values, size_t count);	/* for EACH_KEY: each value */
struct walk no_walk(struct emit *e);				/* nothing */
/* Over addresses that a helper has collected in memory that outlives the walk. */
struct walk items(struct emit *e, const uint64_t *addresses, size_t count, const char *type);
/*
 * How a helper makes a walk of its own: what fails between address_list() and address_walk() taints
 * what follows the loop, not the elements that were found.
 */
struct address_list {
	struct emit *e;
	uint64_t *v;
	size_t count, room, lost;
	bool entry_taint;
};
struct address_list address_list(struct emit *e);
void address_add(struct address_list *l, uint64_t address);
void address_lost(struct address_list *l);	/* there may be one more here: places of later ones are unknown */
struct walk address_walk(struct emit *e, struct address_list *l, const char *type);	/* owns the list */
struct walk number_walk(struct emit *e, struct address_list *l);			/* the same for EACH_KEY */
struct walk pair_walk(struct emit *e, struct address_list *l, const char *type);	/* of keys and addresses in turn */
/* From a node on, when the head says more than where the first one is. */
struct walk hlist_nulls_from(struct emit *e, uint64_t node, const char *type, size_t member_offset);

/* ---- output ---------------------------------------------------------------------------- */

/* Part of a line, or several lines. */
void out(struct emit *e, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* One line (or more) whose failures concern no other line. */
#define row(e, ...) (row_begin(e), row_(e, __VA_ARGS__))
void out_bytes(struct emit *e, const void *data, size_t size);	/* as they are; NULL: nothing */
/* Escapes as the kernel's seq_escape(): octal for the characters in `set`. */
const char *esc(struct emit *e, const char *s, const char *set);

void absent(struct emit *e, const char *why);		/* the live system did not have this file either */
void stub(struct emit *e, const char *why);		/* it did, but it cannot be rebuilt */
void symlink_to(struct emit *e, const char *fmt, ...) PRINTF_LIKE(2, 3);	/* this file is a symbolic link */
void forgive(struct emit *e);
bool tainted(struct emit *e);

/*
 * For helpers that find damage themselves: notes it and taints.  `what` must live as long as the
 * file (a literal); address 0: none.
 */
void fail(struct emit *e, const char *what, const char *why, uint64_t address);
/* Worth a reason in the manifest and the result "partial", but no line depends on it. */
void remark(struct emit *e, const char *fmt, ...) PRINTF_LIKE(2, 3);

/*
 * For what is collected once per worker and used by several files: keeps the first reason why the
 * collection is not whole, and does not taint the file that happened to ask first.
 *
 *	if (damage_begin(e, &c->damage)) {	(true the first time)
 *		…
 *		damage_end(e, &c->damage);
 *	}
 *
 * Each file that uses it then tells, if there is a reason: by a remark "<what>: <reason>" where what
 * was found is right but not all there is, by taint where an answer depends on what was not found.
 */
struct damage {
	bool begun;
	const char *why;	/* NULL: the collection is whole */
	bool was_tainted;
	unsigned note_count;
};
bool damage_begin(struct emit *e, struct damage *d);
void damage_end(struct emit *e, struct damage *d);
void damage_tell(struct emit *e, const struct damage *d, const char *what);
void damage_taint(struct emit *e, const struct damage *d, const char *what);
/* "at least " before a count over a collection that is not whole, else "". */
const char *damage_at_least(const struct damage *d);

/*
 * What is printed between the two is taken back: its text, which lives until the file ends, or NULL if it
 * turned out absent or a stub.  Lines that were withheld from it taint what follows.
 */
struct capture_mark {
	size_t from, line_start;
	unsigned long withheld;
	bool line_taint;
	const char *stub_why, *absent_why;
};
struct capture_mark capture_begin(struct emit *e);
const char *capture_end(struct emit *e, const struct capture_mark *c);

/* JSON: a value that could not be read is null.  key NULL inside arrays. */
void json_open(struct emit *e, const char *key, char bracket);	/* '{' or '[' */
void json_close(struct emit *e);
#define json_num(e, key, value) (row_begin(e), json_num_((e), (key), (value)))
#define json_str(e, key, value) (row_begin(e), json_str_((e), (key), (value)))
#define json_hex(e, key, value) (row_begin(e), json_hex_((e), (key), (uint64_t)(value)))
#define json_bool(e, key, value) (row_begin(e), json_bool_((e), (key), (value)))

/* ---- memory --------------------------------------------------------------------------------- */

void *file_alloc(struct emit *e, size_t count, size_t size);	/* zeroed; until the file ends */
char *file_printf(struct emit *e, const char *fmt, ...) PRINTF_LIKE(2, 3);
/*
 * Gives back what of the file's memory was taken between the two: for files of one part for each of
 * thousands of objects.  Nothing of it may be used afterwards; reasons noted in between keep it.
 */
struct scratch {
	struct arena_mark mark;
	unsigned notes;
};
struct scratch scratch_begin(struct emit *e);
void scratch_end(struct emit *e, struct scratch s);
void *worker_alloc(struct emit *e, size_t count, size_t size);	/* zeroed; until the worker ends */
char *worker_strdup(struct emit *e, const char *s);
/* Room for one more of count items.  What was allocated before is lost until the worker, or the file, ends. */
void *worker_grow(struct emit *e, void *items, size_t count, size_t *room, size_t size);
void *file_grow(struct emit *e, void *items, size_t count, size_t *room, size_t size);
/*
 * Memory of one helper on one worker, zeroed when first asked for: how src/kernel/ keeps what it
 * has found out.  key is compared as a string.
 */
void *slot(struct emit *e, const char *key, size_t size);

/* ---- the context -------------------------------------------------------------------------------- */

/* Why something is missing from a file.  Repeats of one reason are counted. */
struct note {
	const char *what;	/* path, symbol, walk; or the whole text of a remark */
	const char *type;	/* of the object that the path starts at; "" if none */
	const char *why;
	uint64_t address;	/* first one; 0 if none */
	uint64_t count;
	enum mem_status status;	/* MEM_OK where memory is not to blame */
	bool is_remark;
};

enum emit_result { EMIT_COMPLETE, EMIT_PARTIAL, EMIT_STUB, EMIT_ABSENT };

/* One worker's context: created once, reset for each file (emit_begin, emit_end). */
struct emit {
	struct program *program;
	const struct program_facts *facts;
	struct memory *memory;
	struct types types;
	struct arena worker, file;
	struct sb out;			/* the file so far */
	size_t output_limit;		/* how long it may get */
	size_t line_start;		/* of the line that has not ended yet */
	bool line_taint;		/* part of that line was printed while its scope was tainted */
	const char *key;		/* what the first bracket of the path stands for: "123" */
	const char *key2;		/* the second one's */
	long index;			/* the (last) key as a number */

	bool taint, row_taint, raw;
	unsigned json_depth;
	bool json_first;
	char json_brackets[64];
	unsigned long withheld;		/* lines */
	struct note notes[LIMIT_NOTES_PER_FILE];
	unsigned note_count;
	unsigned long notes_dropped;
	const char *absent_why, *stub_why, *link;

	struct path_table *paths;	/* resolved paths; whole worker */
	unsigned long paths_resolved;
	unsigned long deny_path;	/* the damage sweep: the how-manieth path is not to be readable; 0: none */
	struct strmap slots, type_names, symbols, enumerators;
	struct type *poison;
	bool no_user_memory;		/* read_user() finds that the dump leaves it out */
	uint64_t fail_totals[MEM_STATUS_COUNT];	/* failed reads of the whole report, by cause */

	/* Asked now and then while walks go on; true: all walks end, and say so.  NULL: never. */
	bool (*stop)(void *arg);
	void *stop_arg;
	uint64_t walk_steps;
	bool stopped;
};

struct emit *emit_new(struct program *p);
void emit_free(struct emit *e);
void emit_renew(struct emit *e);			/* as if new, but for what it has counted */
void emit_begin(struct emit *e);			/* a new file */
/* Ends the last line, decides the result.  Output and notes stay until emit_begin. */
enum emit_result emit_end(struct emit *e);
const char *emit_result_name(enum emit_result r);	/* "complete", "partial", "stub", "absent" */
/* A note as one line of text for people. */
const char *note_text(struct emit *e, const struct note *n);

/* ---- behind the macros ------------------------------------------------------------------------------ */

ref sub_(ref o, const char *path, long i);
ref ptr_(ref o, const char *path, long i);
ref percpu_ptr_(ref o, const char *path, long cpu);
ref container_(ref o, const char *type, const char *member);
long num_(ref o, const char *path, long i);
long num_or_(ref o, const char *path, long value);
const char *str_(ref o, const char *path, long i);
const void *bytes_(ref o, const char *path, size_t *size);
bool has_(ref o, const char *path);
long len_(ref o, const char *path);
long size_(ref o, const char *path);
struct walk chain_(ref first, const char *next);
struct walk array_(ref o, const char *path, long n);
struct walk pointers_(ref o, const char *path, long n);
struct walk bits_(ref o, const char *path, long n);
void row_begin(struct emit *e);
void row_(struct emit *e, const char *fmt, ...) PRINTF_LIKE(2, 3);
void json_num_(struct emit *e, const char *key, long value);
void json_str_(struct emit *e, const char *key, const char *value);
void json_hex_(struct emit *e, const char *key, uint64_t value);
void json_bool_(struct emit *e, const char *key, bool value);

#endif
