/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/vlan/{config,[device]}: 802.1Q devices.  vlan_seq_show(), vlandev_seq_show(), net/8021q/vlanproc.c */
#include "emit/emit.h"
#include "kernel/net.h"

#include <string.h>

static bool is_vlan(ref device)
{
	return !strcmp(net_device_kind(device), "vlan");
}

static ref vlan_of(ref device)
{
	return net_device_private(device, "struct vlan_dev_priv");
}

EMITTER(proc_net_vlan_config)
{
	static const char *const types[] = {"VLAN_NAME_TYPE_PLUS_VID", "VLAN_NAME_TYPE_RAW_PLUS_VID",
					    "VLAN_NAME_TYPE_PLUS_VID_NO_PAD", "VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD"};
	ref settings;

	if (!has_module_sym(e, "8021q", "vlan_net_id")) {
		absent(e, "VLANs are not loaded");
		return;
	}
	settings = at(e, net_generic(self, "vlan_net_id"), "struct vlan_net");
	row(e, "VLAN Dev name	 | VLAN ID\n");
	row(e, "Name-Type: %s\n", (size_t)num(settings, "name_type") < ARRAY_LEN(types) ? types[num(settings, "name_type")] : "UNKNOWN");
	EACH(device, net_devices(self))
		if (is_vlan(device))
			out(e, "%-15s| %ld  | %s\n", str(device, "name"), num(vlan_of(device), "vlan_id"),
			    str(vlan_of(device), "real_dev->name"));
}

EMITTER(proc_net_vlan_device)
{
	ref vlan;
	struct device_stats s;

	if (!is_vlan(self)) {
		absent(e, "not a VLAN device");
		return;
	}
	vlan = vlan_of(self);
	s = device_stats(self);
	out(e, "%s  VID: %ld	 REORDER_HDR: %d  dev->priv_flags: %lx\n", str(self, "name"), num(vlan, "vlan_id"),
	    (int)(num(vlan, "flags") & 1), num(self, "priv_flags") & (net_tables_aligned(e) ? 0xffffffff : 0xffff));
	out(e, "%30s %12lu\n%30s %12lu\n%30s %12lu\n\n", "total frames received", s.rx_packets, "total bytes received",
	    s.rx_bytes, "Broadcast/Multicast Rcvd", s.multicast);
	out(e, "%30s %12lu\n%30s %12lu\nDevice: %s", "total frames transmitted", s.tx_packets, "total bytes transmitted",
	    s.tx_bytes, str(vlan, "real_dev->name"));
	out(e, "\nINGRESS priority mappings: 0:%lu  1:%lu  2:%lu  3:%lu  4:%lu  5:%lu  6:%lu 7:%lu\n",
	    num(vlan, "ingress_priority_map[0]"), num(vlan, "ingress_priority_map[1]"),
	    num(vlan, "ingress_priority_map[2]"), num(vlan, "ingress_priority_map[3]"),
	    num(vlan, "ingress_priority_map[4]"),
	    num(vlan, "ingress_priority_map[5]"), num(vlan, "ingress_priority_map[6]"), num(vlan, "ingress_priority_map[7]"));
	out(e, " EGRESS priority mappings: ");
	EACH(first, pointers(vlan, "egress_priority_map"))
		EACH(map, chain(first, "next"))
			out(e, "%lu:%lu ", num(map, "priority"), num(map, "vlan_qos") >> 13 & 7);
	out(e, "\n");
}
