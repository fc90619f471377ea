/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CPUs: hot plugging (kernel/cpu.c), machine checks (arch/x86/kernel/cpu/mce/core.c), drivers/base/cpu.c */
#include "kernel/sysfs/rows.h"

#include <stdlib.h>

/* path: from struct cpuhp_cpu_state */
static SYSFS_FILE(show_hotplug)
{
	long cpu = num(sysfs_device(f), "id");

	out(e, "%ld\n", num_(percpu(e, "cpuhp_state", "struct cpuhp_cpu_state", cpu), row->path, 0));
}

static SYSFS_FILE(show_notes_size)
{
	if (has_type(e, "note_buf_t"))
		out(e, "%zu\n", sizeof_type(e, "note_buf_t"));
	else
		stub(e, "the type of the notes is not known");
}

/* Where a dump of the crash kernel finds the CPU's registers: a physical address. */
static SYSFS_FILE(show_notes)
{
	ref notes = percpu_ptr(sym(e, "crash_notes", "void *"), "", num(sysfs_device(f), "id"));
	uint64_t physical;

	if (translate(e, notes.addr, &physical))
		out(e, "%llx\n", (unsigned long long)physical);
	else
		stub(e, "where the notes lie is not known");
}

/* All steps of bringing up a CPU that have a name. */
static SYSFS_FILE(show_steps)
{
	EACH(step, array_n(sym(e, "cpuhp_hp_states", "struct cpuhp_step[]"), "", enumv(e, "CPUHP_ONLINE") + 1))
		if (addr(step, "name"))
			row(e, "%3ld: %s\n", KEY(step), str(step, "name"));
}

static SYSFS_FILE(show_mask)
{
	out(e, "%s\n", bitmap_list(bits(sym(e, row->symbol, "struct cpumask"), "bits", nr_cpu_ids(e))));
}

/* CPUs that serve the kernel so that others, without ticks, need not (6.19). */
static SYSFS_FILE(show_housekeeping)
{
	ref keepers = sym(e, "housekeeping", "struct housekeeping");
	long kind = enumv(e, "HK_TYPE_KERNEL_NOISE");

	if (num(keepers, "flags") >> kind & 1)
		out(e, "%s\n", bitmap_list(bits(sub(elem(keepers, "cpumasks", kind), "[0]"), "bits", nr_cpu_ids(e))));
	else
		out(e, "\n");
}

/* CPUs that the scheduler leaves alone: all but those that keep house; since 7.0 as it was asked for at boot. */
static SYSFS_FILE(show_isolated)
{
	struct address_list isolated = address_list(e);
	bool in_struct = has_type(e, "struct housekeeping");	/* 5.18 */
	long domain, flags;

	if (!has_function(e, "housekeeping_cpumask")) {		/* without CONFIG_CPU_ISOLATION */
		out(e, "\n");
		return;
	}
	domain = in_struct ? enumv(e, "HK_TYPE_DOMAIN_BOOT|HK_TYPE_DOMAIN") :
		 __builtin_ctzl((unsigned long)enumv(e, "HK_FLAG_DOMAIN") | 1UL << 63);
	flags = in_struct ? num(sym(e, "housekeeping", "struct housekeeping"), "flags") :
		val(sym(e, "housekeeping_flags", "unsigned int"));
	if (flags >> domain & 1) {
		ref mask = in_struct ? sub(elem(sym(e, "housekeeping", "struct housekeeping"), "cpumasks", domain), "[0]") :
				       sub(sym(e, "housekeeping_mask", "cpumask_var_t"), "[0]");

		EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
			if (!(num_at(mask, "bits[]", cpu / 64) >> cpu % 64 & 1))
				address_add(&isolated, (uint64_t)cpu);
	}
	out(e, "%s\n", bitmap_list(number_walk(e, &isolated)));
}

/* CPUs without ticks; a mask that was never made was printed as the null pointer that it is, until 7.1. */
static SYSFS_FILE(show_tickless)
{
	ref mask = sym(e, "tick_nohz_full_mask", "unsigned long");

	if (!val(mask))
		out(e, has_function(e, "housekeeping_show") ? "\n" : "(null)\n");
	else
		out(e, "%s\n", bitmap_list(bits(at(e, (uint64_t)val(mask), "struct cpumask"), "bits", nr_cpu_ids(e))));
}

/* Whether the loaded crash kernel would learn of CPUs and memory that come and go. */
static SYSFS_FILE(show_crash_hotplug)
{
	ref image = deref(sym(e, "kexec_crash_image", "struct kimage *"));

	out(e, "%ld\n", null(image) ? 0 : num(image, "hotplug_support"));
}

/* ---- arm64: drivers/base/arch_topology.c, arch/arm64/kernel/cpuinfo.c ------------------------------ */

static SYSFS_FILE(show_capacity)
{
	out(e, "%lu\n", val(percpu(e, "cpu_scale", "unsigned long", num(sysfs_device(f), "id"))));
}

/* path: from struct cpuinfo_arm64 */
static SYSFS_FILE(show_register)
{
	out(e, "0x%016lx\n", num_(container(f->kobject, "struct cpuinfo_arm64", "kobj"), row->path, 0));
}

/* ---- names ------------------------------------------------------------------------------------------ */

/* The features that programs are told of. */
static const char *arm64_modalias(struct emit *e)
{
	enum { MOST = 256 };
	const char *text = "cpu:type:aarch64:feature:";
	struct symbol s;

	if (!symbol_at(e, symaddr(e, "elf_hwcap"), &s))
		return NULL;
	EACH_KEY(bit, bits(sym(e, "elf_hwcap", "unsigned long[4]"), "", s.size * 8 < MOST ? (long)s.size * 8 : MOST))
		text = file_printf(e, "%s,%04lX", text, bit);
	return text;
}

/* The features of the first CPU by number: arch_print_cpu_modalias(), cpu_print_modalias() */
const char *cpu_modalias(struct emit *e)
{
	const char *text;
	long words;
	ref cpu;

	if (has_type(e, "struct cpuinfo_arm64") && knows_sym(e, "elf_hwcap"))
		return arm64_modalias(e);
	if (!has_type(e, "struct cpuinfo_x86"))
		return NULL;
	cpu = sym(e, "boot_cpu_data", "struct cpuinfo_x86");
	words = len(cpu, "x86_capability") - cpu_bug_words(e);
	text = file_printf(e, "cpu:type:x86,ven%04lXfam%04lXmod%04lX:feature:", num(cpu, "x86_vendor"), num(cpu, "x86"),
			   num(cpu, "x86_model"));
	EACH_KEY(bit, bits(cpu, "x86_capability", words * 32))
		text = file_printf(e, "%s,%04lX", text, bit);
	return text;
}

static SYSFS_FILE(show_alias)
{
	const char *alias = cpu_modalias(e);

	if (alias)
		out(e, "%s\n", alias);
	else
		stub(e, "the architecture's way to name a CPU is not known");
}

/* ---- machine checks --------------------------------------------------------------------------- */

static SYSFS_FILE(show_bank)
{
	long cpu = num(sysfs_device(f), "id"), bank = strtol(f->name + sizeof("bank") - 1, NULL, 10);
	ref banks = percpu(e, "mce_banks_array", "struct mce_bank[]", cpu);

	if (bank >= val(percpu(e, "mce_num_banks", "unsigned int", cpu)) || !num(elem(banks, "", bank), "init"))
		absent(e, "reading it fails: the CPU has no such bank");
	else
		out(e, "%lx\n", num(elem(banks, "", bank), "ctl"));
}

#define ALL "devices/system/cpu"
#define CPU "devices/system/cpu/~"
#define REGISTERS "devices/system/cpu/*/regs/identification"
#define HOTPLUG "devices/system/cpu/*/hotplug"

const struct sysfs_row sysfs_cpu_rows[] = {
	{"state", HOTPLUG, show_hotplug, .path = "state"},
	{"target", HOTPLUG, show_hotplug, .path = "target"},
	{"fail", HOTPLUG, show_hotplug, .path = "fail"},
	{"crash_notes_size", CPU, .print = show_notes_size},
	{"crash_notes", CPU, .print = show_notes},
	{"cpu_capacity", CPU, .print = show_capacity},
	{"midr_el1", REGISTERS, show_register, .path = "reg_midr"},
	{"revidr_el1", REGISTERS, show_register, .path = "reg_revidr"},
	{"aidr_el1", REGISTERS, show_register, .path = "reg_aidr"},
	{"smidr_el1", REGISTERS, show_register, .path = "reg_smidr"},
	{"states", ALL "/hotplug", .print = show_steps},
	{"isolated", ALL, .print = show_isolated},
	{"nohz_full", ALL, .print = show_tickless},
	{"housekeeping", ALL, .print = show_housekeeping},
	{"enabled", ALL, show_mask, .symbol = "__cpu_enabled_mask"},
	{"crash_hotplug", ALL, .print = show_crash_hotplug},
	{"crash_hotplug", "devices/system/memory", .print = show_crash_hotplug},
	{"modalias", ALL, .print = show_alias},
	{"show_bank()", "devices/system/machinecheck/~", .print = show_bank},
};
const size_t sysfs_cpu_row_count = ARRAY_LEN(sysfs_cpu_rows);
