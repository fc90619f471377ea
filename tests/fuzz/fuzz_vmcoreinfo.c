/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "program/vmcoreinfo.h"

#include "fuzz/fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const keys[] = {"OSRELEASE", "SYMBOL(_stext)", "NUMBER(phys_base)", "KERNELOFFSET", "PAGESIZE"};
	struct vmcoreinfo v = {0};
	size_t offset = 0, length = vmcoreinfo_in_note(data, size, &offset), sum = 0;
	uint64_t value;

	if (length && offset <= size)
		vmcoreinfo_parse(&v, (const char *)data + offset, length < size - offset ? length : size - offset);
	else
		vmcoreinfo_parse(&v, (const char *)data, size);
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		const char *text = vmcoreinfo_get(&v, keys[i]);

		sum += text ? strlen(text) : 0;
		vmcoreinfo_number(&v, keys[i], &value);
	}
	vmcoreinfo_free(&v);
	return sum > size;
}
