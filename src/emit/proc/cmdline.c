/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/cmdline: what the boot loader passed.  cmdline_proc_show(), fs/proc/cmdline.c */
#include "emit/emit.h"

EMITTER(proc_cmdline)
{
	row(e, "%s\n", string(e, addr(sym(e, "saved_command_line", "char *"), "")));
}
