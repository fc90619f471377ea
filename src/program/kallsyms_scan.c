/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds the tables with nothing to start from (kernels before 6.0 name them
 * nowhere): the token table holds the ten digits as tokens of their own, one
 * after the other, and an index of ascending offsets follows.  From there the
 * other tables are found by their mutual order, which scripts/kallsyms.c made
 * until 6.3:  addresses, [relative_base], num_syms, names, markers, [seqs], tokens, index
 * since 6.4:  num_syms, names, markers, tokens, index, offsets, [relative_base], seqs
 * aligned to 8 bytes, from 7.0 on to 4.
 */
#include "program/internal.h"

#include <string.h>

#define STEP (64 * KiB)
#define LOOK_BACK (4 * KiB)	/* from the digits to the start of the token table */
#define LOOK_AHEAD (8 * KiB)	/* from the digits to the end of the token index */
#define INDEX_SIZE 512u
#define GROUP_MAX (256 * (LIMIT_SYMBOL_NAME + 2))
#define MARKERS_MIN 4		/* fewer symbols than 1024 is no kernel */

static const char digit_tokens[20] = "0\0001\0002\0003\0004\0005\0006\0007\0008\0009";

struct found {
	uint64_t tokens, index;		/* addresses in the window's space */
	uint64_t markers, names;
	uint32_t marker_count, count;
	uint64_t last_marker;
	uint64_t count_at;
};

static uint64_t align_up(uint64_t v, unsigned align)
{
	return (v + align - 1) & ~(uint64_t)(align - 1);
}

/* ---- token table ------------------------------------------------------------ */

/* Is the token index at `at`, the digits of its table being at `digits`? */
static bool is_token_index(const struct blob *b, size_t at, size_t digits, bool big, size_t *table)
{
	const uint8_t *p = b->data + at;
	uint16_t offset[256];

	if (!blob_has(b, at, INDEX_SIZE))
		return false;
	for (unsigned i = 0; i < 256; i++) {
		offset[i] = get_u16(p + 2 * i, big);
		if (i == 0 ? offset[i] != 0 : offset[i] <= offset[i - 1])
			return false;
	}
	if (offset['9'] - offset['0'] != 18 || offset['0'] > digits)
		return false;
	*table = digits - offset['0'];
	for (unsigned i = 1; i < 256; i++)
		if (*table + offset[i] >= at || b->data[*table + offset[i] - 1] != 0)
			return false;
	at -= *table + offset[255];
	return at - strnlen((const char *)b->data + *table + offset[255], at) <= 8;
}

/* Digits between off and end of the blob, and an index that goes with them. */
static bool find_tokens_in(const struct blob *b, size_t off, size_t end, bool big, size_t *table, size_t *index)
{
	const uint8_t *hit, *p = b->data + off;

	while ((hit = memmem(p, (size_t)(b->data + end - p), digit_tokens, sizeof(digit_tokens)))) {
		size_t digits = (size_t)(hit - b->data);

		for (size_t at = (digits + 20 + 3) & ~(size_t)3; at < digits + LOOK_AHEAD - INDEX_SIZE; at += 4) {
			if (is_token_index(b, at, digits, big, table)) {
				*index = at;
				return true;
			}
		}
		p = hit + 1;
	}
	return false;
}

/* From the end of the window to its start: data symbols, which bound it, follow the tables closely. */
static bool find_tokens(struct memory *m, const struct kallsyms_window *w, uint64_t *end, struct found *f)
{
	while (*end > w->start) {
		uint64_t start = *end - w->start > STEP ? (*end - STEP) & ~(uint64_t)0xfff : w->start;
		uint64_t from = start - w->start > LOOK_BACK ? start - LOOK_BACK : w->start;
		struct blob b;
		size_t table, index;
		bool found = blob_read(&b, m, w->physical, from, *end - from + LOOK_AHEAD) &&
			     find_tokens_in(&b, (size_t)(start - from), (size_t)(*end - from) + sizeof(digit_tokens) - 1,
					    w->big_endian, &table, &index);

		blob_free(&b);
		*end = start;
		if (found) {
			f->tokens = from + table;
			f->index = from + index;
			return true;
		}
	}
	return false;
}

/* ---- markers and names --------------------------------------------------------- */

/* Walks back over ascending numbers to the 0 that they start with. */
static bool markers_before(const struct blob *b, size_t end, size_t element, bool big, uint32_t *count, uint64_t *last)
{
	uint64_t above = 0;

	*count = 0;
	for (size_t at = end; at >= element; at -= element) {
		const uint8_t *p = b->data + at - element;
		uint64_t value = element == 8 ? get_u64(p, big) : get_u32(p, big);

		if (*count > 0 && (value >= above || above - value < 512 || above - value > GROUP_MAX))
			return false;
		if ((*count)++ == 0)
			*last = value;
		if (value == 0)
			return *count >= MARKERS_MIN && blob_has(b, at - element, end - at + element);
		above = value;
	}
	return false;
}

static bool find_markers(struct memory *m, const struct kallsyms_window *w, struct found *f)
{
	uint64_t reach = 3 * LIMIT_SYMBOLS / 4, size = f->tokens - w->start < reach ? f->tokens - w->start : reach;
	const size_t elements[] = {4, w->word_size};
	bool found = false;
	struct blob b;

	size &= ~(uint64_t)7;
	if (!blob_read(&b, m, w->physical, f->tokens - size, size)) {
		blob_free(&b);
		return false;
	}
	for (size_t end = size; end >= 64 && !found; end -= 4) {
		for (unsigned e = 0; e < ARRAY_LEN(elements) && !found; e++) {
			found = markers_before(&b, end, elements[e], w->big_endian, &f->marker_count, &f->last_marker);
			if (found)
				f->markers = f->tokens - size + end - f->marker_count * elements[e];
		}
	}
	blob_free(&b);
	return found;
}

/*
 * Is the number of symbols at `at`?  It must agree with that of the markers.  The names follow it, after
 * 4 bytes of padding where tables are aligned to 8; they start with a length, which is not 0.
 */
static bool is_symbol_count(const struct blob *b, size_t at, bool big, struct found *f, size_t *names)
{
	uint32_t count = get_u32(b->data + at, big);

	if (count == 0 || count > LIMIT_SYMBOLS || (count + 255) / 256 != f->marker_count)
		return false;
	f->count = count;
	*names = get_u32(b->data + at + 4, big) ? at + 4 : at + 8;
	return true;
}

static bool find_names(struct memory *m, const struct kallsyms_window *w, struct found *f)
{
	uint64_t first_group_end = f->markers - f->last_marker, from, start;
	bool found = false;
	size_t names = 0;
	struct blob b;

	if (f->last_marker > f->markers - w->start)
		return false;
	start = first_group_end - w->start > GROUP_MAX ? first_group_end - GROUP_MAX : w->start;
	from = align_up(start, 8);
	if (from >= first_group_end || !blob_read(&b, m, w->physical, from, first_group_end - from))
		return false;
	for (size_t at = b.size & ~(size_t)3; at >= 8 && !found; at -= 4) {
		found = is_symbol_count(&b, at - 8, w->big_endian, f, &names);
		f->names = from + names;
		f->count_at = from + at - 8;
	}
	blob_free(&b);
	return found;
}

/* ---- addresses -------------------------------------------------------------------- */

struct candidate {
	enum kallsyms_scheme scheme;
	uint64_t addresses, base_at;	/* base_at: of relative_base, 0: there is none */
};

/* The base is the start of the image, which is aligned, in the upper half. */
static bool read_base(struct memory *m, const struct kallsyms_window *w, uint64_t at, uint64_t *base)
{
	uint8_t raw[8];
	enum mem_status status = w->physical ? memory_read_phys(m, at, raw, w->word_size, NULL)
					     : memory_read(m, at, raw, w->word_size, NULL);

	if (status != MEM_OK || w->word_size != 8)
		return false;
	*base = get_u64(raw, w->big_endian);
	return *base >> 63 && !(*base & 0xffff);
}

static bool try_candidate(struct memory *m, const struct kallsyms_window *w, const struct found *f,
			  const struct candidate *c, struct kallsyms **out, struct err *err)
{
	struct kallsyms_tables t = {.big_endian = w->big_endian, .word_size = w->word_size, .count = f->count,
				    .scheme = c->scheme, .base = c->addresses};

	if (c->base_at && !read_base(m, w, c->base_at, &t.base))
		return err_set(err, "no relative_base");
	/* A place that is not wholly in the dump can't be told from a wrong one. */
	if (!blob_read(&t.addresses, m, w->physical, c->addresses,
		       (size_t)f->count * (c->scheme == KALLSYMS_ABSOLUTE ? 8 : 4)) || t.addresses.missing) {
		blob_free(&t.addresses);
		return err_set(err, "no addresses");
	}
	blob_read(&t.names, m, w->physical, f->names, f->tokens - f->names);
	blob_read(&t.tokens, m, w->physical, f->tokens, f->index - f->tokens);
	blob_read(&t.token_index, m, w->physical, f->index, INDEX_SIZE);
	return kallsyms_build(&t, out, err);
}

/* The possible places of the addresses; what is there must ascend, kallsyms_build() checks. */
static bool find_addresses(struct memory *m, const struct kallsyms_window *w, const struct found *f,
			   struct kallsyms **out, struct err *err)
{
	uint64_t after4 = align_up(f->index + INDEX_SIZE, 4), after8 = align_up(after4, 8), size = 4ULL * f->count;
	const struct candidate candidates[] = {
		{KALLSYMS_BASE_RELATIVE, after8, align_up(after8 + size, 8)},
		{KALLSYMS_BASE_RELATIVE, after4, align_up(after4 + size, 8)},
		{KALLSYMS_BASE_RELATIVE, f->count_at - 8 - align_up(size, 8), f->count_at - 8},
		{KALLSYMS_ABSOLUTE, f->count_at - 2 * size, 0},
		{KALLSYMS_PLACE_RELATIVE, after4, 0},
	};

	for (unsigned i = 0; i < ARRAY_LEN(candidates); i++)
		if (try_candidate(m, w, f, &candidates[i], out, err))
			return true;
	return err_set(err, "%u names at 0x%llx, but no addresses", f->count, (unsigned long long)f->names);
}

bool kallsyms_open_scan(struct memory *m, const struct kallsyms_window *w, struct kallsyms **out, struct err *err)
{
	uint64_t end = w->start + w->size;
	struct found f = {0};

	err_set(err, "no token table between 0x%llx and 0x%llx", (unsigned long long)w->start, (unsigned long long)end);
	while (find_tokens(m, w, &end, &f)) {
		if (!find_markers(m, w, &f) || !find_names(m, w, &f)) {
			err_set(err, "token table at 0x%llx, but no names before it", (unsigned long long)f.tokens);
			continue;
		}
		if (find_addresses(m, w, &f, out, err))
			return true;
	}
	return false;
}
