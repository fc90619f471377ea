/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Details of bridges and their ports in `ip -d link`.  br_fill_info(), br_port_fill_attrs(), net/bridge/br_netlink.c */
#include "emit/commands/networking/ip.h"

/* Multicast snooping has a context of its own since 5.15. */
#define MULTICAST(member) "multicast_ctx." member "|" member

static const struct ip_attribute spanning_tree[] = {
	{.word = "forward_delay", .path = "forward_delay", .kind = IP_TICKS},
	{.word = "hello_time", .path = "hello_time", .kind = IP_TICKS},
	{.word = "max_age", .path = "max_age", .kind = IP_TICKS},
	{.word = "ageing_time", .path = "ageing_time", .kind = IP_TICKS},
	{.word = "stp_state", .path = "stp_enabled"},
};

static const struct ip_attribute details[] = {
	{.word = "bridge_id", .path = "bridge_id", .kind = IP_BRIDGE_ID},
	{.word = "designated_root", .path = "designated_root", .kind = IP_BRIDGE_ID},
	{.word = "root_port", .path = "root_port"},
	{.word = "root_path_cost", .path = "root_path_cost"},
	{.word = "topology_change", .path = "topology_change"},
	{.word = "topology_change_detected", .path = "topology_change_detected"},
	{.word = "hello_timer", .path = "hello_timer", .kind = IP_TIMER},
	{.word = "tcn_timer", .path = "tcn_timer", .kind = IP_TIMER},
	{.word = "topology_change_timer", .path = "topology_change_timer", .kind = IP_TIMER},
	{.word = "gc_timer", .path = "gc_work.timer", .kind = IP_TIMER},
	{.word = "vlan_default_pvid", .path = "default_pvid", .optional = true},
	{.word = "vlan_stats_enabled", .path = "options", .kind = IP_OPTION, .enumerator = "BROPT_VLAN_STATS_ENABLED"},
	{.word = "vlan_stats_per_port", .path = "options", .kind = IP_OPTION, .enumerator = "BROPT_VLAN_STATS_PER_PORT"},
	{.word = "group_fwd_mask", .path = "group_fwd_mask", .kind = IP_HEX},
	{.word = "group_address", .path = "group_addr", .kind = IP_MAC},
	{.word = "mcast_snooping", .path = "options", .kind = IP_OPTION, .enumerator = "BROPT_MULTICAST_ENABLED"},
	{.word = "no_linklocal_learn", .path = "options", .kind = IP_OPTION, .enumerator = "BROPT_NO_LL_LEARN"},
	{.word = "mcast_vlan_snooping", .path = "options", .kind = IP_OPTION, .enumerator = "BROPT_MCAST_VLAN_SNOOPING_ENABLED"},
	{.word = "mcast_router", .path = MULTICAST("multicast_router"), .optional = true},
	{.word = "mcast_query_use_ifaddr", .path = "options", .kind = IP_OPTION, .enumerator = "BROPT_MULTICAST_QUERY_USE_IFADDR"},
	{.word = "mcast_querier", .path = "options", .kind = IP_OPTION, .enumerator = "BROPT_MULTICAST_QUERIER"},
	{.word = "mcast_querier", .path = "multicast_ctx.multicast_querier", .optional = true},	/* 5.15; an option before */
	{.word = "mcast_hash_elasticity 16", .path = "hash_max", .kind = IP_WORD, .optional = true},	/* RHT_ELASTICITY */
	{.word = "mcast_hash_max", .path = "hash_max", .optional = true},
	{.word = "mcast_last_member_count", .path = MULTICAST("multicast_last_member_count"), .optional = true},
	{.word = "mcast_startup_query_count", .path = MULTICAST("multicast_startup_query_count"), .optional = true},
	{.word = "mcast_last_member_interval", .path = MULTICAST("multicast_last_member_interval"), .kind = IP_TICKS, .optional = true},
	{.word = "mcast_membership_interval", .path = MULTICAST("multicast_membership_interval"), .kind = IP_TICKS, .optional = true},
	{.word = "mcast_querier_interval", .path = MULTICAST("multicast_querier_interval"), .kind = IP_TICKS, .optional = true},
	{.word = "mcast_query_interval", .path = MULTICAST("multicast_query_interval"), .kind = IP_TICKS, .optional = true},
	{.word = "mcast_query_response_interval", .path = MULTICAST("multicast_query_response_interval"), .kind = IP_TICKS, .optional = true},
	{.word = "mcast_startup_query_interval", .path = MULTICAST("multicast_startup_query_interval"), .kind = IP_TICKS, .optional = true},
	{.word = "mcast_stats_enabled", .path = "options", .kind = IP_OPTION, .enumerator = "BROPT_MULTICAST_STATS_ENABLED"},
	{.word = "mcast_igmp_version", .path = MULTICAST("multicast_igmp_version"), .optional = true},
	{.word = "mcast_mld_version", .path = MULTICAST("multicast_mld_version"), .optional = true},
	{.word = "nf_call_iptables", .path = "options", .kind = IP_OPTION, .enumerator = "BROPT_NF_CALL_IPTABLES"},
	{.word = "nf_call_ip6tables", .path = "options", .kind = IP_OPTION, .enumerator = "BROPT_NF_CALL_IP6TABLES"},
	{.word = "nf_call_arptables", .path = "options", .kind = IP_OPTION, .enumerator = "BROPT_NF_CALL_ARPTABLES"},
};

static const char *vlan_protocol(struct emit *e, long be)
{
	long protocol = swap16(be);

	return protocol == 0x8100 ? "802.1Q" : protocol == 0x88a8 ? "802.1ad" : file_printf(e, "[%ld]", protocol);
}

void ip_print_bridge(ref device)
{
	struct emit *e = context(device);
	ref br = net_device_private(device, "struct net_bridge");

	IP_PRINT(br, spanning_tree);
	out(e, "priority %ld ", num(br, "bridge_id.prio[0]") << 8 | num(br, "bridge_id.prio[1]"));
	if (has_enum(e, "BROPT_VLAN_ENABLED"))
		out(e, "vlan_filtering %ld ", num(br, "options") >> enumv(e, "BROPT_VLAN_ENABLED") & 1);
	else
		remark(e, "options of %s are left out: nothing says which bit is which", str(device, "name"));
	if (has(br, "vlan_proto"))
		out(e, "vlan_protocol %s ", vlan_protocol(e, num(br, "vlan_proto")));
	IP_PRINT(br, details);
}
