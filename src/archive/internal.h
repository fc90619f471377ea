/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * internal.h - the stages of an archive: tar blocks go through a compressor
 * into a sink, which writes, counts and hashes.  Private to src/archive.
 */
#ifndef VR_ARCHIVE_INTERNAL_H
#define VR_ARCHIVE_INTERNAL_H

#include "archive/archive.h"

/* ---- SHA-256 ------------------------------------------------------------------ */

extern const uint32_t sha256_constant[64];
void sha256_portable(uint32_t state[8], const uint8_t *data, size_t blocks);
sha256_blocks *sha256_of_cpu(void);	/* NULL: it has no instructions for it */

/* ---- sink: where the bytes end ---------------------------------------------- */

struct sink {
	const char *name;	/* for messages */
	int fd;
	uint64_t size;		/* bytes written so far, what is buffered included */
	struct sha256 sha;	/* of the same bytes */
	size_t used;
	uint8_t buf[64 * KiB];
};

bool write_all(int fd, const char *name, const void *data, size_t len, struct err *err);
bool sink_write(struct sink *s, const void *data, size_t len, struct err *err);
bool sink_flush(struct sink *s, struct err *err);

/* ---- compressor ---------------------------------------------------------------- */

struct compressor {
	struct sink *sink;
	bool (*run)(struct compressor *c, const void *data, size_t len, bool end, struct err *err);
	void (*close)(struct compressor *c);
};

bool compressor_open(const struct archive_options *o, struct sink *sink, struct compressor **out, struct err *err);
bool compressor_write(struct compressor *c, const void *data, size_t len, struct err *err);
/* Writes what the compressor still holds. */
bool compressor_finish(struct compressor *c, struct err *err);
void compressor_close(struct compressor *c);	/* NULL is allowed */

/* ---- tar ----------------------------------------------------------------------- */

#define TAR_BLOCK 512
#define TAR_RECORD (20 * TAR_BLOCK)	/* what a tar file's size is a multiple of */

enum tar_type { TAR_FILE = '0', TAR_SYMLINK = '2', TAR_DIRECTORY = '5' };

struct tar_member {
	enum tar_type type;
	const char *name;	/* directories: without the final '/' */
	const char *target;	/* symlinks */
	uint64_t size;		/* files */
	int64_t mtime;
};

/* Appends the header blocks of a member: one, or a pax header before it where ustar's fields are too small. */
void tar_header(struct sb *out, const struct tar_member *m);

#endif
