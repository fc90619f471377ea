/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/sys/[sysctl]: one kernel parameter, printed as its handler does.  fs/proc/proc_sysctl.c */
#include "emit/emit.h"

EMITTER(proc_sys)
{
	const char *value = sysctl_value(e, self);

	if (value)
		out(e, "%s", value);
}
