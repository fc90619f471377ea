/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/kernel_info/uts.*: the kernel's own idea of its name */
#include "emit/emit.h"

static const char *const fields[] = {"sysname", "nodename", "release", "version", "machine", "domainname"};

static const char *field(ref name, size_t i)
{
	switch (i) {
	case 0: return str(name, "sysname");
	case 1: return str(name, "nodename");
	case 2: return str(name, "release");
	case 3: return str(name, "version");
	case 4: return str(name, "machine");
	default: return str(name, "domainname");
	}
}

static ref uts(struct emit *e)
{
	return sub(sym(e, "init_uts_ns", "struct uts_namespace"), "name");
}

EMITTER(kernel_info_uts_json)
{
	json_open(e, NULL, '{');
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		json_str(e, fields[i], field(uts(e), i));
	json_close(e);
}

EMITTER(kernel_info_uts_txt)
{
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		row(e, "%-11s %s\n", fields[i], field(uts(e), i));
}
