/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/ip_tables_{names,matches,targets}, ip6_tables_*: what iptables has.  xt_match_seq_show(), net/netfilter/x_tables.c */
#include "emit/emit.h"
#include "kernel/net.h"

enum { ANY_FAMILY = 0 };	/* NFPROTO_UNSPEC; its entries come first */

static bool loaded(struct emit *e, const char *mark)
{
	if (has_sym(e, mark) && has_module_sym(e, "x_tables", "xt"))
		return true;
	absent(e, "iptables is not loaded for this family");
	return false;
}

static void print_tables(struct emit *e, ref net, long family)
{
	/* the module's own since 5.13 */
	ref kept = has(net, "xt.tables") ? sub(net, "xt") : at(e, net_generic(net, "xt_pernet_id"), "struct xt_pernet");

	EACH(table, list(elem(kept, "tables", family), "struct xt_table", "list"))
		row(e, "%s\n", str(table, "name"));
}

static void print_extensions(struct emit *e, long family, bool targets)
{
	long families[2] = {ANY_FAMILY, family};

	for (size_t i = 0; i < 2; i++) {
		ref af = sub_at(deref(sym(e, "xt", "struct xt_af *")), "[]", families[i]);

		if (targets) {
			EACH(target, list(sub(af, "target"), "struct xt_target", "list"))
				if (*str(target, "name"))
					row(e, "%s\n", str(target, "name"));
		} else {
			EACH(match, list(sub(af, "match"), "struct xt_match", "list"))
				if (*str(match, "name"))
					row(e, "%s\n", str(match, "name"));
		}
	}
}

#define XTABLES(prefix, mark, family)								\
	EMITTER(proc_net_##prefix##_names)							\
	{											\
		if (loaded(e, mark))								\
			print_tables(e, self, family);						\
	}											\
	EMITTER(proc_net_##prefix##_matches)							\
	{											\
		if (loaded(e, mark))								\
			print_extensions(e, family, false);					\
	}											\
	EMITTER(proc_net_##prefix##_targets)							\
	{											\
		if (loaded(e, mark))								\
			print_extensions(e, family, true);					\
	}

XTABLES(ip_tables, "ipt_do_table", AF_INET_)
XTABLES(ip6_tables, "ip6t_do_table", AF_INET6_)
