/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/status: capabilities, seccomp, speculation.  task_cap(), task_seccomp(), fs/proc/array.c */
#include "emit/proc/pid/status.h"

/* Two 32-bit words until 6.2, one number since 6.3 (f122a08b197d). */
static unsigned long capabilities(ref cap)
{
	if (has(cap, "val"))
		return (unsigned long)num(cap, "val");
	return (unsigned long)num(cap, "cap[1]") << 32 | (unsigned long)num(cap, "cap[0]");
}

enum { SSB_DISABLE = 3, SSB_FORCE_DISABLE = 4, IB_DISABLE = 5, IB_FORCE_DISABLE = 6, SSB_NOEXEC = 7 };	/* PFA_SPEC_* */

/* ssb_prctl_get(), arch/x86/kernel/cpu/bugs.c */
static const char *store_bypass(struct emit *e, long task_flags)
{
	ref mode;

	if (!has_sym(e, "ssb_mode"))
		return "unknown";
	mode = sym(e, "ssb_mode", "unsigned int");
	switch (val(mode)) {
	case 0:		/* SPEC_STORE_BYPASS_NONE */
		return cpu_has_bug(e, "spec_store_bypass") ? "vulnerable" : "not vulnerable";
	case 1:		/* SPEC_STORE_BYPASS_DISABLE */
		return "globally mitigated";
	}
	if (task_flags >> SSB_FORCE_DISABLE & 1)
		return "thread force mitigated";
	if (task_flags >> SSB_NOEXEC & 1)	/* not named in task_seccomp() */
		return "vulnerable";
	return task_flags >> SSB_DISABLE & 1 ? "thread mitigated" : "thread vulnerable";
}

/* ib_prctl_get() */
static const char *indirect_branch(struct emit *e, long task_flags)
{
	enum { NONE, STRICT, STRICT_PREFERRED, BY_PRCTL, BY_SECCOMP };	/* enum spectre_v2_user_mitigation */
	long ibpb, stibp;

	if (!has_sym(e, "spectre_v2_user_ibpb"))
		return "unsupported";
	if (!cpu_has_bug(e, "spectre_v2"))
		return "not affected";
	ibpb = val(sym(e, "spectre_v2_user_ibpb", "unsigned int"));
	stibp = val(sym(e, "spectre_v2_user_stibp", "unsigned int"));
	if (ibpb == NONE && stibp == NONE)
		return "always enabled";
	if (ibpb >= BY_PRCTL || stibp >= BY_PRCTL) {
		if (task_flags >> IB_FORCE_DISABLE & 1)
			return "conditional force disabled";
		return task_flags >> IB_DISABLE & 1 ? "conditional disabled" : "conditional enabled";
	}
	return "always disabled";
}

void status_security(struct emit *e, ref task)
{
	static const char *const arm = "the speculation state of aarch64 tasks is not shown";
	ref cred = task_cred(task);
	long flags = num(task, "atomic_flags");

	row(e, "CapInh:\t%016lx\n", capabilities(sub(cred, "cap_inheritable")));
	row(e, "CapPrm:\t%016lx\n", capabilities(sub(cred, "cap_permitted")));
	row(e, "CapEff:\t%016lx\n", capabilities(sub(cred, "cap_effective")));
	row(e, "CapBnd:\t%016lx\n", capabilities(sub(cred, "cap_bset")));
	row(e, "CapAmb:\t%016lx\n", capabilities(sub(cred, "cap_ambient")));
	row(e, "NoNewPrivs:\t%ld\n", flags & 1);
	if (has(task, "seccomp.mode"))
		row(e, "Seccomp:\t%ld\n", num(task, "seccomp.mode"));
	if (has(task, "seccomp.filter_count"))	/* 5.9 */
		row(e, "Seccomp_filters:\t%ld\n", num(task, "seccomp.filter_count"));
	if (!has_sym(e, "ssb_mode") && !has_sym(e, "boot_cpu_data")) {
		remark(e, "%s", arm);
		return;
	}
	row(e, "Speculation_Store_Bypass:\t%s\n", store_bypass(e, flags));
	if (has_type(e, "struct action_cache"))		/* both came with 5.11 */
		row(e, "SpeculationIndirectBranch:\t%s\n", indirect_branch(e, flags));
}
