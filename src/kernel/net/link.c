/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A network device as rtnetlink describes it: flags, state, the devices above and below it. */
#include "kernel/net.h"

#include <string.h>

static bool link_state(ref device, const char *bit)
{
	return num(device, "state") >> enumv(context(device), bit) & 1;
}

/* dev_get_flags(): what user space has asked for, and how the link is. */
unsigned long net_device_flags(ref device)
{
	enum { OPER_UNKNOWN = 0, OPER_UP = 6 };
	const unsigned long requested = IFF_PROMISC_ | IFF_ALLMULTI_;
	unsigned long flags = (unsigned long)num(device, "flags") & 0xffffffff;
	long state = num(device, "operstate");

	flags &= ~(requested | IFF_RUNNING_ | IFF_LOWER_UP_ | IFF_DORMANT_);
	flags |= (unsigned long)num(device, "gflags") & requested;
	if (!link_state(device, "__LINK_STATE_START"))
		return flags;
	if (state == OPER_UP || state == OPER_UNKNOWN)
		flags |= IFF_RUNNING_;
	if (!link_state(device, "__LINK_STATE_NOCARRIER"))
		flags |= IFF_LOWER_UP_;
	if (link_state(device, "__LINK_STATE_DORMANT"))
		flags |= IFF_DORMANT_;
	return flags;
}

const char *net_device_operstate(ref device)
{
	static const char *const names[] = {"UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP"};
	long state = num(device, "operstate");

	if (!link_state(device, "__LINK_STATE_START"))
		return "DOWN";
	return state >= 0 && (size_t)state < ARRAY_LEN(names) ? names[state] : file_printf(context(device), "0x%lx", state);
}

bool net_device_has_carrier(ref device)
{
	return link_state(device, "__LINK_STATE_START") && !link_state(device, "__LINK_STATE_NOCARRIER");
}

const char *net_device_kind(ref device)
{
	return addr(device, "rtnl_link_ops") ? str(device, "rtnl_link_ops->kind") : "";
}

ref net_device_master(ref device)
{
	EACH(link, list(sub(device, "adj_list.upper"), "struct netdev_adjacent", "list"))
		if (num(link, "master"))
			return ptr(link, "dev");
	return at(context(device), 0, "struct net_device");
}

ref net_device_by_index(ref net, long ifindex)
{
	EACH(device, net_devices(net))
		if (num(device, "ifindex") == ifindex)
			return device;
	return at(context(net), 0, "struct net_device");
}

/* ---- the device that another one is made on --------------------------------------------- */

static ref veth_peer(ref device)
{
	return ptr(net_device_private(device, "struct veth_priv"), "peer");
}

static ref vlan_parent(ref device)
{
	return ptr(net_device_private(device, "struct vlan_dev_priv"), "real_dev");
}

static ref macvlan_parent(ref device)
{
	return ptr(net_device_private(device, "struct macvlan_dev"), "lowerdev");
}

static ref ipvlan_parent(ref device)
{
	return ptr(net_device_private(device, "struct ipvl_dev"), "phy_dev");
}

static ref tunnel_parent(ref device)
{
	ref tunnel = net_device_private(device, "struct ip_tunnel");

	return net_device_by_index(ptr(tunnel, "net"), num(tunnel, "parms.link"));
}

static ref tunnel6_parent(ref device)
{
	ref tunnel = net_device_private(device, "struct ip6_tnl");

	return net_device_by_index(ptr(tunnel, "net"), num(tunnel, "parms.link"));
}

/* By the driver's ndo_get_iflink; a device without one is its own. */
bool net_device_lower(ref device, ref *lower)
{
	static const struct {
		const char *function, *type;
		ref (*find)(ref device);
	} drivers[] = {
		{"ip6_tnl_get_iflink", "struct ip6_tnl", tunnel6_parent},
		{"ip_tunnel_get_iflink", "struct ip_tunnel", tunnel_parent},
		{"ipvlan_get_iflink", "struct ipvl_dev", ipvlan_parent},
		{"macvlan_dev_get_iflink", "struct macvlan_dev", macvlan_parent},
		{"veth_get_iflink", "struct veth_priv", veth_peer},
		{"vlan_dev_get_iflink", "struct vlan_dev_priv", vlan_parent},
	};
	struct emit *e = context(device);
	uint64_t function = addr(device, "netdev_ops->ndo_get_iflink");
	const char *name = function ? symbol_name(e, function) : "";

	for (size_t i = 0; i < ARRAY_LEN(drivers); i++)
		if (!strcmp(name, drivers[i].function) && has_type(e, drivers[i].type)) {
			*lower = drivers[i].find(device);
			return true;
		}
	if (function)
		remark(e, "%s() says which device %s is on; its data has no known type", name, str(device, "name"));
	return false;
}

const char *net_device_address(ref device, uint64_t address)
{
	enum { ARPHRD_TUNNEL = 768, ARPHRD_TUNNEL6 = 769, ARPHRD_SIT = 776, ARPHRD_IPGRE = 778, ARPHRD_IP6GRE = 823 };
	struct emit *e = context(device);
	long type = num(device, "type"), n = num(device, "addr_len");

	if (n == 4 && (type == ARPHRD_TUNNEL || type == ARPHRD_SIT || type == ARPHRD_IPGRE))
		return ipv4_text(e, address);
	if (n == 16 && (type == ARPHRD_TUNNEL6 || type == ARPHRD_IP6GRE))
		return ipv6_compressed(e, address);
	return hex_bytes(e, address, (size_t)n, ":");
}
