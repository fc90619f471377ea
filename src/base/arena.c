/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { CHUNK = 64 * 1024, ALIGN = 16 };

struct arena_chunk {
	struct arena_chunk *next;
	size_t size;
	_Alignas(ALIGN) unsigned char data[];
};

_Noreturn static void out_of_memory(size_t bytes)
{
	struct rlimit bound;

	if (!getrlimit(RLIMIT_DATA, &bound) && bound.rlim_cur != RLIM_INFINITY)
		die("out of memory: %zu bytes more are too many where all data may take %llu MiB (--max-memory, ulimit -d)",
		    bytes, (unsigned long long)(bound.rlim_cur / MiB));
	die("out of memory: no %zu bytes more", bytes);
}

void *xmalloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		out_of_memory(size);
	return p;
}

void *xcalloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);

	if (!p)
		out_of_memory(count * size);
	return p;
}

void *xrealloc(void *old, size_t count, size_t size)
{
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(count, size, &bytes))
		die("out of memory (%zu x %zu bytes)", count, size);
	p = realloc(old, bytes ? bytes : 1);
	if (!p)
		out_of_memory(bytes);
	return p;
}

void sort_array(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	if (count)
		qsort(items, count, size, compare);
}

char *xstrdup(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(xmalloc(n), s, n);
}

static void add_chunk(struct arena *a, size_t need)
{
	size_t size = need > CHUNK ? need : CHUNK;
	struct arena_chunk *c = xmalloc(sizeof(*c) + size);

	c->size = size;
	c->next = a->chunks;
	a->chunks = c;
	a->used = 0;
	a->room = size;
}

void *arena_alloc(struct arena *a, size_t size)
{
	void *p;

	if (size > SIZE_MAX / 2)
		die("out of memory (%zu bytes)", size);
	size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (!a->chunks || size > a->room - a->used)
		add_chunk(a, size);
	p = a->chunks->data + a->used;
	a->used += size;
	a->total += size;
	return memset(p, 0, size);
}

void *arena_calloc(struct arena *a, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		die("out of memory (%zu x %zu bytes)", count, size);
	return arena_alloc(a, bytes);
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *p = arena_alloc(a, len + 1);

	memcpy(p, s, len);
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

/* Most texts are short: those are not printed twice to find out how long they are. */
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	char brief[256], *p;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(brief, sizeof(brief), fmt, ap);
	if (n < 0)
		brief[n = 0] = '\0';
	p = arena_alloc(a, (size_t)n + 1);
	if ((size_t)n < sizeof(brief))
		memcpy(p, brief, (size_t)n + 1);
	else
		vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return p;
}

static void free_chunks(struct arena_chunk *c)
{
	while (c) {
		struct arena_chunk *next = c->next;

		free(c);
		c = next;
	}
}

struct arena_mark arena_mark(const struct arena *a)
{
	return (struct arena_mark){a->chunks, a->used, a->total};
}

void arena_rewind(struct arena *a, struct arena_mark mark)
{
	while (a->chunks != mark.chunk) {
		struct arena_chunk *c = a->chunks;

		a->chunks = c->next;
		free(c);
	}
	a->room = a->chunks ? a->chunks->size : 0;
	a->used = mark.used;
	a->total = mark.total;
}

void arena_reset(struct arena *a)
{
	if (!a->chunks)
		return;
	free_chunks(a->chunks->next);
	a->chunks->next = NULL;
	if (a->chunks->size > 4 * CHUNK) {	/* do not keep one giant for ever */
		free(a->chunks);
		a->chunks = NULL;
		a->room = 0;
	}
	a->used = 0;
	a->total = 0;
}

void arena_free(struct arena *a)
{
	free_chunks(a->chunks);
	*a = (struct arena){0};
}
