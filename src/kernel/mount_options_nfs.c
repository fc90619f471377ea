/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mount options of NFS clients: nfs_show_options(), fs/nfs/super.c */
#include "kernel/mount_options.h"
#include "kernel/net.h"

/* NFS_MOUNT_*, include/linux/nfs_fs_sb.h: added to over time, never moved. */
enum {
	SOFT = 0x1, LOOKUP_CACHE_NONEG = 0x10000, LOOKUP_CACHE_NONE = 0x20000, LEGACY_INTERFACE = 0x80000, LOCAL_FLOCK = 0x100000,
	LOCAL_FCNTL = 0x200000, SOFTERR = 0x400000, WRITE_EAGER = 0x1000000, WRITE_WAIT = 0x2000000,
	NETUNREACH_FATAL = 0x40000000,
};

static const struct {
	long flag;
	const char *name;
} flags[] = {
	{SOFT, "soft"}, {SOFTERR, "softerr"}, {0x800000, "softreval"}, {0x8, "posix"}, {0x10, "nocto"}, {0x20, "noac"},
	{0x200, "nolock"}, {0x800, "noacl"}, {0x4000, "nordirplus"}, {0x20000000, "rdirplus=force"}, {0x8000, "nosharecache"},
	{0x40000, "noresvport"},
};

/* rpc_peeraddr2str() */
static const char *peer(ref client, const char *format)
{
	return str_at(client, "cl_xprt->address_strings[]", enumv(context(client), format));
}

static const char *security_name(long flavour)
{
	static const char *const names[] = {"krb5", "krb5i", "krb5p", "lkey", "lkeyi", "lkeyp", "spkm", "spkmi", "spkmp"};
	enum { NULL_AUTH = 0, UNIX_AUTH = 1, FIRST = 390003 };

	if (flavour >= FIRST && flavour < FIRST + (long)ARRAY_LEN(names))
		return names[flavour - FIRST];
	return flavour == NULL_AUTH ? "null" : flavour == UNIX_AUTH ? "sys" : "unknown";
}

static void attribute_cache(struct emit *e, ref server)
{
	long second = hz(e);

	if (num(server, "acregmin") != 3 * second)
		out(e, ",acregmin=%ld", num(server, "acregmin") / second);
	if (num(server, "acregmax") != 60 * second)
		out(e, ",acregmax=%ld", num(server, "acregmax") / second);
	if (num(server, "acdirmin") != 30 * second)
		out(e, ",acdirmin=%ld", num(server, "acdirmin") / second);
	if (num(server, "acdirmax") != 60 * second)
		out(e, ",acdirmax=%ld", num(server, "acdirmax") / second);
}

static void flag_options(struct emit *e, ref server)
{
	long set = num(server, "flags");

	if (!(set & (SOFT | SOFTERR)))
		out(e, ",hard");
	for (unsigned i = 0; i < ARRAY_LEN(flags); i++)
		if (set & flags[i].flag)
			out(e, ",%s", flags[i].name);
	if (has_member(e, "struct rpc_clnt", "cl_netunreach_fatal"))	/* 6.15 */
		out(e, ",fatal_neterrors=%s", set & NETUNREACH_FATAL ? "ENETDOWN:ENETUNREACH" : "none");
}

static void transport(struct emit *e, ref server, ref client, long version)
{
	enum { NFS_PORT = 2049 };
	ref rpc = ptr(server, "client");
	long port = num(server, "port");

	out(e, ",proto=%s", peer(rpc, "RPC_DISPLAY_NETID"));
	if (num_or(client, "cl_nconnect", 0) > 0)			/* 5.3 */
		out(e, ",nconnect=%ld", num(client, "cl_nconnect"));
	if (version == 4 && num_or(client, "cl_max_connect", 0) > 1)	/* 5.15 */
		out(e, ",max_connect=%ld", num(client, "cl_max_connect"));
	if (port && (version != 4 || port != NFS_PORT))
		out(e, ",port=%ld", port);
	out(e, ",timeo=%ld,retrans=%ld,sec=%s", 10 * num(rpc, "cl_timeout->to_initval") / hz(e),
	    num(rpc, "cl_timeout->to_retries"), security_name(num(rpc, "cl_auth->au_flavor")));
	if (num_or(client, "cl_xprtsec.policy", 0))			/* 6.5 */
		remark(e, "xprtsec= of an NFS mount is not shown");
}

/* nfs_show_mountd_options(): of NFS 2 and 3. */
static void mount_daemon(struct emit *e, ref server)
{
	enum { TCP = 6, UDP = 17, UNSPECIFIED_PORT = 0xffff };
	uint64_t address = sub(server, "mountd_address").addr;
	const uint8_t *family = read_bytes(e, address, 2);
	long port = num(server, "mountd_port"), protocol = num(server, "mountd_protocol");
	bool v6 = family && get_u16(family, e->facts->big_endian) == AF_INET6_;
	bool v4 = family && get_u16(family, e->facts->big_endian) == AF_INET_;

	if (num(server, "flags") & LEGACY_INTERFACE)
		return;
	if (v4)
		out(e, ",mountaddr=%s", ipv4_text(e, address + 4));
	else if (v6)
		out(e, ",mountaddr=%s", ipv6_compressed(e, address + 8));
	if (num(server, "mountd_version"))
		out(e, ",mountvers=%ld", num(server, "mountd_version"));
	if (port && port != UNSPECIFIED_PORT)
		out(e, ",mountport=%ld", port);
	if ((v4 || v6) && (protocol == TCP || protocol == UDP))
		out(e, ",mountproto=%s%s", protocol == TCP ? "tcp" : "udp", v6 ? "6" : "");
}

static void caches_and_locks(struct emit *e, ref server)
{
	enum { FSCACHE = 1, MIGRATION = 2 };
	static const char *const local[] = {"none", "flock", "posix", "all"};
	long set = num(server, "flags"), options = num(server, "options");

	if (options & FSCACHE)
		out(e, ",fsc");
	if (options & MIGRATION)
		out(e, ",migration");
	if (set & LOOKUP_CACHE_NONEG)
		out(e, ",lookupcache=%s", set & LOOKUP_CACHE_NONE ? "none" : "pos");
	out(e, ",local_lock=%s", local[(set & LOCAL_FLOCK ? 1 : 0) | (set & LOCAL_FCNTL ? 2 : 0)]);
	if (set & WRITE_EAGER)
		out(e, ",write=%s", set & WRITE_WAIT ? "wait" : "eager");
}

void nfs_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	ref server = fs_info(sb, "struct nfs_server"), client = ptr(server, "nfs_client");
	long version = num(client, "rpc_ops->version");

	out(e, ",vers=%ld", version);
	if (version == 4)
		out(e, ".%ld", num(client, "cl_minorversion"));
	out(e, ",rsize=%ld,wsize=%ld", num(server, "rsize"), num(server, "wsize"));
	if (num(server, "bsize"))
		out(e, ",bsize=%ld", num(server, "bsize"));
	out(e, ",namlen=%ld", num(server, "namelen"));
	attribute_cache(e, server);
	flag_options(e, server);
	transport(e, server, client, version);
	if (version == 4)
		out(e, ",clientaddr=%s", str(client, "cl_ipaddr"));
	else
		mount_daemon(e, server);
	caches_and_locks(e, server);
	out(e, ",addr=%s", peer(ptr(client, "cl_rpcclient"), "RPC_DISPLAY_ADDR"));
}
