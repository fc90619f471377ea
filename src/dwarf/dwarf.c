/* SPDX-License-Identifier: GPL-2.0-or-later */
/* DWARF as a source of types. */
#include "dwarf/internal.h"

#include <stdlib.h>
#include <string.h>

static bool load_files(struct dwarf *d)
{
	struct err err;

	for (unsigned i = 0; i < FILES; i++) {
		if (!d->files[i].object || file_load(&d->files[i], &err))
			continue;
		note_damage(d, &err);
		return false;
	}
	return true;
}

static void unload_files(struct dwarf *d)
{
	for (unsigned i = 0; i < FILES; i++)
		file_unload(&d->files[i]);
}

static void leave(struct dwarf *d)
{
	pthread_mutex_unlock(&d->lock);
}

/*
 * A source serves several workers.  They meet only here: the abbreviations that are cached,
 * and the table of names the first time, are under one lock.
 */
static struct dwarf *enter(struct type_source *s)
{
	struct dwarf *d = (struct dwarf *)s;

	pthread_mutex_lock(&d->lock);
	if (d->indexed)
		return d;
	if (d->kernel)
		leave(enter(&d->kernel->source));
	if (load_files(d))
		index_build(d);
	d->indexed = true;
	if (d->source.module)
		unload_files(d);
	return d;
}

/* As enter(), for what reads units: all that they refer to is in memory, but strings. */
static struct dwarf *enter_to_read(struct type_source *s)
{
	struct dwarf *d = enter(s);

	for (unsigned i = 0; i < FILES; i++) {
		struct dwarf_file *f = &d->files[i];

		if (f->abbrev.header)
			section_load(&f->abbrev, NULL);
		if (f->str_offsets.header)
			section_load(&f->str_offsets, NULL);
	}
	return d;
}

static uint64_t find(struct type_source *s, enum type_kind kind, const char *name, unsigned nth)
{
	struct dwarf *d = enter(s);
	const struct name_entry *e = NULL;

	if (kind == TYPE_FLOAT)
		kind = TYPE_INT;	/* the table does not tell basic types apart */
	if (kind == TYPE_STRUCT || kind == TYPE_UNION || kind == TYPE_ENUM || kind == TYPE_TYPEDEF || kind == TYPE_INT)
		e = names_find(&d->names, (uint8_t)kind, name, nth);
	leave(d);
	return e ? e->id : 0;
}

static bool fill(struct type_source *s, struct types *graph, struct type *t, struct err *err)
{
	struct dwarf *d = enter_to_read(s);
	bool ok = dwarf_fill(d, graph, t, err);

	leave(d);
	return ok;
}

static bool enumerator(struct type_source *s, const char *name, int64_t *value)
{
	struct dwarf *d = enter(s);
	const struct name_entry *e = names_find(&d->names, TYPE_VOID, name, 0);

	leave(d);
	if (e)
		*value = e->value;
	return e != NULL;
}

static uint64_t variable(struct type_source *s, const char *name)
{
	struct dwarf *d = enter_to_read(s);
	const struct name_entry *e = names_find(&d->names, TYPE_QUALIFIER, name, 0);
	uint64_t id;

	if (!e)		/* only declared: in assembly, or in a unit that is damaged */
		e = names_find(&d->names, TYPE_FUNCTION, name, 0);
	id = e ? fill_variable_type(d, e->id) : 0;
	leave(d);
	return id;
}

static void close_file(struct dwarf_file *f)
{
	section_close(&f->abbrev);
	section_close(&f->str);
	section_close(&f->line_str);
	section_close(&f->str_offsets);
}

static void close_dwarf(struct type_source *s)
{
	struct dwarf *d = (struct dwarf *)s;

	for (unsigned i = 0; i < FILES; i++)
		close_file(&d->files[i]);
	for (unsigned i = 0; i < PARTS; i++) {
		section_close(&d->parts[i].info);
		free(d->parts[i].units);
	}
	for (unsigned i = 0; i < ABBREV_TABLES; i++)
		abbrev_free(&d->tables[i]);
	free(d->names.entries);
	free(d->names.slots);
	map_free(&d->signatures);
	for (unsigned i = 0; i < d->pass_count; i++)
		arena_free(&d->pass_arenas[i]);
	arena_free(&d->arena);
	pthread_mutex_destroy(&d->lock);
	free((char *)(uintptr_t)s->name);
	free((char *)(uintptr_t)s->module);
	free(d);
}

/* A section that may be absent, but must not be damaged. */
static bool load_section(struct object *o, const char *name, struct section *s, struct err *err)
{
	struct err why = {{0}};

	if (!s->object && !section_open(o, name, s, &why)) {
		*s = (struct section){.object = o, .name = name};
		return !why.msg[0] || err_set(err, "%s", why.msg);
	}
	return !s->header || section_load(s, err);
}

bool file_load(struct dwarf_file *f, struct err *err)
{
	if (f->loaded)
		return true;
	f->loaded = load_section(f->object, ".debug_abbrev", &f->abbrev, err) &&
		    load_section(f->object, ".debug_str", &f->str, err) &&
		    load_section(f->object, ".debug_line_str", &f->line_str, err) &&
		    load_section(f->object, ".debug_str_offsets", &f->str_offsets, err);
	return f->loaded;
}

void file_unload(struct dwarf_file *f)
{
	section_unload(&f->abbrev);
	section_unload(&f->str);
	section_unload(&f->line_str);
	section_unload(&f->str_offsets);
	f->loaded = false;
}

static bool open_part(struct dwarf *d, unsigned part, unsigned file, const char *section, struct err *err)
{
	struct dwarf_file *f = &d->files[file];
	struct err why = {{0}};

	d->parts[part].file = f;
	if (!section_open(f->object, section, &d->parts[part].info, &why)) {
		if (why.msg[0])
			return err_set(err, "%s", why.msg);
		return part == PART_TYPES || err_set(err, "%s: no DWARF: it has no section %s", f->object->in->name, section);
	}
	return units_read(d, part, err);
}

static bool open_parts(struct dwarf *d, const struct dwarf_files *files, struct err *err)
{
	d->files[FILE_MAIN].object = files->object;
	d->files[FILE_ALT].object = files->alt;
	return open_part(d, PART_INFO, FILE_MAIN, ".debug_info", err) &&
	       open_part(d, PART_TYPES, FILE_MAIN, ".debug_types", err) &&
	       (!files->alt || open_part(d, PART_ALT, FILE_ALT, ".debug_info", err));
}

bool dwarf_open(const struct dwarf_files *files, const char *name, const char *module, struct type_source **out,
		struct err *err)
{
	struct dwarf *d = xcalloc(1, sizeof(*d));

	d->source = (struct type_source){
		.name = xstrdup(name),
		.module = module ? xstrdup(module) : NULL,
		.pointer_size = files->object->header.is64 ? 8 : 4,
		.find = find,
		.fill = fill,
		.enumerator = enumerator,
		.variable = variable,
		.close = close_dwarf,
	};
	d->kernel = (struct dwarf *)files->kernel;
	pthread_mutex_init(&d->lock, NULL);
	if (!open_parts(d, files, err) || !file_load(&d->files[FILE_MAIN], err)) {
		close_dwarf(&d->source);
		return false;
	}
	*out = &d->source;
	return true;
}

bool dwarf_whole(struct type_source *s, struct err *err)
{
	struct dwarf *d = enter(s);

	leave(d);
	return !d->damaged || err_set(err, "%s", d->damage.msg);
}

void dwarf_each(struct type_source *s, bool (*fn)(enum type_kind kind, const char *name, uint64_t id, void *arg),
		void *arg)
{
	struct dwarf *d = enter(s);

	leave(d);	/* the table does not change any more */
	for (uint32_t i = 0; i < d->names.count; i++) {
		const struct name_entry *e = &d->names.entries[i];

		if (e->kind != TYPE_VOID && e->kind != TYPE_FUNCTION && !fn((enum type_kind)e->kind, e->name, e->id, arg))
			return;
	}
}
