/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Unpacks one page.  Contexts are kept between pages: setting one up costs more than a page. */
#include "kdump/kdump.h"

#include <pthread.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

struct codec {
	struct codec *next;
	z_stream zlib;
	bool zlib_ready;
	ZSTD_DCtx *zstd;
	uint32_t block_size;
	uint8_t buffer[];
};

struct codec_pool {
	pthread_mutex_t lock;
	struct codec *idle;
	uint32_t block_size;
};

struct codec_pool *codec_pool_new(uint32_t block_size)
{
	struct codec_pool *pool = xcalloc(1, sizeof(*pool));

	pthread_mutex_init(&pool->lock, NULL);
	pool->block_size = block_size;
	return pool;
}

void codec_pool_free(struct codec_pool *pool)
{
	struct codec *c = pool ? pool->idle : NULL, *next;

	for (; c; c = next) {
		next = c->next;
		if (c->zlib_ready)
			inflateEnd(&c->zlib);
		ZSTD_freeDCtx(c->zstd);
		free(c);
	}
	if (pool)
		pthread_mutex_destroy(&pool->lock);
	free(pool);
}

struct codec *codec_get(struct codec_pool *pool)
{
	struct codec *c;

	pthread_mutex_lock(&pool->lock);
	c = pool->idle;
	if (c)
		pool->idle = c->next;
	pthread_mutex_unlock(&pool->lock);
	if (!c) {
		c = xcalloc(1, sizeof(*c) + pool->block_size);
		c->block_size = pool->block_size;
	}
	return c;
}

void codec_put(struct codec_pool *pool, struct codec *c)
{
	pthread_mutex_lock(&pool->lock);
	c->next = pool->idle;
	pool->idle = c;
	pthread_mutex_unlock(&pool->lock);
}

uint8_t *codec_buffer(struct codec *c)
{
	return c->buffer;
}

/* A whole zlib stream, checksum included. */
static bool unpack_zlib(struct codec *c, size_t size, uint8_t *out)
{
	if ((c->zlib_ready ? inflateReset(&c->zlib) : inflateInit(&c->zlib)) != Z_OK)
		die("zlib: out of memory");
	c->zlib_ready = true;
	c->zlib.next_in = c->buffer;
	c->zlib.avail_in = (uInt)size;
	c->zlib.next_out = out;
	c->zlib.avail_out = c->block_size;
	return inflate(&c->zlib, Z_FINISH) == Z_STREAM_END && !c->zlib.avail_out;
}

static bool unpack_zstd(struct codec *c, size_t size, uint8_t *out)
{
	if (!c->zstd)
		c->zstd = ZSTD_createDCtx();
	if (!c->zstd)
		die("zstd: out of memory");
	return ZSTD_decompressDCtx(c->zstd, out, c->block_size, c->buffer, size) == c->block_size;
}

enum mem_status codec_unpack(struct codec *c, uint32_t flags, size_t size, uint8_t *out)
{
	bool ok;

	if (flags & KDUMP_ZLIB)
		ok = unpack_zlib(c, size, out);
	else if (flags & KDUMP_LZO)
		ok = lzo_decompress(c->buffer, size, out, c->block_size);
	else if (flags & KDUMP_SNAPPY)
		ok = snappy_decompress(c->buffer, size, out, c->block_size);
	else if (flags & KDUMP_ZSTD)
		ok = unpack_zstd(c, size, out);
	else
		return MEM_UNSUPPORTED;
	return ok ? MEM_OK : MEM_DAMAGED;
}

const char *codec_name(uint32_t flags)
{
	return flags & KDUMP_ZLIB ? "zlib" : flags & KDUMP_LZO ? "lzo" : flags & KDUMP_SNAPPY ? "snappy" : flags & KDUMP_ZSTD ? "zstd" : NULL;
}
