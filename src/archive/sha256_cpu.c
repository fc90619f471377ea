/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 by the CPU's own instructions, where it has them: an archive that is not compressed waits for its hash. */
#include "archive/internal.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

/* The instructions hold the state as two halves, and its words from the last to the first. */
__attribute__((target("sha,sse4.1")))
static void by_sha_ni(uint32_t s[8], const uint8_t *data, size_t blocks)
{
	const __m128i big_endian = _mm_set_epi32(0x0c0d0e0f, 0x08090a0b, 0x04050607, 0x00010203);
	__m128i abef = _mm_set_epi32((int)s[0], (int)s[1], (int)s[4], (int)s[5]);
	__m128i cdgh = _mm_set_epi32((int)s[2], (int)s[3], (int)s[6], (int)s[7]);
	uint32_t high[4], low[4];

	for (; blocks--; data += 64) {
		const __m128i abef_before = abef, cdgh_before = cdgh;
		__m128i w[4];

		for (unsigned i = 0; i < 4; i++)
			w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)data + i), big_endian);
		for (unsigned round = 0; round < 64; round += 4) {
			const __m128i k = _mm_loadu_si128((const __m128i *)(sha256_constant + round));
			__m128i wk = _mm_add_epi32(w[0], k), next;

			cdgh = _mm_sha256rnds2_epu32(cdgh, abef, wk);
			abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(wk, 0x0e));
			next = _mm_add_epi32(_mm_sha256msg1_epu32(w[0], w[1]), _mm_alignr_epi8(w[3], w[2], 4));
			next = _mm_sha256msg2_epu32(next, w[3]);
			w[0] = w[1];
			w[1] = w[2];
			w[2] = w[3];
			w[3] = next;
		}
		abef = _mm_add_epi32(abef, abef_before);
		cdgh = _mm_add_epi32(cdgh, cdgh_before);
	}
	_mm_storeu_si128((__m128i *)high, abef);
	_mm_storeu_si128((__m128i *)low, cdgh);
	for (unsigned i = 0; i < 2; i++) {
		s[i] = high[3 - i];
		s[i + 2] = low[3 - i];
		s[i + 4] = high[1 - i];
		s[i + 6] = low[1 - i];
	}
}

sha256_blocks *sha256_of_cpu(void)
{
	unsigned a, b, c, d;
	bool sse = __get_cpuid(1, &a, &b, &c, &d) && c & bit_SSE4_1 && c & bit_SSSE3;

	return sse && __get_cpuid_count(7, 0, &a, &b, &c, &d) && b & bit_SHA ? by_sha_ni : NULL;
}

#elif defined(__aarch64__) && !defined(__clang__)	/* older ones hide them from code that asks at run time */

#include <arm_neon.h>
#include <sys/auxv.h>

#ifndef HWCAP_SHA2
#define HWCAP_SHA2 (1 << 6)
#endif

__attribute__((target("+crypto")))
static void by_sha2(uint32_t s[8], const uint8_t *data, size_t blocks)
{
	uint32x4_t abcd = vld1q_u32(s), efgh = vld1q_u32(s + 4);

	for (; blocks--; data += 64) {
		const uint32x4_t abcd_before = abcd, efgh_before = efgh;
		uint32x4_t w[4];

		for (unsigned i = 0; i < 4; i++)
			w[i] = vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(data + 16 * i)));
		for (unsigned round = 0; round < 64; round += 4) {
			const uint32x4_t wk = vaddq_u32(w[0], vld1q_u32(sha256_constant + round)), abcd_then = abcd;
			const uint32x4_t next = vsha256su1q_u32(vsha256su0q_u32(w[0], w[1]), w[2], w[3]);

			abcd = vsha256hq_u32(abcd, efgh, wk);
			efgh = vsha256h2q_u32(efgh, abcd_then, wk);
			w[0] = w[1];
			w[1] = w[2];
			w[2] = w[3];
			w[3] = next;
		}
		abcd = vaddq_u32(abcd, abcd_before);
		efgh = vaddq_u32(efgh, efgh_before);
	}
	vst1q_u32(s, abcd);
	vst1q_u32(s + 4, efgh);
}

sha256_blocks *sha256_of_cpu(void)
{
	return getauxval(AT_HWCAP) & HWCAP_SHA2 ? by_sha2 : NULL;
}

#else

sha256_blocks *sha256_of_cpu(void)
{
	return NULL;
}

#endif
