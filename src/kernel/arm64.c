/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the CPUs of an arm64 machine can do. */
#include "kernel/kernel.h"

#include <string.h>

enum { HAFDBS_PAGES = 1, HAFDBS_TABLES = 3 };	/* ID_AA64MMFR1_EL1.HAFDBS: what a CPU marks as used */

static bool all_mark(struct emit *e, unsigned long least)
{
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
		if ((num(percpu(e, "cpu_data", "struct cpuinfo_arm64", cpu), "reg_id_aa64mmfr1") & 15UL) < least)
			return false;
	return true;
}

/* cpus_have_cap(): the numbers of capabilities are in no type, so it is found by its description. */
static bool kernel_uses(struct emit *e, const char *description)
{
	ref table = sym(e, "cpucap_ptrs", "struct arm64_cpu_capabilities *[]");
	struct symbol s;
	long n = symbol_at(e, table.addr, &s) ? (long)(s.size / (unsigned)e->facts->word_size) : 0;

	EACH(capability, pointers_n(table, "", n)) {
		unsigned long k = (unsigned long)num(capability, "capability");

		if (addr(capability, "desc") && !strcmp(str(capability, "desc"), description))
			return num_at(sym(e, "system_cpucaps", "unsigned long[]"), "[]", (long)(k / 64)) >> k % 64 & 1;
	}
	return false;
}

bool arm64_marks_pages(struct emit *e)
{
	return all_mark(e, HAFDBS_PAGES);
}

/* Used since 6.13. */
bool arm64_marks_tables(struct emit *e)
{
	return all_mark(e, HAFDBS_TABLES) && has_sym(e, "cpucap_ptrs") &&
	       kernel_uses(e, "Hardware managed Access Flag for Table Descriptors");
}
