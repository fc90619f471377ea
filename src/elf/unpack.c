/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that are compressed as a whole: vmlinux.xz, module.ko.zst, and the
 * kernel inside a bzImage (Documentation/arch/x86/boot.rst).  They cannot be
 * read at random places, so they are unpacked into memory.
 */
#include "elf/object.h"

#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum { CHUNK = 256 * 1024, HEAD = 0x260 };

enum packing { PACK_NONE, PACK_GZIP, PACK_XZ, PACK_LZMA, PACK_ZSTD, PACK_OTHER };

struct unpacked {
	struct input in;
	uint8_t *data;
	char name[];
};

/* Source and sink of an unpacker: one range of a file in, a growing buffer out. */
struct flow {
	struct input *in;
	uint64_t at, end;
	uint8_t *buf;
	struct sb out;
};

static enum input_status read_unpacked(struct input *in, uint64_t off, void *buf, size_t len)
{
	if (off > in->size || len > in->size - off)
		return INPUT_EOF;
	memcpy(buf, ((struct unpacked *)in)->data + off, len);
	return INPUT_OK;
}

static void close_unpacked(struct input *in)
{
	free(((struct unpacked *)in)->data);
	free(in);
}

static enum packing packing_of(const uint8_t *p, size_t len)
{
	static const struct {
		const char *magic;
		size_t len;
		enum packing packing;
	} kinds[] = {
		{"\x1f\x8b", 2, PACK_GZIP},	   {"\xfd" "7zXZ", 6, PACK_XZ}, {"\x5d\0\0", 3, PACK_LZMA},
		{"\x28\xb5\x2f\xfd", 4, PACK_ZSTD}, {"BZh", 3, PACK_OTHER},	{"\x02\x21\x4c\x18", 4, PACK_OTHER},
		{"\x89LZO", 4, PACK_OTHER},
	};

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (len >= kinds[i].len && !memcmp(p, kinds[i].magic, kinds[i].len))
			return kinds[i].packing;
	return PACK_NONE;
}

/* *len is 0 at the end of the range. */
static bool next_chunk(struct flow *f, size_t *len, struct err *err)
{
	uint64_t left = f->end - f->at;

	*len = left < CHUNK ? (size_t)left : CHUNK;
	if (!input_must_read(f->in, f->at, f->buf, *len, "compressed data", err))
		return false;
	f->at += *len;
	return true;
}

static bool give(struct flow *f, const uint8_t *data, size_t len, struct err *err)
{
	if (len > LIMIT_UNPACKED - f->out.len)
		return err_set(err, "unpacks to more than %llu bytes", (unsigned long long)LIMIT_UNPACKED);
	sb_add(&f->out, data, len);
	return true;
}

static bool unpack_gzip(struct flow *f, uint8_t *to, struct err *err)
{
	z_stream z = {0};
	int status = inflateInit2(&z, 15 + 32);
	bool ok = status == Z_OK;

	while (ok && status == Z_OK) {
		size_t len = 0;

		if (!z.avail_in) {
			ok = next_chunk(f, &len, err) && (len || err_set(err, "gzip: cut short"));
			z.next_in = f->buf;
			z.avail_in = (uInt)len;
		}
		z.next_out = to;
		z.avail_out = CHUNK;
		if (ok)
			status = inflate(&z, Z_NO_FLUSH);
		ok = ok && give(f, to, CHUNK - z.avail_out, err);
	}
	inflateEnd(&z);
	return ok && (status == Z_STREAM_END || err_set(err, "gzip: damaged"));
}

static bool unpack_xz(struct flow *f, uint8_t *to, bool alone, struct err *err)
{
	lzma_stream z = LZMA_STREAM_INIT;
	lzma_ret status = alone ? lzma_alone_decoder(&z, LIMIT_UNPACKED) : lzma_stream_decoder(&z, LIMIT_UNPACKED, 0);
	bool ok = status == LZMA_OK;

	while (ok && status == LZMA_OK) {
		size_t len = 0;

		if (!z.avail_in) {
			ok = next_chunk(f, &len, err) && (len || err_set(err, "xz: cut short"));
			z.next_in = f->buf;
			z.avail_in = len;
		}
		z.next_out = to;
		z.avail_out = CHUNK;
		if (ok)
			status = lzma_code(&z, LZMA_RUN);
		ok = ok && give(f, to, CHUNK - z.avail_out, err);
	}
	lzma_end(&z);
	return ok && (status == LZMA_STREAM_END || err_set(err, "xz: damaged (liblzma says %d)", (int)status));
}

static bool unpack_zstd(struct flow *f, uint8_t *to, struct err *err)
{
	ZSTD_DStream *z = ZSTD_createDStream();
	size_t left = 1;	/* 0 at the end of a frame */
	bool ok = z != NULL;

	/* a kernel is packed with windows larger than the default allows */
	if (z)
		ZSTD_DCtx_setParameter(z, ZSTD_d_windowLogMax, 27);
	while (ok && left) {
		ZSTD_inBuffer in = {f->buf, 0, 0};

		ok = next_chunk(f, &in.size, err) && (in.size || err_set(err, "zstd: cut short"));
		while (ok && left && in.pos < in.size) {
			ZSTD_outBuffer out = {to, CHUNK, 0};

			left = ZSTD_decompressStream(z, &out, &in);
			if (ZSTD_isError(left))
				ok = err_set(err, "zstd: %s", ZSTD_getErrorName(left));
			ok = ok && give(f, to, out.pos, err);
		}
	}
	ZSTD_freeDStream(z);
	return ok;
}

static bool unpack(struct flow *f, enum packing packing, struct err *err)
{
	uint8_t *to = xmalloc(CHUNK);
	bool ok;

	f->buf = xmalloc(CHUNK);
	switch (packing) {
	case PACK_GZIP:
		ok = unpack_gzip(f, to, err);
		break;
	case PACK_XZ: case PACK_LZMA:
		ok = unpack_xz(f, to, packing == PACK_LZMA, err);
		break;
	case PACK_ZSTD:
		ok = unpack_zstd(f, to, err);
		break;
	default:
		ok = err_set(err, "compressed by bzip2, lz4 or lzo: unpack it first");
	}
	free(f->buf);
	free(to);
	return ok;
}

/* The payload of a bzImage: {offset in the part behind the setup sectors, length}, from protocol 2.08 on. */
static bool find_payload(const uint8_t *head, size_t len, uint64_t size, uint64_t *start, uint64_t *end)
{
	uint64_t setup, off, payload;

	if (len < HEAD || get_u16(head + 0x1fe, false) != 0xaa55 || memcmp(head + 0x202, "HdrS", 4) ||
	    get_u16(head + 0x206, false) < 0x208)
		return false;
	setup = head[0x1f1] ? head[0x1f1] : 4;
	off = get_u32(head + 0x248, false);
	payload = get_u32(head + 0x24c, false);
	*start = (setup + 1) * 512 + off;
	if (*start > size || payload > size - *start)
		return false;
	*end = *start + payload;
	return true;
}

bool input_unpack(struct input *in, struct input **out, bool *packed, struct err *err)
{
	uint8_t head[HEAD] = {0};
	size_t len = in->size < HEAD ? (size_t)in->size : HEAD;
	struct flow f = {.in = in, .end = in->size};
	struct unpacked *u;
	enum packing packing;

	if (!input_must_read(in, 0, head, len, "its beginning", err))
		return false;
	packing = packing_of(head, len);
	if (packing == PACK_NONE && find_payload(head, len, in->size, &f.at, &f.end)) {
		if (!input_must_read(in, f.at, head, 16, "the kernel inside", err))
			return false;
		packing = packing_of(head, 16);
		if (packing == PACK_NONE)
			packing = PACK_OTHER;
	}
	*packed = packing != PACK_NONE;
	if (!*packed) {
		*out = in;
		return true;
	}
	if (!unpack(&f, packing, err)) {
		sb_free(&f.out);
		return err_prepend(err, "%s", in->name);
	}
	u = xmalloc(sizeof(*u) + strlen(in->name) + 1);
	memcpy(u->name, in->name, strlen(in->name) + 1);
	u->in = (struct input){.size = f.out.len, .name = u->name, .read = read_unpacked, .close = close_unpacked};
	u->data = (uint8_t *)f.out.s;
	input_close(in);
	*out = &u->in;
	return true;
}
