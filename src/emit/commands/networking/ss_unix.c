/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Unix domain sockets in ss.  sk_diag_fill(), net/unix/diag.c */
#include "emit/commands/networking/ss.h"

enum { SOCK_STREAM = 1, SOCK_DGRAM = 2, SOCK_SEQPACKET = 5 };

static const char *kind(long type)
{
	return type == SOCK_STREAM ? "u_str" : type == SOCK_DGRAM ? "u_dgr" : type == SOCK_SEQPACKET ? "u_seq" : "???";
}

/* Queued buffers are a ring of struct sk_buff around their head. */
static struct walk queue(ref sk)
{
	struct emit *e = context(sk);
	struct address_list l = address_list(e);
	ref head = sub(sk, "sk_receive_queue");

	EACH(skb, chain(cast(ptr(head, "next"), "struct sk_buff"), "next")) {
		if (skb.addr == head.addr)
			break;
		address_add(&l, skb.addr);
	}
	return address_walk(e, &l, "struct sk_buff");
}

/* unix_inq_len(): all that waits in a stream, the next message of what keeps messages apart. */
static long bytes_waiting(ref sk)
{
	struct emit *e = context(sk);
	long type = num(sk, "sk_type"), sum = 0;

	EACH(skb, queue(sk)) {
		if (type == SOCK_DGRAM)
			return num(skb, "len");
		sum += num(skb, "len") - num(at(e, sub(skb, "cb").addr, "struct unix_skb_parms"), "consumed");
	}
	return sum;
}

static ref peer_of(ref sk)
{
	return ptr(cast(sk, "struct unix_sock"), "peer");
}

/* Those who wait to be accepted: their requests are in the queue. */
static void print_waiting(ref sk)
{
	struct emit *e = context(sk);

	out(e, " peers:");
	EACH(skb, queue(sk)) {
		ref peer = peer_of(ptr(skb, "sk"));

		out(e, " %lu", null(peer) ? 0 : socket_inode(peer));
	}
}

static void print_file(ref u)
{
	ref inode = ptr(u, "path.dentry->d_inode");
	unsigned long dev = (unsigned long)num(inode, "i_sb->s_dev");

	out(context(u), " ino:%lu dev:%lu/%lu", num(inode, "i_ino"), dev >> 20, dev & 0xfffff);
}

static void unix_row(struct ss *s, ref u, unsigned long inode)
{
	struct emit *e = s->e;
	ref sk = sub(u, "sk"), peer = peer_of(sk);
	long state = num(sk, "__sk_common.skc_state");
	bool listens = state == TCP_LISTEN_;
	const char *path = unix_socket_path(u);
	struct ss_row r = {
		.kind = kind(num(sk, "sk_type")), .state = ss_state(e, state), .address = *path ? file_printf(e, "%s ", path + 1) : "* ",
		.port = file_printf(e, "%lu", inode), .peer = "* ", .peer_port = file_printf(e, "%lu", null(peer) ? 0 : socket_inode(peer)),
	};

	if (!s->measuring) {
		r.receive_queue = listens ? num(sk, "sk_receive_queue.qlen") : bytes_waiting(sk);
		r.send_queue = listens ? num(sk, "sk_max_ack_backlog") : socket_send_queue(sk);
	}
	if (!ss_columns(s, r))
		return;
	ss_processes(sk);
	ss_memory(sk);
	ss_shutdown(sk);
	if (addr(u, "path.dentry"))
		print_file(u);
	if (listens)
		print_waiting(sk);
	out(e, "\n");
}

/* A socket that no process has accepted yet has no inode, and is left out. */
void ss_unix(struct ss *s)
{
	EACH(u, unix_sockets(s->net)) {
		ref sk = sub(u, "sk");
		unsigned long inode = socket_inode(sk);

		if (inode && socket_in(sk, s->net))
			unix_row(s, u, inode);
	}
}
