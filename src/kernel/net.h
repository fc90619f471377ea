/* SPDX-License-Identifier: GPL-2.0-or-later */
/* net.h - network namespaces, devices, sockets: what the emitters below proc/net share. */
#ifndef VR_KERNEL_NET_H
#define VR_KERNEL_NET_H

#include "kernel/kernel.h"

/* ---- namespaces (net/namespace.c) -------------------------------------------------- */

struct walk net_namespaces(struct emit *e);		/* struct net, init_net included */
/* "blue" as ip netns knows it, through a file below /run/netns; the inode number of one without a name. */
const char *net_namespace_name(ref net);
bool net_namespace_is_named(ref net);
/* Namespaces that have a name, the newest name first. */
struct walk net_namespaces_named(struct emit *e);
/* peernet2id(): the number by which one namespace knows another; -1: it has given it none. */
long net_namespace_id(ref net, ref other);

uint64_t net_generic(ref net, const char *id_symbol);	/* address of a module's data for that namespace */
/* The same, typed; false, with absent() or stub() said, where the module or its types are not there. */
bool net_module_data(ref net, const char *module, const char *id_symbol, const char *type, ref *data);
long nf_conntrack_count(ref net);
/* Headers of proc/net tables were aligned with their columns in 5.13 and 5.14; nothing but counters of that time tells. */
bool net_tables_aligned(struct emit *e);

bool has_ipv6(struct emit *e);				/* built in or loaded */
bool without_ipv6(struct emit *e);			/* it has not: the file is absent */

/* ---- devices (net/device.c) ------------------------------------------------------------ */

struct walk net_devices(ref net);			/* struct net_device, by interface index */
ref net_device_private(ref device, const char *type);	/* netdev_priv() */
const char *net_device_name(ref net, long ifindex);	/* "" if there is none of that index */

/* ---- links (net/link.c) ---------------------------------------------------------------- */

enum {	/* include/uapi/linux/if.h */
	IFF_UP_ = 0x1, IFF_POINTOPOINT_ = 0x10, IFF_RUNNING_ = 0x40, IFF_PROMISC_ = 0x100, IFF_ALLMULTI_ = 0x200,
	IFF_LOWER_UP_ = 0x10000, IFF_DORMANT_ = 0x20000,
};
unsigned long net_device_flags(ref device);		/* as user space sees them */
const char *net_device_operstate(ref device);		/* "UP", "LOWERLAYERDOWN" */
bool net_device_has_carrier(ref device);
const char *net_device_kind(ref device);		/* "vlan", "bond"; "" of those that no link type made */
ref net_device_master(ref device);			/* struct net_device: its bridge, bond or VRF; null if it has none */
ref net_device_by_index(ref net, long ifindex);		/* null if there is none */
/* The device that a VLAN, one end of a veth, a tunnel … is made on (*lower may be null); false: it is on its own. */
bool net_device_lower(ref device, ref *lower);
const char *net_device_address(ref device, uint64_t address);	/* of its hardware type: "52:54:00:12:34:56" */

/* ---- counters of devices (net/device.c) -------------------------------------------------- */

/* struct rtnl_link_stats64: what ip -s link and proc/net/dev show of a device. */
struct device_stats {
	uint64_t rx_packets, tx_packets, rx_bytes, tx_bytes, rx_errors, tx_errors, rx_dropped, tx_dropped, multicast, collisions;
	uint64_t rx_length_errors, rx_over_errors, rx_crc_errors, rx_frame_errors, rx_fifo_errors, rx_missed_errors;
	uint64_t tx_aborted_errors, tx_carrier_errors, tx_fifo_errors, tx_heartbeat_errors, tx_window_errors;
	uint64_t rx_compressed, tx_compressed, rx_nohandler;
};
/* Taints if the driver keeps its counters where they can't be found. */
struct device_stats device_stats(ref device);

/* ---- sockets (net/socket.c) ---------------------------------------------------------------- */

enum { AF_INET_ = 2, AF_INET6_ = 10 };

bool socket_in(ref sock, ref net);		/* sock: struct sock or struct sock_common */
long socket_uid(ref sock);
unsigned long socket_inode(ref sock);
long socket_send_queue(ref sock);		/* bytes: sk_wmem_alloc_get() */
long socket_receive_queue(ref sock);		/* bytes: sk_rmem_alloc_get() */
long socket_drops(ref sock);
long sockets_in_use(ref net, ref protocol);	/* struct proto: sock_prot_inuse_get() */
/* Objects in a table of hash chains: base is the first head, heads lie stride bytes apart; nulls markers are understood. */
struct bucket_walk_options {
	uint64_t base;
	size_t count, stride;
	const char *type, *member;
};
/* KEY is the number of the bucket. */
struct walk buckets(struct emit *e, struct bucket_walk_options o);
struct walk rhashtable(ref table, const char *type, const char *member);	/* struct rhashtable */

struct walk tcp_listeners(ref net);		/* struct sock_common; KEY: bucket.  Other namespaces' too */
struct walk tcp_connections(ref net);
struct walk udp_sockets(ref net, bool lite);	/* struct sock */
struct walk raw_sockets(ref net, bool v6);	/* struct sock of all namespaces; KEY: bucket */
struct walk unix_sockets(ref net);		/* struct unix_sock of that namespace only */
/* Path of a struct unix_sock behind a blank, as /proc/net/unix shows it; "" if it has none. */
const char *unix_socket_path(ref u);
struct walk netlink_sockets(struct emit *e);	/* struct netlink_sock of all namespaces */

/* ---- TCP sockets as user space sees them (net/tcp.c) --------------------------------------- */

enum {	/* include/net/tcp_states.h */
	TCP_ESTABLISHED_ = 1, TCP_SYN_RECV_ = 3, TCP_TIME_WAIT_ = 6, TCP_CLOSE_ = 7, TCP_LISTEN_ = 10, TCP_NEW_SYN_RECV_ = 12,
};
enum tcp_timer {	/* as inet_diag numbers them */
	TCP_TIMER_OFF, TCP_TIMER_ON, TCP_TIMER_KEEPALIVE, TCP_TIMER_WAIT, TCP_TIMER_PROBE,
};
struct tcp_socket {
	ref common;
	bool is_whole;			/* a struct tcp_sock; else a request, or one in TIME_WAIT */
	long state, local_port, remote_port;
	uint32_t receive_queue, send_queue;
	enum tcp_timer timer;
	long timer_left;		/* jiffies; may be negative */
	long retransmits, probes, uid;
	unsigned long inode;
};
struct tcp_socket tcp_socket(ref common);
struct walk tcp_sockets(ref net, bool v6);	/* struct sock_common of one namespace and family, listeners first */

/* ---- who has a socket open (net/holders.c) ---------------------------------------------------- */

struct socket_holder {
	uint64_t socket, task;		/* struct socket, struct task_struct */
	long pid, fd;
	size_t order;
};
/* Those of a struct sock, by pid and descriptor; how many. */
size_t socket_holders(ref sk, const struct socket_holder **first);
void socket_holders_tell(struct emit *e);	/* once in each file that shows them: a remark if not all could be found */

/* ---- addresses: bytes as they lie in memory (net/socket.c) -------------------------------------- */

const char *ipv4_hex(struct emit *e, uint64_t address);		/* "0100007F": as a word of the machine, as /proc prints it */
const char *ipv6_hex(struct emit *e, uint64_t address);		/* four such words */
const char *ipv6_plain(struct emit *e, uint64_t address);	/* %pi6: 32 digits in the order of the bytes */
const char *ipv6_compressed(struct emit *e, uint64_t address);	/* "::1" */
const char *ipv6_text(struct emit *e, const uint8_t raw[16]);	/* the same, of bytes that have been read */
long swap16(long v);						/* ports lie in network order */
const char *ipv6_groups(struct emit *e, uint64_t address);	/* %pI6: "fe80:0000:…" */
const char *ipv4_text(struct emit *e, uint64_t address);	/* "127.0.0.1" */
const char *hex_bytes(struct emit *e, uint64_t address, size_t n, const char *separator);

long delta_ticks(struct emit *e, long jiffies_left);	/* jiffies_delta_to_clock_t() */
long jiffies_now(struct emit *e);
long clock_ticks(struct emit *e, long jiffies);		/* jiffies_to_clock_t() */

/* ---- IPv4 routes (net/fib.c) --------------------------------------------------------------------- */

struct walk fib_tables(ref net);		/* struct fib_table, in the order of the hash */
struct fib_node {
	ref vector;				/* struct key_vector */
	unsigned depth;				/* 0: the topmost */
	bool is_leaf;
};
struct fib_trie {				/* nodes in the order in which the kernel shows them; free(nodes) */
	struct fib_node *nodes;
	size_t count, room;
};
struct fib_trie fib_trie(ref table);		/* of a struct fib_table */
long fib_full_children(ref vector);		/* of its children, those that skip no bit; those that there are not */
long fib_empty_children(ref vector);
const char *fib_table_name(ref table);		/* "Main", "Id 100" */
const char *fib_address(struct emit *e, uint32_t key);	/* host byte order */
struct walk fib_aliases(ref table);		/* struct fib_alias: routes, by prefix; KEY: its prefix, host byte order */
struct fib_hop {
	ref common;				/* struct fib_nh_common */
	long weight;
};
long fib_next_hop_count(ref info);		/* of a struct fib_info */
struct fib_hop fib_next_hop_at(ref info, long i);
ref fib_next_hop(ref info);			/* the first one's struct fib_nh_common */

/* ---- neighbours (net/neighbour.c) -------------------------------------------------------------------- */

struct walk neighbours(ref table);		/* struct neighbour of arp_tbl or nd_tbl, all namespaces */

/* ---- queueing disciplines (net/qdisc.c) ---------------------------------------------------------------- */

struct walk qdiscs(ref device);			/* struct Qdisc, the root first; those that stand for none are left out */
ref qdisc_private(ref qdisc, const char *type);	/* qdisc_priv() */
struct qdisc_stats {
	uint64_t bytes, packets;
	unsigned queued, backlog, drops, overlimits, requeues;
};
struct qdisc_stats qdisc_stats(ref device, ref qdisc);

/* ---- IPv6 routes (net/fib6.c) ------------------------------------------------------------------------- */

struct walk fib6_routes(ref net, bool main_only);	/* struct fib6_info of each table (or of main's only) */
ref fib6_next_hop(ref route);				/* struct fib6_nh: the first one of a nexthop object (5.3) */

/* ---- tracked connections (net/conntrack.c): words end with a blank, or are "" ------------------------------ */

bool conntrack_loaded(struct emit *e);
struct walk conntracks(ref net);		/* struct nf_conn of that namespace, those that have not expired */
const char *conntrack_protocols(ref ct);	/* with their numbers: "ipv4     2 tcp      6 " */
const char *conntrack_left(ref ct);		/* seconds until it expires: "118 " */
const char *conntrack_state(ref ct);		/* "ESTABLISHED " */
/* "src=127.0.0.1 dst=127.0.0.1 sport=1 dport=2 "; ipv6: how addresses of version 6 are written, ipv6_groups() */
const char *conntrack_tuple(ref tuple, const char *(*ipv6)(struct emit *e, uint64_t address));
const char *conntrack_account(ref ct, long direction);	/* "packets=1 bytes=60 ", if accounting was on when it began */
const char *conntrack_unreplied(ref ct);
const char *conntrack_assured(ref ct);
const char *conntrack_helper(ref ct);		/* "helper=ftp " */

/* ---- counters (net/mib.c) ------------------------------------------------------------------------ */

/* A table of struct snmp_mib in the kernel: names, and where their counters lie in mibs[] of a per-CPU struct. */
struct mib_item {
	const char *name;
	long entry;
};
/* The whole table; *count items, in the file's memory. */
const struct mib_item *mib_table(struct emit *e, const char *symbol, size_t *count);
bool mib_table_has_end(struct emit *e, const char *symbol, size_t count);	/* an empty name behind count items */
uint64_t mib_sum(ref statistics_holder, const char *member, long entry);	/* over possible CPUs */
bool mib_present(ref holder, const char *member);

#endif
