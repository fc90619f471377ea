/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * base.h - errors, arenas, bounds-checked reading, strings, hash maps, input
 * files, log.  Every other folder may use it; it uses none of them.
 *
 * Errors have two forms.  Operations return bool and fill a struct err, to
 * which callers prepend context.  Many small reads are sticky: struct rd.
 * Running out of memory ends the program (die()); input never does.
 */
#ifndef VR_BASE_H
#define VR_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/limits.h"

_Static_assert(sizeof(void *) == 8 || sizeof(void *) == 4, "unknown host");

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* ---- errors ---------------------------------------------------------- */

/* The message of a failed operation: lower case, what failed first, no full stop. */
struct err {
	char msg[480];
};

/* Both return false, so that "return err_set(err, ...)" is one line. err may be NULL. */
bool err_set(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);
bool err_prepend(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* For lack of memory and for bugs only: prints and exits with status 1. */
_Noreturn void die(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* ---- memory ---------------------------------------------------------- */

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t count, size_t size);
/* Room for one more of count items: twice as much where there is none left. */
#define GROW(items, count, room)								\
	do {											\
		if ((count) == (room)) {							\
			(room) = (room) ? (room) * 2 : 64;					\
			(items) = xrealloc((items), (room), sizeof(*(items)));			\
		}										\
	} while (0)
char *xstrdup(const char *s);

/* qsort(), which may not be given NULL, not even with nothing to sort. */
void sort_array(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));

/* Memory that is freed all at once.  All memory handed out is zeroed. */
struct arena {
	struct arena_chunk *chunks;
	size_t used, room;	/* of the newest chunk */
	size_t total;		/* bytes handed out since init or reset */
};

void *arena_alloc(struct arena *a, size_t size);
void *arena_calloc(struct arena *a, size_t count, size_t size);
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_strdup(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
/* What was handed out since the mark was taken is given back. */
struct arena_mark {
	struct arena_chunk *chunk;
	size_t used, total;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark mark);
void arena_reset(struct arena *a);	/* forget all, keep one chunk for reuse */
void arena_free(struct arena *a);

/* ---- numbers ---------------------------------------------------------- */

/* value << by, where a dump says by how much: any number will do, and what goes over the end is lost. */
static inline long shift_left(long value, long by)
{
	return by >= 0 && by < 64 ? (long)((unsigned long)value << by) : 0;
}

/* ---- byte order ------------------------------------------------------ */

uint16_t get_u16(const void *p, bool big_endian);
uint64_t get_u64(const void *p, bool big_endian);
void put_u16(void *p, bool big_endian, uint16_t v);
void put_u32(void *p, bool big_endian, uint32_t v);
void put_u64(void *p, bool big_endian, uint64_t v);

static inline uint32_t get_u32(const void *p, bool big_endian)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return big_endian ? __builtin_bswap32(v) : v;
#else
	return big_endian ? v : __builtin_bswap32(v);
#endif
}

/* ---- struct rd: reading bytes that may lie ---------------------------- */

/*
 * A cursor over a range of bytes.  A read past the end returns 0, keeps the
 * first reason and moves to the end, so that loops over it stop.
 */
struct rd {
	const uint8_t *base, *p, *end;
	const char *name;	/* what is being read, for the message */
	bool big_endian;
	bool failed;
	const char *why;	/* first failure; a literal */
	size_t where;		/* its offset from base */
};

struct rd rd_init(const void *data, size_t len, bool big_endian, const char *name);
uint16_t rd_u16(struct rd *r);
uint32_t rd_u24(struct rd *r);
uint64_t rd_u64(struct rd *r);
uint64_t rd_word(struct rd *r, unsigned bytes);		/* 1, 2, 4 or 8 bytes, unsigned */
int64_t rd_sleb(struct rd *r);
const char *rd_str(struct rd *r);			/* NUL-terminated, "" on failure */
const void *rd_bytes(struct rd *r, size_t len);		/* NULL on failure */
void rd_seek(struct rd *r, uint64_t off);		/* from base */
void rd_align(struct rd *r, unsigned align);		/* from base; a power of two */
struct rd rd_sub(struct rd *r, uint64_t off, uint64_t len);	/* the only way to a sub-range */
void rd_fail(struct rd *r, const char *why);
bool rd_ok(const struct rd *r, struct err *err);	/* false, and the message, if anything failed */

static inline size_t rd_left(const struct rd *r)
{
	return (size_t)(r->end - r->p);
}

static inline size_t rd_pos(const struct rd *r)
{
	return (size_t)(r->p - r->base);
}

static inline void rd_skip(struct rd *r, uint64_t len)
{
	if (len > rd_left(r))
		rd_fail(r, "reaches past the end");
	else
		r->p += len;
}

static inline uint8_t rd_u8(struct rd *r)
{
	if (r->p < r->end)
		return *r->p++;
	rd_fail(r, "reaches past the end");
	return 0;
}

static inline uint32_t rd_u32(struct rd *r)
{
	const uint8_t *p = r->p;

	if (rd_left(r) < 4) {
		rd_fail(r, "reaches past the end");
		return 0;
	}
	r->p += 4;
	return get_u32(p, r->big_endian);
}

uint64_t rd_long_uleb(struct rd *r);

static inline uint64_t rd_uleb(struct rd *r)	/* mostly of one byte or two */
{
	const uint8_t *p = r->p;

	if (rd_left(r) < 2 || (p[0] & p[1] & 0x80))
		return rd_long_uleb(r);
	r->p += p[0] & 0x80 ? 2 : 1;
	return p[0] & 0x80 ? (p[0] & 0x7fu) | (unsigned)p[1] << 7 : p[0];
}

/* ---- struct sb: a growing string -------------------------------------- */

struct sb {
	char *s;	/* NUL-terminated once anything was added, else NULL */
	size_t len, room;
};

void sb_add(struct sb *sb, const void *data, size_t len);
void sb_str(struct sb *sb, const char *s);
void sb_char(struct sb *sb, char c);
void sb_printf(struct sb *sb, const char *fmt, ...) PRINTF_LIKE(2, 3);
void sb_vprintf(struct sb *sb, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
void sb_json(struct sb *sb, const char *s);	/* quoted and escaped, invalid UTF-8 replaced */
void sb_cut(struct sb *sb, size_t len);		/* shorten to len */
void sb_free(struct sb *sb);

/*
 * JSON, indented by four as Python's json.dump(indent=4) does it.  key is NULL
 * in arrays and at the top.  Begun with {.out = sb}.
 */
struct jw {
	struct sb *out;
	unsigned depth;
	unsigned flat;			/* depth of the object that is written on one line; 0: none */
	uint64_t filled, arrays;	/* bit n: the container at depth n has elements, is an array */
};

void jw_object(struct jw *j, const char *key);
void jw_flat_object(struct jw *j, const char *key);	/* it and all in it on one line */
void jw_array(struct jw *j, const char *key);
void jw_end(struct jw *j);		/* of the innermost object or array */
void jw_str(struct jw *j, const char *key, const char *value);	/* NULL: null */
void jw_strf(struct jw *j, const char *key, const char *fmt, ...) PRINTF_LIKE(3, 4);
void jw_int(struct jw *j, const char *key, int64_t value);
void jw_uint(struct jw *j, const char *key, uint64_t value);
void jw_bool(struct jw *j, const char *key, bool value);
void jw_null(struct jw *j, const char *key);

bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);
void hex_text(char *out, const void *bytes, size_t len);	/* 2 * len digits and a NUL */
bool glob_match(const char *pattern, const char *s);	/* * ? [abc]; * matches '/' too */

/* ---- hash maps -------------------------------------------------------- */

uint64_t hash_u64(uint64_t v);
uint64_t hash_bytes(const void *data, size_t len);
uint64_t hash_str(const char *s);

/* uint64_t -> uint64_t.  Zero-initialised is empty. */
struct map {
	struct map_slot *slots;
	size_t count, mask;
};
void map_put(struct map *m, uint64_t key, uint64_t value);
bool map_get(const struct map *m, uint64_t key, uint64_t *value);
bool map_has(const struct map *m, uint64_t key);
void map_free(struct map *m);

/* string -> pointer; keys are not copied. */
struct strmap {
	struct strmap_slot *slots;
	size_t count, mask;
};
void strmap_put(struct strmap *m, const char *key, void *value);
void *strmap_get(const struct strmap *m, const char *key);	/* NULL if absent */
void strmap_free(struct strmap *m);

/* ---- input: random access to bytes in a file (or in something like one) - */

enum input_status {
	INPUT_OK,
	INPUT_EOF,	/* the range reaches past the end */
	INPUT_LOST,	/* a hole that the writer should have filled (flattened, cut short) */
	INPUT_ERROR,	/* the operating system refused */
};

/*
 * Implementations: a file; a flattened dump seen as the file that it stands
 * for.  read() must be callable from several threads.
 */
struct input {
	uint64_t size;
	const char *name;	/* for messages */
	enum input_status (*read)(struct input *in, uint64_t off, void *buf, size_t len);
	void (*close)(struct input *in);
};

/* A regular file or block device (a directory, a pipe, an empty file are refused, with the reason). */
bool input_open(const char *path, struct input **out, struct err *err);
/* The same of an open file, which it owns if it succeeds; name is for messages. */
bool input_open_fd(int fd, const char *name, struct input **out, struct err *err);
enum input_status input_read(struct input *in, uint64_t off, void *buf, size_t len);
/* As input_read, as an operation: the message names the file, the offset and what was being read. */
bool input_must_read(struct input *in, uint64_t off, void *buf, size_t len, const char *what, struct err *err);
void input_close(struct input *in);	/* NULL is allowed */

/*
 * Keeps the last chunks read of another input in memory, for small reads that
 * come back to the same places (tables, bitmaps).  It does not own that input.
 */
struct input *input_cached(struct input *in, size_t chunk_size, size_t chunk_count);
/*
 * The same through mappings of chunk_size (a multiple of the page size) bytes
 * of fd, falling back to reads of `in`.  Owns both.  Only for files that cannot
 * shrink: input_open() uses it for /proc/vmcore.
 */
struct input *input_mapped(struct input *in, int fd, size_t chunk_size, size_t chunk_count);

/* ---- struct spans: which of many overlapping ranges holds a given address - */

struct span {
	uint64_t start, end;	/* end exclusive */
	size_t source;		/* what the range belongs to: an index of the caller's */
};

/* Sorted, disjoint. */
struct spans {
	struct span *v;
	size_t count;
};

/* Where ranges overlap, the one that comes first in `in` wins.  Empty ranges are dropped. */
struct spans spans_resolve(const struct span *in, size_t count);
/* The span that holds addr, else the first one after it, else NULL. */
const struct span *spans_find(const struct spans *s, uint64_t addr);
void spans_free(struct spans *s);

/* ---- log ---------------------------------------------------------------- */

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

/* Where messages go; owned by main, handed down.  A NULL log swallows all. */
struct log {
	void (*write)(struct log *log, enum log_level level, const char *msg);
};
void log_msg(struct log *log, enum log_level level, const char *fmt, ...) PRINTF_LIKE(3, 4);

#endif
