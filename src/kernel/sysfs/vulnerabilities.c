/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/devices/system/cpu/vulnerabilities/…: arch/x86/kernel/cpu/bugs.c; weak functions of drivers/base/cpu.c elsewhere */
#include "kernel/sysfs/rows.h"

#include <string.h>

/* The text that stands for the mitigation in use: b: table of texts, c: the choice */
static const char *mitigation(struct emit *e, const struct sysfs_row *row)
{
	return str_at(sym(e, row->b, "char *[16]"), "[]", val(sym(e, row->c, "int")) & 15);
}

/* Says "Not affected" where that is so, or why it can't be told. */
static bool is_affected(struct emit *e, const struct sysfs_row *row)
{
	if (has_type(e, "struct cpuinfo_x86") && cpu_knows_bug(e, row->a)) {
		if (cpu_has_bug(e, row->a))
			return true;
		out(e, "Not affected\n");
	} else if (has_type(e, "struct cpuinfo_arm64") && row->d) {	/* d: of x86 only */
		out(e, "Not affected\n");
	} else {
		stub(e, "the kernel's table of CPU bugs does not name it");
	}
	return false;
}

static bool is_smt_active(struct emit *e)
{
	return has_sym(e, "sched_smt_present") && static_key_on(e, "sched_smt_present");
}

static void show_plain(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	if (!is_affected(e, row))
		return;
	if (row->b && has_sym(e, row->b) && has_sym(e, row->c))
		out(e, "%s\n", mitigation(e, row));
	else
		stub(e, "how the mitigation is described is not known");
}

/* Buffers that threads of a core share: what the other thread is adds to it. */
static void show_with_smt(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	const char *text;

	if (!is_affected(e, row))
		return;
	text = mitigation(e, row);
	if (strcmp(row->a, "mds") && (!strcmp(text, "Vulnerable") || !strcmp(text, "Mitigation: TSX disabled")))
		out(e, "%s\n", text);
	else if (cpu_has_feature(e, "hypervisor"))
		out(e, "%s; SMT Host state unknown\n", text);
	else if (cpu_has_bug(e, "msbds_only") && !strcmp(row->a, "mds"))
		out(e, "%s; SMT %s\n", text, !strcmp(text, "Vulnerable") ? "vulnerable" : is_smt_active(e) ? "mitigated" : "disabled");
	else
		out(e, "%s; SMT %s\n", text, is_smt_active(e) ? "vulnerable" : "disabled");
}

static void show_meltdown(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	if (!is_affected(e, row))
		return;
	if (cpu_has_feature(e, "pti"))
		out(e, "Mitigation: PTI\n");
	else if (has_sym(e, "xen_domain_type") && val(sym(e, "xen_domain_type", "int")))
		stub(e, "on Xen it depends on the kind of guest");
	else
		out(e, "Vulnerable\n");
}

#define VULNERABILITIES "devices/system/cpu/vulnerabilities"
#define ROW(name, print, bug, texts, choice, elsewhere) {name, VULNERABILITIES, print, bug, texts, choice, elsewhere}
#define PLAIN(name, bug, prefix) ROW(name, show_plain, bug, prefix "_strings", prefix "_mitigation", "x86")

const struct sysfs_row sysfs_vulnerabilities_rows[] = {
	PLAIN("gather_data_sampling", "gds", "gds"), PLAIN("reg_file_data_sampling", "rfds", "rfds"),
	PLAIN("indirect_target_selection", "its", "its"), PLAIN("srbds", "srbds", "srbds"), PLAIN("tsa", "tsa", "tsa"),
	PLAIN("vmscape", "vmscape", "vmscape"),
	ROW("itlb_multihit", show_plain, "itlb_multihit", NULL, NULL, "x86"),
	ROW("l1tf", show_plain, "l1tf", NULL, NULL, "x86"),
	ROW("retbleed", show_plain, "retbleed", NULL, NULL, "x86"),
	ROW("spec_rstack_overflow", show_plain, "srso", NULL, NULL, "x86"),
	ROW("mds", show_with_smt, "mds", "mds_strings", "mds_mitigation", "x86"),
	ROW("tsx_async_abort", show_with_smt, "taa", "taa_strings", "taa_mitigation", "x86"),
	ROW("mmio_stale_data", show_with_smt, "mmio_stale_data", "mmio_strings", "mmio_mitigation", "x86"),
	ROW("meltdown", show_meltdown, "cpu_meltdown", NULL, NULL, NULL),
	ROW("spec_store_bypass", show_plain, "spec_store_bypass", "ssb_strings", "ssb_mode", NULL),
	ROW("spectre_v1", show_plain, "spectre_v1", "spectre_v1_strings", "spectre_v1_mitigation", NULL),
	ROW("spectre_v2", show_plain, "spectre_v2", NULL, NULL, NULL),
};
const size_t sysfs_vulnerabilities_row_count = ARRAY_LEN(sysfs_vulnerabilities_rows);
