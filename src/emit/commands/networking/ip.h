/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ip.h - what the files that look like the output of ip(8) share.  Formats are those of iproute2 6.1;
 * what a kernel does not have is left out, as ip leaves out attributes that it is not given.
 */
#ifndef VR_EMIT_IP_H
#define VR_EMIT_IP_H

#include "emit/emit.h"
#include "kernel/net.h"

enum ip_command { IP_ADDRESS, IP_LINK };

/* "2: eth0@if5: <BROADCAST,UP> mtu 1500 " */
void ip_print_name_and_flags(ref device);
/* "    link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff", on a line of its own. */
void ip_print_link_address(ref device);
/* All of a link; without the newline at its end. */
void ip_print_link(ref device, enum ip_command command);
/* Lines of its kind, and of the kind that its master is: "vlan protocol 802.1Q id 42 <REORDER_HDR> ". */
void ip_print_kind(ref device);
void ip_print_bridge(ref device);
void ip_print_bridge_port(ref device);
void ip_print_port_state(ref device);	/* "state forwarding priority 32 cost 2 " */
void ip_print_port_flags(ref device);	/* "hairpin off guard off … " */
void ip_print_bond(ref device);
void ip_print_bond_slave(ref device);
void ip_print_vxlan(ref device);
void ip_print_statistics(ref device);

/* ---- addresses: struct in_ifaddr, struct inet6_ifaddr; line_break comes before their lifetimes ---- */

void ip_print_inet(ref address, const char *line_break);
void ip_print_inet6(ref address, const char *line_break);

/* ---- a list of attributes, each a word and a number ---------------------------------------- */

enum ip_attribute_kind {
	IP_NUMBER,
	IP_HEX,			/* %#lx */
	IP_TICKS,		/* jiffies, as 1/100 s */
	IP_TIMER,		/* struct timer_list: what is left of it, "0.00" */
	IP_ON_OFF,		/* whether one of the bits of mask is set */
	IP_OPTION,		/* 0 or 1; the enumerator is the number of the bit */
	IP_MAC,
	IP_BRIDGE_ID,
	IP_NAME,		/* names: what the number stands for */
	IP_DEVICE,		/* name of a struct net_device that the member points at, if it does */
	IP_WORD,		/* the word alone: a constant of kernels that have the member */
};
struct ip_attribute {
	const char *word, *path;
	enum ip_attribute_kind kind;
	bool optional;			/* printed only of kernels that have the member */
	unsigned long mask;
	const char *enumerator;		/* printed only of kernels that have it */
	const char *const *names;
	size_t name_count;
};
void ip_print_attributes(ref object, const struct ip_attribute *rows, size_t count);
/* All of an array of them. */
#define IP_PRINT(object, rows) ip_print_attributes(object, rows, ARRAY_LEN(rows))

/* ---- routes ------------------------------------------------------------------------------------ */

void ip_print_route_type(struct emit *e, long type);		/* "blackhole "; nothing for the usual type */
void ip_print_destination(struct emit *e, const char *address, long bits, long all_bits);
void ip_print_table_and_protocol(struct emit *e, long table, long protocol);
void ip_print_nexthop_id(ref route);				/* struct fib_info, fib6_info: "nhid 10 " */
void ip_print_routes6(ref net);					/* of all tables */
/* "via 10.0.2.2 dev eth0 "; the struct fib_nh_common of a next hop. */
void ip_print_hop(ref common, long family);
/* Its flags: "onlink linkdown ". */
void ip_print_hop_flags(ref common);
/* "\n\tnexthop via 10.0.2.2 dev eth0 weight 1 ": one of several. */
void ip_print_one_of_hops(struct fib_hop hop, long family);
void ip_print_metrics(ref metrics);	/* struct dst_metrics: "mtu 1400 " */

/* ---- words ------------------------------------------------------------------------------------- */

const char *ip_scope(struct emit *e, long scope);		/* "global", "link" */
const char *ip_table(struct emit *e, long table);		/* "main", "100" */
const char *ip_route_type(struct emit *e, long type);		/* "unicast", "blackhole" */
const char *ip_protocol(struct emit *e, long protocol);		/* who made a route: "kernel" */
const char *ip_group(struct emit *e, long group);		/* of links: "default" */

#endif
