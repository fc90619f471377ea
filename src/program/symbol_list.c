/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Symbols from outside of the dump. */
#include "program/symbol_list.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MARKER_STEP = 256, TOKENS = 256 };

void symbol_list_add(struct symbol_list *l, uint64_t addr, char letter, const char *name)
{
	size_t len = strlen(name);

	if (!len || len >= SYMBOL_NAME_MAX || l->count == LIMIT_SYMBOLS || l->names.len > LIMIT_KALLSYMS_NAMES)
		return;
	GROW(l->symbols, l->count, l->room);
	l->symbols[l->count++] = (struct listed_symbol){addr, (uint32_t)l->names.len, letter};
	sb_add(&l->names, name, len + 1);
}

void symbol_list_free(struct symbol_list *l)
{
	free(l->symbols);
	sb_free(&l->names);
	*l = (struct symbol_list){0};
}

bool symbol_list_find(const struct symbol_list *l, const char *name, uint64_t *addr)
{
	for (uint32_t i = 0; i < l->count; i++) {
		if (strcmp(l->names.s + l->symbols[i].name, name))
			continue;
		*addr = l->symbols[i].addr;
		return true;
	}
	return false;
}

/* ---- sources ------------------------------------------------------------------- */

enum { STT_SECTION = 3, STT_FILE = 4, STB_GLOBAL = 1, STB_WEAK = 2, SHN_UNDEF = 0, SHN_ABS = 0xfff1, SHT_NOBITS = 8,
       SHF_WRITE = 1, SHF_EXEC = 4 };

/* As nm prints it, as far as that can be told from the section. */
static char letter_of(const struct object *o, const struct object_symbol *s)
{
	const struct elf_section *section = s->section < o->header.shnum ? &o->sections[s->section] : NULL;
	char letter = 'r';

	if (s->binding == STB_WEAK)
		return 'W';
	if (!section)
		letter = 'a';
	else if (section->flags & SHF_EXEC)
		letter = 't';
	else if (section->flags & SHF_WRITE)
		letter = section->type == SHT_NOBITS ? 'b' : 'd';
	return s->binding == STB_GLOBAL ? (char)toupper(letter) : letter;
}

struct reading {
	struct symbol_list *list;
	const struct object *object;
};

/* Left out is what the kernel leaves out of its own table: scripts/kallsyms.c, is_ignored_symbol(). */
static bool add_elf_symbol(const struct object_symbol *s, void *arg)
{
	static const char *const ignored[] = {"$", ".L", "L0", "__crc_", "__kstrtab_", "__kstrtabns_"};
	struct reading *r = arg;

	if (s->type == STT_FILE || s->type == STT_SECTION || s->section == SHN_UNDEF)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(ignored); i++)
		if (str_starts(s->name, ignored[i]))
			return true;
	symbol_list_add(r->list, s->value, letter_of(r->object, s), s->name);
	return true;
}

bool symbol_list_read_elf(struct symbol_list *l, struct object *o, struct err *err)
{
	struct reading r = {l, o};

	return object_each_symbol(o, add_elf_symbol, &r, err) && (l->count || err_set(err, "%s: no symbols", o->in->name));
}

static void add_map_line(struct symbol_list *l, const char *line)
{
	char *end;
	uint64_t addr = strtoull(line, &end, 16);

	if (end > line && end[0] == ' ' && end[1] && end[2] == ' ' && end[3])
		symbol_list_add(l, addr, end[1], end + 3);
}

void symbol_list_read_text(struct symbol_list *l, char *text)
{
	char *save;

	for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		add_map_line(l, line);
}

bool symbol_list_read_map(struct symbol_list *l, struct input *in, struct err *err)
{
	char *text;

	if (in->size > LIMIT_KALLSYMS_NAMES)
		return err_set(err, "%s: %llu bytes, too large for a System.map", in->name, (unsigned long long)in->size);
	text = xmalloc((size_t)in->size + 1);
	if (!input_must_read(in, 0, text, (size_t)in->size, "symbols", err)) {
		free(text);
		return false;
	}
	text[in->size] = '\0';
	symbol_list_read_text(l, text);
	free(text);
	return l->count || err_set(err, "%s: no symbols in it", in->name);
}

/* ---- the table -------------------------------------------------------------------- */

void symbol_list_move(struct symbol_list *l, uint64_t delta)
{
	uint64_t start = 0;

	if (!symbol_list_find(l, "_text", &start))
		symbol_list_find(l, "_stext", &start);
	for (uint32_t i = 0; i < l->count; i++)
		if (l->symbols[i].addr >= start)
			l->symbols[i].addr += delta;
}

/* Looks like a mark that the linker script made: "__sched_text_start". */
static bool is_mark(const char *name)
{
	return str_starts(name, "__") && strlen(name) >= 8 &&
	       (str_starts(name + 2, "start_") || str_starts(name + 2, "stop_") || str_starts(name + 2, "end_") ||
		str_ends(name, "_start") || str_ends(name, "_end"));
}

/*
 * Of several names of one address the first is the one that is shown.  The order is that in which
 * scripts/kallsyms.c puts them: weak ones and marks last, fewer underscores first, then as nm sorts.
 */
static int kernel_order(const void *a, const void *b, void *names)
{
	const struct listed_symbol *x = a, *y = b;
	const char *s = (const char *)names + x->name, *t = (const char *)names + y->name;
	bool weak = x->letter == 'w' || x->letter == 'W';
	size_t underscores;

	if (x->addr != y->addr)
		return x->addr < y->addr ? -1 : 1;
	if (weak != (y->letter == 'w' || y->letter == 'W'))
		return weak ? 1 : -1;
	if (is_mark(s) != is_mark(t))
		return is_mark(s) ? 1 : -1;
	underscores = strspn(s, "_");
	if (underscores != strspn(t, "_"))
		return underscores < strspn(t, "_") ? -1 : 1;
	return strcmp(s, t);
}

static void put_name(struct sb *out, char letter, const char *name)
{
	size_t len = strlen(name) + 1;

	if (len >= 0x80)
		sb_char(out, (char)(len | 0x80));
	sb_char(out, (char)(len >= 0x80 ? len >> 7 : len));
	sb_char(out, letter);
	sb_str(out, name);
}

static struct blob to_blob(struct sb *sb)
{
	return (struct blob){.data = (uint8_t *)sb->s, .size = sb->len};
}

/* Tokens that stand for one character each: names are not packed. */
static void put_tokens(struct sb *tokens, struct sb *index)
{
	for (unsigned i = 0; i < TOKENS; i++) {
		uint8_t start[2];

		put_u16(start, false, (uint16_t)tokens->len);
		sb_add(index, start, sizeof(start));
		if (i)
			sb_char(tokens, (char)i);
		sb_char(tokens, '\0');
	}
}

bool symbol_list_build(struct symbol_list *l, struct kallsyms **out, struct err *err)
{
	struct kallsyms_tables t = {.word_size = 8, .count = l->count, .scheme = KALLSYMS_ABSOLUTE};
	struct sb names = {0}, markers = {0}, tokens = {0}, index = {0}, addresses = {0};

	if (l->count)
		qsort_r(l->symbols, l->count, sizeof(*l->symbols), kernel_order, l->names.s);
	for (uint32_t i = 0; i < l->count; i++) {
		const struct listed_symbol *s = &l->symbols[i];
		uint8_t word[8];

		if (i % MARKER_STEP == 0) {
			put_u32(word, false, (uint32_t)names.len);
			sb_add(&markers, word, 4);
		}
		put_name(&names, s->letter, l->names.s + s->name);
		put_u64(word, false, s->addr);
		sb_add(&addresses, word, sizeof(word));
	}
	while (names.len % 4)
		sb_char(&names, '\0');
	if (markers.len)
		sb_add(&names, markers.s, markers.len);
	sb_free(&markers);
	put_tokens(&tokens, &index);
	t.names = to_blob(&names);
	t.tokens = to_blob(&tokens);
	t.token_index = to_blob(&index);
	t.addresses = to_blob(&addresses);
	return kallsyms_build(&t, out, err);
}
