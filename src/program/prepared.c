/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a prepared file. */
#include "program/prepared.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

enum { HEADER_MAX = 4 * 1024 * 1024, FIELDS = 6 };

/* Words of a line; false if there are not so many. */
static bool split(char *line, char *words[FIELDS], unsigned count)
{
	char *save;

	for (unsigned i = 0; i < count; i++) {
		words[i] = strtok_r(i ? NULL : line, " ", &save);
		if (!words[i])
			return false;
	}
	return !strtok_r(NULL, " ", &save);
}

static bool add_part(struct prepared *f, char *line, uint64_t *offset)
{
	struct prepared_part *part;
	char *w[FIELDS];

	if (!split(line, w, 6) || strcmp(w[0], "part") || f->count >= LIMIT_MODULES + 2)
		return false;
	if (!(f->count & (f->count + 1)))	/* full at 0, 1, 3, 7, … */
		f->parts = xrealloc(f->parts, f->count * 2 + 1, sizeof(*f->parts));
	part = &f->parts[f->count++];
	*part = (struct prepared_part){
		.what = w[1],
		.module = w[2],
		.build_id = w[3],
		.offset = *offset,
		.packed = strtoull(w[4], NULL, 10),
		.size = strtoull(w[5], NULL, 10),
	};
	*offset += part->packed;
	return part->packed <= f->in->size && part->size <= LIMIT_BTF_SIZE;
}

static bool parse(struct prepared *f, struct err *err)
{
	size_t room = f->in->size < HEADER_MAX ? (size_t)f->in->size : HEADER_MAX;
	char *text = arena_alloc(&f->arena, room + 1), *end, *save, *line, *w[FIELDS];
	uint64_t offset = 0;

	if (!input_must_read(f->in, 0, text, room, "its header", err))
		return false;
	end = strstr(text, "\n\n");
	line = end ? strtok_r(text, "\n", &save) : NULL;
	if (!line || strcmp(line, "vmcore-report types 1"))
		return err_set(err, "%s: not a file made by vmcore-report prepare", f->in->name);
	end[0] = '\0';
	line = strtok_r(NULL, "\n", &save);
	if (!line || !split(line, w, 4) || strcmp(w[0], "kernel"))
		return err_set(err, "%s: does not say of which kernel it is", f->in->name);
	f->build_id = strcmp(w[1], "-") ? w[1] : "";
	f->release = strcmp(w[2], "-") ? w[2] : "";
	f->machine = (unsigned)strtoul(w[3], NULL, 10);
	offset = (uint64_t)(end - text) + 2;
	while ((line = strtok_r(NULL, "\n", &save)))
		if (!add_part(f, line, &offset))
			return err_set(err, "%s: damaged line in its header", f->in->name);
	if (offset > f->in->size)
		return err_set(err, "%s: %llu bytes, %llu expected: it was cut short", f->in->name,
			       (unsigned long long)f->in->size, (unsigned long long)offset);
	return true;
}

bool prepared_open(const char *path, struct prepared **out, struct err *err)
{
	struct prepared *f = xcalloc(1, sizeof(*f));

	if (input_open(path, &f->in, err) && parse(f, err)) {
		*out = f;
		return true;
	}
	prepared_close(f);
	return false;
}

void prepared_close(struct prepared *f)
{
	if (!f)
		return;
	input_close(f->in);
	free(f->parts);
	arena_free(&f->arena);
	free(f);
}

const struct prepared_part *prepared_find(const struct prepared *f, const char *what, const char *module, const char *build_id)
{
	for (size_t i = 0; i < f->count; i++)
		if (!strcmp(f->parts[i].what, what) && !strcmp(f->parts[i].module, module) &&
		    (!build_id || !strcmp(f->parts[i].build_id, build_id)))
			return &f->parts[i];
	return NULL;
}

bool prepared_read(const struct prepared *f, const struct prepared_part *part, uint8_t **data, struct err *err)
{
	uint8_t *packed = xmalloc((size_t)part->packed), *plain = xmalloc((size_t)part->size + 1);
	bool ok = input_must_read(f->in, part->offset, packed, (size_t)part->packed, part->what, err);
	size_t got = ok ? ZSTD_decompress(plain, (size_t)part->size, packed, (size_t)part->packed) : 0;

	free(packed);
	if (ok && (ZSTD_isError(got) || got != part->size))
		ok = err_set(err, "%s: %s of %s: %s", f->in->name, part->what, part->module,
			     ZSTD_isError(got) ? ZSTD_getErrorName(got) : "shorter than it says");
	if (!ok) {
		free(plain);
		return false;
	}
	plain[part->size] = 0;
	*data = plain;
	return true;
}
