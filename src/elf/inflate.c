/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compressed sections, and the checksum of .gnu_debuglink: what needs zlib and zstd. */
#include "elf/object.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum { COMPRESS_ZLIB = 1, COMPRESS_ZSTD = 2, CHUNK = 256 * 1024 };

struct packed {
	struct section *section;
	uint32_t method;
	uint64_t skip, size;	/* of the header in front; of the contents */
};

static bool read_packed_header(struct section *s, struct packed *p, struct err *err)
{
	const struct elf_header *h = &s->object->header;
	uint8_t buf[24] = {0};
	size_t len = s->size < sizeof(buf) ? (size_t)s->size : sizeof(buf);
	struct rd r;

	if (!section_read(s, 0, buf, len, err))
		return false;
	r = rd_init(buf, len, h->big_endian, s->name);
	p->section = s;
	if (str_starts(s->header->name, ".zdebug")) {
		if (len < 12 || memcmp(buf, "ZLIB", 4))
			return err_set(err, "%s: section %s does not begin with ZLIB", s->object->in->name, s->header->name);
		rd_skip(&r, 4);
		r.big_endian = true;
		p->method = COMPRESS_ZLIB;
		p->size = rd_u64(&r);
		p->skip = 12;
		return true;
	}
	p->method = rd_u32(&r);
	if (h->is64)
		rd_skip(&r, 4);
	p->size = h->is64 ? rd_u64(&r) : rd_u32(&r);
	p->skip = h->is64 ? 24 : 12;
	return rd_ok(&r, err);
}

static bool next_chunk(const struct packed *p, uint64_t *at, uint8_t *buf, size_t *len, struct err *err)
{
	uint64_t left = p->section->header->size - *at;

	*len = left < CHUNK ? (size_t)left : CHUNK;
	if (!*len)
		return err_set(err, "the compressed data end too early");
	if (!section_read(p->section, *at, buf, *len, err))
		return false;
	*at += *len;
	return true;
}

static bool unpack_zlib(const struct packed *p, uint8_t *out, uint8_t *buf, struct err *err)
{
	z_stream z = {0};
	uint64_t at = p->skip, left = p->size;
	int status = inflateInit(&z) == Z_OK ? Z_OK : Z_MEM_ERROR;
	bool ok = true;

	z.next_out = out;
	while (status == Z_OK && ok && (left || z.avail_out)) {
		size_t len;

		if (!z.avail_out) {
			z.avail_out = left > 1 * GiB ? (uInt)(1 * GiB) : (uInt)left;
			left -= z.avail_out;
		}
		if (!z.avail_in) {
			ok = next_chunk(p, &at, buf, &len, err);
			z.next_in = buf;
			z.avail_in = ok ? (uInt)len : 0;
		}
		if (ok)
			status = inflate(&z, Z_NO_FLUSH);
	}
	inflateEnd(&z);
	if (ok && (left || z.avail_out))
		return err_set(err, "zlib: %s", z.msg ? z.msg : "damaged or too short");
	return ok;
}

static bool unpack_zstd(const struct packed *p, uint8_t *out, uint8_t *buf, struct err *err)
{
	ZSTD_DStream *z = ZSTD_createDStream();
	ZSTD_outBuffer o = {out, (size_t)p->size, 0};
	uint64_t at = p->skip;
	bool ok = z != NULL;

	while (ok && o.pos < o.size) {
		ZSTD_inBuffer in = {buf, 0, 0};

		ok = next_chunk(p, &at, buf, &in.size, err);
		while (ok && in.pos < in.size && o.pos < o.size) {
			size_t status = ZSTD_decompressStream(z, &o, &in);

			if (ZSTD_isError(status))
				ok = err_set(err, "zstd: %s", ZSTD_getErrorName(status));
		}
	}
	ZSTD_freeDStream(z);
	return ok;
}

bool section_inflate(struct section *s, struct err *err)
{
	struct packed p = {0};
	uint8_t *out, *buf;
	bool ok;

	if (!read_packed_header(s, &p, err))
		return false;
	/* zlib packs 1032 to 1 at the best; zstd says nothing, so it gets the same bound times 16 */
	if (p.size > LIMIT_SECTION_SIZE || p.size / 16512 > s->size)
		return err_set(err, "%s: section %s unpacks to 0x%llx bytes: not believed", s->object->in->name, s->name,
			       (unsigned long long)p.size);
	if (p.method != COMPRESS_ZLIB && p.method != COMPRESS_ZSTD)
		return err_set(err, "%s: section %s is compressed by unknown method %u", s->object->in->name, s->name, p.method);
	out = xmalloc((size_t)p.size + 1);
	buf = xmalloc(CHUNK);
	ok = p.method == COMPRESS_ZLIB ? unpack_zlib(&p, out, buf, err) : unpack_zstd(&p, out, buf, err);
	free(buf);
	if (!ok) {
		free(out);
		return err_prepend(err, "%s: section %s", s->object->in->name, s->name);
	}
	out[p.size] = 0;
	s->data = out;
	s->packed = true;
	s->size = p.size;
	return true;
}

bool object_file_crc(struct input *in, uint32_t *crc, struct err *err)
{
	uint8_t *buf = xmalloc(CHUNK);
	uLong sum = crc32(0, NULL, 0);
	bool ok = true;

	for (uint64_t at = 0; ok && at < in->size; at += CHUNK) {
		size_t len = in->size - at < CHUNK ? (size_t)(in->size - at) : CHUNK;

		ok = input_must_read(in, at, buf, len, "checksum", err);
		if (ok)
			sum = crc32(sum, buf, (uInt)len);
	}
	free(buf);
	if (ok)
		*crc = (uint32_t)sum;
	return ok;
}
