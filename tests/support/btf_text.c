/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support/btf_text.h"

#include <stdlib.h>
#include <string.h>

enum { KIND_INT = 1, KIND_ARRAY = 3, KIND_STRUCT = 4, KIND_UNION, KIND_ENUM, KIND_FWD, KIND_PROTO = 13,
       KIND_VAR = 14, KIND_FLOAT = 16, KIND_ENUM64 = 19 };

struct writer {
	struct sb types, strings;
	uint32_t first_string;
	bool big_endian;
	char *save;	/* strtok_r over the line's words */
};

static void word(struct sb *out, uint32_t v, bool big_endian)
{
	uint8_t bytes[4];

	put_u32(bytes, big_endian, v);
	sb_add(out, bytes, sizeof(bytes));
}

static void put(struct writer *w, uint64_t v)
{
	word(&w->types, (uint32_t)v, w->big_endian);
}

static const char *next(struct writer *w)
{
	return strtok_r(NULL, " ", &w->save);
}

static uint64_t number(struct writer *w)
{
	const char *s = next(w);

	if (!s)
		die("BTF text: a number is missing");
	return strtoull(s, NULL, 0);
}

static void put_name(struct writer *w, const char *name)
{
	if (!name)
		die("BTF text: a name is missing");
	if (!strcmp(name, "-")) {
		put(w, 0);
		return;
	}
	put(w, w->first_string + w->strings.len);
	for (; *name; name++)
		sb_char(&w->strings, *name == '~' ? ' ' : *name);
	sb_add(&w->strings, "", 1);
}

/* The head; the count of elements comes later, when they are known. */
static size_t begin(struct writer *w, const char *name, uint32_t kind, bool flag, uint64_t size_or_type)
{
	size_t at = w->types.len;

	put_name(w, name);
	put(w, kind << 24 | (uint32_t)flag << 31);
	put(w, size_or_type);
	return at;
}

static void set_count(struct writer *w, size_t at, uint32_t count)
{
	uint8_t *info = (uint8_t *)w->types.s + at + 4;

	put_u32(info, w->big_endian, get_u32(info, w->big_endian) | count);
}

static void put_int(struct writer *w)
{
	const char *name = next(w), *encoding, *bits, *offset;
	uint64_t size = number(w);
	uint32_t code;

	encoding = next(w);
	code = !strcmp(encoding, "signed") ? 1 : !strcmp(encoding, "char") ? 2 : !strcmp(encoding, "bool") ? 4 : 0;
	bits = next(w);
	offset = next(w);
	begin(w, name, KIND_INT, false, size);
	put(w, code << 24 | (uint32_t)(offset ? atoi(offset) : 0) << 16 | (uint32_t)(bits ? (unsigned)atoi(bits) : size * 8));
}

static void put_struct(struct writer *w, uint32_t kind, bool flag)
{
	const char *name = next(w);
	size_t at = begin(w, name, kind, flag, number(w));
	uint32_t count = 0;

	for (; (name = next(w)); count++) {
		uint64_t offset;

		put_name(w, name);
		put(w, number(w));
		offset = number(w);
		put(w, flag ? offset | number(w) << 24 : offset);
	}
	set_count(w, at, count);
}

static void put_enum(struct writer *w, uint32_t kind, bool flag)
{
	const char *name = next(w);
	size_t at = begin(w, name, kind, flag, number(w));
	uint32_t count = 0;

	for (; (name = next(w)); count++) {
		uint64_t value;

		put_name(w, name);
		value = number(w);
		put(w, value);
		if (kind == KIND_ENUM64)
			put(w, value >> 32);
	}
	set_count(w, at, count);
}

static void put_proto(struct writer *w)
{
	size_t at = begin(w, "-", KIND_PROTO, false, number(w));
	uint32_t count = 0;
	const char *name;

	for (; (name = next(w)); count++) {
		put_name(w, name);
		put(w, number(w));
	}
	set_count(w, at, count);
}

static void put_raw(struct writer *w)
{
	uint32_t kind = (uint32_t)number(w), count = (uint32_t)number(w);
	const char *v;

	set_count(w, begin(w, "-", kind, false, 0), count);
	while ((v = next(w)))
		put(w, strtoull(v, NULL, 0));
}

/* A record without data: "ptr 1", "typedef name 1". */
static bool put_reference(struct writer *w, const char *kind)
{
	static const struct {
		const char *word;
		uint32_t kind;
		bool named;
	} kinds[] = {
		{"ptr", 2, false},	{"typedef", 8, true}, {"volatile", 9, false}, {"const", 10, false},
		{"restrict", 11, false}, {"func", 12, true},  {"var", KIND_VAR, true}, {"float", KIND_FLOAT, true},
		{"typetag", 18, true},
	};

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		const char *name = "-";

		if (strcmp(kinds[i].word, kind))
			continue;
		if (kinds[i].named)
			name = next(w);
		begin(w, name, kinds[i].kind, false, number(w));
		if (kinds[i].kind == KIND_VAR)
			put(w, 1);
		return true;
	}
	return false;
}

static void put_line(struct writer *w, char *line)
{
	const char *kind = strtok_r(line, " ", &w->save);

	if (!kind || put_reference(w, kind))
		return;
	if (!strcmp(kind, "int")) {
		put_int(w);
	} else if (!strcmp(kind, "array")) {
		uint64_t element = number(w);

		begin(w, "-", KIND_ARRAY, false, 0);
		put(w, element);
		put(w, 1);
		put(w, number(w));
	} else if (!strcmp(kind, "fwd")) {
		bool is_union = !strcmp(next(w), "union");

		begin(w, next(w), KIND_FWD, is_union, 0);
	} else if (!strcmp(kind, "struct") || !strcmp(kind, "bstruct")) {
		put_struct(w, KIND_STRUCT, *kind == 'b');
	} else if (!strcmp(kind, "union") || !strcmp(kind, "bunion")) {
		put_struct(w, KIND_UNION, *kind == 'b');
	} else if (!strcmp(kind, "enum") || !strcmp(kind, "senum")) {
		put_enum(w, KIND_ENUM, *kind == 's');
	} else if (!strcmp(kind, "enum64")) {
		put_enum(w, KIND_ENUM64, false);
	} else if (!strcmp(kind, "proto")) {
		put_proto(w);
	} else if (!strcmp(kind, "raw")) {
		put_raw(w);
	} else {
		die("BTF text: '%s' is no kind", kind);
	}
}

uint8_t *btf_from_text(const char *text, const struct btf_text *how, size_t *size)
{
	static const struct btf_text plain;
	struct writer w = {0};
	struct sb out = {0};
	char *copy = xstrdup(text), *lines;
	uint32_t header, layout;

	how = how ? how : &plain;
	w.big_endian = how->big_endian;
	w.first_string = how->base ? btf_string_size(how->base) : 0;
	if (!how->base)
		sb_add(&w.strings, "", 1);
	for (char *line = strtok_r(copy, "\n", &lines); line; line = strtok_r(NULL, "\n", &lines))
		put_line(&w, line);
	if (!w.strings.len)
		sb_add(&w.strings, "x", 2);
	layout = (uint32_t)how->layout_kinds * 4;
	header = layout ? 32 : 24;
	sb_add(&out, how->big_endian ? "\xeb\x9f\x01\x00" : "\x9f\xeb\x01\x00", 4);
	word(&out, header, w.big_endian);
	word(&out, 0, w.big_endian);
	word(&out, (uint32_t)w.types.len, w.big_endian);
	word(&out, (uint32_t)w.types.len + layout, w.big_endian);
	word(&out, (uint32_t)w.strings.len, w.big_endian);
	if (layout) {
		word(&out, (uint32_t)w.types.len, w.big_endian);
		word(&out, layout, w.big_endian);
	}
	sb_add(&out, w.types.s, w.types.len);
	for (size_t i = 0; i < how->layout_kinds; i++) {
		uint8_t row[4] = {how->layout[i * 2], how->layout[i * 2 + 1]};

		sb_add(&out, row, sizeof(row));
	}
	sb_add(&out, w.strings.s, w.strings.len);
	sb_free(&w.types);
	sb_free(&w.strings);
	free(copy);
	*size = out.len;
	return (uint8_t *)out.s;
}
