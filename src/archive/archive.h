/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * archive.h - a tar writer (POSIX ustar, pax headers where ustar cannot say
 * it) that streams through a compressor to a file or to standard output.
 * Knows nothing of kernels.  Same calls, same bytes: members are written in the
 * order of the calls, owned by root:root, with the one time that was given.
 */
#ifndef VR_ARCHIVE_H
#define VR_ARCHIVE_H

#include <time.h>

#include "base/base.h"

/* ---- SHA-256 (FIPS 180-4) --------------------------------------------------- */

typedef void sha256_blocks(uint32_t state[8], const uint8_t *data, size_t blocks);	/* of 64 bytes */

struct sha256 {
	uint32_t state[8];
	sha256_blocks *blocks;	/* the CPU's instructions where it has them */
	uint64_t length;	/* bytes so far */
	uint8_t block[64];
};
void sha256_init(struct sha256 *s);
void sha256_update(struct sha256 *s, const void *data, size_t len);
void sha256_final(struct sha256 *s, uint8_t digest[32]);
void sha256_hex(const uint8_t digest[32], char hex[65]);

/* ---- compression -------------------------------------------------------------- */

enum compression { COMPRESS_NONE, COMPRESS_GZIP, COMPRESS_XZ, COMPRESS_ZSTD };
bool compression_parse(const char *name, enum compression *out);	/* auto (= xz) gzip xz zstd none */
/* By a file's name: ".tar", ".tar.gz", ".tgz", …; false where it does not say. */
bool compression_of_name(const char *name, enum compression *out);
const char *compression_suffix(enum compression c);			/* "", ".gz", ".xz", ".zst" */
/* Bytes that a compressor takes, with as many threads as archive_open() would start for that number. */
uint64_t compression_memory(enum compression c, unsigned threads);

/* ---- the archive --------------------------------------------------------------- */

struct archive_options {
	const char *path;		/* written as path.part, renamed at the end; "-": standard output; with build: the directory */
	enum compression compression;
	int level;			/* -1: the default that was measured best for reports */
	unsigned threads;		/* compressor threads; 0: one or two, as there are CPUs.  Must not change the bytes written */
	time_t mtime;			/* of every member */
	bool build;			/* no tar: the same members as files below path */
};

struct archive;

bool archive_open(const struct archive_options *o, struct archive **out, struct err *err);
/* Parent directories are added as members when first needed.  Names are relative, '/'-separated, no "..". */
bool archive_file(struct archive *a, const char *name, const void *data, size_t len, struct err *err);
/* The same in pieces, for what is too large to be held at once: size bytes in all. */
bool archive_begin(struct archive *a, const char *name, uint64_t size, struct err *err);
bool archive_write(struct archive *a, const void *data, size_t len, struct err *err);
bool archive_end(struct archive *a, struct err *err);
bool archive_symlink(struct archive *a, const char *name, const char *target, struct err *err);
/*
 * Ends the tar, flushes, renames into place, frees.  sha256 and size are of the bytes written; not for build.
 * After a failure nothing is left behind.
 */
bool archive_finish(struct archive *a, char sha256_hex_out[65], uint64_t *size, struct err *err);
/* After a failure or an interruption: nothing is left behind under either name.  Frees. */
void archive_abort(struct archive *a);

#endif
