/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/fs/nfs/exports, proc/fs/lockd/nlm_end_grace: the NFS server of init's network namespace. */
#include "emit/emit.h"

/* net_generic() */
static uint64_t net_data(struct emit *e, const char *id_symbol)
{
	ref net = sym(e, "init_net", "struct net");
	long id = val(sym(e, id_symbol, "unsigned int"));

	return id > 0 && id < 1024 ? read_word(e, sub(net, "gen->ptr").addr + (uint64_t)id * e->facts->word_size) : 0;
}

/* Is the module there, and are its types known? */
static bool has_module(struct emit *e, const char *symbol, const char *type)
{
	if (!has_sym(e, symbol))
		absent(e, "the module is not loaded");
	else if (!has_type(e, type))
		stub(e, "the types of the module are not known");
	else
		return true;
	return false;
}

/* e_show(), fs/nfsd/export.c: the head; entries stand for what the server's programs have asked for so far */
EMITTER(proc_fs_nfs_exports)
{
	ref cache;

	if (!has_module(e, "nfsd_net_id", "struct nfsd_net"))
		return;
	cache = ptr(at(e, net_data(e, "nfsd_net_id"), "struct nfsd_net"), "svc_export_cache");
	out(e, "# Version 1.1\n# Path Client(Flags) # IPs\n");
	if (!null(cache) && num(cache, "entries"))
		remark(e, "%ld entries of the export cache are not shown", num(cache, "entries"));
}

/* nlm_end_grace_read(), fs/lockd/procfs.c: with the byte 0 that ends its buffer */
EMITTER(proc_fs_lockd_nlm_end_grace)
{
	ref lockd;
	bool ended;

	if (!has_module(e, "lockd_net_id", "struct lockd_net"))
		return;
	lockd = at(e, net_data(e, "lockd_net_id"), "struct lockd_net");
	ended = addr(lockd, "lockd_manager.list.next") == sub(lockd, "lockd_manager.list").addr;
	if (!tainted(e))
		out_bytes(e, ended ? "Y\n" : "N\n", 3);
}
