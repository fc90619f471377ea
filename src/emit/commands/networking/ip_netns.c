/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/networking/{ip_netns,ip_vrf_show}: network namespaces that have a name; virtual routing tables. */
#include "emit/commands/networking/ip.h"

#include <string.h>

EMITTER(cmd_ip_netns)
{
	ref initial = sym(e, "init_net", "struct net");

	EACH(net, net_namespaces_named(e)) {
		long id = net_namespace_id(initial, net);

		row(e, "%s%s\n", net_namespace_name(net), id < 0 ? "" : file_printf(e, " (id: %ld)", id));
	}
}

EMITTER(cmd_ip_vrf)
{
	bool any = false;

	row(e, "Name              Table\n-----------------------\n");
	EACH(device, net_devices(self)) {
		ref ops = ptr(device, "rtnl_link_ops");

		if (null(ops) || strcmp(str(ops, "kind"), "vrf"))
			continue;
		any = true;
		out(e, "%-16s  %5ld\n", str(device, "name"), num(net_device_private(device, "struct net_vrf"), "tb_id"));
	}
	if (!any)
		out(e, "No VRF has been configured\n");
}
