/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ELF object files: sections by name and what is in them. */
#include "elf/object.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHT_NOTE = 7, SHT_NOBITS = 8, SHF_COMPRESSED = 1 << 11, NOTE_BUILD_ID = 3 };

const struct elf_section *object_section(const struct object *o, const char *name)
{
	for (uint64_t i = 0; i < o->header.shnum; i++)
		if (!strcmp(o->sections[i].name, name))
			return &o->sections[i];
	return NULL;
}

/* ---- build ID ------------------------------------------------------------------ */

bool elf_find_build_id(const uint8_t *notes, size_t size, bool big_endian, char build_id[2 * ELF_BUILD_ID_MAX + 1])
{
	struct rd r = rd_init(notes, size, big_endian, "notes");

	while (rd_left(&r) >= 12) {
		uint32_t name_size = rd_u32(&r), size_of_desc = rd_u32(&r), type = rd_u32(&r);
		const char *name = rd_bytes(&r, name_size);
		const uint8_t *desc;

		rd_align(&r, 4);
		desc = rd_bytes(&r, size_of_desc);
		if (!desc)
			return false;
		if (type == NOTE_BUILD_ID && name_size == 4 && !memcmp(name, "GNU", 4) &&
		    size_of_desc && size_of_desc <= ELF_BUILD_ID_MAX) {
			hex_text(build_id, desc, size_of_desc);
			return true;
		}
		if (rd_left(&r))
			rd_align(&r, 4);
	}
	return false;
}

static void read_build_id(struct object *o)
{
	bool found = false;

	for (uint64_t i = 0; i < o->header.shnum && !found; i++) {
		const struct elf_section *s = &o->sections[i];
		uint8_t *data;

		if (s->type != SHT_NOTE || s->size > LIMIT_NOTES_SIZE || s->size > o->in->size)
			continue;
		data = xmalloc((size_t)s->size);
		if (input_read(o->in, s->offset, data, (size_t)s->size) == INPUT_OK)
			found = elf_find_build_id(data, (size_t)s->size, o->header.big_endian, o->build_id);
		free(data);
	}
}

/* ---- the object ------------------------------------------------------------------- */

bool object_open(struct input *in, struct object **out, struct err *err)
{
	struct object *o = xcalloc(1, sizeof(*o));

	if (!elf_read_header(in, &o->header, err) ||
	    !elf_read_sections(in, &o->header, &o->arena, &o->sections, err)) {
		arena_free(&o->arena);
		free(o);
		return false;
	}
	o->in = in;
	read_build_id(o);
	*out = o;
	return true;
}

void object_close(struct object *o)
{
	if (!o)
		return;
	input_close(o->in);
	arena_free(&o->arena);
	free(o);
}

/* ---- sections ------------------------------------------------------------------------ */

/* ".debug_x", or ".zdebug_x" as binutils named compressed ones before there was a flag for it. */
static const struct elf_section *find_section(const struct object *o, const char *name)
{
	const struct elf_section *s = object_section(o, name);
	char old[64];

	if (s || !str_starts(name, ".debug"))
		return s;
	snprintf(old, sizeof(old), ".z%s", name + 1);
	return object_section(o, old);
}

bool section_open(struct object *o, const char *name, struct section *out, struct err *err)
{
	const struct elf_section *h = find_section(o, name);
	struct section s = {.object = o, .name = name, .header = h};

	if (err)
		err->msg[0] = '\0';
	if (!h || h->type == SHT_NOBITS)
		return false;
	if (h->offset > o->in->size || h->size > o->in->size - h->offset)
		return err_set(err, "%s: section %s (0x%llx bytes at 0x%llx) reaches past the end of the file: it was cut short",
			       o->in->name, name, (unsigned long long)h->size, (unsigned long long)h->offset);
	s.size = h->size;
	if (((h->flags & SHF_COMPRESSED) || str_starts(h->name, ".zdebug")) && !section_inflate(&s, err))
		return false;
	if (!section_prepare_relocations(&s, err)) {
		section_close(&s);
		return false;
	}
	*out = s;
	return true;
}

bool section_load(struct section *s, struct err *err)
{
	uint8_t *data;

	if (s->data)
		return true;
	if (s->size > LIMIT_SECTION_SIZE)
		return err_set(err, "%s: section %s has 0x%llx bytes, too many to load", s->object->in->name, s->name,
			       (unsigned long long)s->size);
	data = xmalloc((size_t)s->size + 1);
	if (!section_read(s, 0, data, (size_t)s->size, err)) {
		free(data);
		return false;
	}
	data[s->size] = 0;
	s->data = data;
	return true;
}

void section_unload(struct section *s)
{
	if (s->packed)
		return;
	free(s->data);
	s->data = NULL;
}

bool section_read(const struct section *s, uint64_t off, void *buf, size_t len, struct err *err)
{
	if (off > s->size || len > s->size - off)
		return err_set(err, "%s: %s+0x%llx: reaches past the end of the section", s->object->in->name, s->name,
			       (unsigned long long)off);
	if (s->data) {
		memcpy(buf, s->data + off, len);
		return true;
	}
	return input_must_read(s->object->in, s->header->offset + off, buf, len, s->name, err) &&
	       section_relocate(s, off, buf, len, err);
}

void section_close(struct section *s)
{
	free(s->data);
	if (s->symbols) {
		free(s->symbols->data);
		free(s->symbols);
	}
	*s = (struct section){0};
}

/* ---- links ------------------------------------------------------------------------------ */

bool object_debuglink(struct object *o, char *name, size_t room, uint32_t *crc)
{
	struct section s;
	struct rd r;
	bool ok;

	if (!section_open(o, ".gnu_debuglink", &s, NULL))
		return false;
	ok = s.size < 4096 && section_load(&s, NULL);
	if (ok) {
		r = rd_init(s.data, (size_t)s.size, o->header.big_endian, "debug link");
		snprintf(name, room, "%s", rd_str(&r));
		rd_align(&r, 4);
		*crc = rd_u32(&r);
		ok = rd_ok(&r, NULL) && name[0];
	}
	section_close(&s);
	return ok;
}

bool object_debugaltlink(struct object *o, char *path, size_t room, char build_id[2 * ELF_BUILD_ID_MAX + 1])
{
	struct section s;
	struct rd r;
	size_t len;
	bool ok;

	if (!section_open(o, ".gnu_debugaltlink", &s, NULL))
		return false;
	ok = s.size < 8192 && section_load(&s, NULL);
	if (ok) {
		r = rd_init(s.data, (size_t)s.size, o->header.big_endian, "debug alt link");
		snprintf(path, room, "%s", rd_str(&r));
		len = rd_left(&r);
		ok = rd_ok(&r, NULL) && path[0] && len && len <= ELF_BUILD_ID_MAX;
		if (ok)
			hex_text(build_id, rd_bytes(&r, len), len);
	}
	section_close(&s);
	return ok;
}
