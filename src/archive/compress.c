/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The compressors.  The bytes that come out depend on the bytes that go in and
 * on the level, never on the number of threads: xz always uses the encoder
 * that cuts its input into blocks of a fixed size, with one thread too.
 */
#include "archive/internal.h"

#include <lzma.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

/*
 * xz's memory is what the kdump kernel has least of: a thread of preset 1
 * costs 9 MiB, and a block is held twice, as it came and as it goes.  A second
 * thread is worth it; more wait for the emitters.  docs/compression.md has the
 * measurements.
 */
#define XZ_LEVEL 1
#define XZ_BLOCK (2 * MiB)
#define XZ_THREADS_DEFAULT 2
#define XZ_THREADS_MAX 16
#define GZIP_LEVEL 6
#define ZSTD_LEVEL 6
#define ZSTD_MEMORY (7 * MiB)	/* of that level, measured: libzstd tells only those who link it statically */

static const struct {
	enum compression compression;
	const char *name, *suffix;
	int min, max;		/* levels */
} table[] = {
	{COMPRESS_XZ, "auto", ".xz", 0, 9},
	{COMPRESS_XZ, "xz", ".xz", 0, 9},
	{COMPRESS_GZIP, "gzip", ".gz", 1, 9},
	{COMPRESS_ZSTD, "zstd", ".zst", 1, 19},
	{COMPRESS_NONE, "none", "", 0, 0},
};

bool compression_parse(const char *name, enum compression *out)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		if (!strcmp(table[i].name, name)) {
			*out = table[i].compression;
			return true;
		}
	}
	return false;
}

bool compression_of_name(const char *name, enum compression *out)
{
	static const struct {
		const char *suffix;
		enum compression compression;
	} suffixes[] = {
		{".tar.xz", COMPRESS_XZ}, {".txz", COMPRESS_XZ}, {".tar.gz", COMPRESS_GZIP},
		{".tgz", COMPRESS_GZIP}, {".tar.zst", COMPRESS_ZSTD}, {".tar", COMPRESS_NONE},
	};

	for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
		if (str_ends(name, suffixes[i].suffix)) {
			*out = suffixes[i].compression;
			return true;
		}
	}
	return false;
}

const char *compression_suffix(enum compression c)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (table[i].compression == c)
			return table[i].suffix;
	return "";
}

static bool level_ok(enum compression c, int level)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (table[i].compression == c)
			return level == -1 || (level >= table[i].min && level <= table[i].max);
	return false;
}

/* ---- none -------------------------------------------------------------------- */

static bool none_run(struct compressor *c, const void *data, size_t len, bool end, struct err *err)
{
	(void)end;
	return sink_write(c->sink, data, len, err);
}

static void none_close(struct compressor *c)
{
	free(c);
}

static bool none_open(struct compressor **out)
{
	struct compressor *c = xcalloc(1, sizeof(*c));

	c->run = none_run;
	c->close = none_close;
	*out = c;
	return true;
}

/* ---- gzip -------------------------------------------------------------------- */

struct gzip {
	struct compressor c;
	z_stream z;
	uint8_t out[16 * KiB];
};

static bool gzip_run(struct compressor *c, const void *data, size_t len, bool end, struct err *err)
{
	struct gzip *g = (struct gzip *)c;
	const uint8_t *p = data;
	int status = Z_OK;

	do {
		/* zlib counts in unsigned int */
		unsigned n = len < GiB ? (unsigned)len : (unsigned)GiB;
		bool last = end && n == len;

		g->z.next_in = (Bytef *)p;
		g->z.avail_in = n;
		do {
			g->z.next_out = g->out;
			g->z.avail_out = sizeof(g->out);
			status = deflate(&g->z, last ? Z_FINISH : Z_NO_FLUSH);
			if (status == Z_STREAM_ERROR)
				return err_set(err, "gzip: deflate failed with status %d", status);
			if (!sink_write(c->sink, g->out, sizeof(g->out) - g->z.avail_out, err))
				return false;
		} while (g->z.avail_in || (last && status != Z_STREAM_END));
		p += n;
		len -= n;
	} while (len);
	return true;
}

static void gzip_close(struct compressor *c)
{
	deflateEnd(&((struct gzip *)c)->z);
	free(c);
}

static bool gzip_open(int level, struct compressor **out, struct err *err)
{
	struct gzip *g = xcalloc(1, sizeof(*g));
	/* 15 window bits, + 16: a gzip header, without name and time */
	int status = deflateInit2(&g->z, level < 0 ? GZIP_LEVEL : level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);

	if (status != Z_OK) {
		free(g);
		return err_set(err, "gzip: cannot start, status %d", status);
	}
	g->c.run = gzip_run;
	g->c.close = gzip_close;
	*out = &g->c;
	return true;
}

/* ---- xz ---------------------------------------------------------------------- */

struct xz {
	struct compressor c;
	lzma_stream z;
	uint8_t out[16 * KiB];
};

static bool xz_run(struct compressor *c, const void *data, size_t len, bool end, struct err *err)
{
	struct xz *x = (struct xz *)c;
	lzma_ret status;

	x->z.next_in = data;
	x->z.avail_in = len;
	do {
		x->z.next_out = x->out;
		x->z.avail_out = sizeof(x->out);
		status = lzma_code(&x->z, end ? LZMA_FINISH : LZMA_RUN);
		if (status != LZMA_OK && status != LZMA_STREAM_END)
			return err_set(err, "xz: %s (liblzma status %d)",
				       status == LZMA_MEM_ERROR ? "not enough memory, try -z gzip" : "compression failed",
				       status);
		if (!sink_write(c->sink, x->out, sizeof(x->out) - x->z.avail_out, err))
			return false;
	} while (x->z.avail_in || (end && status != LZMA_STREAM_END));
	return true;
}

static void xz_close(struct compressor *c)
{
	lzma_end(&((struct xz *)c)->z);
	free(c);
}

static unsigned xz_threads(unsigned wanted)
{
	cpu_set_t cpus;
	unsigned available = sched_getaffinity(0, sizeof(cpus), &cpus) ? 1 : (unsigned)CPU_COUNT(&cpus);

	if (wanted)
		return wanted < XZ_THREADS_MAX ? wanted : XZ_THREADS_MAX;
	return available < XZ_THREADS_DEFAULT ? available : XZ_THREADS_DEFAULT;
}

static lzma_mt xz_settings(int level, unsigned threads)
{
	return (lzma_mt){
		.threads = xz_threads(threads),
		.block_size = XZ_BLOCK,
		.preset = (uint32_t)(level < 0 ? XZ_LEVEL : level),
		.check = LZMA_CHECK_CRC64,
	};
}

static bool xz_open(int level, unsigned threads, struct compressor **out, struct err *err)
{
	struct xz *x = xcalloc(1, sizeof(*x));
	lzma_mt mt = xz_settings(level, threads);
	lzma_ret status;

	x->z = (lzma_stream)LZMA_STREAM_INIT;
	status = lzma_stream_encoder_mt(&x->z, &mt);
	if (status != LZMA_OK) {
		xz_close(&x->c);
		return err_set(err, "xz: cannot start with preset %u (liblzma status %d), try -z gzip", mt.preset, status);
	}
	x->c.run = xz_run;
	x->c.close = xz_close;
	*out = &x->c;
	return true;
}

/* ---- zstd -------------------------------------------------------------------- */

struct zstd {
	struct compressor c;
	ZSTD_CCtx *z;
	uint8_t out[16 * KiB];
};

static bool zstd_run(struct compressor *c, const void *data, size_t len, bool end, struct err *err)
{
	struct zstd *s = (struct zstd *)c;
	ZSTD_inBuffer in = {data, len, 0};
	size_t left;

	do {
		ZSTD_outBuffer out = {s->out, sizeof(s->out), 0};

		left = ZSTD_compressStream2(s->z, &out, &in, end ? ZSTD_e_end : ZSTD_e_continue);
		if (ZSTD_isError(left))
			return err_set(err, "zstd: %s", ZSTD_getErrorName(left));
		if (!sink_write(c->sink, s->out, out.pos, err))
			return false;
	} while (in.pos < in.size || (end && left));
	return true;
}

static void zstd_close(struct compressor *c)
{
	ZSTD_freeCCtx(((struct zstd *)c)->z);
	free(c);
}

static bool zstd_open(int level, struct compressor **out, struct err *err)
{
	struct zstd *s = xcalloc(1, sizeof(*s));

	s->c.run = zstd_run;
	s->c.close = zstd_close;
	s->z = ZSTD_createCCtx();
	if (!s->z) {
		free(s);
		return err_set(err, "zstd: not enough memory, try -z gzip");
	}
	ZSTD_CCtx_setParameter(s->z, ZSTD_c_compressionLevel, level < 0 ? ZSTD_LEVEL : level);
	ZSTD_CCtx_setParameter(s->z, ZSTD_c_checksumFlag, 1);
	*out = &s->c;
	return true;
}

/* ---- any --------------------------------------------------------------------- */

uint64_t compression_memory(enum compression c, unsigned threads)
{
	lzma_mt mt = xz_settings(-1, threads);

	switch (c) {
	case COMPRESS_NONE: break;
	case COMPRESS_GZIP: return 512 * KiB;
	case COMPRESS_XZ: return lzma_stream_encoder_mt_memusage(&mt);
	case COMPRESS_ZSTD: return ZSTD_MEMORY;
	}
	return 0;
}

bool compressor_open(const struct archive_options *o, struct sink *sink, struct compressor **out, struct err *err)
{
	struct compressor *c = NULL;
	bool ok = false;

	if (!level_ok(o->compression, o->level))
		return err_set(err, "%d is not a compression level of %s", o->level, compression_suffix(o->compression) + 1);
	switch (o->compression) {
	case COMPRESS_NONE: ok = none_open(&c); break;
	case COMPRESS_GZIP: ok = gzip_open(o->level, &c, err); break;
	case COMPRESS_XZ: ok = xz_open(o->level, o->threads, &c, err); break;
	case COMPRESS_ZSTD: ok = zstd_open(o->level, &c, err); break;
	}
	if (!ok)
		return false;
	c->sink = sink;
	*out = c;
	return true;
}

bool compressor_write(struct compressor *c, const void *data, size_t len, struct err *err)
{
	return len ? c->run(c, data, len, false, err) : true;
}

bool compressor_finish(struct compressor *c, struct err *err)
{
	return c->run(c, "", 0, true, err);
}

void compressor_close(struct compressor *c)
{
	if (c)
		c->close(c);
}
