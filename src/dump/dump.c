/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens a dump of any format, and passes everything else on to that. */
#include "dump/private.h"
#include "elf/elf.h"
#include "kdump/kdump.h"

#include <stdlib.h>
#include <string.h>

const char *mem_status_name(enum mem_status status)
{
	switch (status) {
	case MEM_OK:
		return "ok";
	case MEM_NOT_MAPPED:
		return "not mapped";
	case MEM_HOLE:
		return "no memory at that physical address";
	case MEM_EXCLUDED:
		return "excluded by the dump filter";
	case MEM_OTHER_FILE:
		return "in a file of the split dump that was not given";
	case MEM_LOST:
		return "lost: the dump was cut short";
	case MEM_DAMAGED:
		return "damaged in the dump";
	case MEM_UNSUPPORTED:
		return "compressed in an unknown way";
	case MEM_IO:
		return "I/O error on the dump";
	case MEM_STATUS_COUNT:
		break;
	}
	return "unknown";
}

/* ---- opening -------------------------------------------------------------------- */

/* The files of one dump while it is being opened. */
struct opening {
	struct input **inputs;
	size_t count;
	enum container container;
	uint64_t file_size;
	bool flattened;
	const char *cut;	/* a flattened file without its end */
	const char *spool_dir;
	struct log *log;
};

static bool unwrap(struct opening *o, struct input **in, enum container *container, struct err *err)
{
	struct input *inner;
	bool cut;

	if (!flattened_open(*in, &inner, &cut, err))
		return false;
	*in = inner;
	o->flattened = true;
	if (cut)
		o->cut = inner->name;
	if (!sniff(inner, container, err))
		return false;
	if (*container == CONTAINER_FLATTENED)
		return err_set(err, "%s: a flattened file within a flattened file", inner->name);
	return true;
}

static bool open_one(struct opening *o, const char *path, struct err *err)
{
	struct input **in = &o->inputs[o->count];
	enum container container;

	if (!open_or_spool(path, o->spool_dir, o->log, in, err))
		return false;
	o->count++;
	o->file_size += (*in)->size;
	if (!sniff(*in, &container, err))
		return false;
	if (container == CONTAINER_FLATTENED && !unwrap(o, in, &container, err))
		return false;
	if (o->count > 1 && (container != CONTAINER_KDUMP || o->container != CONTAINER_KDUMP))
		return err_set(err, "%s: several files can only be given for a split kdump-compressed dump", path);
	o->container = container;
	return true;
}

static bool open_all(struct opening *o, const char *const *paths, size_t count, struct dump **out, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (!open_one(o, paths[i], err))
			return false;
	if (o->container == CONTAINER_ELF)
		return elf_dump_open(o->inputs[0], out, err);
	return kdump_open(o->inputs, o->count, out, err);
}

enum { NT_VMCOREDD = 0x700, LABEL_SIZE = 44 };	/* a driver's dump of its device: a label, then its data */

static void remark_contents(struct dump *d)
{
	const struct dump_facts *f = &d->facts;
	const struct dump_note *device = NULL;
	size_t count = 0;

	for (size_t i = 0; i < f->note_count; i++) {
		if (f->notes[i].type == NT_VMCOREDD && !strcmp(f->notes[i].name, "LINUX") && f->notes[i].size >= LABEL_SIZE)
			device = count++ ? device : &f->notes[i];
	}
	if (device)
		dump_remark(d, "%zu device dumps are in the notes, the first of '%.*s'", count,
			    (int)strnlen((const char *)device->desc, LABEL_SIZE), (const char *)device->desc);
	if (f->eraseinfo)
		dump_remark(d, "some data was erased from the dump on purpose (makedumpfile --config or --eppic)");
}

bool dump_open(const char *const *paths, size_t count, struct log *log, struct dump **out, struct err *err)
{
	return dump_open_spooled(paths, count, NULL, log, out, err);
}

bool dump_open_spooled(const char *const *paths, size_t count, const char *spool_dir, struct log *log,
		       struct dump **out, struct err *err)
{
	struct opening o = {.spool_dir = spool_dir, .log = log};
	struct dump *d;
	bool ok;

	if (!count || count > LIMIT_SPLIT_FILES)
		return err_set(err, "%zu dump files given, 1 to %d expected", count, LIMIT_SPLIT_FILES);
	o.inputs = xcalloc(count, sizeof(*o.inputs));
	ok = open_all(&o, paths, count, &d, err);
	for (size_t i = 0; !ok && i < o.count; i++)
		input_close(o.inputs[i]);
	free(o.inputs);
	if (!ok)
		return false;
	d->facts.flattened = o.flattened;
	d->facts.file_size = o.file_size;
	if (o.cut)
		dump_remark(d, "%s has no end mark: the file was cut short, what it lacks reads as lost", o.cut);
	remark_contents(d);
	for (size_t i = 0; i < d->facts.remark_count; i++)
		log_msg(log, LOG_WARN, "dump: %s", d->facts.remarks[i]);
	*out = d;
	return true;
}

void dump_close(struct dump *d)
{
	if (!d)
		return;
	d->ops->close(d);
	arena_free(&d->arena);
	free(d);
}

/* ---- the rest ------------------------------------------------------------------------ */

const struct dump_facts *dump_facts(const struct dump *d)
{
	return &d->facts;
}

void dump_quality(struct dump *d, struct dump_quality *q)
{
	*q = (struct dump_quality){0};
	d->ops->quality(d, q);
}

enum mem_status dump_read_block(struct dump *d, uint64_t block, void *buf, uint64_t *file_bytes)
{
	return d->ops->read_block(d, block, buf, file_bytes);
}

enum mem_status dump_block_status(struct dump *d, uint64_t block)
{
	return d->ops->block_status(d, block);
}

uint64_t dump_next_block(struct dump *d, uint64_t block)
{
	return d->ops->next_block(d, block);
}
