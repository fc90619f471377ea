/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support/dump_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "support/test.h"

enum { LINE = 1024, MAX_ITEMS = 256 };

/* What the lines of one file have said so far. */
struct file_text {
	char head[LINE];			/* the elf or kdump line */
	const char *items[MAX_ITEMS];		/* load and page lines */
	size_t item_count;
	struct sb notes;
	bool be, is64, begun;
	dump_text_pack pack;
	struct sb *out;
};

/* ---- words and numbers ------------------------------------------------------------ */

const char *text_value(const char *line, const char *key, char *buf, size_t room)
{
	size_t n = strlen(key);

	for (const char *p = strstr(line, key); p; p = strstr(p + 1, key)) {
		size_t len;

		if (p[n] != '=' || (p > line && p[-1] != ' '))
			continue;
		len = strcspn(p + n + 1, " \n");
		assert_true(len < room);
		memcpy(buf, p + n + 1, len);
		buf[len] = '\0';
		return buf;
	}
	return NULL;
}

uint64_t text_number(const char *line, const char *key, uint64_t otherwise)
{
	char buf[LINE];

	return text_value(line, key, buf, sizeof(buf)) ? strtoull(buf, NULL, 0) : otherwise;
}

static void put(struct sb *sb, uint64_t off, uint64_t value, size_t bytes, bool be)
{
	uint8_t raw[8];

	while (sb->len < off + bytes)
		sb_char(sb, '\0');
	for (size_t i = 0; i < bytes; i++)
		raw[i] = (uint8_t)(value >> 8 * (be ? bytes - 1 - i : i));
	memcpy(sb->s + off, raw, bytes);
}

static void put_bytes(struct sb *sb, uint64_t off, const void *data, size_t len)
{
	while (sb->len < off + len)
		sb_char(sb, '\0');
	if (len)
		memcpy(sb->s + off, data, len);
}

/* ---- content ---------------------------------------------------------------------------- */

static void add_hex(const char *digits, size_t len, struct sb *out)
{
	for (size_t i = 0; i + 1 < len; i += 2) {
		char two[3] = {digits[i], digits[i + 1], '\0'};

		sb_char(out, (char)strtoul(two, NULL, 16));
	}
}

static void add_part(const char *part, size_t len, size_t block_size, struct sb *out)
{
	static const char *const words[] = {"task ", "page ", "slab ", "inode ", "dentry ", "lock "};
	const char *arg = memchr(part, ':', len), *star = memchr(part, '*', len);
	size_t bytes = star ? strtoull(star + 1, NULL, 0) : block_size, start = out->len, end = start + bytes;
	uint64_t seed;

	if (!arg)
		fail_msg("content without an argument: %s", part);
	seed = strtoull(arg + 1, NULL, 0);
	if (!strncmp(part, "hex:", 4)) {
		add_hex(arg + 1, len - 4, out);
		return;
	}
	while (out->len < end) {
		uint64_t r = hash_u64(seed * 1000003 + out->len - start);

		if (!strncmp(part, "byte:", 5))
			sb_char(out, (char)seed);
		else if (!strncmp(part, "noise:", 6))
			sb_char(out, (char)r);
		else if (!strncmp(part, "text:", 5))
			sb_str(out, words[r % ARRAY_LEN(words)]);
		else
			fail_msg("unknown content: %s", part);
	}
	sb_cut(out, end);
}

void dump_text_content(const char *content, size_t block_size, struct sb *out)
{
	const char *p = content;

	while (*p && *p != ' ' && *p != '\n') {
		size_t len = strcspn(p, "+ \n");

		add_part(p, len, block_size, out);
		p += len + (p[len] == '+');
	}
}

static void add_note(struct file_text *f, const char *line)
{
	char name[64], text[LINE];
	int type;

	if (sscanf(line, "note %63s %i %1023s", name, &type, text) != 3)
		fail_msg("bad note: %s", line);
	for (char *p = text; *p; p++)
		*p = *p == '~' ? ' ' : *p == '|' ? '\n' : *p;
	put(&f->notes, f->notes.len, text_number(line, "namesz", strlen(name) + 1), 4, f->be);
	put(&f->notes, f->notes.len, text_number(line, "descsz", strlen(text)), 4, f->be);
	put(&f->notes, f->notes.len, (uint64_t)type, 4, f->be);
	sb_add(&f->notes, name, strlen(name) + 1);
	while (f->notes.len % 4)
		sb_char(&f->notes, '\0');
	sb_str(&f->notes, text);
	while (f->notes.len % 4)
		sb_char(&f->notes, '\0');
}

/* ---- ELF ------------------------------------------------------------------------------------ */

struct elf_place {
	uint64_t phoff, phentsize, data;	/* data: where the next segment's goes */
	size_t ph;				/* program headers written */
};

static void put_phdr(struct file_text *f, struct elf_place *at, uint64_t type, uint64_t offset, const char *line, uint64_t size)
{
	uint64_t base = at->phoff + at->ph++ * at->phentsize, filesz = text_number(line, "filesz", size);
	uint64_t fields[] = {text_number(line, "offset", offset), text_number(line, "vaddr", 0), text_number(line, "paddr", 0),
			     filesz, text_number(line, "memsz", filesz)};
	size_t word = f->is64 ? 8 : 4, first = f->is64 ? 8 : 4;

	put(f->out, base, text_number(line, "ptype", type), 4, f->be);
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		put(f->out, base + first + i * word, fields[i], word, f->be);
	put(f->out, base + at->phentsize - 1, 0, 1, f->be);
}

static void put_ehdr(struct file_text *f, const struct elf_place *at, size_t phnum)
{
	bool xnum = text_number(f->head, "xnum", 0), be = f->be;
	uint64_t shoff = text_number(f->head, "shoff", xnum ? 64 : 0), w = f->is64 ? 8 : 4;
	size_t after = 24 + 3 * w;

	put_bytes(f->out, 0, "\177ELF", 4);
	put(f->out, 4, f->is64 ? 2 : 1, 1, be);
	put(f->out, 5, be ? 2 : 1, 1, be);
	put(f->out, 6, 1, 1, be);
	put(f->out, 16, text_number(f->head, "type", 4), 2, be);
	put(f->out, 18, text_number(f->head, "machine", 62), 2, be);
	put(f->out, 24 + w, text_number(f->head, "phoff", at->phoff), w, be);
	put(f->out, 24 + 2 * w, shoff, w, be);
	put(f->out, after, text_number(f->head, "flags", 0), 4, be);
	put(f->out, after + 4, 8, 2, be);		/* e_ehsize, wrong as in QEMU's */
	put(f->out, after + 6, text_number(f->head, "phentsize", at->phentsize), 2, be);
	put(f->out, after + 8, xnum ? 0xffff : text_number(f->head, "phnum", phnum), 2, be);
	if (xnum) {
		put(f->out, after + 10, f->is64 ? 64 : 40, 2, be);
		put(f->out, after + 12, 1, 2, be);
		put(f->out, shoff + (f->is64 ? 44 : 28), text_number(f->head, "phnum", phnum), 4, be);
	}
}

static void build_elf(struct file_text *f)
{
	bool xnum = text_number(f->head, "xnum", 0);
	struct elf_place at = {f->is64 ? 64 : 52, f->is64 ? 56 : 32, 0, 0};
	size_t phnum = f->item_count + (f->notes.len > 0);

	if (xnum)
		at.phoff = 128;		/* section header 0 lies before */
	put_ehdr(f, &at, phnum);
	at.data = at.phoff + phnum * at.phentsize;
	if (f->notes.len) {
		put_phdr(f, &at, 4, at.data, "", f->notes.len);
		put_bytes(f->out, at.data, f->notes.s, f->notes.len);
		at.data += f->notes.len;
	}
	for (size_t i = 0; i < f->item_count; i++) {
		struct sb data = {0};
		char content[LINE];

		if (text_value(f->items[i], "data", content, sizeof(content)))
			dump_text_content(content, 4096, &data);
		put_phdr(f, &at, 1, at.data, f->items[i], data.len);
		put_bytes(f->out, at.data, data.s, data.len);
		at.data += data.len;
		sb_free(&data);
	}
}

/* ---- kdump ------------------------------------------------------------------------------------- */

struct kdump_place {
	uint64_t block_size, bitmap, bitmap_blocks, desc, zero_page, data;
	bool single;
};

static size_t pack_page(struct file_text *f, const char *codec, const struct sb *page, uint8_t *out, unsigned *flags)
{
	uLongf room = (uLongf)(2 * page->len);

	if (!strcmp(codec, "raw")) {
		memcpy(out, page->s, page->len);
		return page->len;
	}
	if (!strcmp(codec, "zlib")) {
		*flags = 1;
		assert_int_equal(compress2(out, &room, (const uint8_t *)page->s, page->len, 6), Z_OK);
		return room;
	}
	if (!strcmp(codec, "zstd")) {
		*flags = 0x20;
		return ZSTD_compress(out, 2 * page->len, page->s, page->len, 1);
	}
	*flags = !strcmp(codec, "lzo") ? 2 : 4;
	assert_non_null(f->pack);
	return f->pack(codec, (const uint8_t *)page->s, page->len, out);
}

static void put_desc(struct file_text *f, struct kdump_place *at, uint64_t offset, uint64_t size, uint64_t flags)
{
	put(f->out, at->desc, offset, 8, f->be);
	put(f->out, at->desc + 8, size, 4, f->be);
	put(f->out, at->desc + 12, flags, 4, f->be);
	put(f->out, at->desc + 16, 0, 8, f->be);
	at->desc += 24;
}

static void set_bit(struct file_text *f, uint64_t bitmap, uint64_t bit)
{
	put(f->out, bitmap + bit / 8, 0, 0, false);
	while (f->out->len <= bitmap + bit / 8)
		sb_char(f->out, '\0');
	f->out->s[bitmap + bit / 8] |= (char)(1 << bit % 8);
}

static void put_page(struct file_text *f, struct kdump_place *at, const char *line)
{
	uint64_t n, half = at->bitmap_blocks / 2 * at->block_size;
	char kind[16], content[LINE] = "", corrupt[16];
	struct sb page = {0};
	unsigned flags = 0;
	uint8_t *packed;
	size_t size;

	if (sscanf(line, "page %li %15s %1023s", (long *)&n, kind, content) < 2)
		fail_msg("bad page: %s", line);
	set_bit(f, at->bitmap, n);
	if (!strcmp(kind, "excluded"))
		return;
	set_bit(f, at->bitmap + (at->single ? 0 : half), n);
	if (!strcmp(kind, "elsewhere"))
		return;
	if (!strcmp(kind, "zero") || !strcmp(kind, "lost")) {
		bool zero = kind[0] == 'z';

		put_desc(f, at, zero ? at->zero_page : 0, zero ? at->block_size : 0, 0);
		return;
	}
	dump_text_content(content, at->block_size, &page);
	packed = xcalloc(1, 2 * page.len);
	size = pack_page(f, kind, &page, packed, &flags);
	if (text_value(line, "corrupt", corrupt, sizeof(corrupt)))
		packed[strtoul(corrupt, NULL, 0) % size] ^= 0x55;
	put_desc(f, at, text_number(line, "offset", at->data), text_number(line, "size", size),
		 text_number(line, "flags", flags));
	put_bytes(f->out, at->data, packed, size);
	at->data += size;
	free(packed);
	sb_free(&page);
}

static void put_uts(struct file_text *f, uint64_t off, const char *key, const char *otherwise)
{
	char buf[65];

	if (!text_value(f->head, key, buf, sizeof(buf)))
		strcpy(buf, otherwise);
	put_bytes(f->out, off, buf, strlen(buf));
}

static void put_main_header(struct file_text *f, const struct kdump_place *at, uint64_t sub_blocks)
{
	uint64_t o = f->is64 ? 424 : 412;

	put_bytes(f->out, 0, "KDUMP   ", 8);
	put(f->out, 8, text_number(f->head, "version", 6), 4, f->be);
	put_uts(f, 12, "sysname", "Linux");
	put_uts(f, 12 + 65, "node", "host");
	put_uts(f, 12 + 130, "release", "6.1.0");
	put_uts(f, 12 + 260, "machine", f->is64 ? "x86_64" : "i686");
	put(f->out, o, text_number(f->head, "status", 0), 4, f->be);
	put(f->out, o + 4, at->block_size, 4, f->be);
	put(f->out, o + 8, text_number(f->head, "sub_hdr_size", sub_blocks), 4, f->be);
	put(f->out, o + 12, text_number(f->head, "bitmap_blocks", at->bitmap_blocks), 4, f->be);
	put(f->out, o + 16, text_number(f->head, "max_mapnr", 16), 4, f->be);
	put(f->out, f->is64 ? 463 : 451, 0, 1, f->be);
}

/* Later versions append fields; those that a version does not have yet are left as noise, which readers must not see. */
static void put_sub_header(struct file_text *f, uint64_t block_size)
{
	static const uint8_t sizes[] = {0, 4, 4, 0, 0, 8, 0, 8, 0, 8, 0, 8, 8, 8};	/* 0: a long */
	static const uint8_t since[] = {0, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 6};
	bool padded = f->is64 || text_number(f->head, "padded", 0);
	uint64_t version = text_number(f->head, "version", 6), word = f->is64 ? 8 : 4, off = block_size;
	uint64_t total = f->is64 ? 104 : padded ? 96 : 80, max_mapnr = text_number(f->head, "max_mapnr", 16);
	uint64_t start = text_number(f->head, "start", 0), end = text_number(f->head, "end", 0);
	char erase[LINE] = "";
	uint64_t erase_size = text_value(f->head, "erase", erase, sizeof(erase)) ? strlen(erase) : 0, notes = block_size + total;
	uint64_t values[] = {
		text_number(f->head, "phys_base", 0), text_number(f->head, "dump_level", 31), text_number(f->head, "split", 0),
		start, end, 0, 0, notes, text_number(f->head, "note_size",
						     f->notes.len), erase_size ? notes + f->notes.len : 0, erase_size,
		start, end, text_number(f->head, "max_mapnr_64", max_mapnr),
	};
	const char *info = f->notes.s ? memmem(f->notes.s, f->notes.len, "VMCOREINFO", 10) : NULL;

	if (info) {
		values[5] = notes + (uint64_t)(info + 12 - f->notes.s);
		values[6] = strlen(info + 12);
	}
	for (size_t i = 0; i < ARRAY_LEN(values); i++) {
		uint64_t size = sizes[i] ? sizes[i] : word;

		if (padded)
			off = (off + size - 1) / size * size;
		put(f->out, off, since[i] <= version ? values[i] : 0x4141414141414141, size, f->be);
		off += size;
	}
	put_bytes(f->out, notes, f->notes.s, f->notes.len);
	put_bytes(f->out, notes + f->notes.len, erase, erase_size);
}

static void build_kdump(struct file_text *f)
{
	uint64_t bs = text_number(f->head, "block_size", 4096), max_mapnr = text_number(f->head, "max_mapnr", 16), descs = 0;
	struct kdump_place at = {.block_size = bs, .single = text_number(f->head, "single", 0)};
	uint64_t sub_blocks;

	if (bs < 4096 || bs > 1 << 20)		/* the header lies */
		at.block_size = bs = 4096;
	sub_blocks = text_number(f->head, "sub_hdr_size", (104 + f->notes.len + bs - 1) / bs);
	at.bitmap_blocks = (max_mapnr / 8 + bs) / bs * (at.single ? 1 : 2);
	if (text_number(f->head, "block_size", bs) != bs)
		at.block_size = text_number(f->head, "block_size", bs);
	put_main_header(f, &at, sub_blocks);
	at.block_size = bs;
	put_sub_header(f, bs);
	at.bitmap = (1 + (sub_blocks > 64 ? 1 : sub_blocks)) * bs;
	at.desc = at.bitmap + at.bitmap_blocks * bs;
	for (size_t i = 0; i < f->item_count; i++)
		descs += !strstr(f->items[i], "excluded") && !strstr(f->items[i], "elsewhere");
	at.zero_page = at.desc + descs * 24;
	at.data = at.zero_page + (text_number(f->head, "zero_page", 1) ? bs : 0);
	put(f->out, at.data - 1, 0, 1, f->be);
	for (size_t i = 0; i < f->item_count; i++)
		put_page(f, &at, f->items[i]);
}

/* ---- changes to a built file ------------------------------------------------------------------------ */

static void put_record(struct sb *flat, const struct sb *file, uint64_t off, uint64_t size, bool wrong)
{
	put(flat, flat->len, off, 8, true);
	put(flat, flat->len, size, 8, true);
	for (uint64_t i = 0; i < size; i++)
		sb_char(flat, (char)(file->s[off + i] ^ (wrong ? 0x7f : 0)));
}

static void flatten(struct file_text *f, const char *line)
{
	uint64_t record = text_number(line, "record", 4096), n = (f->out->len + record - 1) / record;
	bool reverse = strstr(line, "reverse");
	struct sb flat = {0};

	put_bytes(&flat, 0, "makedumpfile\0\0\0", 16);
	put(&flat, 16, text_number(line, "ftype", 1), 8, true);
	put(&flat, 24, text_number(line, "fversion", 1), 8, true);
	put(&flat, 4095, 0, 1, true);
	if (text_number(line, "rewrite", 0))
		put_record(&flat, f->out, 0, record, true);
	for (uint64_t i = 0; i < n; i++) {
		uint64_t off = (reverse ? n - 1 - i : i) * record;

		put_record(&flat, f->out, off, f->out->len - off < record ? f->out->len - off : record, false);
	}
	if (text_number(line, "end", 1)) {
		put(&flat, flat.len, UINT64_MAX, 8, true);
		put(&flat, flat.len, UINT64_MAX, 8, true);
	}
	sb_free(f->out);
	*f->out = flat;
}

static void patch(struct file_text *f, const char *line)
{
	unsigned long off, bits;
	char value[64];

	if (sscanf(line, "patch %li u%lu %63s", (long *)&off, &bits, value) != 3)
		fail_msg("bad patch: %s", line);
	put(f->out, off, strtoull(value, NULL, 0), bits / 8, f->be);
}

static void cut(struct file_text *f, const char *line)
{
	long size = strtol(line + 4, NULL, 0);

	sb_cut(f->out, size < 0 ? f->out->len - (size_t)-size : (size_t)size);
}

/* ---- the lines -------------------------------------------------------------------------------------------- */

/* The head and all its items are known: make the file. */
static void build(struct file_text *f)
{
	if (!f->begun)
		return;
	if (str_starts(f->head, "elf"))
		build_elf(f);
	else if (str_starts(f->head, "kdump"))
		build_kdump(f);
	sb_free(&f->notes);
	f->begun = false;
}

static void do_line(struct file_text *f, const char *line, struct dump_text *out)
{
	char buf[LINE];

	if (str_starts(line, "elf") || str_starts(line, "kdump")) {
		assert_true(strcspn(line, "\n") < sizeof(f->head));
		snprintf(f->head, sizeof(f->head), "%.*s", (int)strcspn(line, "\n"), line);
		f->be = text_value(line, "endian", buf, sizeof(buf)) && !strcmp(buf, "big");
		f->is64 = text_number(line, "bits", 64) == 64;
		f->item_count = 0;
		f->begun = true;
	} else if (str_starts(line, "load") || str_starts(line, "page")) {
		assert_true(f->item_count < MAX_ITEMS);
		f->items[f->item_count++] = line;
	} else if (str_starts(line, "note ")) {
		add_note(f, line);
	} else if (str_starts(line, "bytes ")) {
		dump_text_content(line + 6, 4096, f->out);
	} else {
		build(f);
		if (str_starts(line, "patch "))
			patch(f, line);
		else if (str_starts(line, "cut "))
			cut(f, line);
		else if (str_starts(line, "flatten"))
			flatten(f, line);
		else if (str_starts(line, "file") && out->count < DUMP_TEXT_FILES)
			f->out = &out->files[out->count++];
		else
			fail_msg("cannot understand: %.60s", line);
	}
}

/* Lines are cut at their ends in a copy that outlives them all, for items point into it. */
void dump_from_text(const char *text, dump_text_pack pack, struct dump_text *out)
{
	char *copy = xstrdup(text), *save = NULL;
	struct file_text *f = xcalloc(1, sizeof(*f));

	*out = (struct dump_text){.count = 1};
	f->out = &out->files[0];
	f->pack = pack;
	for (char *line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		line += strspn(line, " \t");
		if (*line && *line != '#' && !str_starts(line, "expect"))
			do_line(f, line, out);
	}
	build(f);
	free(f);
	free(copy);
}

void dump_text_free(struct dump_text *t)
{
	for (size_t i = 0; i < t->count; i++)
		sb_free(&t->files[i]);
	t->count = 0;
}
