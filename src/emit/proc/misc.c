/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/misc: drivers of the miscellaneous major.  misc_seq_show(), drivers/char/misc.c */
#include "emit/emit.h"

EMITTER(proc_misc)
{
	EACH(device, list(sym(e, "misc_list", "struct list_head"), "struct miscdevice", "list"))
		row(e, "%3ld %s\n", num(device, "minor"), str(device, "name"));
}
