/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A few chunks of an input, the least recently used one replaced.  One lock: the reads are small. */
#include "base/base.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct chunk {
	uint64_t off, last_use;
	size_t len;	/* 0: free */
	uint8_t *data;
};

struct cached_input {
	struct input in;
	struct input *under;
	pthread_mutex_t lock;
	uint64_t clock;
	size_t chunk_size, chunk_count;
	struct chunk chunks[];
};

/* The chunk at off (a multiple of the chunk size), from memory or from the file. */
static enum input_status chunk_at(struct cached_input *c, uint64_t off, struct chunk **out)
{
	struct chunk *oldest = &c->chunks[0];
	enum input_status status;

	for (size_t i = 0; i < c->chunk_count; i++) {
		struct chunk *k = &c->chunks[i];

		if (k->len && k->off == off) {
			k->last_use = ++c->clock;
			*out = k;
			return INPUT_OK;
		}
		if (k->last_use < oldest->last_use)
			oldest = k;
	}
	if (!oldest->data)
		oldest->data = xmalloc(c->chunk_size);
	oldest->len = c->in.size - off < c->chunk_size ? (size_t)(c->in.size - off) : c->chunk_size;
	status = input_read(c->under, off, oldest->data, oldest->len);
	if (status != INPUT_OK) {
		oldest->len = 0;
		return status;
	}
	oldest->off = off;
	oldest->last_use = ++c->clock;
	*out = oldest;
	return INPUT_OK;
}

static enum input_status cached_read(struct input *in, uint64_t off, void *buf, size_t len)
{
	struct cached_input *c = (struct cached_input *)in;
	enum input_status status = INPUT_OK;
	uint8_t *p = buf;

	if (off > in->size || len > in->size - off)
		return INPUT_EOF;
	pthread_mutex_lock(&c->lock);
	while (len && status == INPUT_OK) {
		size_t skip = (size_t)(off % c->chunk_size), n;
		struct chunk *k;

		status = chunk_at(c, off - skip, &k);
		if (status != INPUT_OK) {	/* part of the chunk may be readable: ask for just the bytes wanted */
			status = input_read(c->under, off, p, len);
			break;
		}
		n = k->len - skip < len ? k->len - skip : len;
		memcpy(p, k->data + skip, n);
		p += n;
		off += n;
		len -= n;
	}
	pthread_mutex_unlock(&c->lock);
	return status;
}

static void cached_close(struct input *in)
{
	struct cached_input *c = (struct cached_input *)in;

	for (size_t i = 0; i < c->chunk_count; i++)
		free(c->chunks[i].data);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

struct input *input_cached(struct input *in, size_t chunk_size, size_t chunk_count)
{
	struct cached_input *c = xcalloc(1, sizeof(*c) + chunk_count * sizeof(c->chunks[0]));

	c->in = (struct input){.size = in->size, .name = in->name, .read = cached_read, .close = cached_close};
	c->under = in;
	c->chunk_size = chunk_size;
	c->chunk_count = chunk_count;
	pthread_mutex_init(&c->lock, NULL);
	return &c->in;
}
