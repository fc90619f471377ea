/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The second line about a device: its hardware's kind and addresses, and where its other end lies. */
#include "emit/commands/networking/ip.h"

#include <string.h>

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

void ip_print_link_address(ref device)
{
	print_addresses(device);
	print_namespace_of_lower(device);
}
