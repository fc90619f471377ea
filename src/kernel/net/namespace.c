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
