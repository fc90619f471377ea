/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory full of tables: the first 8 bytes say which kind of tables, the next 8 which address, the rest is memory. */
#include "program/internal.h"

#include "fuzz/fuzz.h"
#include "support/mem_dump.h"

#include <stdlib.h>

static const struct translation kinds[] = {
	{.arch = &arch_x86_64, .page_shift = 12, .va_bits = 48, .levels = 4},
	{.arch = &arch_x86_64, .page_shift = 12, .va_bits = 57, .levels = 5},
	{.arch = &arch_aarch64, .page_shift = 12, .va_bits = 39, .levels = 3},
	{.arch = &arch_aarch64, .page_shift = 12, .va_bits = 48, .levels = 4},
	{.arch = &arch_aarch64, .page_shift = 12, .va_bits = 52, .levels = 5},
	{.arch = &arch_aarch64, .page_shift = 14, .va_bits = 47, .levels = 3},
	{.arch = &arch_aarch64, .page_shift = 16, .va_bits = 42, .levels = 2},
	{.arch = &arch_aarch64, .page_shift = 16, .va_bits = 52, .levels = 3},
	{.arch = &arch_riscv64, .page_shift = 12, .va_bits = 39, .levels = 3},
	{.arch = &arch_s390x, .page_shift = 12, .va_bits = 42, .levels = 3},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct translation t;
	struct memory *m;
	struct dump *d;
	uint64_t addr, paddr, bad;
	uint8_t buf[64];

	if (size < 16)
		return 0;
	t = kinds[data[0] % ARRAY_LEN(kinds)];
	t.root = (uint64_t)data[1] << 12;
	t.attribute_mask = (uint64_t)data[2] << 40;
	addr = get_u64(data + 8, false);
	d = mem_dump(data + 16, size - 16, t.arch->machine, t.arch->big_endian);
	m = memory_new_sized(d, &t, 64 * KiB);
	for (unsigned bit = 12; bit < 64; bit++) {
		uint64_t at = addr ^ 1ULL << bit;

		if (memory_read(m, at, buf, sizeof(buf), &bad) == MEM_OK && memory_translate(m, at, &paddr) != MEM_OK)
			abort();
		memory_read_user(m, addr, at, buf, sizeof(buf), &bad);
		memory_read_string(m, at, (char *)buf, sizeof(buf), &bad);
	}
	memory_free(m);
	dump_close(d);
	return 0;
}
