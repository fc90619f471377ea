/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Details of a VXLAN device in `ip -d link`.  vxlan_fill_info(), drivers/net/vxlan/vxlan_core.c */
#include "emit/commands/networking/ip.h"

#include <string.h>

/* vxlan_config.flags; include/net/vxlan.h, only ever added to */
enum {
	F_LEARN = 0x1, F_PROXY = 0x2, F_RSC = 0x4, F_L2MISS = 0x8, F_L3MISS = 0x10, F_UDP_ZERO_CSUM_TX = 0x40,
	F_UDP_ZERO_CSUM6_TX = 0x80, F_UDP_ZERO_CSUM6_RX = 0x100, F_REMCSUM_TX = 0x200, F_REMCSUM_RX = 0x400, F_GBP = 0x800,
	F_COLLECT_METADATA = 0x2000, F_GPE = 0x4000, F_TTL_INHERIT = 0x10000,
};

/* union vxlan_addr: a socket address of either family; "" if it is all zero. */
static const char *address(ref a, bool *is_multicast)
{
	struct emit *e = context(a);
	bool v6 = num(a, "sa.sa_family") == AF_INET6_;
	uint64_t where = v6 ? sub(a, "sin6.sin6_addr").addr : sub(a, "sin.sin_addr").addr;
	const char *text = v6 ? ipv6_compressed(e, where) : ipv4_text(e, where);
	const uint8_t *b = read_bytes(e, where, 1);

	*is_multicast = b && (v6 ? *b == 0xff : *b >> 4 == 0xe);
	return strcmp(text, v6 ? "::" : "0.0.0.0") ? text : "";
}

static void print_flag(ref config, long mask, const char *word)
{
	if (num(config, "flags") & mask)
		out(context(config), "%s ", word);
}

static void print_ends(ref vxlan)
{
	struct emit *e = context(vxlan);
	bool is_multicast;
	const char *remote = address(sub(vxlan, "default_dst.remote_ip"), &is_multicast), *local;

	if (*remote)
		out(e, "%s %s ", is_multicast ? "group" : "remote", remote);
	local = address(sub(vxlan, "cfg.saddr"), &is_multicast);
	if (*local)
		out(e, "local %s ", local);
	if (num(vxlan, "default_dst.remote_ifindex"))
		out(e, "dev %s ", net_device_name(ptr(vxlan, "net"), num(vxlan, "default_dst.remote_ifindex")));
}

static void print_tos_and_ttl(ref config)
{
	struct emit *e = context(config);
	long tos = num(config, "tos"), ttl = num(config, "ttl");

	if (tos == 1)
		out(e, "tos inherit ");
	else if (tos)
		out(e, "tos %#lx ", tos);
	if (num(config, "flags") & F_TTL_INHERIT)
		out(e, "ttl inherit ");
	else
		out(e, "ttl %s ", ttl ? file_printf(e, "%ld", ttl) : "auto");
	if (num_or(config, "df", 0))
		out(e, "df %s ", num(config, "df") == 1 ? "set" : "inherit");
	if (num(config, "label"))
		out(e, "flowlabel %#x ", __builtin_bswap32((uint32_t)num(config, "label")));
}

void ip_print_vxlan(ref device)
{
	struct emit *e = context(device);
	ref vxlan = net_device_private(device, "struct vxlan_dev"), config = sub(vxlan, "cfg");
	long flags = num(config, "flags");

	if (flags & F_COLLECT_METADATA)
		out(e, "external ");
	out(e, "id %u ", __builtin_bswap32((uint32_t)num(vxlan, "default_dst.remote_vni")));
	print_ends(vxlan);
	out(e, "srcport %ld %ld dstport %ld ", num(config, "port_min"), num(config, "port_max"), swap16(num(config, "dst_port")));
	if (!(flags & F_LEARN))
		out(e, "nolearning ");
	print_flag(config, F_PROXY, "proxy");
	print_flag(config, F_RSC, "rsc");
	print_flag(config, F_L2MISS, "l2miss");
	print_flag(config, F_L3MISS, "l3miss");
	print_tos_and_ttl(config);
	out(e, num(config, "age_interval") ? "ageing %ld " : "ageing none ", num(config, "age_interval"));
	if (num(config, "addrmax"))
		out(e, "maxaddr %ld ", num(config, "addrmax"));
	out(e, "%sudpcsum %sudp6zerocsumtx %sudp6zerocsumrx ", flags & F_UDP_ZERO_CSUM_TX ? "no" : "",
	    flags & F_UDP_ZERO_CSUM6_TX ? "" : "no", flags & F_UDP_ZERO_CSUM6_RX ? "" : "no");
	print_flag(config, F_REMCSUM_TX, "remcsumtx");
	print_flag(config, F_REMCSUM_RX, "remcsumrx");
	print_flag(config, F_GBP, "gbp");
	print_flag(config, F_GPE, "gpe");
}
