/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/rpc/nfsd: what the NFS server has done.  nfsd_show(), fs/nfsd/stats.c; svc_seq_show(), net/sunrpc/stats.c */
#include "emit/emit.h"
#include "kernel/net.h"

enum { OP_CB_GETATTR = 3 };	/* RFC 7530, 20.1 */

/*
 * Per-CPU counters since 5.12 (stable kernels have them too), of each namespace since 6.8; before, of all
 * of them together in nfsdstats.
 */
static long counted(ref counters, long which)
{
	return percpu_counter_positive(elem(counters, "counter", which));
}

static void show_server(struct emit *e, ref counters)
{
	long threads = has_sym(e, "nfsd_th_cnt") ? val(sym(e, "nfsd_th_cnt", "atomic_t")) : num(counters, "th_cnt");

	row(e, "rc %ld %ld %ld\n", counted(counters, enumv(e, "NFSD_STATS_RC_HITS")),
	    counted(counters, enumv(e, "NFSD_STATS_RC_MISSES")), counted(counters, enumv(e, "NFSD_STATS_RC_NOCACHE")));
	row(e, "fh %ld 0 0 0 0\n", counted(counters, enumv(e, "NFSD_STATS_FH_STALE")));
	row(e, "io %ld %ld\n", counted(counters, enumv(e, "NFSD_STATS_IO_READ")),
	    counted(counters, enumv(e, "NFSD_STATS_IO_WRITE")));
	/* The rest of this line and the next are no longer counted: the kernel prints zeros. */
	row(e, "th %ld 0 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000\n", threads);
	row(e, "ra 0 0 0 0 0 0 0 0 0 0 0 0\n");
}

/* Calls of one procedure: of each CPU, as longs, since 6.3; of each namespace since 7.3. */
static unsigned long calls(ref stat, ref version, long number, long procedure)
{
	bool of_namespace = has(stat, "vs_count");
	unsigned long sum = 0;

	if (!of_namespace && size(ptr(version, "vs_count"), "") == 4)
		return (unsigned long)num_at(ptr(version, "vs_count"), "[]", procedure);
	EACH_KEY(cpu, cpus(context(version), CPUS_POSSIBLE)) {
		ref counts = of_namespace ? percpu_ptr(sub_at(stat, "vs_count[]", number), "",
						       cpu) : percpu_ptr(version, "vs_count", cpu);

		sum += (unsigned long)num_at(counts, "[]", procedure);
	}
	return sum;
}

static void show_calls(struct emit *e, ref stat)
{
	ref program = ptr(stat, "program");

	row(e, "net %lu %lu %lu %lu\n", num(stat, "netcnt"), num(stat, "netudpcnt"), num(stat, "nettcpcnt"),
	    num(stat, "nettcpconn"));
	row(e, "rpc %lu %lu %lu %lu %lu\n", num(stat, "rpccnt"),
	    num(stat, "rpcbadfmt") + num(stat, "rpcbadauth") + num(stat, "rpcbadclnt"), num(stat, "rpcbadfmt"),
	    num(stat, "rpcbadauth"), num(stat, "rpcbadclnt"));
	EACH(version, pointers_n(program, "pg_vers", num(program, "pg_nvers"))) {
		long procedures = num(version, "vs_nproc");

		out(e, "proc%ld %ld", KEY(version), procedures);
		EACH_KEY(i, numbers(e, procedures))
			out(e, " %lu", calls(stat, version, KEY(version), i));
		out(e, "\n");
	}
}

static void show_operations(struct emit *e, ref counters)
{
	long first = enumv(e, "NFSD_STATS_FIRST_NFS4_OP"), last = enumv(e, "NFSD_STATS_LAST_NFS4_OP");

	out(e, "proc4ops %ld", last - first + 1);
	EACH_KEY(i, numbers(e, last - first + 1))
		out(e, " %ld", counted(counters, first + i));
	out(e, "\n");
	if (has(counters, "cb_counter"))	/* since 7.3, of each kind of callback */
		row(e, "wdeleg_getattr %ld\n", percpu_counter_positive(elem(counters, "cb_counter", OP_CB_GETATTR)));
	/* Stable kernels before 6.7 (c5967721e106), when the server also learnt netlink, have the counter but not the line. */
	if (has_enum(e, "NFSD_STATS_WDELEG_GETATTR") && has_function(e, "nfsd_nl_rpc_status_get_dumpit"))
		row(e, "wdeleg_getattr %ld\n", counted(counters, enumv(e, "NFSD_STATS_WDELEG_GETATTR")));
}

EMITTER(proc_net_rpc_nfsd)
{
	ref server, counters;

	if (!net_module_data(self, "nfsd", "nfsd_net_id", "struct nfsd_net", &server))
		return;
	counters = has_sym(e, "nfsdstats") ? sym(e, "nfsdstats", "struct nfsd_stats") : server;
	if (!has(counters, "counter")) {
		stub(e, "counted in the way of kernels before 5.12");
		return;
	}
	show_server(e, counters);
	show_calls(e, has(server, "nfsd_svcstats") ? sub(server, "nfsd_svcstats") : sym(e, "nfsd_svcstats", "struct svc_stat"));
	if (has_enum(e, "NFSD_STATS_FIRST_NFS4_OP"))
		show_operations(e, counters);
}
