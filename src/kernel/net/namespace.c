/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/net.h"

struct walk net_namespaces(struct emit *e)
{
	return list(sym(e, "net_namespace_list", "struct list_head"), "struct net", "list");
}

const char *net_namespace_name(ref net)
{
	return file_printf(context(net), "%ld", num(net, "ns.inum"));
}

/* net_generic(): what a module keeps for a namespace, by the id that it was given. */
uint64_t net_generic(ref net, const char *id_symbol)
{
	long id = val(sym(context(net), id_symbol, "unsigned int"));

	return (uint64_t)num_at(net, "gen->ptr[]", id);
}

/* nf_ct_net()->count: net_generic() data since 5.13 */
long nf_conntrack_count(ref net)
{
	struct emit *e = context(net);

	if (has(net, "ct.count"))
		return num(net, "ct.count");
	return num(at(e, net_generic(net, "nf_conntrack_net_id"), "struct nf_conntrack_net"), "count");
}

bool net_tables_aligned(struct emit *e)
{
	return has_enum(e, "LINUX_MIB_TCPMIGRATEREQSUCCESS");	/* 5.14 */
}
