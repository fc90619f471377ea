/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support/kallsyms_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/test.h"

struct line {
	unsigned long long addr;
	char letter, name[SYMBOL_NAME_MAX];
};

/* Printable characters stand for themselves, some other numbers for longer pieces. */
static void token_text(unsigned i, char text[8])
{
	if (i > ' ' && i < 127)
		snprintf(text, 8, "%c", i);
	else
		snprintf(text, 8, i == 1 ? "sys_" : i == 200 ? "__" : "#%02x", i);
}

static size_t tokenise(const struct line *l, uint8_t out[SYMBOL_NAME_MAX])
{
	size_t n = 0;

	out[n++] = (uint8_t)l->letter;
	for (const char *p = l->name; *p;) {
		uint8_t token = str_starts(p, "sys_") ? 1 : str_starts(p, "__") ? 200 : (uint8_t)*p;

		p += token == 1 ? 4 : token == 200 ? 2 : 1;
		out[n++] = token;
	}
	return n;
}

static void put(struct sb *sb, bool big, unsigned size, uint64_t value)
{
	uint8_t raw[8];

	if (size == 8)
		put_u64(raw, big, value);
	else if (size == 4)
		put_u32(raw, big, (uint32_t)value);
	else
		put_u16(raw, big, (uint16_t)value);
	sb_add(sb, raw, size);
}

static uint64_t start_table(struct sb *sb, const struct kallsyms_text *how)
{
	while (sb->len % how->align)
		sb_char(sb, '\0');
	return how->addr + sb->len;
}

static void put_names(struct sb *sb, const struct kallsyms_text *how, const struct line *lines, struct kallsyms_bytes *b)
{
	uint32_t *markers = xcalloc(b->count, sizeof(*markers));
	size_t start;

	b->names = start_table(sb, how);
	start = sb->len;
	for (uint32_t i = 0; i < b->count; i++) {
		uint8_t tokens[SYMBOL_NAME_MAX];
		size_t len = tokenise(&lines[i], tokens);

		if (i % 256 == 0)
			markers[i / 256] = (uint32_t)(sb->len - start);
		if (how->long_lengths && len >= 128)
			sb_char(sb, (char)((len & 127) | 128));
		sb_char(sb, (char)(how->long_lengths && len >= 128 ? len >> 7 : len));
		sb_add(sb, tokens, len);
	}
	b->markers = start_table(sb, how);
	for (uint32_t i = 0; i < (b->count + 255) / 256; i++)
		put(sb, how->big_endian, how->marker_size, markers[i]);
	free(markers);
	if (!how->seqs)
		return;
	start_table(sb, how);
	for (uint32_t i = 0; i < b->count; i++)
		sb_add(sb, (uint8_t[]){(uint8_t)(i * 7), (uint8_t)i, (uint8_t)(i * 13)}, 3);
}

static void put_tokens(struct sb *sb, const struct kallsyms_text *how, struct kallsyms_bytes *b)
{
	uint16_t index[256];
	char text[8];
	size_t start;

	b->tokens = start_table(sb, how);
	start = sb->len;
	for (unsigned i = 0; i < 256; i++) {
		token_text(i, text);
		index[i] = (uint16_t)(sb->len - start);
		sb_add(sb, text, strlen(text) + 1);
	}
	b->token_index = start_table(sb, how);
	for (unsigned i = 0; i < 256; i++)
		put(sb, how->big_endian, 2, index[i]);
}

static void put_addresses(struct sb *sb, const struct kallsyms_text *how, const struct line *lines,
			  struct kallsyms_bytes *b)
{
	b->addresses = start_table(sb, how);
	for (uint32_t i = 0; i < b->count; i++) {
		uint64_t addr = lines[i].addr;

		switch (how->scheme) {
		case KALLSYMS_ABSOLUTE: put(sb, how->big_endian, 8, addr); break;
		case KALLSYMS_BASE_RELATIVE: put(sb, how->big_endian, 4, addr - how->base); break;
		case KALLSYMS_PERCPU_ABSOLUTE:
			put(sb, how->big_endian, 4, addr < how->base ? addr : how->base - 1 - addr);
			break;
		case KALLSYMS_PLACE_RELATIVE: put(sb, how->big_endian, 4, addr - b->addresses - 4ULL * i); break;
		}
	}
	if (how->scheme != KALLSYMS_BASE_RELATIVE && how->scheme != KALLSYMS_PERCPU_ABSOLUTE)
		return;
	while (sb->len % 8)
		sb_char(sb, '\0');
	b->relative_base = how->addr + sb->len;
	put(sb, how->big_endian, 8, how->base);
}

struct kallsyms_bytes kallsyms_from_text(const char *text, const struct kallsyms_text *how)
{
	struct line *lines = xcalloc(4096, sizeof(*lines));
	struct kallsyms_bytes b = {.count = 0};
	struct sb sb = {0};

	for (int n = 0; sscanf(text, " %llx %c %511s%n", &lines[b.count].addr, &lines[b.count].letter,
			       lines[b.count].name, &n) == 3; text += n)
		b.count++;
	assert_true(b.count < 4096 && text[strspn(text, " \n")] == '\0');
	if (!how->addresses_last)
		put_addresses(&sb, how, lines, &b);
	b.num_syms = start_table(&sb, how);
	put(&sb, how->big_endian, 4, b.count);
	put_names(&sb, how, lines, &b);
	put_tokens(&sb, how, &b);
	if (how->addresses_last)
		put_addresses(&sb, how, lines, &b);
	free(lines);
	b.data = (uint8_t *)sb.s;
	b.size = sb.len;
	return b;
}

static struct blob piece(const struct kallsyms_bytes *b, const struct kallsyms_text *how, uint64_t from, uint64_t to)
{
	struct blob blob = {.data = xmalloc(to - from), .size = to - from};

	memcpy(blob.data, b->data + (from - how->addr), to - from);
	return blob;
}

struct kallsyms_tables kallsyms_tables_of(const struct kallsyms_bytes *b, const struct kallsyms_text *how)
{
	bool based = b->relative_base != 0;

	return (struct kallsyms_tables){
		.big_endian = how->big_endian,
		.word_size = 8,
		.count = b->count,
		.names = piece(b, how, b->names, b->tokens),
		.tokens = piece(b, how, b->tokens, b->token_index),
		.token_index = piece(b, how, b->token_index, b->token_index + 512),
		.addresses = piece(b, how, b->addresses,
				   b->addresses + b->count * (how->scheme == KALLSYMS_ABSOLUTE ? 8ULL : 4ULL)),
		.scheme = based ? KALLSYMS_BASE_RELATIVE : how->scheme,
		.base = based ? how->base : b->addresses,
	};
}
