/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Unix sockets of netstat(8), and whose a socket is. */
#include "emit/commands/networking/netstat.h"
#include "kernel/net.h"

#include <string.h>

#define PROGRAM_WIDTH 20	/* of "pid/name" and its terminator */

/* The last part of the first argument; where user memory is not in the dump, the name of the process. */
static const char *program_name(struct netstat *ns, ref task)
{
	struct emit *e = ns->e;
	ref mm = task_mm(task);
	bool was = tainted(e);
	size_t n = 0;
	const char *text = null(mm) ? NULL : command_line(mm, &n), *slash;

	if (tainted(e) != was || !n || !text) {
		e->taint = was;
		ns->no_arguments = true;
		return task_name(task);
	}
	slash = strrchr(text, '/');
	return slash ? slash + 1 : text;
}

const char *netstat_program(struct netstat *ns, ref sk)
{
	const struct socket_holder *holder;

	if (!socket_holders(sk, &holder))
		return "-";
	return file_printf(ns->e, "%.*s", PROGRAM_WIDTH - 1,
			   file_printf(ns->e, "%ld/%s", holder->pid,
				       program_name(ns, at(ns->e, holder->task, "struct task_struct"))));
}

void netstat_unix(struct netstat *ns, ref u)
{
	static const char *const types[] = {"UNKNOWN", "STREAM", "DGRAM", "RAW", "RDM", "SEQPACKET"};
	struct emit *e = ns->e;
	ref sk = sub(u, "sk");
	long type = num(sk, "sk_type"), state = num(sk, "__sk_common.skc_state");
	bool has_file = addr(sk, "sk_socket"), listens = state == TCP_LISTEN_, connected = state == TCP_ESTABLISHED_;
	const char *word = has_file ? (connected ? "CONNECTED" : listens ? "LISTENING" : "") : (connected ? "CONNECTING" : "DISCONNECTING");
	const char *path = unix_socket_path(u);

	out(e, "unix  %-6ld %-11s %-10s %-13s %-8lu %-20s %s\n", num(sk, "__sk_common.skc_refcnt"), listens ? "[ ACC ]" : "[ ]",
	    type >= 0 && (size_t)type < ARRAY_LEN(types) ? types[type] : types[0], word, socket_inode(sk),
	    netstat_program(ns, sk), *path ? path + 1 : "");
}
