/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz/fuzz.h"
#include "kdump/kdump.h"
#include "support/mem_input.h"

/* Reads all of the file that it stands for, and at its ends, in pieces that do not match its records. */
static void read_through(struct input *in)
{
	uint8_t buf[1000];

	for (uint64_t off = 0, i = 0; off < in->size && i < 300; off += 777, i++)
		input_read(in, off, buf, sizeof(buf));
	for (uint64_t back = 1; back < 3000 && back <= in->size; back += 500)
		input_read(in, in->size - back, buf, back < sizeof(buf) ? (size_t)back : sizeof(buf));
	if (input_read(in, in->size, buf, 1) != INPUT_EOF)
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input *under = mem_input(data, size), *in;
	struct err err;
	bool cut;

	if (flattened_open(under, &in, &cut, &err)) {
		read_through(in);
		input_close(in);
	} else {
		input_close(under);
	}
	return 0;
}
