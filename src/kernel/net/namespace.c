/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/net.h"

#include <string.h>

struct walk net_namespaces(struct emit *e)
{
	return list(sym(e, "net_namespace_list", "struct list_head"), "struct net", "list");
}

/* ---- names: ip netns binds a namespace's file of nsfs to one below /run/netns ---------- */

struct names {
	struct damage damage;
	size_t count;
	struct {
		uint64_t net;
		const char *name;
	} of[LIMIT_NAMED_NETNS];
};

/* The name that a path below one of the two directories ends with; NULL if it lies elsewhere. */
static const char *name_in_run(const char *path)
{
	static const char *const directories[] = {"/run/netns/", "/var/run/netns/"};

	for (size_t i = 0; path && i < ARRAY_LEN(directories); i++)
		if (str_starts(path, directories[i]) && !strchr(path + strlen(directories[i]), '/'))
			return path + strlen(directories[i]);
	return NULL;
}

static void add_name(struct names *n, ref mount)
{
	struct emit *e = context(mount);
	const char *name;
	ref common;

	if (strcmp(str(mount, "mnt.mnt_sb->s_type->name"), "nsfs"))
		return;
	if (n->count == ARRAY_LEN(n->of)) {
		fail(e, "names of network namespaces", "more than any system has", mount.addr);
		return;
	}
	name = name_in_run(mount_point(mount, reader_root(e)));
	common = at(e, addr(mount, "mnt.mnt_root->d_inode->i_private"), "struct ns_common");
	if (!name || tainted(e))
		return;
	for (size_t i = 0; i < n->count; i++)	/* ip netns exec and others may bind it once more */
		if (!strcmp(n->of[i].name, name))
			return;
	n->of[n->count].net = container(common, "struct net", "ns").addr;
	n->of[n->count++].name = worker_strdup(e, name);
}

static const struct names *names(struct emit *e)
{
	struct names *n = slot(e, "net_namespace_names", sizeof(*n));

	if (!damage_begin(e, &n->damage))
		return n;
	EACH(mount, init_mounts(e))
		add_name(n, mount);
	damage_end(e, &n->damage);
	return n;
}

/* NULL: it has none, unless that taints. */
static const char *given_name(ref net)
{
	const struct names *n = names(context(net));

	for (size_t i = 0; i < n->count; i++)
		if (n->of[i].net == net.addr)
			return n->of[i].name;
	damage_taint(context(net), &n->damage, "names of network namespaces");
	return NULL;
}

bool net_namespace_is_named(ref net)
{
	return given_name(net) != NULL;
}

const char *net_namespace_name(ref net)
{
	struct emit *e = context(net);
	const char *name = given_name(net);

	return name ? name : file_printf(e, "%ld", num(net, "ns.inum"));
}

/* Directories of tmpfs list what is newest first; mounts are in the order in which they were made. */
struct walk net_namespaces_named(struct emit *e)
{
	const struct names *n = names(e);
	struct address_list l = address_list(e);

	damage_tell(e, &n->damage, "names of network namespaces");
	for (size_t i = n->count; i-- > 0;)
		address_add(&l, n->of[i].net);
	return address_walk(e, &l, "struct net");
}

long net_namespace_id(ref net, ref other)
{
	EACH(peer, idr(sub(net, "netns_ids"), "struct net"))
		if (peer.addr == other.addr)
			return KEY(peer);
	return -1;
}

/* net_generic(): what a module keeps for a namespace, by the id that it was given. */
uint64_t net_generic(ref net, const char *id_symbol)
{
	long id = val(sym(context(net), id_symbol, "unsigned int"));

	return (uint64_t)num_at(net, "gen->ptr[]", id);
}

bool net_module_data(ref net, const char *module, const char *id_symbol, const char *type, ref *data)
{
	struct emit *e = context(net);

	if (!has_module_sym(e, module, id_symbol))
		absent(e, "the module is not loaded");
	else if (!has_type(e, type))
		stub(e, "the types of the module are not known");
	else {
		*data = at(e, net_generic(net, id_symbol), type);
		return true;
	}
	return false;
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

bool has_ipv6(struct emit *e)
{
	return has_module_sym(e, "ipv6", "tcpv6_prot");
}

bool without_ipv6(struct emit *e)
{
	if (has_ipv6(e))
		return false;
	absent(e, "the kernel has no IPv6, or its module is not loaded");
	return true;
}
