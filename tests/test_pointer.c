/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SipHash-2-4, with which the kernel hashes the pointers that it prints. */
#include "kernel/kernel.h"
#include "support/test.h"

/* The authors' test vectors: key 00 01 … 0f, message 00 01 … 07. */
static void hashes_as_the_reference_does(void **state)
{
	(void)state;
	assert_int_equal(siphash_word(0x0706050403020100, 0x0f0e0d0c0b0a0908, 0x0706050403020100), 0x93f5f5799a932462);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hashes_as_the_reference_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
