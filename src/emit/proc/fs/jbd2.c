/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/fs/jbd2/[journal]/info: statistics of one journal.  jbd2_seq_info_show(), fs/jbd2/journal.c */
#include "emit/emit.h"

EMITTER(proc_fs_jbd2_info)
{
	static const struct { const char *member, *text; } times[] = {
		{"run.rs_running", "running transaction"}, {"run.rs_locked", "transaction was being locked"},
		{"run.rs_flushing", "flushing data (in ordered mode)"}, {"run.rs_logging", "logging transaction"},
	};
	ref stats = sub(self, "j_stats");
	unsigned long n = (unsigned long)num(stats, "ts_tid"), requested = (unsigned long)num(stats, "ts_requested");

	row(e, "%lu transactions (%lu requested), each up to %lu blocks\n", n, requested, num(self, "j_max_transaction_buffers"));
	if (!n)
		return;
	row(e, "average: \n  %ldms waiting for transaction\n", jiffies_to_ms(e, (uint64_t)num(stats, "run.rs_wait") / n));
	row(e, "  %ldms request delay\n", requested ? jiffies_to_ms(e, (uint64_t)num(stats, "run.rs_request_delay") / requested) : 0);
	for (unsigned i = 0; i < ARRAY_LEN(times); i++)
		row(e, "  %ldms %s\n", jiffies_to_ms(e, (uint64_t)num_(stats, times[i].member, 0) / n), times[i].text);
	row(e, "  %luus average transaction commit time\n", (unsigned long)num(self, "j_average_commit_time") / 1000);
	row(e, "  %lu handles per transaction\n", (unsigned long)num(stats, "run.rs_handle_count") / n);
	row(e, "  %lu blocks per transaction\n", (unsigned long)num(stats, "run.rs_blocks") / n);
	row(e, "  %lu logged blocks per transaction\n", (unsigned long)num(stats, "run.rs_blocks_logged") / n);
}
