/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sos_commands/networking/ip_-s_-d_link: network devices.
 * rtnl_fill_ifinfo(), net/core/rtnetlink.c, as ip(8) prints it.
 */
#include "emit/commands/networking/ip.h"

static const struct ip_attribute sizes[] = {
	{.word = "numtxqueues", .path = "num_tx_queues"},
	{.word = "numrxqueues", .path = "num_rx_queues"},
	{.word = "gso_max_size", .path = "gso_max_size"},
	{.word = "gso_max_segs", .path = "gso_max_segs"},
	{.word = "tso_max_size", .path = "tso_max_size", .optional = true},	/* 5.19 */
	{.word = "tso_max_segs", .path = "tso_max_segs", .optional = true},
	{.word = "gro_max_size", .path = "gro_max_size", .optional = true},
};

static void print_details(ref device, enum ip_command command)
{
	static const char *const modes[] = {"eui64", "none", "stable_secret", "random"};
	struct emit *e = context(device);
	ref in6 = ptr(device, "ip6_ptr"), parent = ptr(device, "dev.parent");

	out(e, " promiscuity %ld ", num(device, "promiscuity"));
	if (has_enum(e, "IFLA_ALLMULTI"))	/* 6.0 */
		out(e, " allmulti %ld ", num(device, "allmulti"));
	out(e, "minmtu %ld maxmtu %ld ", num(device, "min_mtu"), num(device, "max_mtu"));
	ip_print_kind(device);
	if (command == IP_LINK && !null(in6))
		out(e, "addrgenmode %s ", modes[num(in6, "cnf.addr_gen_mode") & 3]);
	IP_PRINT(device, sizes);
	if (has_enum(e, "IFLA_PARENT_DEV_NAME") && !null(parent)) {		/* 5.14 */
		if (addr(parent, "bus"))
			out(e, "parentbus %s ", str(parent, "bus->name"));
		out(e, "parentdev %s ", str(parent, "kobj.name"));
	}
	if (addr(device, "ifalias"))
		out(e, "\n    alias %s", str(device, "ifalias->ifalias"));
}

/* struct netdev_name_node: the name itself first, then (5.5) other names of the device. */
static void print_other_names(ref device)
{
	if (has(device, "name_node") && addr(device, "name_node"))
		EACH(node, list(sub(device, "name_node->list"), "struct netdev_name_node", "list"))
			out(context(device), "\n    altname %s", str(node, "name"));
}

void ip_print_link(ref device, enum ip_command command)
{
	struct emit *e = context(device);
	ref master = net_device_master(device);

	ip_print_name_and_flags(device);
	if (addr(device, "qdisc"))
		out(e, "qdisc %s ", str(device, "qdisc->ops->id"));
	if (!null(master))
		out(e, "master %s ", str(master, "name"));
	out(e, "state %s ", net_device_operstate(device));
	if (command == IP_LINK)
		out(e, "mode %s ", num(device, "link_mode") == 1 ? "DORMANT" : "DEFAULT");
	out(e, "group %s ", ip_group(e, num(device, "group")));
	if (num(device, "tx_queue_len"))
		out(e, "qlen %ld", num(device, "tx_queue_len"));
	ip_print_link_address(device);
	if (num(device, "proto_down"))
		out(e, " protodown on ");
	print_details(device, command);
	if (command == IP_LINK)
		ip_print_statistics(device);
	print_other_names(device);
}

EMITTER(cmd_ip_link)
{
	EACH(device, net_devices(self)) {
		ip_print_link(device, IP_LINK);
		out(e, "\n");
	}
}
