/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/[cgroup]/[file]: one file of a control group; who prints what is in src/kernel/cgroup.  cgroup_seqfile_show() */
#include "emit/emit.h"

EMITTER(sys_cgroup_file)
{
	cgroup_file_print(e, self);
}
