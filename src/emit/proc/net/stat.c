/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/stat: counters of neighbour tables, routes and connection tracking, a line per CPU. */
#include "emit/emit.h"
#include "kernel/net.h"

/* neigh_stat_seq_show(), net/core/neighbour.c */
static void neighbour_stats(struct emit *e, const char *table_symbol)
{
	ref table = sym(e, table_symbol, "struct neigh_table");

	bool aligned = net_tables_aligned(e);

	if (aligned)
		row(e, "entries  allocs   destroys hash_grows lookups  hits     res_failed rcv_probes_mcast rcv_probes_ucast periodic_gc_runs "
		       "forced_gc_runs unresolved_discards table_fulls\n");
	else
		row(e, "entries  allocs destroys hash_grows  lookups hits  res_failed  rcv_probes_mcast rcv_probes_ucast  periodic_gc_runs "
		       "forced_gc_runs unresolved_discards table_fulls\n");
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		ref s = percpu_ptr(table, "stats", cpu);

		row(e, aligned ? "%08lx %08lx %08lx %08lx   %08lx %08lx %08lx   %08lx         %08lx         %08lx         %08lx       %08lx            %08lx\n"
			       : "%08lx  %08lx %08lx %08lx  %08lx %08lx  %08lx  %08lx %08lx  %08lx %08lx %08lx %08lx\n",
		    num(table, "entries"), num(s, "allocs"), num(s, "destroys"), num(s, "hash_grows"), num(s, "lookups"),
		    num(s, "hits"), num(s, "res_failed"), num(s, "rcv_probes_mcast"), num(s, "rcv_probes_ucast"),
		    num(s, "periodic_gc_runs"),
		    num(s, "forced_gc_runs"), num(s, "unres_discards"), num(s, "table_fulls"));
	}
}

EMITTER(proc_net_stat_arp_cache)
{
	neighbour_stats(e, "arp_tbl");
}

EMITTER(proc_net_stat_ndisc_cache)
{
	if (!without_ipv6(e))
		neighbour_stats(e, "nd_tbl");
}

/* rt_cpu_seq_show(), net/ipv4/route.c */
EMITTER(proc_net_stat_rt_cache)
{
	long entries = percpu_counter_positive(sub(sym(e, "ipv4_dst_ops", "struct dst_ops"), "pcpuc_entries"));

	bool aligned = net_tables_aligned(e);

	if (aligned)
		row(e, "entries  in_hit   in_slow_tot in_slow_mc in_no_route in_brd   in_martian_dst in_martian_src out_hit  out_slow_tot out_slow_mc "
		       "gc_total gc_ignored gc_goal_miss gc_dst_overflow in_hlist_search out_hlist_search\n");
	else
		row(e, "entries  in_hit in_slow_tot in_slow_mc in_no_route in_brd in_martian_dst in_martian_src  out_hit out_slow_tot out_slow_mc  "
		       "gc_total gc_ignored gc_goal_miss gc_dst_overflow in_hlist_search out_hlist_search\n");
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		ref s = percpu(e, "rt_cache_stat", "struct rt_cache_stat", cpu);

		row(e, aligned ? "%08lx %08x %08lx    %08lx   %08lx    %08lx %08lx       %08lx       %08x %08lx     %08lx    %08x %08x   %08x     %08x        %08x        %08x\n"
			       : "%08lx  %08x %08lx %08lx %08lx %08lx %08lx %08lx  %08x %08lx %08lx %08x %08x %08x %08x %08x %08x \n",
		    entries, 0, num(s, "in_slow_tot"), num(s, "in_slow_mc"), num(s, "in_no_route"), num(s, "in_brd"),
		    num(s, "in_martian_dst"), num(s, "in_martian_src"), 0, num(s, "out_slow_tot"), num(s, "out_slow_mc"),
		    0, 0, 0, 0, 0, 0);
	}
}

/* ct_cpu_seq_show(), net/netfilter/nf_conntrack_standalone.c */
EMITTER(proc_net_stat_nf_conntrack)
{
	long count;

	if (!has_module_sym(e, "nf_conntrack", "nf_conntrack_hash")) {
		absent(e, "connection tracking is not loaded");
		return;
	}
	count = nf_conntrack_count(self);
	row(e, "entries  clashres found new invalid ignore delete %s insert insert_failed drop early_drop icmp_error  expect_new "
	       "expect_create expect_delete search_restart\n",
	       has_member(e, "struct ip_conntrack_stat", "chaintoolong") ? "chainlength" : "delete_list");	/* 5.15 */
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		ref s = percpu_ptr(self, "ct.stat", cpu);

		row(e, "%08lx  %08lx %08lx %08x %08lx %08x %08x %08lx %08lx %08lx %08lx %08lx %08lx  %08lx %08lx %08lx %08lx\n", count, num(s, "clash_resolve"),
		    num(s, "found"), 0, num(s, "invalid"), 0, 0, num_or(s, "chaintoolong", 0), num(s, "insert"),
		    num(s, "insert_failed"), num(s, "drop"), num(s, "early_drop"), num(s, "error"), num(s, "expect_new"),
		    num(s, "expect_create"), num(s, "expect_delete"), num(s, "search_restart"));
	}
}
