/* SPDX-License-Identifier: GPL-2.0-or-later */
/* netstat.h - rows of `netstat -W -neopa`.  Formats are those of net-tools 2.10. */
#ifndef VR_EMIT_NETSTAT_H
#define VR_EMIT_NETSTAT_H

#include "emit/emit.h"

struct netstat {
	struct emit *e;
	bool no_arguments;	/* some program is named after its process */
};

const char *netstat_program(struct netstat *ns, ref sk);	/* "pid/name" of the first process that has it open, or "-" */
void netstat_unix(struct netstat *ns, ref u);			/* a row; u: struct unix_sock */

#endif
