/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A few chunks of an input, read or mapped, the least recently used one
 * replaced.  One lock: the reads are small.
 */
#include "base/base.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct chunk {
	uint64_t off, last_use;
	size_t len;	/* 0: free */
	uint8_t *data;
};

struct cached_input {
	struct input in;
	struct input *under;
	int fd;			/* chunks are mapped from it; -1: they are read */
	bool owner;		/* of under and fd */
	pthread_mutex_t lock;
	uint64_t clock;
	size_t chunk_size, chunk_count;
	struct chunk chunks[];
};

static void drop_chunk(struct cached_input *c, struct chunk *k)
{
	if (c->fd >= 0 && k->data)
		munmap(k->data, k->len);
	else if (c->fd < 0)
		free(k->data);
	k->data = NULL;
	k->len = 0;
}

static enum input_status load_chunk(struct cached_input *c, struct chunk *k, uint64_t off)
{
	size_t len = c->in.size - off < c->chunk_size ? (size_t)(c->in.size - off) : c->chunk_size;
	enum input_status status = INPUT_OK;

	if (c->fd >= 0) {
		drop_chunk(c, k);
		k->data = mmap(NULL, len, PROT_READ, MAP_PRIVATE, c->fd, (off_t)off);
		if (k->data == MAP_FAILED) {
			k->data = NULL;
			return INPUT_ERROR;
		}
	} else {
		if (!k->data)
			k->data = xmalloc(c->chunk_size);
		status = input_read(c->under, off, k->data, len);
	}
	k->len = status == INPUT_OK ? len : 0;
	k->off = off;
	return status;
}

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
	status = load_chunk(c, oldest, off);
	oldest->last_use = ++c->clock;
	*out = oldest;
	return status;
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
		drop_chunk(c, &c->chunks[i]);
	pthread_mutex_destroy(&c->lock);
	if (c->owner) {
		close(c->fd);
		input_close(c->under);
	}
	free(c);
}

struct input *input_cached(struct input *in, size_t chunk_size, size_t chunk_count)
{
	struct cached_input *c = xcalloc(1, sizeof(*c) + chunk_count * sizeof(c->chunks[0]));

	c->in = (struct input){.size = in->size, .name = in->name, .read = cached_read, .close = cached_close};
	c->under = in;
	c->fd = -1;
	c->chunk_size = chunk_size;
	c->chunk_count = chunk_count;
	pthread_mutex_init(&c->lock, NULL);
	return &c->in;
}

struct input *input_mapped(struct input *in, int fd, size_t chunk_size, size_t chunk_count)
{
	struct input *cached = input_cached(in, chunk_size, chunk_count);
	struct cached_input *c = (struct cached_input *)cached;

	c->fd = fd;
	c->owner = true;
	return cached;
}
