/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vmlinux as the second source of symbols and types. */
#include "program/debuginfo.h"

#include <stdlib.h>
#include <string.h>

#include "dwarf/dwarf.h"
#include "program/internal.h"
#include "program/prepared.h"

#define DEFAULT_DIR "/usr/lib/debug"

void debuginfo_init(struct program *p, const struct program_options *o)
{
	struct debuginfo *d = &p->debuginfo;
	const char **dirs = arena_calloc(&p->arena, o->debuginfo_dir_count + 1, sizeof(*dirs));

	for (size_t i = 0; i < o->debuginfo_dir_count; i++)
		dirs[i] = arena_strdup(&p->arena, o->debuginfo_dirs[i]);
	dirs[o->debuginfo_dir_count] = DEFAULT_DIR;
	d->dirs = (struct debug_dirs){dirs, o->debuginfo_dir_count + 1, p->log, true};
	d->vmlinux_path = o->vmlinux ? arena_strdup(&p->arena, o->vmlinux) : NULL;
	d->prepared_path = o->types_file ? arena_strdup(&p->arena, o->types_file) : NULL;
	d->allow_mismatch = o->allow_mismatch;
	d->no_btf = o->no_btf;
}

void debuginfo_free(struct program *p)
{
	struct debuginfo *d = &p->debuginfo;

	debuginfo_free_modules(d);
	if (d->types)
		d->types->close(d->types);
	free(d->prepared_types);
	prepared_close(d->prepared);
	section_close(&d->btf);
	object_close(d->alt);
	object_close(d->debug);
	object_close(d->vmlinux);
	*d = (struct debuginfo){0};
}

void debuginfo_note_build_id(struct program *p)
{
	char build_id[2 * ELF_BUILD_ID_MAX + 1];
	uint8_t notes[4096];
	uint64_t start, end;

	if (*p->facts.build_id || !p->kallsyms || !kallsyms_find(p->kallsyms, "__start_notes", 0, &start) ||
	    !kallsyms_find(p->kallsyms, "__stop_notes", 0, &end) || end <= start || end - start > sizeof(notes) ||
	    memory_read(p->memory, start, notes, (size_t)(end - start), NULL) != MEM_OK)
		return;
	if (elf_find_build_id(notes, (size_t)(end - start), p->facts.big_endian, build_id))
		p->facts.build_id = arena_strdup(&p->arena, build_id);
}

/* ---- vmlinux ------------------------------------------------------------------------- */

static struct object *open_named(struct program *p, struct err *err)
{
	struct debuginfo *d = &p->debuginfo;
	struct err why;
	struct object *o;
	bool same_machine;

	if (!debugfile_open(p->log, d->vmlinux_path, &o, err))
		return NULL;
	if (debugfile_matches(&d->dirs, &p->facts, o, &why)) {
		log_msg(p->log, LOG_INFO, "vmlinux: %s is of the kernel that crashed", d->vmlinux_path);
		return o;
	}
	same_machine = !p->facts.machine || o->header.machine == p->facts.machine;
	if (d->allow_mismatch && same_machine) {
		log_msg(p->log, LOG_WARN, "%s: used all the same", why.msg);
		return o;
	}
	err_set(err, "%s: not used%s", why.msg, same_machine ? " (--allow-mismatch would)" : "");
	object_close(o);
	return NULL;
}

bool debuginfo_open_vmlinux(struct program *p, struct err *err)
{
	struct debuginfo *d = &p->debuginfo;

	if (!d->tried) {
		d->tried = true;
		d->vmlinux = d->vmlinux_path ? open_named(p, &d->why) : debugfile_find_vmlinux(&d->dirs, &p->facts, &d->why);
		if (!d->vmlinux)
			log_msg(p->log, d->vmlinux_path ? LOG_ERROR : LOG_INFO, "%s", d->why.msg);
	}
	return d->vmlinux || err_set(err, "%s", d->why.msg);
}

/* ---- a prepared file ------------------------------------------------------------------- */

static bool prepared_matches(struct program *p, const struct prepared *f, struct err *err)
{
	const struct program_facts *k = &p->facts;

	if (f->machine && k->machine && f->machine != k->machine)
		return err_set(err, "%s: is for another architecture", f->in->name);
	if (*f->build_id && *k->build_id && strcmp(f->build_id, k->build_id))
		return err_set(err, "%s: is of build ID %s, the kernel that crashed has %s", f->in->name, f->build_id,
			       k->build_id);
	if ((!*f->build_id || !*k->build_id) && strcmp(f->release, k->release))
		return err_set(err, "%s: is of the kernel %s, the dump of %s", f->in->name, f->release, k->release);
	return true;
}

void debuginfo_open_prepared(struct program *p)
{
	struct debuginfo *d = &p->debuginfo;
	struct err err;
	bool ok;

	if (!d->prepared_path)
		return;
	ok = prepared_open(d->prepared_path, &d->prepared, &err);
	if (ok && !prepared_matches(p, d->prepared, &err)) {
		ok = d->allow_mismatch;
		log_msg(p->log, ok ? LOG_WARN : LOG_ERROR, "%s: %s", err.msg,
			ok ? "used all the same" : "not used (--allow-mismatch would)");
	} else if (!ok) {
		log_msg(p->log, LOG_ERROR, "%s", err.msg);
	}
	if (!ok) {
		prepared_close(d->prepared);
		d->prepared = NULL;
	}
}

bool debuginfo_prepared_types(struct program *p, struct err *err)
{
	struct debuginfo *d = &p->debuginfo;
	const struct prepared_part *part = d->prepared ? prepared_find(d->prepared, "types", "-", NULL) : NULL;

	if (!part)
		return err_set(err, "no prepared types");
	if (!prepared_read(d->prepared, part, &d->prepared_types, err) ||
	    !btf_open(d->prepared_types, (size_t)part->size, NULL, "prepared types", NULL, &d->types, err))
		return false;
	program_add_source(p, "types", "prepared: %s (%u types)", d->prepared_path, btf_type_count(d->types));
	return true;
}

/* ---- symbols --------------------------------------------------------------------------- */

/*
 * How far the kernel was moved: the same for every symbol that VMCOREINFO has
 * too (but mem_section, which may be what that points to).  A table for which it is not is another kernel's.
 */
static bool find_delta(struct program *p, const struct symbol_list *l, uint64_t *delta, struct err *err)
{
	static const char *const known[] = {"_stext", "init_uts_ns", "swapper_pg_dir", "node_online_map"};
	unsigned found = 0;

	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		uint64_t here, there;

		if (!symbol_list_find(l, known[i], &here) || !vmcoreinfo_symbol(&p->vmcoreinfo, known[i], &there))
			continue;
		if (found && there - here != *delta)
			return err_set(err, "symbol %s is not where VMCOREINFO has it: another kernel's symbols", known[i]);
		*delta = there - here;
		found++;
	}
	if (!found)
		*delta = p->facts.kaslr_offset;
	return true;
}

static bool use_list(struct program *p, struct symbol_list *l, const char *from, struct err *err)
{
	uint64_t delta = 0;

	if (!find_delta(p, l, &delta, err))
		return err_prepend(err, "%s", from);
	symbol_list_move(l, delta);
	if (!symbol_list_build(l, &p->kallsyms, err))
		return err_prepend(err, "%s", from);
	program_add_source(p, "symbols", "%s (%u, moved by 0x%llx)", from, kallsyms_count(p->kallsyms),
			   (unsigned long long)delta);
	return true;
}

static bool symbols_of_prepared(struct program *p, struct err *err)
{
	struct prepared *f = p->debuginfo.prepared;
	const struct prepared_part *part = f ? prepared_find(f, "symbols", "-", NULL) : NULL;
	struct symbol_list l = {0};
	uint8_t *text;
	bool ok;

	if (!part || !prepared_read(f, part, &text, err))
		return false;
	symbol_list_read_text(&l, (char *)text);
	ok = use_list(p, &l, f->in->name, err);
	symbol_list_free(&l);
	free(text);
	return ok;
}

static bool symbols_of_map(struct program *p, struct err *err)
{
	struct input *in = debugfile_system_map(&p->debuginfo.dirs, &p->facts);
	struct symbol_list l = {0};
	struct err why;
	bool ok;

	if (!in)
		return false;
	ok = symbol_list_read_map(&l, in, &why) && use_list(p, &l, in->name, &why);
	if (!ok)
		err_set(err, "%s", why.msg);
	symbol_list_free(&l);
	input_close(in);
	return ok;
}

bool debuginfo_symbols(struct program *p, struct err *err)
{
	struct debuginfo *d = &p->debuginfo;
	struct symbol_list l = {0};
	bool ok = symbols_of_prepared(p, err);

	if (!ok && debuginfo_open_vmlinux(p, err)) {
		ok = symbol_list_read_elf(&l, d->vmlinux, err);
		if (!ok && !d->debug)
			d->debug = debugfile_linked(&d->dirs, d->vmlinux);
		if (!ok && d->debug)
			ok = symbol_list_read_elf(&l, d->debug, err);
		ok = ok && use_list(p, &l, d->vmlinux->in->name, err);
	}
	symbol_list_free(&l);
	return ok || symbols_of_map(p, err);
}

/* ---- types ------------------------------------------------------------------------------- */

bool debuginfo_btf(struct program *p, struct err *err)
{
	struct debuginfo *d = &p->debuginfo;

	if (d->no_btf)
		return err_set(err, "BTF is not wanted");
	if (!debuginfo_open_vmlinux(p, err))
		return false;
	if (!section_open(d->vmlinux, ".BTF", &d->btf, err) || !section_load(&d->btf, err) ||
	    !btf_open(d->btf.data, (size_t)d->btf.size, NULL, "BTF of vmlinux", NULL, &p->btf, err)) {
		section_close(&d->btf);
		return err && err->msg[0] ? false : err_set(err, "%s: no section .BTF", d->vmlinux->in->name);
	}
	program_add_source(p, "types", "BTF of %s (%u types)", d->vmlinux->in->name, btf_type_count(p->btf));
	return true;
}

bool debuginfo_dwarf(struct program *p, struct err *err)
{
	struct debuginfo *d = &p->debuginfo;
	struct dwarf_files files;
	struct err damage;
	struct object *o;

	if (!debuginfo_open_vmlinux(p, err))
		return false;
	o = d->vmlinux;
	if (!object_section(o, ".debug_info") && !object_section(o, ".zdebug_info")) {
		if (!d->debug)
			d->debug = debugfile_linked(&d->dirs, o);
		if (d->debug)
			o = d->debug;
	}
	d->alt = debugfile_alternate(&d->dirs, o);
	files = (struct dwarf_files){.object = o, .alt = d->alt};
	if (!dwarf_open(&files, "DWARF of vmlinux", NULL, &d->types, err))
		return false;
	program_add_source(p, "types", "DWARF of %s", o->in->name);
	if (!dwarf_whole(d->types, &damage))
		log_msg(p->log, LOG_WARN, "damaged, types will be missing: %s", damage.msg);
	return true;
}
