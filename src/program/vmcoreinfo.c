/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "program/vmcoreinfo.h"

#include <stdlib.h>
#include <string.h>

static void add_line(struct vmcoreinfo *v, char *line)
{
	char *equals = strchr(line, '=');

	if (!equals || equals == line)
		return;
	*equals = '\0';
	if (strmap_get(&v->values, line))
		return;
	strmap_put(&v->values, line, equals + 1);
	v->keys = xrealloc(v->keys, v->count + 1, sizeof(*v->keys));
	v->keys[v->count++] = line;
}

void vmcoreinfo_parse(struct vmcoreinfo *v, const char *text, size_t size)
{
	char *p, *end, *newline;

	size = strnlen(text, size < LIMIT_VMCOREINFO ? size : LIMIT_VMCOREINFO);
	p = arena_strndup(&v->arena, text, size);
	end = p + size;
	/* Every line ends in a newline; one without was cut off, and its value can't be trusted. */
	while ((newline = memchr(p, '\n', (size_t)(end - p)))) {
		*newline = '\0';
		add_line(v, p);
		p = newline + 1;
	}
}

void vmcoreinfo_free(struct vmcoreinfo *v)
{
	strmap_free(&v->values);
	free(v->keys);
	arena_free(&v->arena);
	*v = (struct vmcoreinfo){0};
}

const char *vmcoreinfo_get(const struct vmcoreinfo *v, const char *key)
{
	return strmap_get(&v->values, key);
}

static bool digits(const char *s, unsigned base, uint64_t *out)
{
	uint64_t value = 0;

	if (!*s)
		return false;
	for (; *s; s++) {
		unsigned digit = *s >= '0' && *s <= '9' ? (unsigned)(*s - '0') :
				 *s >= 'a' && *s <= 'f' ? (unsigned)(*s - 'a') + 10 :
				 *s >= 'A' && *s <= 'F' ? (unsigned)(*s - 'A') + 10 : base;

		if (digit >= base || __builtin_mul_overflow(value, (uint64_t)base, &value) ||
		    __builtin_add_overflow(value, (uint64_t)digit, &value))
			return false;
	}
	*out = value;
	return true;
}

bool vmcoreinfo_number(const struct vmcoreinfo *v, const char *key, uint64_t *value)
{
	const char *s = vmcoreinfo_get(v, key);
	uint64_t magnitude;

	if (!s)
		return false;
	if (str_starts(s, "0x"))
		return digits(s + 2, 16, value);
	if (str_starts(key, "SYMBOL(") || strcmp(key, "KERNELOFFSET") == 0)
		return digits(s, 16, value);
	if (*s != '-')
		return digits(s, 10, value);
	if (!digits(s + 1, 10, &magnitude) || magnitude > 1ULL << 63)
		return false;
	*value = 0 - magnitude;
	return true;
}

bool vmcoreinfo_hex(const struct vmcoreinfo *v, const char *key, uint64_t *value)
{
	const char *s = vmcoreinfo_get(v, key);

	return s && digits(s, 16, value);
}

bool vmcoreinfo_symbol(const struct vmcoreinfo *v, const char *symbol, uint64_t *value)
{
	struct sb key = {0};
	bool ok;

	sb_printf(&key, "SYMBOL(%s)", symbol);
	ok = vmcoreinfo_number(v, key.s, value);
	sb_free(&key);
	return ok;
}

/* Note header: sizes of name and text, type 0, the name padded to 4. */
#define NOTE_TEXT 24

size_t vmcoreinfo_in_note(const uint8_t *data, size_t size, size_t *text_offset)
{
	uint32_t length;
	bool big;

	if (size < NOTE_TEXT || memcmp(data + 12, "VMCOREINFO\0", 12) != 0 || get_u32(data + 8, false) != 0)
		return 0;
	big = get_u32(data, true) == 11;
	if (get_u32(data, big) != 11)
		return 0;
	length = get_u32(data + 4, big);
	if (length == 0 || length > LIMIT_VMCOREINFO)
		return 0;
	*text_offset = NOTE_TEXT;
	return length;
}

/* The text may reach into the blocks that follow: the kernel allots whole pages to it. */
static size_t read_text(struct dump *d, uint64_t paddr, uint8_t *buf, size_t want)
{
	uint32_t block_size = dump_facts(d)->block_size;
	uint8_t *block = xmalloc(block_size);
	size_t have = 0;

	while (have < want) {
		uint64_t at = paddr + have;
		size_t off = (size_t)(at & (block_size - 1));
		size_t n = block_size - off < want - have ? block_size - off : want - have;

		if (dump_read_block(d, at / block_size, block, NULL) != MEM_OK)
			break;
		memcpy(buf + have, block + off, n);
		have += n;
	}
	free(block);
	return have;
}

static bool report(struct dump *d, uint64_t paddr, size_t length, vmcoreinfo_found_fn *fn, void *arg)
{
	char *text = xmalloc(length);
	size_t got = read_text(d, paddr + NOTE_TEXT, (uint8_t *)text, length);
	bool go_on = true;

	if (got >= 10 && memcmp(text, "OSRELEASE=", 10) == 0)
		go_on = fn(text, got, paddr, arg);
	free(text);
	return go_on;
}

void vmcoreinfo_scan(struct dump *d, vmcoreinfo_found_fn *fn, void *arg)
{
	const uint32_t block_size = dump_facts(d)->block_size, page = 4096;
	uint8_t *buf = xmalloc(block_size);
	bool go_on = true;

	for (uint64_t b = dump_next_block(d, 0); go_on && b != UINT64_MAX; b = dump_next_block(d, b + 1)) {
		if (dump_read_block(d, b, buf, NULL) != MEM_OK)
			continue;
		for (uint32_t off = 0; go_on && off < block_size; off += page) {
			size_t text, length = vmcoreinfo_in_note(buf + off, block_size - off, &text);

			if (length)
				go_on = report(d, b * block_size + off, length, fn, arg);
		}
	}
	free(buf);
}
