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

static const char *store_bypass_of_task(long task_flags)
{
	if (task_flags >> SSB_FORCE_DISABLE & 1)
		return "thread force mitigated";
	if (task_flags >> SSB_NOEXEC & 1)	/* not named in task_seccomp() */
		return "vulnerable";
	return task_flags >> SSB_DISABLE & 1 ? "thread mitigated" : "thread vulnerable";
}

/* ssb_prctl_get(), arch/x86/kernel/cpu/bugs.c */
static const char *store_bypass_x86(struct emit *e, long task_flags)
{
	enum { NONE, DISABLED };		/* enum ssb_mitigation */

	switch (val(sym(e, "ssb_mode", "unsigned int"))) {
	case NONE:
		return cpu_has_bug(e, "spec_store_bypass") ? "vulnerable" : "not vulnerable";
	case DISABLED:
		return "globally mitigated";
	}
	return store_bypass_of_task(task_flags);
}

/* ssbd_prctl_get(), arch/arm64/kernel/proton-pack.c (5.10) */
static const char *store_bypass_arm64(struct emit *e, long task_flags)
{
	enum { UNAFFECTED, MITIGATED };		/* enum mitigation_state */
	enum { DYNAMIC, ENABLED };		/* enum spectre_v4_policy */
	long state = val(sym(e, "spectre_v4_state", "unsigned int")), policy;

	if (state == UNAFFECTED)
		return "not vulnerable";
	if (state != MITIGATED || !val(sym(e, "cpu_mitigations", "unsigned int")))
		return "vulnerable";
	policy = val(sym(e, "__spectre_v4_policy", "unsigned int"));
	if (policy == ENABLED)
		return "not vulnerable";
	return policy == DYNAMIC ? store_bypass_of_task(task_flags) : "vulnerable";
}

/* ib_prctl_get() */
static const char *indirect_branch(struct emit *e, long task_flags)
{
	enum { NONE, STRICT, STRICT_PREFERRED, BY_PRCTL, BY_SECCOMP };	/* enum spectre_v2_user_mitigation */
	long ibpb, stibp;

	if (!has_function(e, "cpu_bugs_smt_update"))	/* not x86 */
		return "unknown";
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
	if (has_sym(e, "spectre_v4_state"))
		row(e, "Speculation_Store_Bypass:\t%s\n", store_bypass_arm64(e, flags));
	else if (has_sym(e, "ssb_mode"))
		row(e, "Speculation_Store_Bypass:\t%s\n", store_bypass_x86(e, flags));
	else
		remark(e, "Speculation_Store_Bypass is not shown on this architecture");
	/* These came with 5.11; the first needs CONFIG_SECCOMP_FILTER, the second CONFIG_GENERIC_ENTRY, which x86 always has. */
	if (has_type(e, "struct action_cache") || has_type(e, "struct syscall_user_dispatch"))
		row(e, "SpeculationIndirectBranch:\t%s\n", indirect_branch(e, flags));
}
