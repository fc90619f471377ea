/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/attr/current, attr/apparmor/current: its security label.  proc_pid_attr_read(), fs/proc/base.c */
#include "emit/emit.h"

static bool enabled(struct emit *e, const char *flag)
{
	return has_sym(e, flag) && val(sym(e, flag, "int"));
}

static const char *mode_name(ref profile)
{
	static const char *const modes[] = {"enforce", "complain", "kill", "unconfined", "user"};

	return one_of(context(profile), modes, num(profile, "mode"));
}

/* apparmor_getprocattr(): a label of one profile; stacks of several are rare. */
static void print_apparmor(struct emit *e, ref task)
{
	enum { FLAG_UNCONFINED = 8 };
	ref sizes = sym(e, "apparmor_blob_sizes", "struct lsm_blob_sizes");
	uint64_t blob = addr(task_cred(task), "security") + (uint64_t)num(sizes, "lbs_cred");
	ref label = deref(at(e, blob, "struct aa_label *"));

	if (num(label, "size") != 1)
		stub(e, "a stack of several AppArmor profiles");
	else if (num(label, "flags") & FLAG_UNCONFINED)
		row(e, "%s\n", str(label, "hname"));
	else
		row(e, "%s (%s)\n", str(label, "hname"), mode_name(ptr_at(label, "vec[]", 0)));
}

EMITTER(proc_pid_attr_apparmor)
{
	if (enabled(e, "apparmor_initialized"))
		print_apparmor(e, self);
	else
		absent(e, "AppArmor is not in use");
}

EMITTER(proc_pid_attr_current)
{
	if (has_sym(e, "selinux_state") && num(sym(e, "selinux_state", "struct selinux_state"), "initialized"))
		stub(e, "SELinux keeps numbers; the names are in the policy");
	else if (enabled(e, "apparmor_initialized"))
		print_apparmor(e, self);
	else
		absent(e, "no security module gives labels to tasks");
}
