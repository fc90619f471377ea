/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/fs/nfs/exports, proc/fs/lockd/nlm_end_grace: the NFS server of init's network namespace. */
#include "emit/emit.h"
#include "kernel/net.h"

static bool init_data(struct emit *e, const char *module, const char *id_symbol, const char *type, ref *data)
{
	return net_module_data(sym(e, "init_net", "struct net"), module, id_symbol, type, data);
}

/* e_show(), fs/nfsd/export.c: the head; entries stand for what the server's programs have asked for so far */
EMITTER(proc_fs_nfs_exports)
{
	ref server, cache;

	if (!init_data(e, "nfsd", "nfsd_net_id", "struct nfsd_net", &server))
		return;
	cache = ptr(server, "svc_export_cache");
	out(e, "# Version 1.1\n# Path Client(Flags) # IPs\n");
	if (!null(cache) && num(cache, "entries"))
		remark(e, "%ld entries of the export cache are not shown", num(cache, "entries"));
}

/* nlm_end_grace_read(), fs/lockd/procfs.c: with the byte 0 that ends its buffer */
EMITTER(proc_fs_lockd_nlm_end_grace)
{
	ref lockd;
	bool ended;

	if (!init_data(e, "lockd", "lockd_net_id", "struct lockd_net", &lockd))
		return;
	ended = addr(lockd, "lockd_manager.list.next") == sub(lockd, "lockd_manager.list").addr;
	if (!tainted(e))
		out_bytes(e, ended ? "Y\n" : "N\n", 3);
}
