/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/rpc/[cache]/{channel,content,flush}: caches of the NFS server.  net/sunrpc/cache.c */
#include "emit/emit.h"
#include "kernel/net.h"

#include <string.h>

/* What the cache's show function prints above its entries. */
static const struct {
	const char *name, *header;
} headers[] = {
	{"auth.unix.gid", "#uid cnt: gids..."},	    {"auth.unix.ip", "#class IP domain"},
	{"nfs4.idtoname", "#domain type id [name]"}, {"nfs4.nametoid", "#domain type name [id]"},
	{"nfsd.export", "#path domain(flags)"},	    {"nfsd.fh", "#domain fsidtype fsid [path]"},
};

/* Reading it waits for a request to the kernel's helper: there is none in a file. */
EMITTER(proc_net_rpc_channel)
{
	if (!num(self, "cache_upcall") && !num_or(self, "cache_request", 0))
		absent(e, "the cache makes no requests");
}

/* write_flush(), read_flush(): seconds since boot, as wall clock */
EMITTER(proc_net_rpc_flush)
{
	long boot = (long)((clock_realtime(e) - clock_boottime(e)) / NSEC_PER_SEC);

	row(e, "%ld\n", num(self, "flush_time") + boot);
}

EMITTER(proc_net_rpc_content)
{
	const char *name = str(self, "name");

	if (!num(self, "cache_show")) {
		absent(e, "the cache shows no entries");
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(headers); i++)
		if (!strcmp(headers[i].name, name)) {
			out(e, "%s\n", headers[i].header);
			if (num(self, "entries"))
				remark(e, "%ld entries are not shown", num(self, "entries"));
			return;
		}
	stub(e, "how this cache prints its entries is not known");
}
