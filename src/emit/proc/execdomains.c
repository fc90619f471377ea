/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/execdomains: one line since other personalities went.  execdomains_proc_show(), kernel/exec_domain.c */
#include "emit/emit.h"

EMITTER(proc_execdomains)
{
	out(e, "0-0\tLinux           \t[kernel]\n");
}
