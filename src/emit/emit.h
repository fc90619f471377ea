/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * emit.h - what an emitter includes, and how the table of emitters is run.
 *
 * An emitter prints one file of the report in straight-line code:
 *
 *	// proc/buddyinfo: free blocks of each order, per zone.  frag_show_print(), mm/vmstat.c
 *	#include "emit/emit.h"
 *
 *	EMITTER(proc_buddyinfo)
 *	{
 *		EACH(zone, …)
 *			row(e, …);
 *	}
 *
 * CONTRIBUTING.md says how to add one in five steps.
 */
#ifndef VR_EMIT_H
#define VR_EMIT_H

#include "kernel/kernel.h"
#include "object/object.h"

/* self: the object of the scope; a null ref for ONCE. */
#define EMITTER(name) void emit_##name(struct emit *e, __attribute__((unused)) ref self)

/* ---- files made once (repeat.c) ------------------------------------------------ */

/*
 * For files that many processes have in common, as all of a container have their mounts.  An emitter
 * begins with repeat_file(): true, and it is done.  It ends with keep_file(), which remembers the file
 * if it is whole, until one of another object is kept.
 */
struct repeat_of {
	uint64_t what;		/* address of the object that it is about */
	uint64_t seen_from[2];	/* of what else it depends on */
};
bool repeat_file(struct emit *e, const char *emitter, struct repeat_of of);
void keep_file(struct emit *e, const char *emitter, struct repeat_of of);

/* ---- scopes ------------------------------------------------------------------- */

struct scope_items;
/* Adds one object; key is copied.  A key that cannot be a path component is refused and noted. */
void scope_item(struct emit *e, struct scope_items *items, ref self, const char *key);
void scope_item_number(struct emit *e, struct scope_items *items, ref self, long key);
#define SCOPE_FUNCTION(name) void name(struct emit *e, __attribute__((unused)) ref parent, struct scope_items *items)

/* ---- the table --------------------------------------------------------------------- */

enum scope_id {
	SCOPE_ONCE,
#define SCOPE(name, parent, bracket, function) SCOPE_##name,
#include "emit/scopes.def"
#undef SCOPE
	SCOPE_COUNT
};

struct emitter {
	const char *path;		/* with brackets */
	const char *function;		/* its name, for messages */
	void (*run)(struct emit *e, ref self);
	enum scope_id scope;
	bool off;			/* made only when asked for */
};

extern const struct emitter emitters[];
extern const size_t emitter_count;
enum scope_id scope_parent(enum scope_id scope);	/* the one that it is enumerated in */
const char *scope_name(enum scope_id scope);
/* The scope whose objects it is enumerated in, of all the first below ONCE. */
enum scope_id scope_outermost(enum scope_id scope);

/* ---- running it ------------------------------------------------------------------------ */

/* One finished file, or (path NULL) a scope that could not be enumerated whole. */
struct emit_file {
	const struct emitter *emitter;	/* NULL with path NULL */
	enum scope_id scope;
	const char *path;		/* brackets filled in */
	const char *keys[2];		/* what with; NULL where there is no such bracket */
	enum emit_result result;
	const char *reason;		/* of stub and absent; else NULL */
	const char *data;		/* what the emitter printed; without annotations */
	size_t size;
	const char *link;		/* target, if the file is a symbolic link */
	const char *const *notes;	/* every reason why it is not complete */
	unsigned note_count;
	unsigned long withheld;		/* lines */
};

struct emit_run {
	/* Which emitters and files to make; NULL: those that are not off.  Called before any work is done. */
	bool (*want_emitter)(void *arg, const struct emitter *em);
	bool (*want_file)(void *arg, const char *path);
	/* Takes a finished file; false ends the run.  What it is given lives until it returns. */
	bool (*file)(void *arg, const struct emit_file *f);
	void *arg;
};

/* Runs the emitters: objects outside, emitters inside.  False if file() ended it. */
bool emit_run(struct emit *e, const struct emit_run *run);
/* "proc/[pid]/fd/[fd]" with its keys filled in, appended; key2 may be NULL. */
void emit_path(struct sb *out, const char *row, const char *key, const char *key2);
/* Appends the annotation that a partial or stub file starts with: one line, or nothing. */
void emit_annotation(const struct emit_file *f, struct sb *out);

#define EMIT(path, function, scope) EMITTER(function);
#define EMIT_OFF(path, function, scope) EMITTER(function);
#include "emit/emitters.def"
#undef EMIT
#undef EMIT_OFF

#define SCOPE(name, parent, bracket, function) SCOPE_FUNCTION(function);
#include "emit/scopes.def"
#undef SCOPE

#endif
