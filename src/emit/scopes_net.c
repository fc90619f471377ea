/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "emit/emit.h"
#include "kernel/net.h"

/* proc/net is a link to self/net and proc/self one to init; without init the files lie in proc/net itself. */
SCOPE_FUNCTION(scope_net)
{
	scope_item(e, items, sym(e, "init_net", "struct net"), init_lives(e) ? "1/net" : "net");
}

SCOPE_FUNCTION(scope_netns)
{
	uint64_t initial = symaddr(e, "init_net");

	EACH(net, net_namespaces(e))
		if (net.addr != initial)
			scope_item(e, items, net, net_namespace_name(net));
}

/* For files that lie in no folder of their namespace: the devices of the initial one. */
SCOPE_FUNCTION(scope_link)
{
	EACH(device, net_devices(sym(e, "init_net", "struct net")))
		scope_item(e, items, device, str(device, "name"));
}

SCOPE_FUNCTION(scope_netdev)
{
	EACH(device, net_devices(parent))
		scope_item(e, items, device, str(device, "name"));
}

/* Caches of the NFS server and its authentication, those of this namespace. */
SCOPE_FUNCTION(scope_rpc_cache)
{
	if (!has_sym(e, "cache_list"))
		return;
	EACH(cache, list(sym(e, "cache_list", "struct list_head"), "struct cache_detail", "others"))
		if (addr(cache, "net") == parent.addr && num(cache, "procfs"))
			scope_item(e, items, cache, str(cache, "name"));
}
