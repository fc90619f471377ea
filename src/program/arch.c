/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "program/arch.h"

#include <string.h>

static const struct arch *const arches[] = {
	&arch_x86_64,
	&arch_aarch64,
	&arch_riscv64,
	&arch_s390x,
};

const struct arch *arch_by_machine(unsigned machine, bool big_endian)
{
	for (size_t i = 0; i < ARRAY_LEN(arches); i++)
		if (arches[i]->machine == machine && arches[i]->big_endian == big_endian)
			return arches[i];
	return NULL;
}

const struct arch *arch_by_name(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(arches); i++)
		if (strcmp(arches[i]->name, name) == 0)
			return arches[i];
	return NULL;
}

const struct arch *arch_by_vmcoreinfo(const struct vmcoreinfo *v)
{
	for (size_t i = 0; i < ARRAY_LEN(arches); i++)
		if (vmcoreinfo_get(v, arches[i]->vmcoreinfo_key))
			return arches[i];
	return NULL;
}

bool is_canonical(const struct translation *t, uint64_t root, uint64_t addr)
{
	uint64_t top = addr >> (t->va_bits - 1);

	return root == t->root ? top == UINT64_MAX >> (t->va_bits - 1) : top == 0;
}

enum mem_status table_entry(const struct translation *t, struct page_cache *pages, uint64_t table, uint64_t addr,
			    unsigned shift, unsigned bits, uint64_t *entry)
{
	uint64_t index = addr >> shift & ((1ULL << bits) - 1), bad;
	uint8_t raw[8];
	enum mem_status status = page_cache_read(pages, table + index * sizeof(raw), raw, sizeof(raw), &bad);

	if (status == MEM_OK)
		*entry = get_u64(raw, t->arch->big_endian);
	return status;
}
