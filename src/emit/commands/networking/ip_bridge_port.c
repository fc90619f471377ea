/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Details of a bridge's port in `ip -d link`.  br_port_fill_attrs(), net/bridge/br_netlink.c */
#include "emit/commands/networking/ip.h"

/* net_bridge_port.flags; include/linux/if_bridge.h, only ever added to */
enum {
	HAIRPIN_MODE = 1 << 0, BPDU_GUARD = 1 << 1, ROOT_BLOCK = 1 << 2, MULTICAST_FAST_LEAVE = 1 << 3, LEARNING = 1 << 5,
	FLOOD = 1 << 6, PROXYARP = 1 << 8, PROXYARP_WIFI = 1 << 10, MCAST_FLOOD = 1 << 11, MULTICAST_TO_UNICAST = 1 << 12,
	VLAN_TUNNEL = 1 << 13, BCAST_FLOOD = 1 << 14, NEIGH_SUPPRESS = 1 << 15, ISOLATED = 1 << 16, PORT_LOCKED = 1 << 21,
};

static const char *const states[] = {"disabled", "listening", "learning", "forwarding", "blocking"};

static const struct ip_attribute state[] = {
	{.word = "state", .path = "state", .kind = IP_NAME, .names = states, .name_count = ARRAY_LEN(states)},
	{.word = "priority", .path = "priority"},
	{.word = "cost", .path = "path_cost"},
};

static const struct ip_attribute first[] = {
	{.word = "hairpin", .path = "flags", .kind = IP_ON_OFF, .mask = HAIRPIN_MODE},
	{.word = "guard", .path = "flags", .kind = IP_ON_OFF, .mask = BPDU_GUARD},
	{.word = "root_block", .path = "flags", .kind = IP_ON_OFF, .mask = ROOT_BLOCK},
	{.word = "fastleave", .path = "flags", .kind = IP_ON_OFF, .mask = MULTICAST_FAST_LEAVE},
	{.word = "learning", .path = "flags", .kind = IP_ON_OFF, .mask = LEARNING},
	{.word = "flood", .path = "flags", .kind = IP_ON_OFF, .mask = FLOOD},
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
	{.word = "proxy_arp", .path = "flags", .kind = IP_ON_OFF, .mask = PROXYARP},
	{.word = "proxy_arp_wifi", .path = "flags", .kind = IP_ON_OFF, .mask = PROXYARP_WIFI},
	{.word = "mcast_router", .path = "multicast_ctx.multicast_router|multicast_router", .optional = true},
	{.word = "mcast_fast_leave", .path = "flags", .kind = IP_ON_OFF, .mask = MULTICAST_FAST_LEAVE},
	{.word = "mcast_flood", .path = "flags", .kind = IP_ON_OFF, .mask = MCAST_FLOOD},
	{.word = "bcast_flood", .path = "flags", .kind = IP_ON_OFF, .mask = BCAST_FLOOD},
	{.word = "mcast_to_unicast", .path = "flags", .kind = IP_ON_OFF, .mask = MULTICAST_TO_UNICAST},
	{.word = "neigh_suppress", .path = "flags", .kind = IP_ON_OFF, .mask = NEIGH_SUPPRESS},
	{.word = "group_fwd_mask", .path = "group_fwd_mask", .kind = IP_HEX},
};

static const struct ip_attribute more[] = {
	{.word = "vlan_tunnel", .path = "flags", .kind = IP_ON_OFF, .mask = VLAN_TUNNEL},
	{.word = "isolated", .path = "flags", .kind = IP_ON_OFF, .mask = ISOLATED},
	{.word = "locked", .path = "flags", .kind = IP_ON_OFF, .mask = PORT_LOCKED, .enumerator = "IFLA_BRPORT_LOCKED"},	/* 5.18 */
	{.word = "backup_port", .path = "backup_port", .kind = IP_DEVICE},
};

/* What `bridge -d link` shows in place of them, in its own order. */
static const struct ip_attribute short_list[] = {
	{.word = "mcast_flood", .path = "flags", .kind = IP_ON_OFF, .mask = MCAST_FLOOD},
	{.word = "bcast_flood", .path = "flags", .kind = IP_ON_OFF, .mask = BCAST_FLOOD},
	{.word = "mcast_router", .path = "multicast_ctx.multicast_router|multicast_router", .optional = true},
	{.word = "mcast_to_unicast", .path = "flags", .kind = IP_ON_OFF, .mask = MULTICAST_TO_UNICAST},
	{.word = "neigh_suppress", .path = "flags", .kind = IP_ON_OFF, .mask = NEIGH_SUPPRESS},
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
