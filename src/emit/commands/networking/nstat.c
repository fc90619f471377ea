/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/networking/nstat_-zas: all counters of /proc/net/{snmp,snmp6,netstat}, as iproute2 lists them */
#include "emit/emit.h"
#include "emit/commands/networking/counters.h"

#include <string.h>

/* What only counts up is of use; these do not. */
static bool is_useless(const char *name)
{
	static const char *const names[] = {"IpForwarding", "IpDefaultTTL", "TcpRtoAlgorithm", "TcpRtoMin", "TcpRtoMax",
					    "TcpMaxConn", "TcpCurrEstab"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

static void print_counter(struct emit *e, const char *name, const char *value, __attribute__((unused)) void *arg)
{
	if (!is_useless(name))
		out(e, "%-32s%-16s%6s\n", name, value, "0.0");
}

static void print_pair(struct emit *e, const char *section, const char *name, const char *value, void *arg)
{
	print_counter(e, file_printf(e, "%s%s", section, name), value, arg);
}

EMITTER(cmd_nstat)
{
	out(e, "#kernel\n");
	counter_pairs(e, counters_text(e, self, emit_proc_net_snmp), print_pair, NULL);
	counter_lines(e, counters_text(e, self, emit_proc_net_snmp6), print_counter, NULL);
	counter_pairs(e, counters_text(e, self, emit_proc_net_netstat), print_pair, NULL);
}
