/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/patch_state: how far a live patch has come.  proc_pid_patch_state(), fs/proc/base.c */
#include "emit/emit.h"

EMITTER(proc_pid_patch_state)
{
	if (!has(self, "patch_state"))
		absent(e, "kernel without CONFIG_LIVEPATCH");
	else
		row(e, "%ld\n", num(self, "patch_state"));
}
