/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "elf/elf.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (int big_endian = 0; big_endian < 2; big_endian++) {
		struct dump_facts facts = {.note_data = data, .note_data_size = size, .big_endian = big_endian};
		struct arena arena = {0};

		notes_parse(&facts, &arena);
		arena_free(&arena);
	}
	return 0;
}
