/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/base.h"

#include <string.h>

uint16_t get_u16(const void *p, bool big_endian)
{
	const uint8_t *b = p;

	return (uint16_t)(big_endian ? b[0] << 8 | b[1] : b[1] << 8 | b[0]);
}

uint64_t get_u64(const void *p, bool big_endian)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return big_endian ? __builtin_bswap64(v) : v;
#else
	return big_endian ? v : __builtin_bswap64(v);
#endif
}

void put_u16(void *p, bool big_endian, uint16_t v)
{
	v = get_u16(&v, big_endian);
	memcpy(p, &v, sizeof(v));
}

void put_u32(void *p, bool big_endian, uint32_t v)
{
	v = get_u32(&v, big_endian);
	memcpy(p, &v, sizeof(v));
}

void put_u64(void *p, bool big_endian, uint64_t v)
{
	v = get_u64(&v, big_endian);
	memcpy(p, &v, sizeof(v));
}

struct rd rd_init(const void *data, size_t len, bool big_endian, const char *name)
{
	static const uint8_t nothing;	/* what NULL and no bytes at all become: pointers may be reckoned from it */
	const uint8_t *p = data ? data : &nothing;

	return (struct rd){.base = p, .p = p, .end = p + len, .name = name, .big_endian = big_endian};
}

void rd_fail(struct rd *r, const char *why)
{
	if (!r->failed) {
		r->failed = true;
		r->why = why;
		r->where = (size_t)(r->p - r->base);
	}
	r->p = r->end;
}


const void *rd_bytes(struct rd *r, size_t len)
{
	const uint8_t *p = r->p;

	if (len > rd_left(r)) {
		rd_fail(r, "reaches past the end");
		return NULL;
	}
	r->p += len;
	return p;
}

void rd_seek(struct rd *r, uint64_t off)
{
	if (r->failed)
		return;
	if (off > (uint64_t)(r->end - r->base))
		rd_fail(r, "offset past the end");
	else
		r->p = r->base + off;
}

void rd_align(struct rd *r, unsigned align)
{
	size_t pos = rd_pos(r);

	if (!r->failed)
		rd_skip(r, (align - pos % align) % align);
}

uint16_t rd_u16(struct rd *r)
{
	const void *p = rd_bytes(r, 2);

	return p ? get_u16(p, r->big_endian) : 0;
}

uint32_t rd_u24(struct rd *r)
{
	const uint8_t *p = rd_bytes(r, 3);

	if (!p)
		return 0;
	return r->big_endian ? (uint32_t)(p[0] << 16 | p[1] << 8 | p[2]) : (uint32_t)(p[2] << 16 | p[1] << 8 | p[0]);
}

uint64_t rd_u64(struct rd *r)
{
	const void *p = rd_bytes(r, 8);

	return p ? get_u64(p, r->big_endian) : 0;
}

uint64_t rd_word(struct rd *r, unsigned bytes)
{
	switch (bytes) {
	case 1:
		return rd_u8(r);
	case 2:
		return rd_u16(r);
	case 4:
		return rd_u32(r);
	case 8:
		return rd_u64(r);
	}
	rd_fail(r, "odd word size");
	return 0;
}

uint64_t rd_long_uleb(struct rd *r)
{
	uint64_t v = 0;

	for (unsigned shift = 0;; shift += 7) {
		uint8_t b = rd_u8(r);

		if (shift < 63)
			v |= (uint64_t)(b & 0x7f) << shift;
		else if ((b & 0x7f) > 1 || shift > 63)
			rd_fail(r, "LEB128 number too large");
		else
			v |= (uint64_t)(b & 1) << 63;
		if (!(b & 0x80) || r->failed)
			return r->failed ? 0 : v;
	}
}

int64_t rd_sleb(struct rd *r)
{
	uint64_t v = 0;

	for (unsigned shift = 0;; shift += 7) {
		uint8_t b = rd_u8(r);

		if (shift < 64)
			v |= (uint64_t)(b & 0x7f) << shift;
		else
			rd_fail(r, "LEB128 number too large");
		if (!(b & 0x80) || r->failed) {
			if (shift + 7 < 64 && (b & 0x40))
				v |= ~0ULL << (shift + 7);
			return r->failed ? 0 : (int64_t)v;
		}
	}
}

const char *rd_str(struct rd *r)
{
	const uint8_t *p = r->p, *nul = rd_left(r) ? memchr(p, 0, rd_left(r)) : NULL;

	if (!nul) {
		rd_fail(r, "string without an end");
		return "";
	}
	r->p = nul + 1;
	return (const char *)p;
}

struct rd rd_sub(struct rd *r, uint64_t off, uint64_t len)
{
	uint64_t size = (uint64_t)(r->end - r->base);
	struct rd sub = *r;

	if (r->failed || off > size || len > size - off) {
		rd_fail(r, "range past the end");
		sub.base = sub.p = sub.end = r->end;
		sub.failed = true;
		sub.why = "range past the end";
		sub.where = r->where;
		return sub;
	}
	sub.base = sub.p = r->base + off;
	sub.end = sub.base + len;
	return sub;
}

bool rd_ok(const struct rd *r, struct err *err)
{
	if (!r->failed)
		return true;
	return err_set(err, "%s+0x%zx: %s", r->name ? r->name : "data", r->where, r->why);
}
