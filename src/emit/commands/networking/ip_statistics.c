/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counters of a link in `ip -s link`: columns as wide as their numbers need. */
#include "emit/commands/networking/ip.h"

enum { COLUMNS = 7 };

static int digits(uint64_t v)
{
	int n = 1;

	for (; v >= 10; v /= 10)
		n++;
	return n;
}

static void print_row(struct emit *e, const char *title, const char *const names[COLUMNS], const uint64_t values[COLUMNS],
		      const int widths[COLUMNS])
{
	unsigned count = values[COLUMNS - 1] ? COLUMNS : COLUMNS - 1;	/* compressed packets only if there were any */

	out(e, "\n    %s: ", title);
	for (unsigned i = 0; i < COLUMNS; i++)
		out(e, "%*s%s", i ? widths[i] : widths[i] - 4, i < count ? names[i] : "", i < COLUMNS - 1 ? " " : "");
	out(e, "\n    ");
	for (unsigned i = 0; i < count; i++)
		out(e, "%*lu ", widths[i], values[i]);
}

void ip_print_statistics(ref device)
{
	static const char *const rx_names[COLUMNS] = {"bytes", "packets", "errors", "dropped", "missed", "mcast", "compressed"};
	static const char *const tx_names[COLUMNS] = {"bytes", "packets", "errors", "dropped", "carrier", "collsns",
						      "compressed"};
	int widths[COLUMNS] = {10, 7, 6, 7, 7, 7, 10};		/* "*X errors:" and the longest heads */
	struct device_stats s = device_stats(device);
	const uint64_t rx[COLUMNS] = {s.rx_bytes, s.rx_packets, s.rx_errors, s.rx_dropped, s.rx_missed_errors,
				      s.multicast, s.rx_compressed};
	const uint64_t tx[COLUMNS] = {s.tx_bytes, s.tx_packets, s.tx_errors, s.tx_dropped, s.tx_carrier_errors,
				      s.collisions, s.tx_compressed};

	for (unsigned i = 0; i < COLUMNS; i++) {
		if (digits(rx[i]) > widths[i])
			widths[i] = digits(rx[i]);
		if (digits(tx[i]) > widths[i])
			widths[i] = digits(tx[i]);
	}
	print_row(context(device), "RX", rx_names, rx, widths);
	print_row(context(device), "TX", tx_names, tx, widths);
}
