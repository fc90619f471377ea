/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 as FIPS 180-4 defines it: section 4.1.2 functions, 4.2.2 constants, 6.2.2 computation. */
#include "archive/internal.h"

#include <string.h>

/* First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const uint32_t sha256_constant[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t x, unsigned n)
{
	return x >> n | x << (32 - n);
}

static void one_block(uint32_t state[8], const uint8_t block[64])
{
	uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
	uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
	uint32_t w[64];

	for (unsigned t = 0; t < 16; t++)
		w[t] = get_u32(block + 4 * t, true);
	for (unsigned t = 16; t < 64; t++) {
		uint32_t s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ w[t - 15] >> 3;
		uint32_t s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ w[t - 2] >> 10;

		w[t] = w[t - 16] + s0 + w[t - 7] + s1;
	}
	for (unsigned t = 0; t < 64; t++) {
		uint32_t big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
		uint32_t t1 = h + big1 + ((e & f) ^ (~e & g)) + sha256_constant[t] + w[t];
		uint32_t big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
		uint32_t t2 = big0 + ((a & b) ^ (a & c) ^ (b & c));

		h = g;
		g = f;
		f = e;
		e = d + t1;
		d = c;
		c = b;
		b = a;
		a = t1 + t2;
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
	state[5] += f;
	state[6] += g;
	state[7] += h;
}

void sha256_portable(uint32_t state[8], const uint8_t *data, size_t blocks)
{
	for (; blocks--; data += 64)
		one_block(state, data);
}

void sha256_init(struct sha256 *s)
{
	sha256_blocks *of_cpu = sha256_of_cpu();

	/* First 32 bits of the fractional parts of the square roots of the first 8 primes. */
	*s = (struct sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
				       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19},
			     .blocks = of_cpu ? of_cpu : sha256_portable};
}

void sha256_update(struct sha256 *s, const void *data, size_t len)
{
	const uint8_t *p = data;

	while (len) {
		size_t have = s->length % 64, n = 64 - have < len ? 64 - have : len;

		if (!have && len >= 64) {
			n = len - len % 64;
			s->blocks(s->state, p, n / 64);
		} else {
			memcpy(s->block + have, p, n);
			if (have + n == 64)
				s->blocks(s->state, s->block, 1);
		}
		s->length += n;
		p += n;
		len -= n;
	}
}

void sha256_final(struct sha256 *s, uint8_t digest[32])
{
	static const uint8_t padding[64] = {0x80};
	uint64_t bits = s->length * 8;
	uint8_t length[8];

	sha256_update(s, padding, 1 + (119 - s->length % 64) % 64);
	put_u64(length, true, bits);
	sha256_update(s, length, sizeof(length));
	for (unsigned i = 0; i < 8; i++)
		put_u32(digest + 4 * i, true, s->state[i]);
}

void sha256_hex(const uint8_t digest[32], char hex[65])
{
	for (unsigned i = 0; i < 32; i++) {
		hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
	}
	hex[64] = '\0';
}
