/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vmcore-report prepare: debug files in, one small file of types and symbols out. */
#include "program/prepared.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

#include "dwarf/dwarf.h"
#include "program/debuginfo.h"

enum { LEVEL = 12 };

struct making {
	const struct prepare_options *o;
	struct prepare_result *result;
	struct debug_dirs dirs;
	struct object *vmlinux, *debug, *alt;
	char release[128];
	struct type_source *kernel;
	struct types graph;
	struct btf_writer *writer;
	struct sb header, parts;
};

static bool add_part(struct making *m, const char *what, const char *module, const char *build_id, const struct sb *content,
		     struct err *err)
{
	size_t room = ZSTD_compressBound(content->len), packed;
	uint8_t *buf = xmalloc(room);

	packed = ZSTD_compress(buf, room, content->s, content->len, LEVEL);
	if (ZSTD_isError(packed)) {
		free(buf);
		return err_set(err, "%s of %s: %s", what, module, ZSTD_getErrorName(packed));
	}
	sb_printf(&m->header, "part %s %s %s %zu %zu\n", what, module, *build_id ? build_id : "-", packed, content->len);
	sb_add(&m->parts, buf, packed);
	free(buf);
	return true;
}

/* ---- types ------------------------------------------------------------------------------- */

struct adding {
	struct types *graph;
	struct type_source *source;
	struct btf_writer *writer;
	size_t count;
};

static bool add_type(enum type_kind kind, const char *name, uint64_t id, void *arg)
{
	struct adding *a = arg;
	struct type *t;

	a->count++;
	if (kind != TYPE_QUALIFIER) {
		btf_writer_add(a->writer, types_by_id(a->graph, a->source, id));
		return true;
	}
	id = a->source->variable(a->source, name);
	t = id ? types_by_id(a->graph, a->source, id) : NULL;
	if (t)
		btf_writer_add_variable(a->writer, name, t);
	return true;
}

static bool write_types(struct making *m, struct types *graph, struct type_source *source, struct btf_writer *writer,
			const char *build_id, struct err *err)
{
	struct adding a = {graph, source, writer, 0};
	struct sb content = {0};
	struct err damage;
	bool ok;

	if (!dwarf_whole(source, &damage))
		log_msg(m->o->log, LOG_WARN, "%s", damage.msg);
	dwarf_each(source, add_type, &a);
	if (!a.count)
		return true;
	m->result->types += a.count;
	ok = btf_writer_finish(writer, &content, err) &&
	     add_part(m, "types", source->module ? source->module : "-", build_id, &content, err);
	sb_free(&content);
	return ok;
}

/* ---- kernel -------------------------------------------------------------------------------- */

static bool add_symbols(struct making *m, struct err *err)
{
	struct symbol_list l = {0};
	struct sb content = {0};
	bool ok = symbol_list_read_elf(&l, m->vmlinux, err) || (m->debug && symbol_list_read_elf(&l, m->debug, err));

	for (uint32_t i = 0; ok && i < l.count; i++)
		sb_printf(&content, "%llx %c %s\n", (unsigned long long)l.symbols[i].addr, l.symbols[i].letter,
			  l.names.s + l.symbols[i].name);
	m->result->symbols = l.count;
	ok = ok && add_part(m, "symbols", "-", "-", &content, err);
	symbol_list_free(&l);
	sb_free(&content);
	return ok;
}

static bool open_kernel(struct making *m, struct err *err)
{
	struct dwarf_files files = {0};
	struct object *with_dwarf;

	if (!debugfile_open(m->o->log, m->o->vmlinux, &m->vmlinux, err))
		return false;
	debugfile_release(m->vmlinux, m->release, sizeof(m->release));
	with_dwarf = m->vmlinux;
	if (!object_section(with_dwarf, ".debug_info") && !object_section(with_dwarf, ".zdebug_info")) {
		m->debug = debugfile_linked(&m->dirs, m->vmlinux);
		with_dwarf = m->debug ? m->debug : m->vmlinux;
	}
	m->alt = debugfile_alternate(&m->dirs, with_dwarf);
	files.object = with_dwarf;
	files.alt = m->alt;
	if (!dwarf_open(&files, m->o->vmlinux, NULL, &m->kernel, err))
		return false;
	types_init(&m->graph);
	types_add_source(&m->graph, m->kernel);
	sb_printf(&m->header, "vmcore-report types 1\nkernel %s %s %u\n", *m->vmlinux->build_id ? m->vmlinux->build_id : "-",
		  *m->release ? m->release : "-", m->vmlinux->header.machine);
	return true;
}

/* ---- modules ---------------------------------------------------------------------------------- */

/* "…/nf-nat.ko.xz" is module nf_nat. */
static void module_name(const char *path, char *name, size_t room)
{
	const char *base = strrchr(path, '/'), *end;
	size_t len;

	base = base ? base + 1 : path;
	end = strstr(base, ".ko");
	len = end ? (size_t)(end - base) : strlen(base);
	if (len >= room)
		len = room - 1;
	memcpy(name, base, len);
	name[len] = '\0';
	for (char *p = name; *p; p++)
		if (*p == '-')
			*p = '_';
}

static bool write_module(struct making *m, struct object *o, const char *name, struct err *err)
{
	struct object *alt = debugfile_alternate(&m->dirs, o);
	const struct dwarf_files files = {.object = o, .alt = alt, .kernel = m->kernel};
	struct btf_writer *writer = btf_writer_new(m->writer);
	struct type_source *source;
	struct types graph;
	bool ok = true;

	if (dwarf_open(&files, name, name, &source, err)) {
		types_init(&graph);
		types_add_source(&graph, m->kernel);
		types_add_source(&graph, source);
		ok = write_types(m, &graph, source, writer, o->build_id, err);
		m->result->modules += ok;
		types_free(&graph);
		source->close(source);
	} else {
		log_msg(m->o->log, LOG_WARN, "%s: %s", o->in->name, err->msg);
	}
	btf_writer_free(writer);
	object_close(alt);
	return ok;
}

static bool add_modules(struct making *m, struct err *err)
{
	struct file_list files = {0};
	bool ok = true;

	debugfile_list_modules(&m->dirs, m->release, &files);
	for (size_t i = 0; ok && i < files.count; i++) {
		struct object *o;
		struct err why;
		char name[64];

		module_name(files.paths[i], name, sizeof(name));
		if (!debugfile_open(m->o->log, files.paths[i], &o, &why)) {
			log_msg(m->o->log, LOG_WARN, "%s", why.msg);
			continue;
		}
		if (*o->build_id && (object_section(o, ".debug_info") || object_section(o, ".zdebug_info")) &&
		    o->header.machine == m->vmlinux->header.machine)
			ok = write_module(m, o, name, err);
		object_close(o);
	}
	file_list_free(&files);
	return ok;
}

/* ---- all of it ---------------------------------------------------------------------------------- */

static bool write_file(struct making *m, struct err *err)
{
	struct sb part = {0};
	FILE *f;
	bool ok;

	sb_printf(&part, "%s.part", m->o->output);
	f = fopen(part.s, "wb");
	ok = f && fwrite(m->header.s, 1, m->header.len, f) == m->header.len && fputc('\n', f) == '\n' &&
	     fwrite(m->parts.s, 1, m->parts.len, f) == m->parts.len;
	if (f && fclose(f))
		ok = false;
	ok = ok && rename(part.s, m->o->output) == 0;
	if (!ok) {
		err_set(err, "cannot write %s: %s", m->o->output, strerror(errno));
		unlink(part.s);
	}
	m->result->bytes = m->header.len + 1 + m->parts.len;
	sb_free(&part);
	return ok;
}

static void free_making(struct making *m)
{
	btf_writer_free(m->writer);
	if (m->kernel) {
		types_free(&m->graph);
		m->kernel->close(m->kernel);
	}
	object_close(m->alt);
	object_close(m->debug);
	object_close(m->vmlinux);
	sb_free(&m->header);
	sb_free(&m->parts);
}

bool prepare(const struct prepare_options *o, struct prepare_result *result, struct err *err)
{
	struct making m = {
		.o = o,
		.result = result,
		.dirs = {.dirs = o->debuginfo_dirs, .count = o->debuginfo_dir_count, .log = o->log},
	};
	bool ok;

	*result = (struct prepare_result){0};
	ok = open_kernel(&m, err);
	if (ok) {
		m.writer = btf_writer_new(NULL);
		ok = write_types(&m, &m.graph, m.kernel, m.writer, "-", err) && add_symbols(&m, err) && add_modules(&m, err) &&
		     write_file(&m, err);
	}
	free_making(&m);
	return ok;
}
