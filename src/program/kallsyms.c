/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names and addresses out of the packed tables.  scripts/kallsyms.c, kernel/kallsyms.c
 *
 * A name is a length and that many token numbers; the first character of the
 * text is the type letter.  From 6.1 on (73bbb94466fd) a length byte with bit 7
 * set is followed by a second one; before, it was a plain length up to 255.  The
 * markers, one for each 256 names, tell which: they must meet the names.
 */
#include "program/kallsyms.h"

#include "program/name_index.h"

#include <stdlib.h>
#include <string.h>

#define MARKER_STEP 256u
#define MARK_STEP 16u		/* our own, finer marks */
#define NO_MARK UINT32_MAX
#define TOKENS 256u

struct token {
	const char *text;
	size_t len;
};

struct kallsyms {
	struct blob names, tokens, addresses;	/* addresses: in the host's byte order */
	struct token token[TOKENS];
	size_t names_end;			/* where the markers begin */
	uint32_t count, missing;
	bool long_lengths;
	enum kallsyms_scheme scheme;
	uint64_t base, first, last;		/* first, last: the kernel image, for look-ups by address */
	uint32_t *marks;			/* offset of every 16th name, NO_MARK where it can't be decoded */
	struct name_index index;
};

/* ---- names ----------------------------------------------------------------- */

/* Offset of the tokens of the entry at *pos, their number in *len; *pos moves to the next entry. */
static inline bool entry_at(const struct kallsyms *k, bool long_lengths, size_t *pos, size_t *tokens, size_t *len)
{
	size_t p = *pos, n;

	if (p >= k->names_end)
		return false;
	n = k->names.data[p++];
	if (long_lengths && n & 0x80) {
		if (p >= k->names_end || k->names.data[p] & 0x80)
			return false;
		n = (n & 0x7f) | (size_t)k->names.data[p++] << 7;
	}
	if (n == 0 || n > LIMIT_SYMBOL_NAME || n > k->names_end - p)
		return false;
	*tokens = p;
	*len = n;
	*pos = p + n;
	return true;
}

/* Unpacks a name without its type letter; too long a name is cut. */
static size_t unpack(const struct kallsyms *k, size_t tokens, size_t len, char name[SYMBOL_NAME_MAX], char *letter)
{
	char *to = name, *end = name + SYMBOL_NAME_MAX - 1;
	bool first = true;

	*letter = '?';
	for (const uint8_t *p = k->names.data + tokens; len > 0; p++, len--) {
		const char *text = k->token[*p].text;
		size_t n = k->token[*p].len;

		if (first && n > 0) {
			*letter = *text++;
			n--;
			first = false;
		}
		if (n > (size_t)(end - to))
			n = (size_t)(end - to);
		memcpy(to, text, n);
		to += n;
	}
	*to = '\0';
	return (size_t)(to - name);
}

static bool get_name(const struct kallsyms *k, uint32_t i, char name[SYMBOL_NAME_MAX], char *letter)
{
	size_t pos = k->marks[i / MARK_STEP], tokens = 0, len = 0;

	if (pos == NO_MARK)
		return false;
	for (uint32_t n = i % MARK_STEP + 1; n > 0; n--)
		if (!entry_at(k, k->long_lengths, &pos, &tokens, &len))
			return false;
	unpack(k, tokens, len, name, letter);
	return true;
}

/* ---- addresses ----------------------------------------------------------------- */

static uint64_t raw_address(const struct kallsyms *k, uint32_t i)
{
	uint64_t pointer;
	uint32_t value;

	if (k->scheme == KALLSYMS_ABSOLUTE) {
		memcpy(&pointer, k->addresses.data + (size_t)i * 8, 8);
		return pointer;
	}
	memcpy(&value, k->addresses.data + (size_t)i * 4, 4);
	switch (k->scheme) {
	case KALLSYMS_PLACE_RELATIVE:
		return k->base + (uint64_t)i * 4 + (uint64_t)(int32_t)value;
	case KALLSYMS_PERCPU_ABSOLUTE:
		return (int32_t)value >= 0 ? value : k->base - 1 - (uint64_t)(int32_t)value;
	default:
		return k->base + value;
	}
}

static size_t address_size(const struct kallsyms *k)
{
	return k->scheme == KALLSYMS_ABSOLUTE ? 8 : 4;
}

static bool has_address(const struct kallsyms *k, uint32_t i)
{
	return blob_has(&k->addresses, i * address_size(k), address_size(k));
}

/*
 * To the host's byte order.  Where addresses are missing, the one before is repeated, so that the table
 * ascends and can be searched; has_address() knows.
 */
static void adopt_addresses(struct kallsyms *k, struct kallsyms_tables *t)
{
	size_t size = address_size(k);
	uint32_t step = k->scheme == KALLSYMS_PLACE_RELATIVE ? 4 : 0, value = step;
	uint64_t pointer = 0;

	k->addresses = t->addresses;
	t->addresses = (struct blob){0};
	for (uint32_t i = 0; i < k->count; i++) {
		uint8_t *p = k->addresses.data + i * size;
		bool there = has_address(k, i);

		if (size == 8) {
			pointer = there ? get_u64(p, t->big_endian) : pointer;
			memcpy(p, &pointer, size);
		} else {
			value = there ? get_u32(p, t->big_endian) : value - step;
			memcpy(p, &value, size);
		}
	}
}

/*
 * Whether a table with relative_base is one of per-CPU absolutes shows in its values: all but the few
 * thousand per-CPU symbols are then negative, while an unsigned offset is never as large as 2 GiB.
 */
static void decide_scheme(struct kallsyms *k)
{
	uint32_t negative = 0;

	if (k->scheme != KALLSYMS_BASE_RELATIVE)
		return;
	for (uint32_t i = 0; i < k->count; i++) {
		uint32_t value;

		memcpy(&value, k->addresses.data + (size_t)i * 4, 4);
		negative += value >> 31;
	}
	if (negative > k->count / 2)
		k->scheme = KALLSYMS_PERCPU_ABSOLUTE;
}

/* Addresses ascend; in a table taken for what it is not, about every second one does not. */
static bool check_order(const struct kallsyms *k, struct err *err)
{
	uint32_t descents = 0;

	for (uint32_t i = 1; i < k->count; i++)
		descents += raw_address(k, i) < raw_address(k, i - 1);
	if (descents > k->count / 16)
		return err_set(err, "%u of %u addresses are lower than the one before", descents, k->count);
	return true;
}

/* ---- building ------------------------------------------------------------------ */

static bool read_tokens(struct kallsyms *k, const struct kallsyms_tables *t, struct err *err)
{
	if (!blob_has(&t->token_index, 0, TOKENS * 2) || !blob_has(&k->tokens, 0, k->tokens.size))
		return err_set(err, "token table or token index not in the dump");
	for (uint32_t i = 0; i < TOKENS; i++) {
		size_t start = get_u16(t->token_index.data + i * 2, t->big_endian);
		const char *text = (const char *)k->tokens.data + start;
		size_t len;

		if (start >= k->tokens.size)
			return err_set(err, "token %u starts at 0x%zx, beyond the token table", i, start);
		len = strnlen(text, k->tokens.size - start);
		if (len == k->tokens.size - start)
			return err_set(err, "token %u at 0x%zx does not end", i, start);
		k->token[i] = (struct token){text, len};
	}
	return true;
}

struct markers {
	size_t start, element;		/* offset from the names, bytes an element */
	uint32_t count;
	bool big_endian;
};

static uint64_t marker(const struct blob *names, const struct markers *m, uint32_t i)
{
	const uint8_t *p = names->data + m->start + i * m->element;

	return m->element == 8 ? get_u64(p, m->big_endian) : get_u32(p, m->big_endian);
}

/* Markers ascend from 0; 256 names take 512 bytes at least and end before the markers do. */
static bool plausible_markers(const struct blob *names, const struct markers *m)
{
	uint64_t last = 0;

	if (!blob_has(names, m->start, m->count * m->element) || marker(names, m, 0) != 0)
		return false;
	for (uint32_t i = 1; i < m->count; i++) {
		uint64_t value = marker(names, m, i);

		if (value < last + 2 * MARKER_STEP || value - last > MARKER_STEP * (LIMIT_SYMBOL_NAME + 2))
			return false;
		last = value;
	}
	return last < m->start;
}

/*
 * Markers end where the token table begins or, in 6.1 to 6.3, 3 bytes a symbol (kallsyms_seqs_of_names)
 * before; they were longs until 4.20 (80ffbaa5b1bd).
 */
static bool find_markers(const struct blob *names, const struct kallsyms_tables *t, struct markers *m)
{
	const size_t elements[] = {4, t->word_size}, tails[] = {0, 3 * (size_t)t->count};

	m->count = (t->count + MARKER_STEP - 1) / MARKER_STEP;
	m->big_endian = t->big_endian;
	for (unsigned e = 0; e < ARRAY_LEN(elements); e++) {
		for (unsigned tail = 0; tail < ARRAY_LEN(tails); tail++) {
			size_t after = tails[tail] + m->count * elements[e];

			m->element = elements[e];
			for (size_t pad = 0; pad < 16 && after + pad < names->size; pad++) {
				m->start = names->size - after - pad;
				if (m->start % 4 == 0 && plausible_markers(names, m))
					return true;
			}
		}
	}
	return false;
}

/* Do the 256 names of a group fill exactly the room between its markers? */
static bool group_fits(const struct kallsyms *k, const struct markers *m, uint32_t group, bool long_lengths)
{
	bool last = group + 1 == m->count;
	size_t pos = marker(&k->names, m, group), end = last ? m->start : marker(&k->names, m, group + 1);
	uint32_t names = last ? k->count - group * MARKER_STEP : MARKER_STEP;
	size_t tokens, len;

	if (!blob_has(&k->names, pos, end - pos))
		return false;
	while (names-- > 0)
		if (!entry_at(k, long_lengths, &pos, &tokens, &len))
			return false;
	return last ? end >= pos && end - pos < 16 : pos == end;
}

static uint32_t groups_that_fit(const struct kallsyms *k, const struct markers *m, bool long_lengths)
{
	uint32_t fit = 0;

	for (uint32_t g = 0; g < m->count; g++)
		fit += group_fits(k, m, g, long_lengths);
	return fit;
}

/* Marks and hashes of one group; the names of one that does not fit are missing. */
static void index_group(struct kallsyms *k, const struct markers *m, uint32_t group, uint32_t *hashes)
{
	uint32_t first = group * MARKER_STEP, end = first + MARKER_STEP < k->count ? first + MARKER_STEP : k->count;
	size_t pos = marker(&k->names, m, group), tokens, len;
	bool fits = group_fits(k, m, group, k->long_lengths);
	char name[SYMBOL_NAME_MAX], letter;

	for (uint32_t i = first; i < end; i++) {
		if (i % MARK_STEP == 0)
			k->marks[i / MARK_STEP] = fits ? (uint32_t)pos : NO_MARK;
		if (fits && entry_at(k, k->long_lengths, &pos, &tokens, &len))
			hashes[i] = name_hash(name, unpack(k, tokens, len, name, &letter));
		k->missing += !fits || !has_address(k, i);
	}
}

static bool index_names(struct kallsyms *k, const struct kallsyms_tables *t, struct err *err)
{
	struct markers m;
	uint32_t fit, *hashes;

	if (!find_markers(&k->names, t, &m))
		return err_set(err, "no markers between the names of %u symbols and the token table", k->count);
	k->names_end = m.start;
	fit = groups_that_fit(k, &m, true);
	k->long_lengths = fit >= groups_that_fit(k, &m, false);
	if (!k->long_lengths)
		fit = groups_that_fit(k, &m, false);
	if (fit == 0)
		return err_set(err, "the names of %u symbols do not meet their markers", k->count);
	k->marks = xcalloc(k->count / MARK_STEP + 1, sizeof(*k->marks));
	hashes = xcalloc(k->count, sizeof(*hashes));
	for (uint32_t g = 0; g < m.count; g++)
		index_group(k, &m, g, hashes);
	name_index_build(&k->index, hashes, k->count);
	k->names.data = xrealloc(k->names.data, k->names_end, 1);
	k->names.size = k->names_end;
	return true;
}

/*
 * Addresses outside of the image belong to no symbol: what lies below are per-CPU offsets.  An image starts
 * with a page; names that go with another table's addresses make none.
 */
static bool find_bounds(struct kallsyms *k, struct err *err)
{
	k->first = 0;
	k->last = UINT64_MAX;
	if (!kallsyms_find(k, "_text", 0, &k->first))
		kallsyms_find(k, "_stext", 0, &k->first);
	/* Where data has no names, what follows the text belongs to no function. */
	if (!kallsyms_find(k, "_end", 0, &k->last))
		kallsyms_find(k, "_etext", 0, &k->last);
	if (k->missing == k->count)
		return err_set(err, "not one of %u symbols has both name and address in the dump", k->count);
	if (k->first & 0xfff || k->last <= k->first)
		return err_set(err, "an image from 0x%llx to 0x%llx", (unsigned long long)k->first,
			       (unsigned long long)k->last);
	return true;
}

bool kallsyms_build(struct kallsyms_tables *t, struct kallsyms **out, struct err *err)
{
	struct kallsyms *k = xcalloc(1, sizeof(*k));
	bool ok;

	k->names = t->names;
	k->tokens = t->tokens;
	k->count = t->count;
	k->scheme = t->scheme;
	k->base = t->base;
	t->names = t->tokens = (struct blob){0};
	if (t->count == 0 || t->count > LIMIT_SYMBOLS || k->names.size > LIMIT_KALLSYMS_NAMES) {
		ok = err_set(err, "%u symbols in %zu bytes: not a symbol table", t->count, k->names.size);
	} else if (t->addresses.size < t->count * address_size(k)) {
		ok = err_set(err, "%zu bytes of addresses for %u symbols", t->addresses.size, t->count);
	} else {
		adopt_addresses(k, t);
		decide_scheme(k);
		ok = check_order(k, err) && read_tokens(k, t, err) && index_names(k, t, err) && find_bounds(k, err);
	}
	blob_free(&t->addresses);
	blob_free(&t->token_index);
	if (!ok) {
		kallsyms_close(k);
		return false;
	}
	*out = k;
	return true;
}

void kallsyms_close(struct kallsyms *k)
{
	if (!k)
		return;
	blob_free(&k->names);
	blob_free(&k->tokens);
	blob_free(&k->addresses);
	free(k->marks);
	name_index_free(&k->index);
	free(k);
}

/* ---- looking up ----------------------------------------------------------------- */

uint32_t kallsyms_count(const struct kallsyms *k)
{
	return k->count;
}

uint32_t kallsyms_missing(const struct kallsyms *k)
{
	return k->missing;
}

bool kallsyms_find(const struct kallsyms *k, const char *name, unsigned nth, uint64_t *addr)
{
	uint32_t hash = name_hash(name, strlen(name)), cursor = 0, i;
	char candidate[SYMBOL_NAME_MAX], letter;

	while (name_index_next(&k->index, hash, &cursor, &i)) {
		if (!get_name(k, i, candidate, &letter) || strcmp(candidate, name) != 0 || !has_address(k, i))
			continue;
		if (nth-- > 0)
			continue;
		*addr = raw_address(k, i);
		return true;
	}
	return false;
}

/* Number of symbols, from the start of the table, whose address is below (or, with `equal`, at) addr. */
static uint32_t symbols_below(const struct kallsyms *k, uint64_t addr, bool equal)
{
	uint32_t low = 0, high = k->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		uint64_t there = raw_address(k, middle);

		if (there < addr || (equal && there == addr))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool kallsyms_at(const struct kallsyms *k, uint64_t addr, char name[SYMBOL_NAME_MAX], struct symbol *out)
{
	uint32_t first, next;

	if (addr < k->first || addr > k->last)
		return false;
	next = symbols_below(k, addr, true);
	if (next == 0 || next == k->count)
		return false;
	/* Of several symbols at one address the kernel prints the first. */
	first = symbols_below(k, raw_address(k, next - 1), false);
	/* Were any missing in between, one of them might be the one. */
	if (!has_address(k, next - 1) || !has_address(k, next))
		return false;
	return kallsyms_get(k, first, name, out);
}

/* Distance to the next symbol at another address. */
static uint64_t size_of(const struct kallsyms *k, uint32_t i, uint64_t addr)
{
	uint32_t next = symbols_below(k, addr, true);

	if (next <= i || next == k->count || !has_address(k, next - 1) || !has_address(k, next))
		return 0;
	return raw_address(k, next) - addr;
}

bool kallsyms_get(const struct kallsyms *k, uint32_t i, char name[SYMBOL_NAME_MAX], struct symbol *out)
{
	struct symbol s = {.name = name};

	if (i >= k->count || !has_address(k, i) || !get_name(k, i, name, &s.letter))
		return false;
	s.addr = raw_address(k, i);
	s.size = size_of(k, i, s.addr);
	*out = s;
	return true;
}

void kallsyms_rebase(struct kallsyms *k, uint64_t delta)
{
	if (k->scheme != KALLSYMS_PLACE_RELATIVE)
		return;
	k->base += delta;
	k->first += delta;
	if (k->last != UINT64_MAX)
		k->last += delta;
}
