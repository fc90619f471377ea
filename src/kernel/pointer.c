/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pointers as %p prints them since 4.15 (ad67b74d2469): hashed with a key that was drawn at boot.
 * The key is in the dump, so that what the kernel printed can be told again, and compared with its log.
 */
#include "kernel/kernel.h"

struct sip {
	uint64_t v0, v1, v2, v3;
};

static uint64_t rotate(uint64_t x, unsigned n)
{
	return x << n | x >> (64 - n);
}

static void sip_rounds(struct sip *s, unsigned n)
{
	while (n--) {
		s->v0 += s->v1;
		s->v1 = rotate(s->v1, 13) ^ s->v0;
		s->v0 = rotate(s->v0, 32);
		s->v2 += s->v3;
		s->v3 = rotate(s->v3, 16) ^ s->v2;
		s->v0 += s->v3;
		s->v3 = rotate(s->v3, 21) ^ s->v0;
		s->v2 += s->v1;
		s->v1 = rotate(s->v1, 17) ^ s->v2;
		s->v2 = rotate(s->v2, 32);
	}
}

static void sip_word(struct sip *s, uint64_t word)
{
	s->v3 ^= word;
	sip_rounds(s, 2);
	s->v0 ^= word;
}

/* SipHash-2-4 of one word. */
uint64_t siphash_word(uint64_t key0, uint64_t key1, uint64_t word)
{
	struct sip s = {key0 ^ 0x736f6d6570736575, key1 ^ 0x646f72616e646f6d, key0 ^ 0x6c7967656e657261,
			key1 ^ 0x7465646279746573};

	sip_word(&s, word);
	sip_word(&s, (uint64_t)sizeof(word) << 56);
	s.v2 ^= 0xff;
	sip_rounds(&s, 4);
	return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

static bool is_set(struct emit *e, const char *symbol)
{
	return has_sym(e, symbol) && val(sym(e, symbol, "_Bool"));
}

const char *hashed_pointer(struct emit *e, uint64_t address)
{
	uint64_t key;

	if (!address || address >= (uint64_t)-4095 || is_set(e, "no_hash_pointers") || !has_sym(e, "ptr_key"))
		return file_printf(e, "%016llx", (unsigned long long)address);
	if (has_sym(e, "filled_random_ptr_key") && !is_set(e, "filled_random_ptr_key"))
		return "(____ptrval____)";
	key = symaddr(e, "ptr_key");
	address = siphash_word(read_word(e, key), read_word(e, key + 8), address);
	return file_printf(e, "%016llx", (unsigned long long)(address & 0xffffffff));
}

/* %pK as root reads it: hashed with kernel.kptr_restrict 0, else the address. */
const char *restricted_pointer(struct emit *e, uint64_t address)
{
	if (has_sym(e, "kptr_restrict") && val(sym(e, "kptr_restrict", "int")))
		return file_printf(e, "%016llx", (unsigned long long)address);
	return hashed_pointer(e, address);
}
