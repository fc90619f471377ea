/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/version: the kernel's banner.  version_proc_show(), fs/proc/version.c */
#include "emit/emit.h"

EMITTER(proc_version)
{
	row(e, "%s", string(e, symaddr(e, "linux_banner")));
}
