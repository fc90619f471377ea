/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/fs/xfs/xqm, xqmstat, sys/fs/xfs/stats/stats: counters of all XFS file systems.  fs/xfs/xfs_stats.c */
#include "emit/emit.h"

static ref stats_of(struct emit *e, long cpu)
{
	return percpu_ptr(sym(e, "xfsstats", "struct xstats"), "xs_stats", cpu);
}

static bool has_stats(struct emit *e)
{
	if (!has_module_sym(e, "xfs", "xfsstats"))
		absent(e, "the XFS module is not loaded");
	else if (!has_type(e, "struct xfsstats"))
		stub(e, "the types of the XFS module are not known");
	else
		return true;
	return false;
}

/* The counters are an array of 32-bit words by other names: counter_val(). */
static unsigned long counter(struct emit *e, size_t word)
{
	unsigned long sum = 0;

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		sum += (unsigned long)val(at(e, stats_of(e, cpu).addr + word * 4, "unsigned int"));
	return sum & 0xffffffff;
}

static size_t word_of(struct emit *e, const char *member)
{
	return offsetof_member(e, "struct xfsstats", member) / 4;
}

EMITTER(proc_fs_xfs_xqm)
{
	size_t dquot;

	if (!has_stats(e))
		return;
	dquot = word_of(e, "s.xs_qm_dquot|xs_qm_dquot");
	/* quotas of realtime volumes: 6.13 */
	row(e, "0\t%lu\t0\t%lu%s\n", counter(e, dquot), counter(e, dquot + 1),
	    has_type(e, "struct xfs_rtgroup") ? "\trtquota" : "");
}

EMITTER(proc_fs_xfs_xqmstat)
{
	size_t first, end;

	if (!has_stats(e))
		return;
	first = word_of(e, "s.xs_qm_dqreclaims|xs_qm_dqreclaims");
	end = word_of(e, "s.xs_qm_dquot|xs_qm_dquot");
	out(e, "qm");
	for (size_t i = first; i < end && i < first + 32; i++)
		out(e, " %lu", counter(e, i));
	out(e, "\n");
}

EMITTER(proc_fs_xfs_stat)
{
	if (has_stats(e))
		symlink_to(e, "../../../sys/fs/xfs/stats/stats");
}

static void show_wide(struct emit *e, const char *label, const char *const *members, unsigned n)
{
	out(e, "%s", label);
	for (unsigned i = 0; i < n; i++) {
		unsigned long sum = 0;

		EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
			sum += (unsigned long)num_(stats_of(e, cpu), members[i], 0);
		out(e, " %lu", sum);
	}
	out(e, "\n");
}

/* Which counters belong to which line says a table in xfs_stats_format(): { char *desc; int endpoint; }. */
EMITTER(sys_fs_xfs_stats)
{
	static const char *const bytes_done[] = {"s.xs_xstrat_bytes", "s.xs_write_bytes", "s.xs_read_bytes"};
	static const char *const relogged[] = {"s.defer_relog"};
	uint64_t table;
	struct symbol s;
	size_t word = 0;

	if (!has_stats(e))
		return;
	if (!program_module_symbol(e->program, "xfs", "xstats.0", &table) || !symbol_at(e, table, &s)) {
		stub(e, "the table of XFS's counters has no symbol");
		return;
	}
	EACH_KEY(i, numbers(e, s.size < 4096 ? (long)s.size / 16 : 0)) {
		uint64_t entry = table + (uint64_t)i * 16;
		size_t end = (size_t)val(at(e, entry + 8, "int"));

		if (!read_word(e, entry) || end > 4096)
			break;
		out(e, "%s", string(e, read_word(e, entry)));
		for (; word < end; word++)
			out(e, " %lu", counter(e, word));
		out(e, "\n");
	}
	show_wide(e, "xpc", bytes_done, ARRAY_LEN(bytes_done));
	if (has_member(e, "struct xfsstats", relogged[0]))
		show_wide(e, "defer_relog", relogged, ARRAY_LEN(relogged));
	out(e, "debug 0\n");
}
