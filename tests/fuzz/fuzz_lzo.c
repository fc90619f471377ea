/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz/fuzz.h"
#include "kdump/kdump.h"

#include <stdlib.h>

enum { PAGE = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *out = malloc(PAGE);

	lzo_decompress(data, size, out, PAGE);
	free(out);
	return 0;
}
