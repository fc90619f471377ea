/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "elf/elf.h"
#include "fuzz/fuzz.h"
#include "support/mem_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input *in = mem_input(data, size);
	struct elf_section *sections;
	struct arena arena = {0};
	struct elf_header h;
	struct dump *d;
	struct err err;

	if (elf_read_header(in, &h, &err))
		elf_read_sections(in, &h, &arena, &sections, &err);
	arena_free(&arena);
	if (elf_dump_open(in, &d, &err))
		fuzz_dump(d);
	else
		input_close(in);
	return 0;
}
