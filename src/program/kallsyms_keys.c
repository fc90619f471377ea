/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables where VMCOREINFO says that they are.  kernel/vmcore_info.c: VMCOREINFO_SYMBOL(kallsyms_…) */
#include "program/internal.h"

/* The tables of names: these keys come together. */
static bool locate_names(const struct vmcoreinfo *v, uint64_t *names, uint64_t *count, uint64_t *tokens, uint64_t *index)
{
	return vmcoreinfo_symbol(v, "kallsyms_names", names) && vmcoreinfo_symbol(v, "kallsyms_num_syms", count) &&
	       vmcoreinfo_symbol(v, "kallsyms_token_table", tokens) && vmcoreinfo_symbol(v, "kallsyms_token_index", index);
}

static bool locate_addresses(struct memory *m, const struct vmcoreinfo *v, struct kallsyms_tables *t, uint64_t *addr,
			     struct err *err)
{
	uint64_t base;

	if (vmcoreinfo_symbol(v, "kallsyms_addresses", addr)) {
		t->scheme = KALLSYMS_ABSOLUTE;
		return true;
	}
	if (!vmcoreinfo_symbol(v, "kallsyms_offsets", addr))
		return err_set(err, "neither kallsyms_offsets nor kallsyms_addresses in VMCOREINFO");
	t->scheme = KALLSYMS_PLACE_RELATIVE;
	t->base = *addr;
	if (!vmcoreinfo_symbol(v, "kallsyms_relative_base", &base))
		return true;
	t->scheme = KALLSYMS_BASE_RELATIVE;
	if (!memory_word(m, base, t->word_size, t->big_endian, &t->base))
		return err_set(err, "kallsyms_relative_base at 0x%llx not in the dump", (unsigned long long)base);
	return true;
}

bool kallsyms_open_keys(struct memory *m, const struct vmcoreinfo *v, bool big_endian, unsigned word_size,
			struct kallsyms **out, struct err *err)
{
	struct kallsyms_tables t = {.big_endian = big_endian, .word_size = word_size};
	uint64_t names, count_addr, tokens, index, addresses, count;

	if (!locate_names(v, &names, &count_addr, &tokens, &index))
		return err_set(err, "no keys for kallsyms in VMCOREINFO");
	if (!locate_addresses(m, v, &t, &addresses, err))
		return false;
	if (!memory_word(m, count_addr, 4, big_endian, &count))
		return err_set(err, "kallsyms_num_syms at 0x%llx not in the dump", (unsigned long long)count_addr);
	if (count == 0 || count > LIMIT_SYMBOLS)
		return err_set(err, "kallsyms_num_syms is %llu", (unsigned long long)count);
	if (tokens < names || tokens - names > LIMIT_KALLSYMS_NAMES || index < tokens || index - tokens > 64 * KiB)
		return err_set(err, "kallsyms tables at 0x%llx, 0x%llx, 0x%llx: not in the order in which kernels have them",
			       (unsigned long long)names, (unsigned long long)tokens, (unsigned long long)index);
	t.count = (uint32_t)count;
	blob_read(&t.names, m, false, names, tokens - names);
	blob_read(&t.tokens, m, false, tokens, index - tokens);
	blob_read(&t.token_index, m, false, index, 512);
	blob_read(&t.addresses, m, false, addresses, count * (t.scheme == KALLSYMS_ABSOLUTE ? 8 : 4));
	return kallsyms_build(&t, out, err);
}
