/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sos_commands/networking/bridge_-d_fdb_show: hardware addresses that devices listen to or forward to, as `bridge fdb` shows them.
 * rtnl_fdb_dump(), net/core/rtnetlink.c; br_fdb_dump(), net/bridge/br_fdb.c; vxlan_fdb_dump(), drivers/net/vxlan
 */
#include "emit/commands/networking/ip.h"

#include <string.h>

/* ndo_dflt_fdb_dump(): what a device has been told to receive. */
static void print_own(ref device)
{
	enum { ARPHRD_ETHER = 1 };
	struct emit *e = context(device);

	if (num(device, "type") != ARPHRD_ETHER)
		return;
	EACH(a, list(sub(device, "uc.list"), "struct netdev_hw_addr", "list"))
		out(e, "%s dev %s self permanent\n", hex_bytes(e, sub(a, "addr").addr, 6, ":"), str(device, "name"));
	EACH(a, list(sub(device, "mc.list"), "struct netdev_hw_addr", "list"))
		out(e, "%s dev %s self permanent\n", hex_bytes(e, sub(a, "addr").addr, 6, ":"), str(device, "name"));
}

static bool has_flag(ref entry, const char *bit)
{
	return num(entry, "flags") >> enumv(context(entry), bit) & 1;
}

/* fdb_to_nud() */
static const char *state(ref br, ref entry)
{
	long hold;

	if (has_flag(entry, "BR_FDB_LOCAL"))
		return "permanent";
	if (has_flag(entry, "BR_FDB_STATIC"))
		return "static";
	hold = num(br, "topology_change") ? num(br, "forward_delay") : num(br, "ageing_time");
	return !has_flag(entry, "BR_FDB_ADDED_BY_EXT_LEARN") &&
	       num(entry, "updated") + hold <= jiffies_now(context(br)) ? "stale" : "";
}

/* Entries of a bridge that lead to one of its ports; a null port: to itself. */
static void print_bridge(ref bridge, ref port)
{
	struct emit *e = context(bridge);
	ref br = net_device_private(bridge, "struct net_bridge");

	EACH(f, hlist(sub(br, "fdb_list"), "struct net_bridge_fdb_entry", "fdb_node")) {
		ref to = ptr(f, "dst");
		long vlan = num(f, "key.vlan_id");

		if (null(to) ? !null(port) : addr(to, "dev") != port.addr)
			continue;
		out(e, "%s dev %s ", hex_bytes(e, sub(f, "key.addr").addr, 6, ":"), str(null(port) ? bridge : port, "name"));
		if (vlan)
			out(e, "vlan %ld ", vlan);
		out(e, "%s%s%smaster %s %s\n", has_flag(f, "BR_FDB_ADDED_BY_EXT_LEARN") ? "extern_learn " : "",
		    has_flag(f, "BR_FDB_OFFLOADED") ? "offload " : "", has_flag(f, "BR_FDB_STICKY") ? "sticky " : "",
		    str(bridge, "name"), state(br, f));
	}
}

static void print_remote(ref device, ref vxlan, ref f, ref remote)
{
	enum { NUD_STALE = 4, NUD_NOARP = 64, NUD_PERMANENT = 128 };
	struct emit *e = context(device);
	ref to = sub(remote, "remote_ip");
	bool v6 = num(to, "sa.sa_family") == AF_INET6_;
	long known = num(f, "state"), port = num(remote, "remote_port"), link = num(remote, "remote_ifindex");

	out(e, "%s dev %s dst %s ", hex_bytes(e, sub(f, "key.eth_addr|eth_addr").addr, 6, ":"), str(device, "name"),
	    v6 ? ipv6_compressed(e, sub(to, "sin6.sin6_addr").addr) : ipv4_text(e, sub(to, "sin.sin_addr").addr));
	if (port && port != num(vxlan, "cfg.dst_port"))
		out(e, "port %ld ", swap16(port));
	if (num(remote, "remote_vni") != num(vxlan, "default_dst.remote_vni"))
		out(e, "vni %u ", __builtin_bswap32((uint32_t)num(remote, "remote_vni")));
	if (link)
		out(e, "via %s ", net_device_name(ptr(vxlan, "net"), link));
	out(e, "self %s\n", known & NUD_PERMANENT ? "permanent" : known & NUD_NOARP ? "static" : known & NUD_STALE ? "stale" : "");
}

/* One list of all since 6.16; buckets before. */
static void print_vxlan(ref device)
{
	struct emit *e = context(device);
	ref vxlan = net_device_private(device, "struct vxlan_dev");
	struct walk entries = has(vxlan, "fdb_list") ? hlist(sub(vxlan, "fdb_list"), "struct vxlan_fdb", "fdb_node")
						     : buckets(e, (struct bucket_walk_options){
		.base = sub(vxlan, "fdb_head").addr, .count = (size_t)len(vxlan, "fdb_head"), .stride = e->facts->word_size,
		.type = "struct vxlan_fdb", .member = "hlist",
	});

	EACH(f, entries)
		EACH(remote, list(sub(f, "remotes"), "struct vxlan_rdst", "list"))
			print_remote(device, vxlan, f, remote);
}

EMITTER(cmd_bridge_fdb)
{
	EACH(device, net_devices(self)) {
		ref master = net_device_master(device);
		const char *dump;

		if (!null(master) && !strcmp(method(ptr(master, "netdev_ops"), "ndo_fdb_dump"), "br_fdb_dump"))
			print_bridge(master, device);
		forgive(e);	/* its own addresses lie elsewhere; which way they are shown is asked for now */
		dump = method(ptr(device, "netdev_ops"), "ndo_fdb_dump");
		if (!strcmp(dump, "vxlan_fdb_dump")) {
			print_vxlan(device);
			continue;
		}
		print_own(device);
		if (!strcmp(dump, "br_fdb_dump"))
			print_bridge(device, at(e, 0, "struct net_device"));
		else if (*dump)
			remark(e, "addresses of %s are not shown: %s() is not known", str(device, "name"), dump);
	}
}
