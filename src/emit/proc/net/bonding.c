/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/bonding/[device]: a bond and its slaves.  bond_info_seq_show(), drivers/net/bonding/bond_procfs.c */
#include "emit/emit.h"
#include "kernel/net.h"

#include <string.h>

enum { ACTIVE_BACKUP = 1, XOR = 2, LACP = 4, TLB = 5, ALB = 6 };

static const char *const modes[] = {
	"load balancing (round-robin)", "fault-tolerance (active-backup)", "load balancing (xor)", "fault-tolerance (broadcast)",
	"IEEE 802.3ad Dynamic link aggregation", "transmit load balancing", "adaptive load balancing",
};
static const char *const policies[] = {"layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"};
static const char *const reselections[] = {"always", "better", "failure"};
static const char *const followings[] = {"none", "active", "follow"};
static const char *const links[] = {"up", "going down", "down", "going back"};

#define NAME(table, i) ((size_t)(i) < ARRAY_LEN(table) ? (table)[i] : "unknown")

static const char *slave_name(ref slave)
{
	return null(slave) ? "None" : str(slave, "dev->name");
}

static void print_master(struct emit *e, ref device, ref bond)
{
	long mode = num(bond, "params.mode"), interval = num(bond, "params.miimon");

	out(e, "Ethernet Channel Bonding Driver: v%s\n\n", str(sym(e, "init_uts_ns", "struct uts_namespace"), "name.release"));
	out(e, "Bonding Mode: %s", NAME(modes, mode));
	if (mode == ACTIVE_BACKUP && num(bond, "params.fail_over_mac"))
		out(e, " (fail_over_mac %s)", NAME(followings, num(bond, "params.fail_over_mac")));
	out(e, "\n");
	if (mode == XOR || mode == LACP || mode == TLB || mode == ALB)
		out(e, "Transmit Hash Policy: %s (%ld)\n", NAME(policies, num(bond, "params.xmit_policy")),
		    num(bond, "params.xmit_policy"));
	if (mode == ACTIVE_BACKUP || mode == TLB || mode == ALB) {
		ref primary = ptr(bond, "primary_slave");

		out(e, "Primary Slave: %s", slave_name(primary));
		if (!null(primary))
			out(e, " (primary_reselect %s)", NAME(reselections, num(bond, "params.primary_reselect")));
		out(e, "\nCurrently Active Slave: %s\n", slave_name(ptr(bond, "curr_active_slave")));
	}
	out(e, "MII Status: %s\n", num(device, "state") >> 2 & 1 ? "down" : "up");		/* __LINK_STATE_NOCARRIER */
	out(e, "MII Polling Interval (ms): %ld\nUp Delay (ms): %ld\nDown Delay (ms): %ld\nPeer Notification Delay (ms): %ld\n", interval,
	    num(bond, "params.updelay") * interval, num(bond, "params.downdelay") * interval,
	    num(bond, "params.peer_notif_delay") * interval);
	if (num(bond, "params.arp_interval") > 0)
		remark(e, "ARP monitoring is on; its targets are not shown");
	if (mode == LACP)
		remark(e, "details of 802.3ad are not shown");
	out(e, "\n");
}

static void print_slave(struct emit *e, ref slave)
{
	long speed = num(slave, "speed"), duplex = num(slave, "duplex");

	out(e, "Slave Interface: %s\nMII Status: %s\n", slave_name(slave), NAME(links, num(slave, "link")));
	if ((uint32_t)speed == 0xffffffff)
		out(e, "Speed: Unknown\n");
	else
		out(e, "Speed: %ld Mbps\n", speed);
	out(e, "Duplex: %s\n", duplex == 0xff ? "Unknown" : duplex ? "full" : "half");
	out(e, "Link Failure Count: %ld\nPermanent HW addr: %s\nSlave queue ID: %ld\n", num(slave, "link_failure_count"),
	    hex_bytes(e, sub(slave, "perm_hwaddr").addr, (size_t)num(slave, "dev->addr_len"), ":"), num(slave, "queue_id"));
}

EMITTER(proc_net_bonding)
{
	bool first = true;
	ref bond;

	if (strcmp(net_device_kind(self), "bond") != 0) {
		absent(e, "not a bond");
		return;
	}
	bond = net_device_private(self, "struct bonding");
	print_master(e, self, bond);
	EACH(link, list(sub(self, "adj_list.lower"), "struct netdev_adjacent", "list")) {
		if (!first)
			out(e, "\n");
		first = false;
		print_slave(e, at(e, addr(link, "private"), "struct slave"));
	}
}
