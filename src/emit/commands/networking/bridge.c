/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/networking/{bridge_-d_link_show,bridge_-s_-s_-d_link_show,brctl_show}: bridges and their ports. */
#include "emit/commands/networking/ip.h"

#include <string.h>

static bool is_bridge(ref device)
{
	return !null(device) && !strcmp(method(ptr(device, "netdev_ops"), "ndo_fdb_dump"), "br_fdb_dump");
}

static void print_ports(struct emit *e, ref net, bool details)
{
	EACH(device, net_devices(net)) {
		ref master = net_device_master(device);

		if (!is_bridge(master))
			continue;
		ip_print_name_and_flags(device);
		out(e, "master %s ", str(master, "name"));
		ip_print_port_state(device);
		if (details) {
			out(e, "\n    ");
			ip_print_port_flags(device);
		}
		out(e, "\n");
	}
}

/* As `bridge link`. */
EMITTER(cmd_bridge_link)
{
	print_ports(e, self, false);
}

EMITTER(cmd_bridge_link_details)
{
	print_ports(e, self, true);
}

static void print_bridge(ref net, ref bridge)
{
	struct emit *e = context(net);
	ref br = net_device_private(bridge, "struct net_bridge");
	bool first = true;

	out(e, "%s\t\t%s.%s\t%s\t\t", str(bridge, "name"), hex_bytes(e, sub(br, "bridge_id").addr, 2, ""),
	    hex_bytes(e, sub(br, "bridge_id").addr + 2, 6, ""), num(br, "stp_enabled") ? "yes" : "no");
	EACH(device, net_devices(net)) {
		ref master = net_device_master(device);

		if (null(master) || !same(master, bridge))
			continue;
		out(e, "%s%s\n", first ? "" : "\t\t\t\t\t\t\t", str(device, "name"));
		first = false;
	}
	if (first)
		out(e, "\n");
}

EMITTER(cmd_brctl_show)
{
	row(e, "bridge name\tbridge id\t\tSTP enabled\tinterfaces\n");
	EACH(device, net_devices(self))
		if (is_bridge(device))
			print_bridge(self, device);
}
