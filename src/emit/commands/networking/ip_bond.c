/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Details of bonds and their slaves in `ip -d link`.  bond_fill_info(), bond_fill_slave_info(), drivers/net/bonding/bond_netlink.c */
#include "emit/commands/networking/ip.h"

enum { MODE_8023AD = 4 };

#define NAMES(...) .kind = IP_NAME, .names = (const char *const[]){__VA_ARGS__}, \
		   .name_count = sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)

static const struct ip_attribute mode[] = {
	{.word = "mode", .path = "params.mode",
	 NAMES("balance-rr", "active-backup", "balance-xor", "broadcast", "802.3ad", "balance-tlb", "balance-alb")},
};
static const struct ip_attribute missed[] = {
	{.word = "arp_missed_max", .path = "params.missed_max", .optional = true},		/* 5.17 */
};
static const struct ip_attribute choices[] = {
	{.word = "arp_validate", .path = "params.arp_validate",
	 NAMES("none", "active", "backup", "all", "filter", "filter_active", "filter_backup")},
	{.word = "arp_all_targets", .path = "params.arp_all_targets", NAMES("any", "all")},
};
static const struct ip_attribute policies[] = {
	{.word = "primary_reselect", .path = "params.primary_reselect", NAMES("always", "better", "failure")},
	{.word = "fail_over_mac", .path = "params.fail_over_mac", NAMES("none", "active", "follow")},
	{.word = "xmit_hash_policy", .path = "params.xmit_policy",
	 NAMES("layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac")},
	{.word = "resend_igmp", .path = "params.resend_igmp"},
	{.word = "num_grat_arp", .path = "params.num_peer_notif"},
	{.word = "all_slaves_active", .path = "params.all_slaves_active"},
	{.word = "min_links", .path = "params.min_links"},
	{.word = "lp_interval", .path = "params.lp_interval"},
	{.word = "packets_per_slave", .path = "params.packets_per_slave"},
	{.word = "lacp_active", .path = "params.lacp_active", .optional = true, NAMES("off", "on")},	/* 5.15 */
	{.word = "lacp_rate", .path = "params.lacp_fast", NAMES("slow", "fast")},
	{.word = "ad_select", .path = "params.ad_select", NAMES("stable", "bandwidth", "count")},
	{.word = "tlb_dynamic_lb", .path = "params.tlb_dynamic_lb"},
};

static void print_monitor(ref bond)
{
	struct emit *e = context(bond);
	long interval = num(bond, "params.miimon");

	if (num(bond, "curr_active_slave"))
		out(e, "active_slave %s ", str(bond, "curr_active_slave->dev->name"));
	out(e, "miimon %ld updelay %ld downdelay %ld peer_notify_delay %ld use_carrier %ld arp_interval %ld ", interval,
	    num(bond, "params.updelay") * interval, num(bond, "params.downdelay") * interval,
	    num(bond, "params.peer_notif_delay") * interval, num_or(bond, "params.use_carrier", 1),
	    num(bond, "params.arp_interval"));	/* always on since 6.18 */
}

static void print_arp_targets(ref bond)
{
	struct emit *e = context(bond);
	bool any = false;

	for (long i = 0; i < len(bond, "params.arp_targets"); i++) {
		if (!num_at(bond, "params.arp_targets[]", i))
			continue;
		out(e, "%s%s", any ? "," : "arp_ip_target ", ipv4_text(e, elem(bond, "params.arp_targets", i).addr));
		any = true;
	}
	if (any)
		out(e, " ");
}

void ip_print_bond(ref device)
{
	struct emit *e = context(device);
	ref bond = net_device_private(device, "struct bonding");

	IP_PRINT(bond, mode);
	print_monitor(bond);
	IP_PRINT(bond, missed);
	print_arp_targets(bond);
	IP_PRINT(bond, choices);
	if (num(bond, "primary_slave"))
		out(e, "primary %s ", str(bond, "primary_slave->dev->name"));
	IP_PRINT(bond, policies);
	if (num(bond, "params.mode") == MODE_8023AD)
		remark(e, "which aggregator of %s is active is not shown", str(device, "name"));
}

static const struct ip_attribute slave_state[] = {
	{.word = "state", .path = "backup", NAMES("ACTIVE", "BACKUP")},
	{.word = "mii_status", .path = "link", NAMES("UP", "GOING_DOWN", "DOWN", "GOING_BACK")},
	{.word = "link_failure_count", .path = "link_failure_count"},
	{.word = "perm_hwaddr", .path = "perm_hwaddr", .kind = IP_MAC},
	{.word = "queue_id", .path = "queue_id"},
};

void ip_print_bond_slave(ref device)
{
	struct emit *e = context(device);
	ref slave = at(e, addr(device, "rx_handler_data"), "struct slave");

	IP_PRINT(slave, slave_state);
	if (has(slave, "prio"))			/* 6.0 */
		out(e, "prio %ld ", (long)(int32_t)num(slave, "prio"));
	if (num(slave, "bond->params.mode") == MODE_8023AD)
		remark(e, "state of 802.3ad of %s is not shown", str(device, "name"));
}
