/* SPDX-License-Identifier: GPL-2.0-or-later */
/* internal.h - shared by the files of src/mask only. */
#ifndef VR_MASK_INTERNAL_H
#define VR_MASK_INTERNAL_H

#include "mask/mask.h"

/* ---- characters ------------------------------------------------------------------ */

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool is_alnum(char c)
{
	return is_digit(c) || is_letter(c);
}

static inline bool is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static inline char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static inline unsigned hex_value(char c)
{
	return is_digit(c) ? (unsigned)(c - '0') : (unsigned)(lower(c) - 'a' + 10);
}

/* ---- a place in a text ------------------------------------------------------------- */

struct place {
	const char *start, *end;	/* of the text */
	const char *p;			/* here a word begins, or a "::" */
	unsigned form;
};

/* The character n behind the place; NUL past the end. */
static inline char ahead(const struct place *at, size_t n)
{
	return n < (size_t)(at->end - at->p) ? at->p[n] : '\0';
}

/* The character n before it: behind(at, 1) is the last one. */
static inline char behind(const struct place *at, size_t n)
{
	return n <= (size_t)(at->p - at->start) ? at->p[-(ptrdiff_t)n] : '\0';
}

/* Does the text before the place end with that?  Case does not count. */
bool place_follows(const struct place *at, const char *text);

/* ---- numbers: what a part of an address is replaced by ----------------------------- */

/*
 * A tree of addresses, step by step from their most significant part: those
 * that share a prefix share the steps that stand for it.
 */
struct numbers {
	struct map steps;	/* node << 16 | step: its number << 32 | next node */
	uint32_t *last;		/* by node: the last number given to a step from it */
	size_t count, room;
	uint32_t wholes;
	bool full;		/* nothing new is taken in */
};

/*
 * The number, from 1, of a step from *node, which moves on; fixed: the step stands for itself and takes
 * no number.  False: there is no room for it.
 */
bool numbers_step(struct numbers *n, uint32_t *node, uint16_t step, bool fixed, uint32_t *number);
/* The number, from 1, of an address in which no part has a meaning. */
bool numbers_whole(struct numbers *n, uint32_t root, const uint8_t *bytes, size_t len, uint32_t *number);
void numbers_free(struct numbers *n);

/* ---- addresses ------------------------------------------------------------------------ */

/* Each is the root of a tree of numbers. */
enum address_kind { ADDRESS_IPV4, ADDRESS_IPV6, ADDRESS_HARDWARE, ADDRESS_KINDS };

struct address {
	enum address_kind kind;
	uint8_t len;
	uint8_t bytes[20];	/* in network order; hardware: of InfiniBand the longest */
};

/* Replaces it in place.  False: it is one that names nobody (loopback, broadcast, a netmask, …). */
bool mask_address(struct mask *m, struct address *a);
void address_text(const struct address *a, struct sb *out);

/*
 * Each looks whether one begins at the place, appends its replacement (or itself, if it names nobody)
 * and returns its length; 0: there is none.
 */
size_t mask_ipv4(struct mask *m, const struct place *at, struct sb *out);
size_t mask_ipv6(struct mask *m, const struct place *at, struct sb *out);
size_t mask_hardware(struct mask *m, const struct place *at, struct sb *out);
size_t mask_hex(struct mask *m, const struct place *at, struct sb *out);
size_t mask_name(struct mask *m, const struct place *at, struct sb *out);

/* ---- names ------------------------------------------------------------------------------- */

enum name_kind { NAME_HOST, NAME_DOMAIN, NAME_USER, NAME_KINDS };

struct name {
	enum name_kind kind;
	bool ordinary;		/* a word of the language: replaced only where the context says what it is */
	const char *text, *replacement;
	size_t len;
	struct name *next, *next_in_bucket;
};

#define NAME_BUCKETS 1024

struct names {
	struct name *first, **end;		/* in the order in which they were learned */
	struct name *buckets[NAME_BUCKETS];	/* by the first two characters; longest first */
	unsigned count[NAME_KINDS];
};

/* ---- all of it ------------------------------------------------------------------------------ */

struct seen_address {
	struct address original, replacement;
	struct seen_address *next;
};

struct mask {
	struct arena arena;
	char release[65];
	bool big_endian;
	const struct name *machine;	/* NULL: it is called as all are */
	struct numbers numbers;
	struct seen_address *seen, **seen_end;
	unsigned seen_count;
	struct names names;
	unsigned long overflow;
	struct sb string;	/* mask_string()'s */
};

#endif
