/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz/fuzz.h"
#include "kdump/kdump.h"
#include "support/mem_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input *in = mem_input(data, size);
	struct dump *d;
	struct err err;

	if (kdump_open(&in, 1, &d, &err))
		fuzz_dump(d);
	else
		input_close(in);
	return 0;
}
