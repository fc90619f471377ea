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

/* Words of boot_cpu_data.x86_capability that hold bugs: the last ones; as many as x86_bug_flags has names for. */
static long bug_words(struct emit *e)
{
	struct symbol s;

	if (!symbol_at(e, symaddr(e, "x86_bug_flags"), &s))
		return 1;
	return (long)(s.size / (WORD_BITS * 8)) ? (long)(s.size / (WORD_BITS * 8)) : 1;
}

static bool has_bit(struct emit *e, long bit)
{
	return bit >= 0 && num_at(sym(e, "boot_cpu_data", "struct cpuinfo_x86"), "x86_capability[]", bit / WORD_BITS) >> bit % WORD_BITS & 1;
}

bool cpu_has_bug(struct emit *e, const char *name)
{
	long words, all, bug;

	if (!has_sym(e, "x86_bug_flags"))
		return false;
	words = bug_words(e);
	all = len(sym(e, "boot_cpu_data", "struct cpuinfo_x86"), "x86_capability");
	bug = name_index(e, "x86_bug_flags", words * WORD_BITS, name);
	return bug >= 0 && has_bit(e, (all - words) * WORD_BITS + bug);
}

bool cpu_has_feature(struct emit *e, const char *name)
{
	long words;

	if (!has_sym(e, "x86_cap_flags"))
		return false;
	words = len(sym(e, "boot_cpu_data", "struct cpuinfo_x86"), "x86_capability") - bug_words(e);
	return has_bit(e, name_index(e, "x86_cap_flags", words * WORD_BITS, name));
}
