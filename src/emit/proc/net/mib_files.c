/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/{xfrm_stat,tls_stat}: one counter a line.  xfrm_statistics_seq_show(), tls_statistics_seq_show() */
#include "emit/emit.h"
#include "kernel/net.h"

static void print_counters(struct emit *e, ref net, const char *table, const char *member, int width)
{
	size_t n;
	const struct mib_item *item = mib_table(e, table, &n);

	for (size_t i = 0; i < n; i++)
		row(e, "%-*s\t%lu\n", width, item[i].name, mib_sum(sub(net, "mib"), member, item[i].entry));
}

EMITTER(proc_net_xfrm_stat)
{
	if (!has_sym(e, "xfrm_mib_list"))
		absent(e, "the kernel keeps no IPsec counters");
	else
		print_counters(e, self, "xfrm_mib_list", "xfrm_statistics", 24);
}

EMITTER(proc_net_tls_stat)
{
	if (!has_module_sym(e, "tls", "tls_mib_list") || !mib_present(sub(self, "mib"), "tls_statistics"))
		absent(e, "kernel TLS is not loaded");
	else
		print_counters(e, self, "tls_mib_list", "tls_statistics", 32);
}
