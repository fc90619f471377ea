/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sockets as lsof shows them.  Ports are numbers: which service has which is not known to a kernel. */
#include "emit/commands/process/lsof.h"
#include "kernel/net.h"

enum { FAMILY_UNIX = 1, FAMILY_INET = 2, FAMILY_INET6 = 10, FAMILY_NETLINK = 16, FAMILY_PACKET = 17 };
enum { LISTEN = 10 };

static const char *type_of(long type)
{
	static const char *const names[] = {"", "STREAM", "DGRAM", "RAW", "RDM", "SEQPACKET", "DCCP"};

	return type >= 0 && type < (long)ARRAY_LEN(names) ? names[type] : "";
}

/* Its state as /proc/net/unix has it, from where lsof takes it. */
static struct lsof_entry unix_socket(ref sk, const char *inode)
{
	enum { ESTABLISHED = 1 };
	struct emit *e = context(sk);
	const char *path = unix_socket_path(cast(sk, "struct unix_sock"));
	long state = num(sk, "__sk_common.skc_state");
	const char *word = state == LISTEN ? "LISTEN" : state == ESTABLISHED ? "CONNECTED" : "UNCONNECTED";

	return (struct lsof_entry){"unix", file_printf(e, "0x%s", restricted_pointer(e, sk.addr)), "0t0", inode,
				  file_printf(e, "%s%stype=%s (%s)", *path ? path + 1 : "", *path ? " " : "", type_of(num(sk, "sk_type")), word)};
}

static unsigned port(ref sk, bool remote)
{
	unsigned be = (unsigned)num(sk, "__sk_common.skc_dport");

	return remote ? (be >> 8 | be << 8) & 0xffff : (unsigned)num(sk, "__sk_common.skc_num");
}

/* "127.0.0.1:80", "[::1]:80", "*:80". */
static const char *endpoint(ref sk, bool v6, bool remote)
{
	struct emit *e = context(sk);
	ref address = v6 ? (remote ? sub(sk, "__sk_common.skc_v6_daddr") : sub(sk, "__sk_common.skc_v6_rcv_saddr")) :
			   (remote ? sub(sk, "__sk_common.skc_daddr") : sub(sk, "__sk_common.skc_rcv_saddr"));
	const char *number = port(sk, remote) ? file_printf(e, "%u", port(sk, remote)) : "*";

	if (v6 && !read_word(e, address.addr) && !read_word(e, address.addr + 8))
		return file_printf(e, "*:%s", number);
	if (v6)
		return file_printf(e, "[%s]:%s", ipv6_compressed(e, address.addr), number);
	return num(address, "") ? file_printf(e, "%s:%s", ipv4_text(e, address.addr), number) : file_printf(e, "*:%s", number);
}

static struct lsof_entry inet_socket(ref sk, bool v6, const char *inode)
{
	static const char *const states[] = {"", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT",
					     "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING", "SYN_RECV"};
	enum { TCP = 6, UDP = 17, SOCK_RAW = 3 };
	struct emit *e = context(sk);
	long protocol = num(sk, "sk_protocol"), state = num(sk, "__sk_common.skc_state");
	const char *near_ = endpoint(sk, v6, false), *far_;
	ref inet = cast(sk, "struct inet_sock");

	if (num(sk, "sk_type") == SOCK_RAW && !v6)
		return (struct lsof_entry){"raw", "", "0t0", inode,
			file_printf(e, "%s:%04lX->%s:%04X st=%02lX", ipv4_hex(e, sub(sk, "__sk_common.skc_rcv_saddr").addr),
				    num(inet, "inet_num|sk.__sk_common.skc_num"), ipv4_hex(e, sub(sk, "__sk_common.skc_daddr").addr),
				    port(sk, true), state)};
	far_ = port(sk, true) ? file_printf(e, "->%s", endpoint(sk, v6, true)) : "";
	if (protocol == TCP)
		near_ = file_printf(e, "%s%s (%s)", near_, far_, state >= 0 && state < (long)ARRAY_LEN(states) ? states[state] : "");
	else
		near_ = file_printf(e, "%s%s ", near_, far_);
	return (struct lsof_entry){v6 ? "IPv6" : "IPv4", inode, "0t0",
				  protocol == TCP ? "TCP" : protocol == UDP ? "UDP" : str(sk, "__sk_common.skc_prot->name"), near_};
}

static const char *netlink_name(struct emit *e, long protocol)
{
	static const char *const names[] = {
		"ROUTE", "UNUSED", "USERSOCK", "FIREWALL", "SOCK_DIAG", "NFLOG", "XFRM", "SELINUX", "ISCSI", "AUDIT", "FIB_LOOKUP",
		"CONNECTOR", "NETFILTER", "IP6_FW", "DNRTMSG", "KOBJECT_UEVENT", "GENERIC", "DM", "SCSITRANSPORT", "ECRYPTFS",
		"RDMA", "CRYPTO",
	};

	return protocol >= 0 && protocol < (long)ARRAY_LEN(names) ? names[protocol] : file_printf(e, "unknown:%ld", protocol);
}

static struct lsof_entry packet_socket(ref sk, const char *inode)
{
	struct emit *e = context(sk);
	unsigned be = (unsigned)num(cast(sk, "struct packet_sock"), "num"), kind = (be >> 8 | be << 8) & 0xffff;
	const char *name = kind == 3 ? "ALL" : kind == 0x800 ? "IP" : kind == 0x806 ? "ARP" : kind == 0x86dd ? "IPV6" : NULL;

	return (struct lsof_entry){"pack", inode, "0t0", name ? name : file_printf(e, "%#x", kind),
				  file_printf(e, "type=SOCK_%s", type_of(num(sk, "sk_type")))};
}

struct lsof_entry lsof_socket(ref file, const char *name)
{
	struct emit *e = context(file);
	ref socket = cast(ptr(file, "private_data"), "struct socket"), sk = ptr(socket, "sk");
	unsigned long dev = (unsigned long)num(file, "f_inode->i_sb->s_dev");
	const char *inode = file_printf(e, "%lu", (unsigned long)num(file, "f_inode->i_ino"));
	long family = null(sk) ? 0 : num(sk, "__sk_common.skc_family");

	if (null(sk))
		return (struct lsof_entry){"sock", file_printf(e, "%lu,%lu", dev >> 20, dev & 0xfffff), "0t0", inode, name};
	switch (family) {
	case FAMILY_UNIX:
		return unix_socket(sk, inode);
	case FAMILY_INET:
	case FAMILY_INET6:
		return inet_socket(sk, family == FAMILY_INET6, inode);
	case FAMILY_NETLINK:
		return (struct lsof_entry){"netlink", "", "0t0", inode, netlink_name(e, num(sk, "sk_protocol"))};
	case FAMILY_PACKET:
		return packet_socket(sk, inode);
	}
	return (struct lsof_entry){"sock", file_printf(e, "%lu,%lu", dev >> 20, dev & 0xfffff), "0t0", inode,
				  file_printf(e, "protocol: %s", str(sk, "__sk_common.skc_prot->name"))};
}
