/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/networking/ss_-peaonmi: sockets, with the processes that hold them, as ss(8) shows what sock_diag tells. */
#include "emit/commands/networking/ss.h"

#include <string.h>

enum { KIND, STATE, ADDRESS, PORT, PEER, PEER_PORT };

static void widen(struct ss *s, int column, const char *text)
{
	if ((int)strlen(text) > s->width[column])
		s->width[column] = (int)strlen(text);
}

bool ss_columns(struct ss *s, struct ss_row r)
{
	if (s->measuring) {
		widen(s, KIND, r.kind);
		widen(s, STATE, r.state);
		widen(s, ADDRESS, r.address);
		widen(s, PORT, r.port);
		widen(s, PEER, r.peer);
		widen(s, PEER_PORT, r.peer_port);
		return false;
	}
	out(s->e, "%-*s %-*s %-6ld %-6ld %*s%-*s %*s%-*s", s->width[KIND], r.kind, s->width[STATE], r.state,
	    r.receive_queue, r.send_queue, s->width[ADDRESS], r.address, s->width[PORT], r.port, s->width[PEER], r.peer,
	    s->width[PEER_PORT], r.peer_port);
	return true;
}

const char *ss_state(struct emit *e, long state)
{
	static const char *const names[] = {"UNKNOWN", "ESTAB", "SYN-SENT", "SYN-RECV", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT",
					    "UNCONN", "CLOSE-WAIT", "LAST-ACK", "LISTEN", "CLOSING"};

	return state >= 0 && (size_t)state < ARRAY_LEN(names) ? names[state] : file_printf(e, "%ld", state);
}

/* A name ends at its first ')', as that is how ss takes it from /proc/<pid>/stat. */
void ss_processes(ref sk)
{
	struct emit *e = context(sk);
	const struct socket_holder *holder;
	size_t n = socket_holders(sk, &holder);

	for (size_t i = n; i-- > 0;) {
		const char *name = task_name(at(e, holder[i].task, "struct task_struct"));

		out(e, "%s(\"%.*s\",pid=%ld,fd=%ld)", i == n - 1 ? " users:(" : ",", (int)strcspn(name, ")"), name, holder[i].pid,
		    holder[i].fd);
	}
	if (n)
		out(e, ")");
}

/* sk_get_meminfo() */
void ss_memory(ref sk)
{
	out(context(sk), " skmem:(r%ld,rb%ld,t%ld,tb%ld,f%ld,w%ld,o%ld,bl%ld,d%ld)", socket_receive_queue(sk),
	    num(sk, "sk_rcvbuf"), socket_send_queue(sk), num(sk, "sk_sndbuf"), num(sk, "sk_forward_alloc"),
	    num(sk, "sk_wmem_queued"), num(sk, "sk_omem_alloc"),
	    num(sk, "sk_backlog.len"), socket_drops(sk));
}

/* A cookie is given to a socket when one first asks for it. */
void ss_socket(ref sk)
{
	struct emit *e = context(sk);
	long uid = socket_uid(sk);

	if (uid)
		out(e, " uid:%ld", uid);
	out(e, " ino:%lu sk:%lx", socket_inode(sk), num(sk, "__sk_common.skc_cookie"));
	if (num(sk, "sk_mark"))
		out(e, " fwmark:%#lx", num(sk, "sk_mark"));
}

void ss_shutdown(ref sk)
{
	long closed = num(sk, "sk_shutdown");

	out(context(sk), " %c-%c", closed & 1 ? '-' : '<', closed & 2 ? '-' : '>');
}

static void rows(struct ss *s)
{
	ss_netlink(s);
	ss_packet(s);
	ss_unix(s);
	ss_inet(s);
}

EMITTER(cmd_ss)
{
	struct ss s = {.e = e, .net = self, .measuring = true};

	ss_columns(&s, (struct ss_row){"Netid", "State", 0, 0, "Local Address:", "Port", "Peer Address:", "Port"});
	rows(&s);
	forgive(e);		/* a width that is too small harms no row */
	s.measuring = false;
	out(e, "%-*s %-*s %-6s %-6s %*s%-*s %*s%-*s%s\n", s.width[KIND], "Netid", s.width[STATE], "State", "Recv-Q", "Send-Q",
	    s.width[ADDRESS], "Local Address:", s.width[PORT], "Port", s.width[PEER], "Peer Address:", s.width[PEER_PORT],
	    "Port", "Process");
	rows(&s);
	socket_holders_tell(e);
}
