/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * proc/mtrr: memory type ranges.  mtrr_seq_show(), arch/x86/kernel/cpu/mtrr/if.c.  The kernel reads the
 * registers of one CPU; mtrr_state holds what it last wrote to them.
 */
#include "emit/emit.h"

static const char *type_name(long type)
{
	static const char *const names[] = {"uncachable", "write-combining", "?", "?", "write-through", "write-protect",
					    "write-back"};

	return type < (long)ARRAY_LEN(names) ? names[type] : "?";
}

EMITTER(proc_mtrr)
{
	ref usage, ranges;

	if (!has_sym(e, "mtrr_state") || !has_sym(e, "num_var_ranges")) {
		absent(e, "the kernel has no MTRRs");
		return;
	}
	usage = sym(e, "mtrr_usage_table", "unsigned int[256]");
	ranges = sym(e, "mtrr_state", "struct mtrr_state_type");
	EACH_KEY(i, numbers(e, num(sym(e, "num_var_ranges", "unsigned int"), ""))) {
		ref range = sub_at(ranges, "var_ranges[]", i);
		uint64_t mask = (uint64_t)num(range, "mask_hi") << 32 | (uint64_t)num(range, "mask_lo");
		uint64_t base = ((uint64_t)num(range, "base_hi") << 32 | (uint64_t)num(range, "base_lo"));
		uint64_t size = mask >> 12 << 12;

		if (!(mask >> 11 & 1))		/* not in use */
			continue;
		size &= -size;			/* a range is a power of two: the lowest bit of its mask */
		row(e, "reg%02ld: base=0x%06llx000 (%5lluMB), size=%5llu%cB, count=%ld: %s\n", i,
		    (unsigned long long)(base >> 12), (unsigned long long)(base >> 20),
		    (unsigned long long)(size < MiB ? size >> 10 : size >> 20), size < MiB ? 'K' : 'M',
		    num_at(usage, "[]", i), type_name((long)(base & 0xff)));
	}
}
