/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dumps that cannot be read at random places: from a pipe, or packed as a whole
 * (Debian's kdump-tools can do that).  They are copied, unpacked on the way,
 * into a file that has no name and is gone when the program ends.
 *
 * A stream that breaks off leaves what came: better part of a dump than none.
 */
#include "dump/private.h"

#include <errno.h>
#include <fcntl.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum {
	CHUNK = 256 * 1024,
	MAGIC = 6,			/* bytes that tell the packing */
	XZ_MEMORY = 128 * 1024 * 1024,	/* enough for xz -9 */
	ZSTD_WINDOW_LOG = 27,
};

struct spool {
	int from, to;
	const char *name;
	uint64_t size;			/* written so far */
	uint8_t *in, *out;
	size_t in_len;			/* first bytes read already, to see what they are */
	struct err *err;
};

/* Up to CHUNK bytes of the source into s->in; 0 at its end, -1 on an error. */
static ssize_t fill(struct spool *s)
{
	size_t len = s->in_len;
	ssize_t n = 1;

	s->in_len = 0;
	while (len < CHUNK && n > 0) {
		n = read(s->from, s->in + len, CHUNK - len);
		if (n < 0 && errno == EINTR)
			n = 1;
		else if (n < 0)
			return err_set(s->err, "%s: %s", s->name, strerror(errno)) - 1;
		else
			len += (size_t)n;
	}
	return (ssize_t)len;
}

static bool all_zero(const uint8_t *p, size_t n)
{
	return !n || (!p[0] && !memcmp(p, p + 1, n - 1));
}

/* Zeros stay a hole of the file. */
static bool put(struct spool *s, const uint8_t *data, size_t len)
{
	for (size_t done = 0; done < len && !all_zero(data, len);) {
		ssize_t n = pwrite(s->to, data + done, len - done, (off_t)(s->size + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return err_set(s->err, "%s: unpacking into --spool: %s", s->name, strerror(n ? errno : ENOSPC));
		done += (size_t)n;
	}
	s->size += len;
	return true;
}

/* ---- packings: each copies all of the source, false on errors of reading and writing; *whole: to its proper end --- */

static bool copy_plain(struct spool *s, bool *whole)
{
	ssize_t n;

	while ((n = fill(s)) > 0)
		if (!put(s, s->in, (size_t)n))
			return false;
	*whole = true;
	return n == 0;
}

static bool copy_gzip(struct spool *s, bool *whole)
{
	z_stream z = {0};
	int status = Z_OK;
	bool ok = true;
	ssize_t n = 0;

	if (inflateInit2(&z, 15 + 16) != Z_OK)
		die("zlib: out of memory");
	while (ok && status == Z_OK && (n = fill(s)) > 0) {
		z.next_in = s->in;
		z.avail_in = (uInt)n;
		do {
			z.next_out = s->out;
			z.avail_out = CHUNK;
			status = inflate(&z, Z_NO_FLUSH);
			ok = put(s, s->out, CHUNK - z.avail_out);
			if (status == Z_STREAM_END && z.avail_in)	/* pigz and bgzip write several members */
				status = inflateReset(&z);
		} while (ok && status == Z_OK && (z.avail_in || !z.avail_out));
		if (status == Z_BUF_ERROR)
			status = Z_OK;		/* it only wants more */
	}
	inflateEnd(&z);
	*whole = status == Z_STREAM_END;
	return ok && n >= 0;
}

static bool copy_xz(struct spool *s, bool *whole)
{
	lzma_stream z = LZMA_STREAM_INIT;
	lzma_ret status = lzma_stream_decoder(&z, XZ_MEMORY, LZMA_CONCATENATED);
	bool ok = true;
	ssize_t n = 1;

	while (ok && status == LZMA_OK && n > 0) {
		n = fill(s);
		z.next_in = s->in;
		z.avail_in = n > 0 ? (size_t)n : 0;
		do {
			z.next_out = s->out;
			z.avail_out = CHUNK;
			status = lzma_code(&z, n > 0 ? LZMA_RUN : LZMA_FINISH);
			ok = put(s, s->out, CHUNK - z.avail_out);
		} while (ok && status == LZMA_OK && (z.avail_in || !z.avail_out));
	}
	lzma_end(&z);
	*whole = status == LZMA_STREAM_END;
	return ok && n >= 0;
}

static bool copy_zstd(struct spool *s, bool *whole)
{
	ZSTD_DStream *z = ZSTD_createDStream();
	size_t left = 1;	/* 0 at the end of a frame */
	bool ok = true;
	ssize_t n = 0;

	if (!z)
		die("zstd: out of memory");
	ZSTD_DCtx_setParameter(z, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG);
	while (ok && !ZSTD_isError(left) && (n = fill(s)) > 0) {
		ZSTD_inBuffer in = {s->in, (size_t)n, 0};

		for (bool more = true; ok && more;) {
			ZSTD_outBuffer out = {s->out, CHUNK, 0};

			left = ZSTD_decompressStream(z, &out, &in);
			ok = put(s, s->out, out.pos);
			more = !ZSTD_isError(left) && (in.pos < in.size || out.pos == CHUNK);
		}
	}
	ZSTD_freeDStream(z);
	*whole = left == 0;
	return ok && n >= 0;
}

struct packing {
	const char *magic;
	size_t len;
	bool (*copy)(struct spool *s, bool *whole);
};

static const struct packing packings[] = {
	{"\x1f\x8b", 2, copy_gzip},
	{"\xfd" "7zXZ", 6, copy_xz},
	{"\x28\xb5\x2f\xfd", 4, copy_zstd},
};

static const struct packing *packing_of(const uint8_t *head, size_t len)
{
	for (size_t i = 0; i < ARRAY_LEN(packings); i++)
		if (len >= packings[i].len && !memcmp(head, packings[i].magic, packings[i].len))
			return &packings[i];
	return NULL;
}

/* ---- the unnamed file ------------------------------------------------------------------ */

static int unnamed_file(const char *dir, struct err *err)
{
	int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	char *path;

	if (fd >= 0)
		return fd;
	path = xmalloc(strlen(dir) + sizeof("/vmcore.XXXXXX"));	/* some file systems cannot do that */
	strcpy(stpcpy(path, dir), "/vmcore.XXXXXX");
	fd = mkostemp(path, O_CLOEXEC);
	if (fd < 0)
		err_set(err, "--spool %s: %s", dir, strerror(errno));
	else
		unlink(path);
	free(path);
	return fd;
}

static bool copy(struct spool *s, struct log *log)
{
	const struct packing *p;
	bool whole = false;
	ssize_t n = fill(s);

	if (n < 0)
		return false;
	s->in_len = (size_t)n;
	p = packing_of(s->in, s->in_len);
	if (!(p ? p->copy : copy_plain)(s, &whole))
		return false;
	if (!whole)
		log_msg(log, LOG_WARN, "%s: the stream is cut short or damaged after %llu bytes of dump", s->name,
			(unsigned long long)s->size);
	if (ftruncate(s->to, (off_t)s->size) < 0)
		return err_set(s->err, "%s: unpacking into --spool: %s", s->name, strerror(errno));
	return true;
}

static bool spool(int from, const char *name, const char *dir, struct log *log, struct input **out, struct err *err)
{
	struct spool s = {.from = from, .to = unnamed_file(dir, err), .name = name, .err = err};
	bool ok;

	if (s.to < 0)
		return false;
	s.in = xmalloc(CHUNK);
	s.out = xmalloc(CHUNK);
	ok = copy(&s, log) && input_open_fd(s.to, name, out, err);
	free(s.in);
	free(s.out);
	if (!ok)
		close(s.to);
	return ok;
}

/* A pipe, or a file whose first bytes say that it is packed. */
static bool must_spool(int fd)
{
	uint8_t head[MAGIC];
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) < 0 || S_ISDIR(st.st_mode))
		return false;
	if (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode))
		return true;
	n = pread(fd, head, sizeof(head), 0);
	return n > 0 && packing_of(head, (size_t)n);
}

bool open_or_spool(const char *path, const char *dir, struct log *log, struct input **out, struct err *err)
{
	bool stdin_meant = !strcmp(path, "-"), ok;
	const char *name = stdin_meant ? "standard input" : path;
	int fd;

	if (!stdin_meant && !dir)
		return input_open(path, out, err);
	fd = stdin_meant ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_set(err, "%s: %s", name, strerror(errno));
	if (dir && must_spool(fd)) {
		ok = spool(fd, name, dir, log, out, err);
		close(fd);
		return ok;
	}
	ok = input_open_fd(fd, name, out, err);
	if (!ok)
		close(fd);
	return ok;
}
