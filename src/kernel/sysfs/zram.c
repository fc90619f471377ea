/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compressed disks in memory: drivers/block/zram/zram_drv.c */
#include "kernel/sysfs/rows.h"

#include <string.h>

static ref zram_of(const struct sysfs_file *f)
{
	ref disk = sysfs_disk(f);

	return at(context(f->node), addr(disk, "private_data"), "struct zram");
}

static SYSFS_FILE(show_number)
{
	out(e, "%lu\n", num_(zram_of(f), row->path, 0));
}

static bool is_set_up(ref zram)
{
	return num(zram, "disksize") != 0;
}

static SYSFS_FILE(show_state)
{
	out(e, "%d\n", is_set_up(zram_of(f)));
}

static SYSFS_FILE(show_backing)
{
	ref file = ptr(zram_of(f), "backing_dev");

	out(e, "%s\n", null(file) ? "none" : file_name(file));
}

static SYSFS_FILE(show_streams)
{
	out(e, "%ld\n", cpu_count(e, CPUS_ONLINE));
}

/* Two of the counters are gone since 6.10 and 6.13; what is shown for them is 0. */
static SYSFS_FILE(show_io)
{
	ref stats = sub(zram_of(f), "stats");

	out(e, "%8lu %8lu ", num(stats, "failed_reads"), num(stats, "failed_writes"));
	if (has(stats, "invalid_io"))
		out(e, "%8lu ", num(stats, "invalid_io"));
	else
		out(e, "0 ");
	out(e, "%8lu\n", num(stats, "notify_free"));
}

static SYSFS_FILE(show_debug)
{
	ref stats = sub(zram_of(f), "stats");

	out(e, "version: 1\n");
	if (has(stats, "writestall"))
		out(e, "%8lu ", num(stats, "writestall"));
	else
		out(e, "0 ");
	out(e, "%8lu\n", num(stats, "miss_free"));
}

static SYSFS_FILE(show_memory)
{
	ref zram = zram_of(f), stats = sub(zram, "stats"), pool = ptr(zram, "mem_pool");
	unsigned long page = (unsigned long)e->facts->page_size, used = 0, compacted = 0;

	if (is_set_up(zram)) {
		used = (unsigned long)num(pool, "pages_allocated") * page;
		compacted = (unsigned long)num(pool, "stats.pages_compacted");
	}
	out(e, "%8lu %8lu %8lu %8lu %8lu %8lu %8lu %8lu", (unsigned long)num(stats, "pages_stored") * page,
	    num(stats, "compr_data_size"), used, (unsigned long)num(zram, "limit_pages") * page,
	    (unsigned long)num(stats, "max_used_pages") * page, num(stats, "same_pages"), compacted, num(stats, "huge_pages"));
	if (has(stats, "huge_pages_since"))	/* 5.12 */
		out(e, " %8lu", num(stats, "huge_pages_since"));
	out(e, "\n");
}

/* What lies on the backing device, in units of 4 KiB. */
static SYSFS_FILE(show_backed)
{
	ref stats = sub(zram_of(f), "stats");
	unsigned long units = (unsigned long)e->facts->page_size / 4096;

	out(e, "%8lu %8lu %8lu\n", (unsigned long)num(stats, "bd_count") * units, (unsigned long)num(stats, "bd_reads") * units,
	    (unsigned long)num(stats, "bd_writes") * units);
}

/* All that the driver knows, the one in use in brackets.  They were plain names until 6.12. */
static SYSFS_FILE(show_algorithms)
{
	enum { MOST = 32 };
	ref zram = zram_of(f);
	bool plain = !has_type(e, "struct zcomp_ops"), found = false;
	const char *used = has(zram, "comp_algs") ? str(zram, "comp_algs[0]") : str(zram, "compressor"), *name;
	struct symbol table;
	uint64_t address;

	if (!program_module_symbol(e->program, "zram", "backends", &address) || !symbol_at(e, address, &table)) {
		stub(e, "the driver's table of algorithms is not known");
		return;
	}
	for (long i = 0; i < MOST && (uint64_t)i < table.size / sizeof(uint64_t); i++) {
		ref entry = elem(at(e, address, plain ? "char *[]" : "struct zcomp_ops *[]"), "", i);

		if (!val(entry))
			break;
		name = plain ? str(entry, "") : str(deref(entry), "name");
		found = found || !strcmp(name, used);
		out(e, strcmp(name, used) ? "%s " : "[%s] ", name);
	}
	if (!found && plain)
		out(e, "[%s] ", used);
	out(e, "\n");
}

#define ZRAM "devices/virtual/block/zram*"
#define SHOW(name, ...) {name, ZRAM, __VA_ARGS__}

const struct sysfs_row sysfs_zram_rows[] = {
	SHOW("disksize", show_number, .path = "disksize"), SHOW("initstate", .print = show_state),
	SHOW("writeback_limit", show_number, .path = "bd_wb_limit"),
	SHOW("writeback_limit_enable", show_number, .path = "wb_limit_enable"),
	SHOW("compressed_writeback", show_number, .path = "compressed_wb|wb_compressed"),
	SHOW("writeback_batch_size", show_number, .path = "wb_batch_size"),
	SHOW("backing_dev", .print = show_backing), SHOW("max_comp_streams", .print = show_streams),
	SHOW("comp_algorithm", .print = show_algorithms), SHOW("io_stat", .print = show_io),
	SHOW("mm_stat", .print = show_memory),
	SHOW("bd_stat", .print = show_backed), SHOW("debug_stat", .print = show_debug),
};
const size_t sysfs_zram_row_count = ARRAY_LEN(sysfs_zram_rows);
