/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support/dwarf_text.h"

#include <stdlib.h>
#include <string.h>

#include "elf/elf.h"

enum { LABELS = 64, SECTIONS = 12 };
enum { SHT_PROGBITS = 1, SHT_SYMTAB = 2, SHT_STRTAB = 3, SHT_RELA = 4, SHT_NOTE = 7 };

/* ---- an input over bytes ------------------------------------------------------- */

struct bytes_input {
	struct input in;
	uint8_t data[];
};

static enum input_status bytes_read(struct input *in, uint64_t off, void *buf, size_t len)
{
	if (off > in->size || len > in->size - off)
		return INPUT_EOF;
	memcpy(buf, ((struct bytes_input *)in)->data + off, len);
	return INPUT_OK;
}

static void bytes_close(struct input *in)
{
	free(in);
}

struct input *input_of_bytes(const void *data, size_t size, const char *name)
{
	struct bytes_input *b = xmalloc(sizeof(*b) + size);

	b->in = (struct input){.size = size, .name = name, .read = bytes_read, .close = bytes_close};
	memcpy(b->data, data, size);
	return &b->in;
}

/* ---- DIEs ------------------------------------------------------------------------ */

struct writer {
	const struct dwarf_text *how;
	struct sb info, abbrev, str, rela;
	size_t unit;			/* where the current one begins in info */
	uint32_t code;			/* the last abbreviation */
	unsigned depth;
	struct {
		char name[16];
		size_t at;
	} labels[LABELS];
	struct {
		char name[16];
		size_t at, unit;
	} references[LABELS];
	unsigned label_count, reference_count;
};

static void put(struct writer *w, struct sb *out, uint64_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		sb_char(out, (char)(v >> 8 * (w->how->big_endian ? bytes - 1 - i : i)));
}

static void uleb(struct sb *out, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		sb_char(out, (char)(v | 0x80));
	sb_char(out, (char)v);
}

static void sleb(struct sb *out, int64_t v)
{
	for (; v < -64 || v > 63; v >>= 7)
		sb_char(out, (char)((v & 0x7f) | 0x80));
	sb_char(out, (char)(v & 0x7f));
}

static void overwrite(struct writer *w, struct sb *out, size_t at, uint64_t v, unsigned bytes)
{
	struct sb word = {0};

	put(w, &word, v, bytes);
	memcpy(out->s + at, word.s, bytes);
	sb_free(&word);
}

static void put_string(struct writer *w, const char *s)
{
	unsigned bytes = w->how->wide ? 8 : 4;

	if (w->how->relocate) {
		put(w, &w->rela, w->info.len, 8);
		put(w, &w->rela, 1ULL << 32 | 10, 8);	/* R_X86_64_32 against symbol 1, .debug_str */
		put(w, &w->rela, w->str.len, 8);
	}
	put(w, &w->info, w->how->relocate ? 0 : w->str.len, bytes);
	sb_add(&w->str, s, strlen(s) + 1);
}

static void put_reference(struct writer *w, const char *label)
{
	if (w->reference_count == LABELS)
		die("DWARF text: too many references");
	strncpy(w->references[w->reference_count].name, label, 15);
	w->references[w->reference_count].unit = w->unit;
	w->references[w->reference_count++].at = w->info.len;
	put(w, &w->info, 0, 4);
}

static void put_expression(struct writer *w, uint64_t v)
{
	struct sb e = {0};

	sb_char(&e, 0x23);
	uleb(&e, v);
	uleb(&w->info, e.len);
	sb_add(&w->info, e.s, e.len);
	sb_free(&e);
}

/* "raw:AT:FORM:HEX" */
static void put_raw(struct writer *w, char *value)
{
	char *at = strtok(value, ":"), *form = strtok(NULL, ":"), *hex = strtok(NULL, ":");

	uleb(&w->abbrev, strtoul(at, NULL, 16));
	uleb(&w->abbrev, strtoul(form, NULL, 16));
	for (; hex && hex[0] && hex[1]; hex += 2) {
		char byte[3] = {hex[0], hex[1], 0};

		sb_char(&w->info, (char)strtoul(byte, NULL, 16));
	}
}

static const struct {
	const char *key;
	uint8_t at, form;
} attributes[] = {
	{"name", 0x03, 0x0e}, {"iname", 0x03, 0x08}, {"size", 0x0b, 0x0f}, {"enc", 0x3e, 0x0b}, {"at", 0x38, 0x0f},
	{"bits", 0x0d, 0x0b}, {"dbo", 0x6b, 0x0f}, {"bo", 0x0c, 0x0b}, {"count", 0x37, 0x0f}, {"upper", 0x2f, 0x0d},
	{"const", 0x1c, 0x0d}, {"uconst", 0x1c, 0x0b}, {"line", 0x3b, 0x0b}, {"lang", 0x13, 0x05},
	{"type", 0x49, 0x13}, {"spec", 0x47, 0x13}, {"sib", 0x01, 0x13}, {"sig", 0x69, 0x20},
	{"atexpr", 0x38, 0x18}, {"decl", 0x3c, 0x19},
};

static void put_attribute(struct writer *w, const char *key, char *value)
{
	size_t i = 0;

	if (!strcmp(key, "raw")) {
		put_raw(w, value);
		return;
	}
	while (i < ARRAY_LEN(attributes) && strcmp(attributes[i].key, key))
		i++;
	if (i == ARRAY_LEN(attributes))
		die("DWARF text: '%s' is no attribute", key);
	uleb(&w->abbrev, attributes[i].at);
	uleb(&w->abbrev, attributes[i].form);
	switch (attributes[i].form) {
	case 0x0e:
		put_string(w, value);
		break;
	case 0x08:
		sb_add(&w->info, value, strlen(value) + 1);
		break;
	case 0x0f:
		uleb(&w->info, strtoull(value, NULL, 0));
		break;
	case 0x0d:
		sleb(&w->info, strtoll(value, NULL, 0));
		break;
	case 0x0b:
		put(w, &w->info, strtoull(value, NULL, 0), 1);
		break;
	case 0x05:
		put(w, &w->info, strtoull(value, NULL, 0), 2);
		break;
	case 0x13:
		put_reference(w, value);
		break;
	case 0x20:
		put(w, &w->info, strtoull(value, NULL, 0), 8);
		break;
	case 0x18:
		put_expression(w, strtoull(value, NULL, 0));
		break;
	}
}

static uint16_t tag_of(const char *word)
{
	static const struct {
		const char *word;
		uint16_t tag;
	} tags[] = {
		{"array", 0x01}, {"enum", 0x04}, {"member", 0x0d}, {"pointer", 0x0f}, {"struct", 0x13}, {"typedef", 0x16},
		{"union", 0x17}, {"range", 0x21}, {"base", 0x24}, {"const", 0x26}, {"enumerator", 0x28},
		{"function", 0x2e}, {"variable", 0x34}, {"volatile", 0x35}, {"proto", 0x15}, {"block", 0x0b},
	};

	for (size_t i = 0; i < ARRAY_LEN(tags); i++)
		if (!strcmp(tags[i].word, word))
			return tags[i].tag;
	die("DWARF text: '%s' is no tag", word);
}

static void close_to(struct writer *w, unsigned depth)
{
	for (; w->depth > depth; w->depth--)
		sb_char(&w->info, 0);
}

static void put_die(struct writer *w, char *line, bool children)
{
	char *save, *s;
	unsigned depth = 1;

	for (s = strtok_r(line, " ", &save); s && !strcmp(s, "."); s = strtok_r(NULL, " ", &save))
		depth++;
	if (!s)
		return;
	close_to(w, depth);
	w->depth = depth;
	uleb(&w->abbrev, ++w->code);
	uleb(&w->abbrev, tag_of(s));
	sb_char(&w->abbrev, children);
	while (*save == ' ')
		save++;
	if (*save == '#') {
		s = strtok_r(NULL, " ", &save);
		strncpy(w->labels[w->label_count].name, s, 15);
		w->labels[w->label_count++].at = w->info.len;
	}
	uleb(&w->info, w->code);
	while ((s = strtok_r(NULL, " ", &save))) {
		char *colon = strchr(s, ':');

		if (colon)
			*colon++ = '\0';
		put_attribute(w, s, colon ? colon : s);
	}
	sb_add(&w->abbrev, "\0\0", 2);
}

/* ---- units ------------------------------------------------------------------------- */

static void begin_unit(struct writer *w, bool is_type, bool is_rust)
{
	const struct dwarf_text *h = w->how;
	unsigned version = h->version ? h->version : 5, bytes = h->wide ? 8 : 4;

	w->unit = w->info.len;
	if (h->wide)
		put(w, &w->info, 0xffffffff, 4);
	put(w, &w->info, 0, bytes);
	put(w, &w->info, version, 2);
	if (version >= 5) {
		put(w, &w->info, is_type ? 2 : 1, 1);
		put(w, &w->info, 8, 1);
	}
	put(w, &w->info, 0, bytes);
	if (version < 5)
		put(w, &w->info, 8, 1);
	if (is_type) {
		put(w, &w->info, h->type_signature, 8);
		put_reference(w, "#sig");
		if (h->wide)
			put(w, &w->info, 0, 4);
	}
	sb_char(&w->info, is_rust ? 2 : 1);	/* the unit's own DIE: 1 without attributes, 2 with a language */
	if (is_rust)
		put(w, &w->info, 0x1c, 2);
	w->depth = 1;
}

static void end_unit(struct writer *w)
{
	size_t head = w->how->wide ? 12 : 4;

	close_to(w, 0);
	overwrite(w, &w->info, w->unit + head - (w->how->wide ? 8 : 4), w->info.len - w->unit - head, w->how->wide ? 8 : 4);
}

static void resolve(struct writer *w)
{
	for (unsigned i = 0; i < w->reference_count; i++) {
		unsigned k = 0;

		while (k < w->label_count && strcmp(w->labels[k].name, w->references[i].name))
			k++;
		if (k == w->label_count)
			die("DWARF text: no DIE %s", w->references[i].name);
		overwrite(w, &w->info, w->references[i].at, w->labels[k].at - w->references[i].unit, 4);
	}
}

/* ---- the file ------------------------------------------------------------------------ */

struct file {
	struct sb data, headers, names;
	unsigned count;
};

static void add_section(struct writer *w, struct file *f, const char *name, uint32_t type, const struct sb *content,
			uint32_t link, uint32_t info)
{
	put(w, &f->headers, f->names.len, 4);
	put(w, &f->headers, type, 4);
	put(w, &f->headers, 0, 8);
	put(w, &f->headers, 0, 8);
	put(w, &f->headers, f->data.len, 8);
	put(w, &f->headers, content->len, 8);
	put(w, &f->headers, link, 4);
	put(w, &f->headers, info, 4);
	put(w, &f->headers, 1, 8);
	put(w, &f->headers, 0, 8);
	sb_add(&f->names, name, strlen(name) + 1);
	sb_add(&f->data, content->s, content->len);
	f->count++;
}

static void put_file_header(struct writer *w, struct file *f)
{
	const struct dwarf_text *h = w->how;

	sb_add(&f->data, "\177ELF\2", 5);
	sb_char(&f->data, h->big_endian ? 2 : 1);
	sb_add(&f->data, "\1\0\0\0\0\0\0\0\0\0", 10);
	put(w, &f->data, h->type ? h->type : ELF_ET_EXEC, 2);
	put(w, &f->data, h->machine ? h->machine : ELF_EM_X86_64, 2);
	put(w, &f->data, 1, 4);
	put(w, &f->data, 0, 8);
	put(w, &f->data, 0, 8);
	put(w, &f->data, 0, 8);		/* e_shoff, below */
	put(w, &f->data, 0, 4);
	put(w, &f->data, 64, 2);
	put(w, &f->data, 0, 4);
	put(w, &f->data, 64, 2);
	put(w, &f->data, 0, 4);		/* e_shnum, e_shstrndx, below */
}

/* Two symbols that are always there (none, and the section .debug_str at 0), then the others. */
static void put_symbols(struct writer *w, struct sb *symbols, struct sb *names)
{
	for (int i = 0; i < 48; i++)
		sb_char(symbols, 0);
	sb_char(names, 0);
	for (size_t i = 0; i < ARRAY_LEN(w->how->symbols) && w->how->symbols[i].name; i++) {
		put(w, symbols, names->len, 4);
		put(w, symbols, 0x10, 1);	/* global */
		put(w, symbols, 0, 1);
		put(w, symbols, 0xfff1, 2);
		put(w, symbols, w->how->symbols[i].value, 8);
		put(w, symbols, 0, 8);
		sb_add(names, w->how->symbols[i].name, strlen(w->how->symbols[i].name) + 1);
	}
}

static void put_build_id(struct writer *w, struct sb *note)
{
	size_t len = strlen(w->how->build_id) / 2;

	put(w, note, 4, 4);
	put(w, note, len, 4);
	put(w, note, 3, 4);
	sb_add(note, "GNU", 4);
	for (size_t i = 0; i < len; i++) {
		char byte[3] = {w->how->build_id[2 * i], w->how->build_id[2 * i + 1], 0};

		sb_char(note, (char)strtoul(byte, NULL, 16));
	}
}

static struct input *make_file(struct writer *w)
{
	static const struct sb empty;
	struct file f = {0};
	struct sb symbols = {0}, symbol_names = {0}, note = {0};
	struct input *in;

	put_file_header(w, &f);
	add_section(w, &f, "", 0, &empty, 0, 0);
	add_section(w, &f, ".debug_info", SHT_PROGBITS, &w->info, 0, 0);
	add_section(w, &f, ".debug_abbrev", SHT_PROGBITS, &w->abbrev, 0, 0);
	add_section(w, &f, ".debug_str", SHT_PROGBITS, &w->str, 0, 0);
	put_symbols(w, &symbols, &symbol_names);
	add_section(w, &f, ".strtab", SHT_STRTAB, &symbol_names, 0, 0);
	add_section(w, &f, ".symtab", SHT_SYMTAB, &symbols, 4, 0);
	if (w->how->relocate)
		add_section(w, &f, ".rela.debug_info", SHT_RELA, &w->rela, 5, 1);
	if (w->how->build_id) {
		put_build_id(w, &note);
		add_section(w, &f, ".note.gnu.build-id", SHT_NOTE, &note, 0, 0);
	}
	for (size_t i = 0; i < ARRAY_LEN(w->how->more_names) && w->how->more_names[i]; i++) {
		struct sb content = {(char *)(uintptr_t)w->how->more_data[i], w->how->more_size[i], 0};

		add_section(w, &f, w->how->more_names[i], SHT_PROGBITS, &content, 0, 0);
	}
	sb_add(&f.names, ".shstrtab", 10);
	f.names.len -= 10;
	add_section(w, &f, ".shstrtab", SHT_STRTAB, &f.names, 0, 0);
	/* its own name was added while it was written: write it again, whole */
	overwrite(w, &f.headers, f.headers.len - 64 + 24, f.data.len, 8);
	overwrite(w, &f.headers, f.headers.len - 64 + 32, f.names.len, 8);
	sb_add(&f.data, f.names.s, f.names.len);
	overwrite(w, &f.data, 40, f.data.len, 8);
	overwrite(w, &f.data, 60, f.count, 2);
	overwrite(w, &f.data, 62, f.count - 1, 2);
	sb_add(&f.data, f.headers.s, f.headers.len);
	in = input_of_bytes(f.data.s, f.data.len, "test.elf");
	sb_free(&f.data);
	sb_free(&f.headers);
	sb_free(&f.names);
	sb_free(&symbols);
	sb_free(&symbol_names);
	sb_free(&note);
	return in;
}

static unsigned depth_of(const char *line)
{
	unsigned depth = 0;

	for (; str_starts(line, ". "); line += 2)
		depth++;
	return depth;
}

struct input *dwarf_from_text(const char *text, const struct dwarf_text *how)
{
	static const struct dwarf_text plain;
	struct writer w = {.how = how ? how : &plain};
	char *copy = xstrdup(text), *lines, *next;
	struct input *in;

	sb_add(&w.abbrev, "\1\x11\1\0\0" "\2\x11\1\x13\5\0\0", 12);
	w.code = 2;
	sb_char(&w.str, 0);
	begin_unit(&w, false, false);
	for (char *line = strtok_r(copy, "\n", &lines); line; line = next) {
		next = strtok_r(NULL, "\n", &lines);
		if (!strcmp(line, "unit") || !strcmp(line, "type_unit") || !strcmp(line, "rust_unit")) {
			end_unit(&w);
			begin_unit(&w, line[0] == 't', line[0] == 'r');
		} else {
			put_die(&w, line, next && depth_of(next) > depth_of(line));
		}
	}
	end_unit(&w);
	sb_char(&w.abbrev, 0);
	resolve(&w);
	in = make_file(&w);
	sb_free(&w.info);
	sb_free(&w.abbrev);
	sb_free(&w.str);
	sb_free(&w.rela);
	free(copy);
	return in;
}
