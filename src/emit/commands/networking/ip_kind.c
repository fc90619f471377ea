/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What kind of link a device is, with the details that ip knows of it.  rtnl_link_fill(), net/core/rtnetlink.c */
#include "emit/commands/networking/ip.h"

#include <string.h>

static void print_vlan(ref device)
{
	static const struct {
		long mask;
		const char *name;
	} names[] = {{1, "REORDER_HDR"}, {2, "GVRP"}, {8, "MVRP"}, {4, "LOOSE_BINDING"}, {16, "BRIDGE_BINDING"}};
	struct emit *e = context(device);
	ref vlan = net_device_private(device, "struct vlan_dev_priv");
	long protocol = swap16(num(vlan, "vlan_proto")), flags = num(vlan, "flags");
	const char *between = "";

	out(e, "protocol %s id %ld <", protocol == 0x88a8 ? "802.1ad" : "802.1Q", num(vlan, "vlan_id"));
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (flags & names[i].mask) {
			out(e, "%s%s", between, names[i].name);
			between = ",";
		}
	out(e, "> ");
	if (num(vlan, "nr_ingress_mappings") || num(vlan, "nr_egress_mappings"))
		remark(e, "priority mappings of %s are not shown", str(device, "name"));
}

static void print_macvlan(ref device)
{
	static const char *const modes[] = {"private", "vepa", "bridge", "passthru", "source"};
	struct emit *e = context(device);
	long mode = num(net_device_private(device, "struct macvlan_dev"), "mode");

	for (size_t i = 0; i < ARRAY_LEN(modes); i++)
		if (mode == 1L << i)
			out(e, "mode %s ", modes[i]);
}

static void print_vrf(ref device)
{
	out(context(device), "table %ld ", num(net_device_private(device, "struct net_vrf"), "tb_id"));
}

/* tun_fill_info(), drivers/net/tun.c */
static void print_tun(ref device)
{
	enum { IFF_TUN = 1, IFF_NO_PI = 0x1000, IFF_VNET_HDR = 0x4000, IFF_MULTI_QUEUE = 0x100, IFF_PERSIST = 0x800 };
	struct emit *e = context(device);
	ref tun = net_device_private(device, "struct tun_struct");
	long flags = num(tun, "flags");

	out(e, "type %s pi %s vnet_hdr %s ", flags & IFF_TUN ? "tun" : "tap", flags & IFF_NO_PI ? "off" : "on",
	    flags & IFF_VNET_HDR ? "on" : "off");
	if (flags & IFF_MULTI_QUEUE)
		out(e, "multi_queue numqueues %ld numdisabled %ld ", num(tun, "numqueues"), num(tun, "numdisabled"));
	out(e, "persist %s ", flags & IFF_PERSIST ? "on" : "off");
	if ((int32_t)num(tun, "owner") != -1)
		out(e, "user %ld ", num(tun, "owner"));
	if ((int32_t)num(tun, "group") != -1)
		out(e, "group %ld ", num(tun, "group"));
}

/* The type is what the details are read from; kinds without one have none. */
static const struct kind {
	const char *name, *type;
	void (*print)(ref device);
} kinds[] = {
	{"bond", "struct bonding", ip_print_bond},	  {"bridge", "struct net_bridge", ip_print_bridge},
	{"dummy", NULL, NULL},				  {"ifb", NULL, NULL},
	{"macvlan", "struct macvlan_dev", print_macvlan}, {"macvtap", "struct macvlan_dev", print_macvlan},
	{"tun", "struct tun_struct", print_tun},	  {"veth", NULL, NULL},
	{"vlan", "struct vlan_dev_priv", print_vlan},	  {"vrf", "struct net_vrf", print_vrf},
	{"vxlan", "struct vxlan_dev", ip_print_vxlan},
}, slave_kinds[] = {
	{"bond", "struct slave", ip_print_bond_slave},
	{"bridge", "struct net_bridge_port", ip_print_bridge_port},
	{"vrf", NULL, NULL},
};

static void print_details(const struct kind *table, size_t count, const char *name, ref device)
{
	struct emit *e = context(device);

	for (size_t i = 0; i < count; i++) {
		if (strcmp(table[i].name, name))
			continue;
		if (table[i].type && !has_type(e, table[i].type))
			remark(e, "details of %s need the type %s", str(device, "name"), table[i].type);
		else if (table[i].print)
			table[i].print(device);
		return;
	}
	remark(e, "details of %s, kind %s, are not shown", str(device, "name"), name);
}

void ip_print_kind(ref device)
{
	struct emit *e = context(device);
	ref ops = ptr(device, "rtnl_link_ops"), master = net_device_master(device);

	if (!null(ops)) {
		out(e, "\n    %s ", str(ops, "kind"));
		print_details(kinds, ARRAY_LEN(kinds), str(ops, "kind"), device);
	}
	if (!null(master) && addr(master, "rtnl_link_ops")) {
		const char *name = str(master, "rtnl_link_ops->kind");

		out(e, "\n    %s_slave ", name);
		print_details(slave_kinds, ARRAY_LEN(slave_kinds), name, device);
	}
}
