/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ss.h - rows and columns of `ss -peaonmi`.  Formats are those of iproute2 6.1. */
#ifndef VR_EMIT_SS_H
#define VR_EMIT_SS_H

#include "emit/emit.h"
#include "kernel/net.h"

/* Columns are as wide as their widest entry: rows are gone through twice, first to measure. */
struct ss {
	struct emit *e;
	ref net;
	bool measuring;
	int width[6];
};

struct ss_row {
	const char *kind, *state;
	long receive_queue, send_queue;
	const char *address, *port, *peer, *peer_port;	/* addresses with what comes behind them: "[::]:" */
};

/* The columns of a row.  False while measuring: then nothing else of it is wanted. */
bool ss_columns(struct ss *s, struct ss_row row);
void ss_processes(ref sk);		/* users:(("sshd",pid=1,fd=3)) */
void ss_memory(ref sk);			/* skmem:(r0,…) */
void ss_socket(ref sk);			/* uid, ino, sk, fwmark */
void ss_shutdown(ref sk);		/* "<->" */
const char *ss_state(struct emit *e, long state);

void ss_netlink(struct ss *s);
void ss_packet(struct ss *s);
void ss_unix(struct ss *s);
void ss_inet(struct ss *s);
void ss_inet_details(ref sk, bool v6, long state);
void ss_timer(struct emit *e, const struct tcp_socket *t);	/* "timer:(keepalive,1min58sec,0)" */
void ss_tcp_info(ref tp);		/* struct tcp_sock */
void ss_tcp_rates(ref tp, ref sk);

#endif
