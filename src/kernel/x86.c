/* SPDX-License-Identifier: GPL-2.0-or-later */
/* x86 CPU features and bugs by the names that /proc/cpuinfo uses. */
#include "kernel/kernel.h"

#include <string.h>

#define WORD_BITS 32

static long name_index(struct emit *e, const char *table, long count, const char *name)
{
	EACH(s, pointers_n(sym(e, table, "char *[]"), "", count))
		if (!strcmp(string(e, s.addr), name))
			return KEY(s);
	return -1;
}

/* cpu_data(): a kernel for one CPU has but that of the boot CPU. */
ref x86_cpu(struct emit *e, long cpu)
{
	return has_sym(e, "cpu_info") ? percpu(e, "cpu_info", "struct cpuinfo_x86", cpu) : sym(e, "boot_cpu_data", "struct cpuinfo_x86");
}

/* Words of boot_cpu_data.x86_capability that hold bugs: the last ones; as many as x86_bug_flags has names for. */
long cpu_bug_words(struct emit *e)
{
	struct symbol s;

	if (!symbol_at(e, symaddr(e, "x86_bug_flags"), &s))
		return 1;
	return (long)(s.size / (WORD_BITS * 8)) ? (long)(s.size / (WORD_BITS * 8)) : 1;
}

static bool has_bit(struct emit *e, long bit)
{
	return bit >= 0 && num_at(sym(e, "boot_cpu_data", "struct cpuinfo_x86"), "x86_capability[]",
				  bit / WORD_BITS) >> bit % WORD_BITS & 1;
}

/* -1: the kernel knows no bug of that name. */
static long bug_index(struct emit *e, const char *name)
{
	return has_sym(e, "x86_bug_flags") ? name_index(e, "x86_bug_flags", cpu_bug_words(e) * WORD_BITS, name) : -1;
}

bool cpu_knows_bug(struct emit *e, const char *name)
{
	return bug_index(e, name) >= 0;
}

bool cpu_has_bug(struct emit *e, const char *name)
{
	long bug = bug_index(e, name), words, all;

	if (bug < 0)
		return false;
	words = cpu_bug_words(e);
	all = len(sym(e, "boot_cpu_data", "struct cpuinfo_x86"), "x86_capability");
	return has_bit(e, (all - words) * WORD_BITS + bug);
}

bool cpu_has_feature(struct emit *e, const char *name)
{
	long words;

	if (!has_sym(e, "x86_cap_flags"))
		return false;
	words = len(sym(e, "boot_cpu_data", "struct cpuinfo_x86"), "x86_capability") - cpu_bug_words(e);
	return has_bit(e, name_index(e, "x86_cap_flags", words * WORD_BITS, name));
}
