/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/cpuinfo on arm64.  c_show(), arch/arm64/kernel/cpuinfo.c */
#include "emit/emit.h"
#include "emit/proc/cpuinfo.h"

#define MAX_FEATURES 256	/* 192 in 7.3 */

/* cpu_have_feature(): features of all CPUs, by the numbers that index hwcap_str. */
static void show_features(struct emit *e)
{
	ref names = sym(e, "hwcap_str", "char *[256]"), have = sym(e, "elf_hwcap", "unsigned long[4]");
	struct symbol s;
	long n = symbol_at(e, names.addr, &s) ? (long)s.size / 8 : 0;

	out(e, "Features\t:");
	for (long i = 0; i < n && i < MAX_FEATURES; i++)
		if ((unsigned long)num_at(have, "[]", i / 64) >> i % 64 & 1 && num_at(names, "[]", i))
			out(e, " %s", str_at(names, "[]", i));
	out(e, "\n");
}

void show_cpu_arm64(struct emit *e, long cpu)
{
	unsigned long midr = (unsigned long)num(percpu(e, "cpu_data", "struct cpuinfo_arm64", cpu), "reg_midr");
	unsigned long loops = (unsigned long)val(sym(e, "loops_per_jiffy", "unsigned long")), ticks = (unsigned long)hz(e);

	out(e, "processor\t: %ld\n", cpu);
	out(e, "BogoMIPS\t: %lu.%02lu\n", loops / (500000 / ticks), loops / (5000 / ticks) % 100);
	show_features(e);
	out(e, "CPU implementer\t: 0x%02lx\nCPU architecture: 8\n", midr >> 24 & 0xff);
	out(e, "CPU variant\t: 0x%lx\nCPU part\t: 0x%03lx\nCPU revision\t: %lu\n\n", midr >> 20 & 15, midr >> 4 & 0xfff,
	    midr & 15);
}
