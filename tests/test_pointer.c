/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pointers as the kernel prints them: hashed by SipHash-2-4 with the key that lies in the dump, or as they are. */
#include "kernel/kernel.h"

#include "support/fake_worker.h"
#include "support/test.h"

#define PTR_KEY (FAKE_MORE + 0x10)
#define FILLED (FAKE_MORE + 0x20)
#define PLAIN (FAKE_MORE + 0x28)
#define RESTRICT (FAKE_MORE + 0x30)
#define POINTER 0x0706050403020100
#define NOWHERE 0xffffffffdead0000ULL

static const char types[] =
	"int _Bool 1 bool\n"
	"int int 4 signed\n";

/* key: where its symbol points to; the flags as the kernel has them. */
static void begin(struct fake_worker *w, uint64_t key, bool filled, bool plain, uint32_t restricted)
{
	struct sb symbols = {0};

	sb_printf(&symbols, "%llx D ptr_key\n%llx D filled_random_ptr_key\n", (unsigned long long)key, FILLED);
	sb_printf(&symbols, "%llx D no_hash_pointers\n%llx D kptr_restrict\n", PLAIN, RESTRICT);
	fake_worker_init(w, symbols.s, types);
	sb_free(&symbols);
	fake_put(w, PTR_KEY, 0x0706050403020100);
	fake_put(w, PTR_KEY + 8, 0x0f0e0d0c0b0a0908);
	fake_put(w, FILLED, filled);
	fake_put(w, PLAIN, plain);
	fake_put_u32(w, RESTRICT, restricted);
	fake_worker_open(w, "");
}

/* The authors' test vectors: key 00 01 … 0f, message 00 01 … 07. */
static void hashes_as_the_reference_does(void **state)
{
	(void)state;
	assert_int_equal(siphash_word(0x0706050403020100, 0x0f0e0d0c0b0a0908, 0x0706050403020100), 0x93f5f5799a932462);
}

/* 32 bits of the hash; NULL and error numbers are no secrets. */
static void hashed(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w, PTR_KEY, true, false, 0);
	assert_string_equal(hashed_pointer(w.e, POINTER), "000000009a932462");
	assert_string_equal(hashed_pointer(w.e, 0), "0000000000000000");
	assert_string_equal(hashed_pointer(w.e, (uint64_t)-2), "fffffffffffffffe");
	assert_string_equal(restricted_pointer(w.e, POINTER), "000000009a932462");
	assert_false(tainted(w.e));
	fake_worker_close(&w);
}

static void not_hashed(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w, PTR_KEY, true, true, 0);		/* no_hash_pointers on the command line */
	assert_string_equal(hashed_pointer(w.e, POINTER), "0706050403020100");
	fake_worker_close(&w);
	begin(&w, PTR_KEY, false, false, 0);	/* before there was entropy for a key */
	assert_string_equal(hashed_pointer(w.e, POINTER), "(____ptrval____)");
	fake_worker_close(&w);
	begin(&w, PTR_KEY, true, false, 1);		/* root may see what %pK prints */
	assert_string_equal(restricted_pointer(w.e, POINTER), "0706050403020100");
	assert_string_equal(hashed_pointer(w.e, POINTER), "000000009a932462");
	fake_worker_close(&w);
}

static void the_key_is_lost(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w, NOWHERE, true, false, 0);
	hashed_pointer(w.e, POINTER);
	assert_true(tainted(w.e));
	fake_worker_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hashes_as_the_reference_does),
		cmocka_unit_test(hashed),
		cmocka_unit_test(not_hashed),
		cmocka_unit_test(the_key_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
