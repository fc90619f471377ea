/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/networking/ss_-s: how many sockets there are, as iproute2 sums up /proc/net/sockstat, sockstat6 and snmp */
#include "emit/emit.h"
#include "emit/commands/networking/counters.h"

#include <stdlib.h>
#include <string.h>

/* "TCP: inuse 9 orphan 0": the number behind a word in the line of a protocol */
static long number_in(struct emit *e, const char *text, const char *protocol, const char *word)
{
	const char *line = strstr(text, protocol), *found;
	size_t length;

	while (line && line != text && line[-1] != '\n')
		line = strstr(line + 1, protocol);
	length = line ? strcspn(line, "\n") : 0;
	found = line ? strstr(line, word) : NULL;
	if (!found || found > line + length) {
		fail(e, "/proc/net/sockstat", "a number that is summed up is not known", 0);
		return 0;
	}
	return strtol(found + strlen(word), NULL, 10);
}

static void print_transport(struct emit *e, const char *name, long v4, long v6)
{
	row(e, "%s\t  %-9ld %-9ld %-9ld\n", name, v4 + v6, v4, v6);
}

static void find_established(__attribute__((unused)) struct emit *e, const char *section, const char *name,
			     const char *value, void *arg)
{
	const char **found = arg;

	if (!strcmp(section, "Tcp") && !strcmp(name, "CurrEstab"))
		*found = value;
}

EMITTER(cmd_ss_s)
{
	const char *v4 = counters_text(e, self, emit_proc_net_sockstat), *v6 = counters_text(e, self, emit_proc_net_sockstat6);
	bool has_v6 = *v6;
	long all = number_in(e, v4, "TCP: ", " alloc "), waiting = number_in(e, v4, "TCP: ", " tw ");
	long tcp4 = number_in(e, v4, "TCP: ", " inuse "), tcp6 = has_v6 ? number_in(e, v6, "TCP6: ", " inuse ") : 0;
	long udp4 = number_in(e, v4, "UDP: ", " inuse "), udp6 = has_v6 ? number_in(e, v6, "UDP6: ", " inuse ") : 0;
	long raw4 = number_in(e, v4, "RAW: ", " inuse "), raw6 = has_v6 ? number_in(e, v6, "RAW6: ", " inuse ") : 0;
	const char *established = "0";

	counter_pairs(e, counters_text(e, self, emit_proc_net_snmp), find_established, &established);
	row(e, "Total: %ld\n", number_in(e, v4, "sockets: ", "used "));
	row(e, "TCP:   %ld (estab %s, closed %ld, orphaned %ld, timewait %ld)\n\n", all + waiting, established,
	    all - (tcp4 + tcp6 - waiting), number_in(e, v4, "TCP: ", " orphan "), waiting);
	out(e, "Transport Total     IP        IPv6\n");
	print_transport(e, "RAW", raw4, raw6);
	print_transport(e, "UDP", udp4, udp6);
	print_transport(e, "TCP", tcp4, tcp6);
	print_transport(e, "INET", raw4 + udp4 + tcp4, raw6 + udp6 + tcp6);
	print_transport(e, "FRAG", number_in(e, v4, "FRAG: ", " inuse "), has_v6 ? number_in(e, v6, "FRAG6: ", " inuse ") : 0);
	out(e, "\n");
}
