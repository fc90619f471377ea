/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the first line about a device begins with: its name, what it is made on, its flags. */
#include "emit/commands/networking/ip.h"

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
