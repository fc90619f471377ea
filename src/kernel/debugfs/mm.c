/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fragmentation of free memory, and writeback of each device: mm/vmstat.c, mm/backing-dev.c */
#include "kernel/debugfs/file.h"

/* ---- extfrag/ ----------------------------------------------------------------------------- */

struct blocks {
	unsigned long pages, all, suitable;	/* free pages; blocks of any order, and of that order or above */
};

static struct blocks free_blocks(ref zone, long order)
{
	struct blocks b = {0};

	EACH(area, array(zone, "free_area")) {
		unsigned long n = (unsigned long)num(area, "nr_free");

		b.all += n;
		b.pages += n << (KEY(area) & 63);
		if (KEY(area) >= order)
			b.suitable += n << ((KEY(area) - order) & 63);
	}
	return b;
}

/* Thousandths of the free memory that a request of that order cannot use. */
static long unusable(struct blocks b, long order)
{
	return b.pages ? (long)((b.pages - (b.suitable << order)) * 1000 / b.pages) : 1000;
}

/* Would a request fail for want of memory (0), for fragmentation (1000), or not at all (-1000)? */
static long fragmentation(struct blocks b, long order)
{
	if (!b.all)
		return 0;
	if (b.suitable)
		return -1000;
	return (long)(1000 - (1000 + b.pages * 1000 / (1UL << order)) / b.all);
}

/* what: which of the two numbers */
DEBUGFS_FILE(debugfs_fragmentation)
{
	bool is_unusable = *row->what == 'u';

	EACH(node, nodes(e)) {
		EACH(zone, zones(node)) {
			if (!num(zone, "present_pages"))
				continue;
			row_begin(e);
			out(e, "Node %ld, zone %8s ", num(node, "node_id"), str(zone, "name"));
			for (long order = 0; order < len(zone, "free_area"); order++) {
				struct blocks b = free_blocks(zone, order);
				long n = is_unusable ? unusable(b, order) : fragmentation(b, order);

				out(e, "%*ld.%03ld ", is_unusable ? 1 : 2, n / 1000, n % 1000);
			}
			row_(e, "\n");
		}
	}
}

/* ---- bdi/<device>/stats ------------------------------------------------------------------------ */

struct writeback {
	long writeback, reclaimable, dirtied, written;		/* pages */
	unsigned long dirty, io, more_io, dirty_time;		/* inodes */
};

static unsigned long inodes_on(ref wb, const char *path, bool lazy_only)
{
	enum { I_DIRTY_TIME = 1 << 11 };
	struct emit *e = context(wb);
	unsigned long n = 0;

	EACH(inode, list(sub_(wb, path, 0), "struct inode", "i_io_list"))
		n += !lazy_only || num(inode, "i_state") & enum_or(e, "I_DIRTY_TIME", I_DIRTY_TIME);
	return n;
}

/* wb_stat(): without what CPUs have not yet added */
static long counted(ref wb, const char *item)
{
	long n = num(sub_at(wb, "stat[]", enumv(context(wb), item)), "count");

	return n < 0 ? 0 : n;
}

static void add(struct writeback *w, ref wb)
{
	w->writeback += counted(wb, "WB_WRITEBACK");
	w->reclaimable += counted(wb, "WB_RECLAIMABLE");
	w->dirtied += counted(wb, "WB_DIRTIED");
	w->written += counted(wb, "WB_WRITTEN");
	w->dirty += inodes_on(wb, "b_dirty", false);
	w->io += inodes_on(wb, "b_io", false);
	w->more_io += inodes_on(wb, "b_more_io", false);
	w->dirty_time += inodes_on(wb, "b_dirty_time", true);
}

static void print_limits(struct emit *e)
{
	struct dirty_limits limits = dirty_limits(e);

	row_begin(e);
	fail(e, "BdiDirtyThresh", "the device's share of the limit is not rebuilt", 0);
	row_(e, "BdiDirtyThresh:\n");
	row(e, "DirtyThresh:        %10lu kB\n", (unsigned long)kb(e, (long)limits.dirty));
	row(e, "BackgroundThresh:   %10lu kB\n", (unsigned long)kb(e, (long)limits.background));
}

/* Of the whole system's writeback alone until 6.9, of all groups' since (e32e27009fdc). */
DEBUGFS_FILE(debugfs_writeback)
{
	ref bdi = at(e, data, "struct backing_dev_info"), whole = sub(bdi, "wb"), head = sub(bdi, "bdi_list");
	bool of_groups = has_type(e, "struct wb_stats");
	struct writeback w = {0};

	if (!of_groups)
		add(&w, whole);
	else
		EACH(wb, list(sub(bdi, "wb_list"), "struct bdi_writeback", "bdi_node"))
			add(&w, wb);
	row(e, "BdiWriteback:       %10lu kB\n", (unsigned long)kb(e, w.writeback));
	row(e, "BdiReclaimable:     %10lu kB\n", (unsigned long)kb(e, w.reclaimable));
	print_limits(e);
	row(e, "BdiDirtied:         %10lu kB\n", (unsigned long)kb(e, w.dirtied));
	row(e, "BdiWritten:         %10lu kB\n", (unsigned long)kb(e, w.written));
	row(e, "BdiWriteBandwidth:  %10lu kBps\n",
	    (unsigned long)kb(e, of_groups ? num(bdi, "tot_write_bandwidth") : num(whole, "write_bandwidth")));
	row(e, "b_dirty:            %10lu\nb_io:               %10lu\n", w.dirty, w.io);
	row(e, "b_more_io:          %10lu\nb_dirty_time:       %10lu\n", w.more_io, w.dirty_time);
	row(e, "bdi_list:           %10u\n", addr(head, "next") != head.addr);
	row(e, "state:              %10lx\n", (unsigned long)num(whole, "state"));
}
