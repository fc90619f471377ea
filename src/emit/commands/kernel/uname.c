/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/kernel/uname_-a: who this kernel says it is */
#include "emit/emit.h"

#include <string.h>

EMITTER(cmd_uname)
{
	ref name = sub(sym(e, "init_uts_ns", "struct uts_namespace"), "name");
	const char *version = str(name, "version"), *machine = str(name, "machine");

	out(e, "%s %s %s %s %s", str(name, "sysname"), str(name, "nodename"), str(name, "release"), version, machine);
	/* Debian's uname leaves processor and platform out; Red Hat's, SUSE's and Ubuntu's repeat the machine. */
	if (!strstr(version, "Debian"))
		out(e, " %s %s", machine, machine);
	out(e, " GNU/Linux\n");
}
