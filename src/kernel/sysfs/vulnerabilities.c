/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/devices/system/cpu/vulnerabilities/…: arch/x86/kernel/cpu/bugs.c; weak functions of drivers/base/cpu.c elsewhere */
#include "kernel/sysfs/rows.h"
#include "kernel/sysfs/vulnerabilities.h"

#include <string.h>

/* The text that stands for the mitigation in use.  Here kind is the bug, as cpu_has_bug() calls it. */
static const char *mitigation(struct emit *e, const struct sysfs_row *row)
{
	return str_at(sym(e, row->symbol, "char *[16]"), "[]", val(sym(e, row->choice, "int")) & 15);
}

static bool is_arm64(struct emit *e)
{
	return has_type(e, "struct cpuinfo_arm64");
}

/* Says "Not affected" where that is so, or why it can't be told. */
static bool is_affected(struct emit *e, const struct sysfs_row *row)
{
	if (has_type(e, "struct cpuinfo_x86") && cpu_knows_bug(e, row->kind)) {
		if (cpu_has_bug(e, row->kind))
			return true;
		out(e, "Not affected\n");
	} else if (is_arm64(e)) {	/* the bugs that it shares are not asked for here */
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

static SYSFS_FILE(show_plain)
{
	if (!is_affected(e, row))
		return;
	if (row->symbol && has_sym(e, row->symbol) && has_sym(e, row->choice))
		out(e, "%s\n", mitigation(e, row));
	else
		stub(e, "how the mitigation is described is not known");
}

/* Buffers that threads of a core share: what the other thread is adds to it. */
static SYSFS_FILE(show_with_smt)
{
	const char *text;

	if (!is_affected(e, row))
		return;
	text = mitigation(e, row);
	if (strcmp(row->kind, "mds") && (!strcmp(text, "Vulnerable") || !strcmp(text, "Mitigation: TSX disabled")))
		out(e, "%s\n", text);
	else if (cpu_has_feature(e, "hypervisor"))
		out(e, "%s; SMT Host state unknown\n", text);
	else if (cpu_has_bug(e, "msbds_only") && !strcmp(row->kind, "mds"))
		out(e, "%s; SMT %s\n", text, !strcmp(text, "Vulnerable") ? "vulnerable" : is_smt_active(e) ? "mitigated" : "disabled");
	else
		out(e, "%s; SMT %s\n", text, is_smt_active(e) ? "vulnerable" : "disabled");
}

static SYSFS_FILE(show_meltdown)
{
	if (is_arm64(e)) {
		arm64_meltdown(e);
		return;
	}
	if (!is_affected(e, row))
		return;
	if (cpu_has_feature(e, "pti"))
		out(e, "Mitigation: PTI\n");
	else if (has_sym(e, "xen_domain_type") && val(sym(e, "xen_domain_type", "int")))
		stub(e, "on Xen it depends on the kind of guest");
	else
		out(e, "Vulnerable\n");
}

static SYSFS_FILE(show_store_bypass)
{
	if (is_arm64(e))
		arm64_store_bypass(e);
	else
		show_plain(e, f, row);
}

static SYSFS_FILE(show_spectre_v1)
{
	if (is_arm64(e))
		out(e, "Mitigation: __user pointer sanitization\n");
	else
		show_plain(e, f, row);
}

/* ---- spectre_v2: a sentence of many parts, spectre_v2_show_state() ------------------------------------ */

/* Features that /proc/cpuinfo has no names for: word and bit, the same since they exist. */
enum {
	RSB_VMEXIT = 7 * 32 + 13, RSB_CTXSW = 7 * 32 + 19, USE_IBRS_FW = 7 * 32 + 22, RSB_VMEXIT_LITE = 11 * 32 + 17,
	CLEAR_BHB_LOOP = 21 * 32 + 1, CLEAR_BHB_HW = 21 * 32 + 3,
};

static bool has_bit(struct emit *e, long bit)
{
	return num_at(sym(e, "boot_cpu_data", "struct cpuinfo_x86"), "x86_capability[]", bit / 32) >> bit % 32 & 1;
}

static bool is_key_on(struct emit *e, const char *key)
{
	return has_sym(e, key) && static_key_on(e, key);
}

static const char *ibpb_state(struct emit *e)
{
	if (!cpu_has_feature(e, "ibpb"))
		return "";
	return is_key_on(e, "switch_mm_always_ibpb") ? "; IBPB: always-on" :
	       is_key_on(e, "switch_mm_cond_ibpb") ? "; IBPB: conditional" : "; IBPB: disabled";
}

/* Not told where Enhanced IBRS does it; AMD's way to have that leaves it to be done. */
static const char *stibp_state(struct emit *e, const char *mode)
{
	enum { AMD = 2 };
	long state = val(sym(e, "spectre_v2_user_stibp", "int"));
	bool enhanced = strstr(mode, "Enhanced") && num(sym(e, "boot_cpu_data", "struct cpuinfo_x86"), "x86_vendor") != AMD;

	if (enhanced)
		return "";
	if (state == enumv(e, "SPECTRE_V2_USER_NONE"))
		return "; STIBP: disabled";
	if (state == enumv(e, "SPECTRE_V2_USER_STRICT"))
		return "; STIBP: forced";
	if (state == enum_or(e, "SPECTRE_V2_USER_STRICT_PREFERRED", -1))
		return "; STIBP: always-on";
	return is_key_on(e, "switch_to_cond_stibp") ? "; STIBP: conditional" : "";
}

/* NULL: not known, as in the next one */
static const char *pbrsb_state(struct emit *e)
{
	if (!cpu_knows_bug(e, "eibrs_pbrsb") || !cpu_has_bug(e, "eibrs_pbrsb"))
		return "; PBRSB-eIBRS: Not affected";
	return has_bit(e, RSB_VMEXIT_LITE) || has_bit(e, RSB_VMEXIT) ? "; PBRSB-eIBRS: SW sequence" : NULL;
}

static const char *bhi_state(struct emit *e)
{
	if (!cpu_has_bug(e, "bhi"))
		return "; BHI: Not affected";
	return has_bit(e, CLEAR_BHB_HW) ? "; BHI: BHI_DIS_S" : has_bit(e, CLEAR_BHB_LOOP) ? "; BHI: SW loop, KVM: SW loop" : NULL;
}

/* There were commas in it until 6.9 told of BHI (and in updates of older kernels). */
static SYSFS_FILE(show_spectre_v2)
{
	bool tells_bhi, unprivileged_bpf = has_sym(e, "sysctl_unprivileged_bpf_disabled") &&
					   !val(sym(e, "sysctl_unprivileged_bpf_disabled", "int"));
	const char *mode, *pbrsb, *bhi;
	char *text;

	if (is_arm64(e)) {
		arm64_spectre_v2(e);
		return;
	}
	if (!is_affected(e, row))
		return;
	if (!has_sym(e, row->symbol)) {
		stub(e, "how the mitigation is described is not known");
		return;
	}
	mode = mitigation(e, row);
	tells_bhi = cpu_knows_bug(e, "bhi");
	pbrsb = pbrsb_state(e);
	bhi = tells_bhi ? bhi_state(e) : "";
	if (!pbrsb || !bhi || (unprivileged_bpf && strstr(mode, "Enhanced"))) {
		stub(e, "the kernel's numbers of this CPU's mitigations are not known");
		return;
	}
	text = file_printf(e, "%s%s%s%s%s%s%s%s", mode, ibpb_state(e), has_bit(e, USE_IBRS_FW) ? "; IBRS_FW" : "",
			   stibp_state(e, mode), has_bit(e, RSB_CTXSW) ? "; RSB filling" : "", pbrsb, bhi,
			   has_sym(e, "spectre_v2_bad_module") && val(sym(e, "spectre_v2_bad_module", "_Bool")) ?
			   " - vulnerable module loaded" : "");
	for (char *c = text; !tells_bhi && (c = strchr(c, ';'));)
		*c = ',';
	out(e, "%s\n", text);
}

#define VULNERABILITIES "devices/system/cpu/vulnerabilities"
#define ROW(name, ...) {name, VULNERABILITIES, __VA_ARGS__}
#define PLAIN(name, bug, prefix) ROW(name, show_plain, .kind = bug, .symbol = prefix "_strings", .choice = prefix "_mitigation")

const struct sysfs_row sysfs_vulnerabilities_rows[] = {
	PLAIN("gather_data_sampling", "gds", "gds"), PLAIN("reg_file_data_sampling", "rfds", "rfds"),
	PLAIN("indirect_target_selection", "its", "its"), PLAIN("srbds", "srbds", "srbds"), PLAIN("tsa", "tsa", "tsa"),
	PLAIN("vmscape", "vmscape", "vmscape"),
	ROW("itlb_multihit", show_plain, .kind = "itlb_multihit"),
	ROW("l1tf", show_plain, .kind = "l1tf"),
	ROW("retbleed", show_plain, .kind = "retbleed"),
	ROW("spec_rstack_overflow", show_plain, .kind = "srso"),
	ROW("old_microcode", show_plain, .kind = "old_microcode"),
	{"ghostwrite", VULNERABILITIES, sysfs_constant, .text = "Not affected\n"},	/* of RISC-V */
	ROW("mds", show_with_smt, .kind = "mds", .symbol = "mds_strings", .choice = "mds_mitigation"),
	ROW("tsx_async_abort", show_with_smt, .kind = "taa", .symbol = "taa_strings", .choice = "taa_mitigation"),
	ROW("mmio_stale_data", show_with_smt, .kind = "mmio_stale_data", .symbol = "mmio_strings", .choice = "mmio_mitigation"),
	ROW("meltdown", show_meltdown, .kind = "cpu_meltdown"),
	ROW("spec_store_bypass", show_store_bypass, .kind = "spec_store_bypass", .symbol = "ssb_strings", .choice = "ssb_mode"),
	ROW("spectre_v1", show_spectre_v1, .kind = "spectre_v1", .symbol = "spectre_v1_strings",
	    .choice = "spectre_v1_mitigation"),
	ROW("spectre_v2", show_spectre_v2, .kind = "spectre_v2", .symbol = "spectre_v2_strings", .choice = "spectre_v2_enabled"),
};
const size_t sysfs_vulnerabilities_row_count = ARRAY_LEN(sysfs_vulnerabilities_rows);
