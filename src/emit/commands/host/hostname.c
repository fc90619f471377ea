/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/host/hostname: the name of the machine that crashed */
#include "emit/emit.h"

EMITTER(cmd_hostname)
{
	row(e, "%s\n", str(sym(e, "init_uts_ns", "struct uts_namespace"), "name.nodename"));
}
