/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Types of modules from their debug files, where the dump has none: kernels
 * without BTF, or without that of modules (before 5.11).  A file is looked for
 * when a type is asked for that nobody before knew; it counts only if its build
 * ID is that of the module in memory.
 */
#include "program/debuginfo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dwarf/dwarf.h"
#include "program/lazy_source.h"
#include "program/modules.h"
#include "program/prepared.h"

struct module_debug {
	struct lazy_source lazy;	/* first: open_types() gets no more */
	char build_id[2 * ELF_BUILD_ID_MAX + 1];
	struct object *object, *alt;
	uint8_t *data;			/* of a prepared file */
};

/* ---- build IDs of modules in memory ------------------------------------------------ */

static bool from_note(struct program *p, uint64_t addr, uint64_t size, char *out)
{
	uint8_t buf[512];

	return size <= sizeof(buf) && memory_read(p->memory, addr, buf, (size_t)size, NULL) == MEM_OK &&
	       elf_find_build_id(buf, (size_t)size, p->facts.big_endian, out);
}

/* The bin_attributes of a module's note sections, as /sys/module/NAME/notes/ shows them. */
struct notes {
	uint64_t at;			/* struct module_notes_attrs */
	uint64_t count;			/* of those in the array below; UINT64_MAX: pointers that end with NULL */
	uint64_t first, stride;
	struct field private, size;	/* of struct bin_attribute */
};

/* An array and its size before 4723f16de64e (6.14), a list of pointers in an attribute_group since. */
static bool find_notes(struct program *p, uint64_t module, struct notes *n)
{
	struct type *notes = types_find(&p->types, "struct module_notes_attrs");
	struct type *attribute = types_find(&p->types, "struct bin_attribute"), *t = types_find(&p->types, "struct module");
	struct field pointers, attributes;

	if (!notes || !attribute || !t || !field_read(p, module, field_of(t, "notes_attrs"), &n->at) || !n->at)
		return false;
	n->private = field_of(attribute, "private");
	n->size = field_of(attribute, "size");
	pointers = field_of(notes, "grp.bin_attrs");
	attributes = field_of(notes, "attrs");
	n->stride = attribute->size;
	n->first = n->at + attributes.offset;
	if (!field_read(p, n->at, field_of(notes, "notes"), &n->count)) {
		n->count = UINT64_MAX;
		if (!field_read(p, n->at, pointers, &n->first))
			return false;
	}
	return n->private.size && n->size.size && n->first != n->at;
}

static bool from_attributes(struct program *p, uint64_t module, char *out)
{
	struct notes n;
	uint64_t addr, bytes;

	if (!find_notes(p, module, &n))
		return false;
	for (uint64_t i = 0; i < n.count && i < 64; i++) {
		uint64_t one = n.first + i * n.stride, pointer = n.first + i * p->facts.word_size;

		if (n.count == UINT64_MAX &&
		    (!memory_word(p->memory, pointer, p->facts.word_size, p->facts.big_endian, &one) || !one))
			break;
		if (field_read(p, one, n.private, &addr) && field_read(p, one, n.size, &bytes) && from_note(p, addr, bytes, out))
			return true;
	}
	return false;
}

/* module.build_id: 9294523e3768 (5.14), and only with CONFIG_STACKTRACE_BUILD_ID. */
static void read_build_id(struct program *p, uint64_t module, char *out)
{
	struct type *t = types_find(&p->types, "struct module");
	struct field id = t ? field_of(t, "build_id") : (struct field){0};
	uint8_t bytes[20] = {0};
	static const uint8_t none[20];

	if (id.size == sizeof(bytes) &&
	    memory_read(p->memory, module + id.offset, bytes, sizeof(bytes), NULL) == MEM_OK && memcmp(bytes, none, sizeof(none)))
		hex_text(out, bytes, sizeof(bytes));
	else if (!from_attributes(p, module, out))
		out[0] = '\0';
}

/* ---- files by name ----------------------------------------------------------------- */

/* "…/nf-nat.ko.xz" is module nf_nat. */
static bool is_file_of(const char *path, const char *module)
{
	const char *base = strrchr(path, '/');
	size_t len = strlen(module);

	base = base ? base + 1 : path;
	for (size_t i = 0; i < len; i++)
		if (base[i] != module[i] && !(module[i] == '_' && base[i] == '-'))
			return false;
	return str_starts(base + len, ".ko");
}

static struct object *open_by_name(struct program *p, const struct module_debug *m)
{
	struct debuginfo *d = &p->debuginfo;
	struct object *o;

	if (!d->listed)
		debugfile_list_modules(&d->dirs, p->facts.release, &d->module_files);
	d->listed = true;
	for (size_t i = 0; i < d->module_files.count; i++) {
		const char *path = d->module_files.paths[i];

		if (!is_file_of(path, m->lazy.source.module) || !debugfile_open(p->log, path, &o, NULL))
			continue;
		if (!strcmp(o->build_id, m->build_id) &&
		    (object_section(o, ".debug_info") || object_section(o, ".zdebug_info")))
			return o;
		log_msg(p->log, LOG_INFO, "module %s: not used: %s (build ID %s, %s)", m->lazy.source.module, path,
			o->build_id, strcmp(o->build_id, m->build_id) ? "another" : "no DWARF");
		object_close(o);
	}
	return NULL;
}

/* ---- opening the types of one ---------------------------------------------------------- */

/* In a prepared file, if that is where the kernel's types come from too: they are continued. */
static bool read_prepared(struct module_debug *m)
{
	struct debuginfo *d = &m->lazy.program->debuginfo;
	const struct prepared_part *part =
		d->prepared_types ? prepared_find(d->prepared, "types", m->lazy.source.module, m->build_id) : NULL;
	struct err err;

	if (!part)
		return false;
	if (!prepared_read(d->prepared, part, &m->data, &err) ||
	    !btf_open(m->data, (size_t)part->size, d->types, m->lazy.source.name, m->lazy.source.module, &m->lazy.inner, &err)) {
		log_msg(m->lazy.program->log, LOG_WARN, "module %s: %s", m->lazy.source.module, err.msg);
		return false;
	}
	log_msg(m->lazy.program->log, LOG_INFO, "types of module %s: prepared", m->lazy.source.module);
	return true;
}

static void open_types(struct lazy_source *s)
{
	struct module_debug *m = (struct module_debug *)s;
	struct program *p = s->program;
	struct dwarf_files files;
	struct err err;

	if (!*m->build_id) {
		log_msg(p->log, LOG_INFO, "module %s: no build ID in memory, no file can be matched", m->lazy.source.module);
		return;
	}
	if (read_prepared(m))
		return;
	m->object = debugfile_by_build_id(&p->debuginfo.dirs, m->build_id);
	if (!m->object)
		m->object = open_by_name(p, m);
	if (!m->object) {
		log_msg(p->log, LOG_DEBUG, "module %s: no debug file with build ID %s", m->lazy.source.module, m->build_id);
		return;
	}
	m->alt = debugfile_alternate(&p->debuginfo.dirs, m->object);
	files = (struct dwarf_files){.object = m->object, .alt = m->alt};
	if (!p->debuginfo.prepared_types)
		files.kernel = p->debuginfo.types;
	if (!dwarf_open(&files, m->lazy.source.name, m->lazy.source.module, &m->lazy.inner, &err))
		log_msg(p->log, LOG_WARN, "module %s: %s", m->lazy.source.module, err.msg);
	else
		log_msg(p->log, LOG_INFO, "types of module %s: DWARF of %s", m->lazy.source.module, m->object->in->name);
}

/* ---- all modules -------------------------------------------------------------------------- */

void debuginfo_modules(struct program *p)
{
	struct debuginfo *d = &p->debuginfo;

	d->modules = xcalloc(p->modules->count, sizeof(*d->modules));
	for (size_t i = 0; i < p->modules->count; i++) {
		const struct program_module *module = &p->modules->modules[i];
		struct module_debug *m = &d->modules[d->module_count];

		if (module_btf_has(p->modules, module->name))
			continue;
		d->module_count++;
		lazy_source_init(&m->lazy, p, open_types, arena_printf(&p->arena, "DWARF of module %s", module->name),
				 module->name);
		read_build_id(p, module->addr, m->build_id);
	}
	if (d->module_count)
		program_add_source(p, "types of modules", "%s, where needed and found (%zu modules)",
				   d->prepared_types ? "prepared, or DWARF of debug files" : "DWARF of debug files",
				   d->module_count);
}

void debuginfo_free_modules(struct debuginfo *d)
{
	for (size_t i = 0; i < d->module_count; i++) {
		struct module_debug *m = &d->modules[i];

		lazy_source_close(&m->lazy);
		object_close(m->alt);
		object_close(m->object);
		free(m->data);
	}
	free(d->modules);
	file_list_free(&d->module_files);
}

void debuginfo_add_sources(struct program *p, struct types *graph)
{
	for (size_t i = 0; i < p->debuginfo.module_count; i++)
		types_add_source(graph, &p->debuginfo.modules[i].lazy.source);
}
