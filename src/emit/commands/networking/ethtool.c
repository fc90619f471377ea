/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/networking/ethtool_[link], -i_[link], -P_[link]: what ethtool(8) says without asking the hardware */
#include "emit/emit.h"
#include "kernel/net.h"

#include <stdlib.h>
#include <string.h>

/* ethtool_op_get_link() and what drivers have for it; NULL: it is not said. */
static const char *link_detected(ref device)
{
	const char *function = method(ptr(device, "ethtool_ops"), "get_link");
	bool is_up = net_device_flags(device) & IFF_UP_;

	if (!addr(device, "ethtool_ops->get_link"))
		return NULL;
	return is_up && (!strcmp(function, "always_on") || net_device_has_carrier(device)) ? "yes" : "no";
}

static void print_speed(struct emit *e, ref device)
{
	const char *speed, *duplex;

	if (!addr(device, "ethtool_ops->get_link_ksettings"))
		return;
	speed = sysfs_attribute(sub(device, "dev.kobj"), "speed");
	duplex = sysfs_attribute(sub(device, "dev.kobj"), "duplex");
	if (!speed || !duplex) {
		remark(e, "the device's settings are known to its driver only");
		return;
	}
	if (!*speed)		/* it is down */
		speed = duplex = "-1";
	row(e, "\tSpeed: %s\n", strtol(speed, NULL, 10) > 0 ? file_printf(e, "%sMb/s", speed) : "Unknown!");
	row(e, "\tDuplex: %s\n", !strcmp(duplex, "full") ? "Full" : !strcmp(duplex, "half") ? "Half" : "Unknown! (255)");
}

EMITTER(cmd_ethtool)
{
	const char *link = link_detected(self);

	if (!link && !addr(self, "ethtool_ops->get_link_ksettings")) {	/* ethtool fails with "No data available", which readers take for a damaged file */
		absent(e, "the driver tells nothing of its settings");
		return;
	}
	out(e, "Settings for %s:\n", str(self, "name"));
	print_speed(e, self);
	if (link)
		row(e, "\tLink detected: %s\n", link);
}

/* Drivers of virtual devices say who they are by a function; others are the driver of the device below. */
static const struct known_driver {
	const char *function, *name, *version, *firmware, *bus;
} known_drivers[] = {
	{"virtnet_get_drvinfo", "virtio_net", "1.0.0", "", NULL}, {"veth_get_drvinfo", "veth", "1.0", "", ""},
	{"br_getinfo", "bridge", "2.3", "N/A", "N/A"}, {"vlan_ethtool_get_drvinfo", "802.1Q VLAN Support", "1.8", "N/A", ""},
	{"vxlan_get_drvinfo", "vxlan", "0.1", "", ""}, {"dummy_get_drvinfo", "dummy", NULL, "", ""},
	{"bond_ethtool_get_drvinfo", "bonding", NULL, "2", ""},
};

static const struct known_driver *known_driver(const char *function)
{
	for (size_t i = 0; i < ARRAY_LEN(known_drivers); i++)
		if (!strcmp(known_drivers[i].function, function))
			return &known_drivers[i];
	return NULL;
}

/* The name that user space knows the bus's device by: that of the PCI function below virtio's. */
static const char *bus_name(ref parent)
{
	if (null(parent))
		return "";
	if (!strcmp(addr(parent, "bus") ? str(parent, "bus->name") : "", "virtio") && addr(parent, "parent"))
		parent = ptr(parent, "parent");
	return str(parent, "kobj.name");
}

static void print_support(struct emit *e, ref ops)
{
	row(e, "supports-statistics: %s\n", addr(ops, "get_ethtool_stats") ? "yes" : "no");
	row(e, "supports-test: %s\n", addr(ops, "self_test") ? "yes" : "no");
	row(e, "supports-eeprom-access: %s\n", addr(ops, "get_eeprom") ? "yes" : "no");
	row(e, "supports-register-dump: %s\n", addr(ops, "get_regs") ? "yes" : "no");
	row(e, "supports-priv-flags: %s\n", addr(ops, "get_priv_flags") ? "yes" : "no");
}

EMITTER(cmd_ethtool_i)
{
	ref ops = ptr(self, "ethtool_ops"), parent = ptr(self, "dev.parent");
	const char *function = addr(ops, "get_drvinfo") ? method(ops, "get_drvinfo") : "", *name = "";
	const char *release = str(sym(e, "init_uts_ns", "struct uts_namespace"), "name.release");
	const struct known_driver *known = known_driver(function);

	if (!null(parent) && addr(parent, "driver"))
		name = str(parent, "driver->name");
	else if (addr(self, "rtnl_link_ops"))
		name = str(self, "rtnl_link_ops->kind");
	if (!known && !*name) {
		absent(e, *function ? "who drives the device is known to its driver only" : "ethtool fails: the device has no driver");
		return;
	}
	row(e, "driver: %s\nversion: %s\n", known ? known->name : name, known && known->version ? known->version : release);
	if (known || !*function)
		row(e, "firmware-version: %s\nexpansion-rom-version: \n", known ? known->firmware : "");
	else
		remark(e, "versions of firmware are known to the driver only");
	row(e, "bus-info: %s\n", known && known->bus ? known->bus : bus_name(parent));
	print_support(e, ops);
}

EMITTER(cmd_ethtool_P)
{
	const char *text = net_device_address(self, sub(self, "perm_addr").addr);

	row(e, "Permanent address: %s\n", strspn(text, "0:") == strlen(text) ? "not set" : text);
}
