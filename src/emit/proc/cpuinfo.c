/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/cpuinfo on x86: the CPUs.  show_cpuinfo(), arch/x86/kernel/cpu/proc.c */
#include "emit/emit.h"
#include "emit/proc/cpuinfo.h"

#include <string.h>

enum { FEATURE_TSC = 4, FEATURE_VMX = 4 * 32 + 5 };

/* The bits of a mask that have a name in a table; words of 32 bits. */
static void show_named_bits(struct emit *e, ref words, long first, const char *table, long n)
{
	ref names = sym(e, table, "char *[]");

	for (long i = 0; i < n; i++)
		if (num_at(words, "[]", (first + i) / 32) >> (first + i) % 32 & 1 && num_at(names, "[]", i))
			out(e, " %s", str_at(names, "[]", i));
}

static long table_length(struct emit *e, const char *table)
{
	struct symbol s;

	return symbol_at(e, symaddr(e, table), &s) && s.size < 65536 ? (long)s.size / 8 : 0;
}

static void show_topology(struct emit *e, ref c, long cpu)
{
	ref mask;
	long siblings = 0;

	if (!has_sym(e, "cpu_core_map"))
		return;
	mask = percpu(e, "cpu_core_map", "cpumask_var_t", cpu);
	mask = sub(mask, "[0]");
	EACH_KEY(sibling, bits(mask, "bits", nr_cpu_ids(e)))
		siblings += sibling >= 0;
	/* struct cpuinfo_topology came in 6.7 */
	out(e, "physical id\t: %ld\nsiblings\t: %ld\n", num(c, "topo.pkg_id|phys_proc_id"), siblings);
	out(e, "core id\t\t: %ld\ncpu cores\t: %ld\n", num(c, "topo.core_id|cpu_core_id"), num(c, "booted_cores"));
	out(e, "apicid\t\t: %ld\ninitial apicid\t: %ld\n", num(c, "topo.apicid|apicid"),
	    num(c, "topo.initial_apicid|initial_apicid"));
}

static void show_flags(struct emit *e, ref c)
{
	/* Words of features, then words of bugs. */
	long features = table_length(e, "x86_cap_flags") / 32 * 32, words = len(c, "x86_capability");
	ref capability = sub(c, "x86_capability");

	out(e, "fpu\t\t: yes\nfpu_exception\t: yes\ncpuid level\t: %ld\nwp\t\t: yes\nflags\t\t:", num(c, "cpuid_level"));
	show_named_bits(e, capability, 0, "x86_cap_flags", features);
	if (has_sym(e, "x86_vmx_flags") && num_at(capability, "[]", FEATURE_VMX / 32) >> FEATURE_VMX % 32 & 1 &&
	    num(c, "vmx_capability[0]")) {	/* 5.6 */
		out(e, "\nvmx flags\t:");
		show_named_bits(e, sub(c, "vmx_capability"), 0, "x86_vmx_flags", len(c, "vmx_capability") * 32);
	}
	out(e, "\nbugs\t\t:");
	show_named_bits(e, capability, features, "x86_bug_flags", words * 32 - features);
	out(e, "\n");
}

/* A power management flag without a name is shown by its number; one with an empty name is known already. */
static void show_power(struct emit *e, ref c)
{
	ref names = sym(e, "x86_power_flags", "char *[32]");

	out(e, "power management:");
	for (long i = 0; i < 32; i++) {
		if (!(num(c, "x86_power") >> i & 1))
			continue;
		if (!num_at(names, "[]", i))
			out(e, " [%ld]", i);
		else if (*str_at(names, "[]", i))
			out(e, " %s", str_at(names, "[]", i));
	}
	out(e, "\n\n");
}

static void show_cpu(struct emit *e, long cpu)
{
	ref c = x86_cpu(e, cpu);
	unsigned long loops = (unsigned long)num(c, "loops_per_jiffy"), ticks = (unsigned long)hz(e);
	const char *vendor = str(c, "x86_vendor_id"), *model = str(c, "x86_model_id");
	long khz = cpu_khz_now(e, cpu);

	out(e, "processor\t: %lu\nvendor_id\t: %s\ncpu family\t: %ld\nmodel\t\t: %lu\nmodel name\t: %s\n", num(c, "cpu_index"),
	    *vendor ? vendor : "unknown", num(c, "x86"), num(c, "x86_model"), *model ? model : "unknown");
	out(e, "stepping\t: %ld\n", num(c, "x86_stepping|x86_mask"));
	if (num(c, "microcode"))
		out(e, "microcode\t: 0x%lx\n", num(c, "microcode"));
	if (num(c, "x86_capability[0]") >> FEATURE_TSC & 1)
		out(e, "cpu MHz\t\t: %ld.%03ld\n", khz / 1000, khz % 1000);
	if (num(c, "x86_cache_size"))
		out(e, "cache size\t: %lu KB\n", num(c, "x86_cache_size"));
	show_topology(e, c, cpu);
	show_flags(e, c);
	out(e, "bogomips\t: %lu.%02lu\n", loops / (500000 / ticks), loops / (5000 / ticks) % 100);
	if (num(c, "x86_tlbsize") > 0)
		out(e, "TLB size\t: %ld 4K pages\n", num(c, "x86_tlbsize"));
	out(e, "clflush size\t: %lu\ncache_alignment\t: %ld\n", num(c, "x86_clflush_size"), num(c, "x86_cache_alignment"));
	out(e, "address sizes\t: %lu bits physical, %lu bits virtual\n", num(c, "x86_phys_bits"), num(c, "x86_virt_bits"));
	show_power(e, c);
}

EMITTER(proc_cpuinfo)
{
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		if (!strcmp(e->facts->arch, "x86_64"))
			show_cpu(e, cpu);
		else
			show_cpu_arm64(e, cpu);
	}
}
