/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/networking/{ip_-d_address,ip_-o_addr}: network devices and their addresses. */
#include "emit/commands/networking/ip.h"

/* start: what each address begins with, if that is a line of its own. */
static void print_addresses(ref device, const char *start, const char *line_break)
{
	struct emit *e = context(device);
	ref in = ptr(device, "ip_ptr"), in6 = ptr(device, "ip6_ptr");

	if (!null(in))
		EACH(a, chain(ptr(in, "ifa_list"), "ifa_next")) {
			out(e, "%s", start);
			ip_print_inet(a, line_break);
		}
	if (!null(in6))
		EACH(a, list(sub(in6, "addr_list"), "struct inet6_ifaddr", "if_list")) {
			out(e, "%s", start);
			ip_print_inet6(a, line_break);
		}
}

EMITTER(cmd_ip_address)
{
	EACH(device, net_devices(self)) {
		ip_print_link(device, IP_ADDRESS);
		out(e, "\n");
		forgive(e);	/* the addresses are other objects */
		print_addresses(device, "", "\n");
	}
}

EMITTER(cmd_ip_o_addr)
{
	EACH(device, net_devices(self))
		print_addresses(device, file_printf(e, "%ld: %s", num(device, "ifindex"), str(device, "name")), "\\");
}
