/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sos_commands/networking/ip_-s_-d_link: network devices.
 * rtnl_fill_ifinfo(), net/core/rtnetlink.c, as ip(8) prints it.
 */
#include "emit/commands/networking/ip.h"

#include <string.h>

static const struct {
	unsigned long mask;
	const char *name;
} flag_names[] = {
	{0x8, "LOOPBACK"}, {0x2, "BROADCAST"}, {0x10, "POINTOPOINT"}, {0x1000, "MULTICAST"}, {0x80, "NOARP"}, {0x200, "ALLMULTI"},
	{0x100, "PROMISC"}, {0x400, "MASTER"}, {0x800, "SLAVE"}, {0x4, "DEBUG"}, {0x8000, "DYNAMIC"}, {0x4000, "AUTOMEDIA"},
	{0x2000, "PORTSEL"}, {0x20, "NOTRAILERS"}, {0x1, "UP"}, {0x10000, "LOWER_UP"}, {0x20000, "DORMANT"}, {0x40000, "ECHO"},
};

static void print_flags(struct emit *e, unsigned long flags, bool lower_is_down)
{
	const char *between = "";

	out(e, "<");
	if (flags & IFF_UP_ && !(flags & IFF_RUNNING_)) {
		out(e, "NO-CARRIER");
		between = ",";
	}
	for (size_t i = 0; i < ARRAY_LEN(flag_names); i++)
		if (flags & flag_names[i].mask) {
			out(e, "%s%s", between, flag_names[i].name);
			between = ",";
		}
	out(e, "%s> ", lower_is_down ? ",M-DOWN" : "");
}

/* "@eth0", or by its number where it is in another namespace. */
void ip_print_name_and_flags(ref device)
{
	struct emit *e = context(device);
	ref lower = at(e, 0, "struct net_device");
	bool lower_is_down = false;

	out(e, "%ld: %s", num(device, "ifindex"), str(device, "name"));
	if (net_device_lower(device, &lower)) {
		if (null(lower)) {
			out(e, "@NONE");
		} else if (addr(lower, "nd_net.net") != addr(device, "nd_net.net")) {
			out(e, "@if%ld", num(lower, "ifindex"));
		} else if (lower.addr != device.addr) {
			out(e, "@%s", str(lower, "name"));
			lower_is_down = !(net_device_flags(lower) & IFF_UP_);
		}
	}
	out(e, ": ");
	print_flags(e, net_device_flags(device), lower_is_down);
	out(e, "mtu %ld ", num(device, "mtu"));
}

static const char *type_name(struct emit *e, long type)
{
	static const struct {
		long type;
		const char *name;
	} names[] = {
		{1, "ether"}, {24, "ieee1394"}, {32, "infiniband"}, {280, "can"}, {512, "ppp"}, {768, "ipip"}, {769, "tunnel6"},
		{772, "loopback"}, {774, "fddi"}, {776, "sit"}, {778, "gre"}, {801, "ieee802.11"}, {823, "gre6"}, {824, "netlink"},
		{65534, "none"},
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (names[i].type == type)
			return names[i].name;
	return file_printf(e, "[%ld]", type);
}

static bool all_zero(const char *text)
{
	return strspn(text, "0:.") == strlen(text);
}

static void print_addresses(ref device)
{
	struct emit *e = context(device);
	const char *address = net_device_address(device, addr(device, "dev_addr"));
	const char *permanent = net_device_address(device, sub(device, "perm_addr").addr);

	out(e, "\n    link/%s %s", type_name(e, num(device, "type")), address);
	if (num(device, "addr_len"))
		out(e, " %s %s", num(device, "flags") & IFF_POINTOPOINT_ ? "peer" : "brd",
		    net_device_address(device, sub(device, "broadcast").addr));
	if (!all_zero(permanent) && strcmp(permanent, address))
		out(e, " permaddr %s", permanent);
}

/* Where the other end lies, if that is another namespace. */
static void print_namespace_of_lower(ref device)
{
	struct emit *e = context(device);
	ref lower = at(e, 0, "struct net_device"), own = ptr(device, "nd_net.net"), other;
	long id;

	if (!net_device_lower(device, &lower) || null(lower))
		return;
	other = ptr(lower, "nd_net.net");
	if (same(own, other))
		return;
	id = net_namespace_id(own, other);
	if (id >= 0 && net_namespace_is_named(other))
		out(e, " link-netns %s", net_namespace_name(other));
	else if (id >= 0)
		out(e, " link-netnsid %ld", id);
}

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
	print_addresses(device);
	print_namespace_of_lower(device);
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
