/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What arm64 says of weaknesses that x86 has too: arch/arm64/kernel/proton-pack.c, cpufeature.c */
#include "kernel/sysfs/vulnerabilities.h"

enum { UNAFFECTED, MITIGATED, VULNERABLE };	/* enum mitigation_state; anything else is as bad */

static long state(struct emit *e, const char *variable)
{
	return has_sym(e, variable) ? val(sym(e, variable, "int")) : UNAFFECTED;
}

void arm64_spectre_v2(struct emit *e)
{
	long branches = state(e, "spectre_v2_state"), history = state(e, "spectre_bhb_state");
	bool unprivileged_bpf = has_sym(e, "sysctl_unprivileged_bpf_disabled") &&
				!val(sym(e, "sysctl_unprivileged_bpf_disabled", "int"));

	if (branches == UNAFFECTED && history == UNAFFECTED)
		out(e, "Not affected\n");
	else if (branches != UNAFFECTED && branches != MITIGATED)
		out(e, "Vulnerable\n");
	else if (history == MITIGATED && unprivileged_bpf)
		out(e, "Vulnerable: Unprivileged eBPF enabled\n");
	else
		out(e, "Mitigation: %s%s\n", branches == UNAFFECTED ? "CSV2" : "Branch predictor hardening",
		    history == UNAFFECTED ? "" : history == MITIGATED ? ", BHB" : ", but not BHB");
}

void arm64_store_bypass(struct emit *e)
{
	long bypass = state(e, "spectre_v4_state");

	out(e, "%s\n", bypass == UNAFFECTED ? "Not affected" : bypass == MITIGATED ?
	    "Mitigation: Speculative Store Bypass disabled via prctl" : "Vulnerable");
}

void arm64_meltdown(struct emit *e)
{
	if (has_sym(e, "__meltdown_safe") && val(sym(e, "__meltdown_safe", "_Bool")))
		out(e, "Not affected\n");
	else
		stub(e, "whether the kernel is unmapped is not known");
}
