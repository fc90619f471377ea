/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Details of a bridge's port in `ip -d link`.  br_port_fill_attrs(), net/bridge/br_netlink.c */
#include "emit/commands/networking/ip.h"

/* net_bridge_port.flags; include/linux/if_bridge.h, only ever added to */
enum {
	HAIRPIN_MODE = 1 << 0, BPDU_GUARD = 1 << 1, ROOT_BLOCK = 1 << 2, MULTICAST_FAST_LEAVE = 1 << 3, LEARNING = 1 << 5,
	FLOOD = 1 << 6, PROXYARP = 1 << 8, PROXYARP_WIFI = 1 << 10, MCAST_FLOOD = 1 << 11, MULTICAST_TO_UNICAST = 1 << 12,
	VLAN_TUNNEL = 1 << 13, BCAST_FLOOD = 1 << 14, NEIGH_SUPPRESS = 1 << 15, ISOLATED = 1 << 16, PORT_LOCKED = 1 << 21,
};

#define FLAG(name, bit) {.word = name, .path = "flags", .kind = IP_ON_OFF, .mask = bit}
#define MULTICAST_ROUTER {.word = "mcast_router", .path = "multicast_ctx.multicast_router|multicast_router", .optional = true}

static const char *const states[] = {"disabled", "listening", "learning", "forwarding", "blocking"};

static const struct ip_attribute state[] = {
	{.word = "state", .path = "state", .kind = IP_NAME, .names = states, .name_count = ARRAY_LEN(states)},
	{.word = "priority", .path = "priority"},
	{.word = "cost", .path = "path_cost"},
};

static const struct ip_attribute first[] = {
	FLAG("hairpin", HAIRPIN_MODE),
	FLAG("guard", BPDU_GUARD),
	FLAG("root_block", ROOT_BLOCK),
	FLAG("fastleave", MULTICAST_FAST_LEAVE),
	FLAG("learning", LEARNING),
	FLAG("flood", FLOOD),
};

static const struct ip_attribute port[] = {
	{.word = "port_id", .path = "port_id", .kind = IP_HEX},
	{.word = "port_no", .path = "port_no", .kind = IP_HEX},
	{.word = "designated_port", .path = "designated_port"},
	{.word = "designated_cost", .path = "designated_cost"},
	{.word = "designated_bridge", .path = "designated_bridge", .kind = IP_BRIDGE_ID},
	{.word = "designated_root", .path = "designated_root", .kind = IP_BRIDGE_ID},
	{.word = "hold_timer", .path = "hold_timer", .kind = IP_TIMER},
	{.word = "message_age_timer", .path = "message_age_timer", .kind = IP_TIMER},
	{.word = "forward_delay_timer", .path = "forward_delay_timer", .kind = IP_TIMER},
	{.word = "topology_change_ack", .path = "topology_change_ack"},
	{.word = "config_pending", .path = "config_pending"},
	FLAG("proxy_arp", PROXYARP),
	FLAG("proxy_arp_wifi", PROXYARP_WIFI),
	MULTICAST_ROUTER,
	FLAG("mcast_fast_leave", MULTICAST_FAST_LEAVE),
	FLAG("mcast_flood", MCAST_FLOOD),
	FLAG("bcast_flood", BCAST_FLOOD),
	FLAG("mcast_to_unicast", MULTICAST_TO_UNICAST),
	FLAG("neigh_suppress", NEIGH_SUPPRESS),
	{.word = "group_fwd_mask", .path = "group_fwd_mask", .kind = IP_HEX},
};

static const struct ip_attribute more[] = {
	FLAG("vlan_tunnel", VLAN_TUNNEL),
	FLAG("isolated", ISOLATED),
	{.word = "locked", .path = "flags", .kind = IP_ON_OFF, .mask = PORT_LOCKED, .enumerator = "IFLA_BRPORT_LOCKED"},	/* 5.18 */
	{.word = "backup_port", .path = "backup_port", .kind = IP_DEVICE},
};

/* What `bridge -d link` shows in place of them, in its own order. */
static const struct ip_attribute short_list[] = {
	FLAG("mcast_flood", MCAST_FLOOD),
	FLAG("bcast_flood", BCAST_FLOOD),
	MULTICAST_ROUTER,
	FLAG("mcast_to_unicast", MULTICAST_TO_UNICAST),
	FLAG("neigh_suppress", NEIGH_SUPPRESS),
};

static ref port_of(ref device)
{
	return at(context(device), addr(device, "rx_handler_data"), "struct net_bridge_port");
}

void ip_print_port_state(ref device)
{
	IP_PRINT(port_of(device), state);
}

void ip_print_port_flags(ref device)
{
	ref p = port_of(device);

	IP_PRINT(p, first);
	IP_PRINT(p, short_list);
	IP_PRINT(p, more);
}

void ip_print_bridge_port(ref device)
{
	struct emit *e = context(device);
	ref p = port_of(device);

	IP_PRINT(p, state);
	IP_PRINT(p, first);
	IP_PRINT(p, port);
	out(e, "group_fwd_mask_str 0x%lx ", num(p, "group_fwd_mask"));
	IP_PRINT(p, more);
}
