/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/fs/ext4/…: fs/ext4/sysfs.c */
#include "kernel/sysfs/rows.h"

#include <string.h>

static unsigned long written_kb(ref info)
{
	ref device = ptr(info, "s_sb->s_bdev");
	ref part = has(device, "bd_part") ? ptr(device, "bd_part") : device;	/* one and the same since 5.11 */
	struct partition p = partition_of(ptr(device, "bd_disk"), part);

	return (disk_stats(&p, part).sectors[DISK_WRITE] - (unsigned long)num(info, "s_sectors_written_start")) / 2;
}

static void print_time(ref info, const char *low, const char *high)
{
	ref super = ptr(info, "s_es");

	out(context(info), "%lu\n", num_(super, high, 0) << 32 | num_(super, low, 0));
}

/* Those that have a function of their own; false for others. */
static bool print_own(ref info, const char *name)
{
	struct emit *e = context(info);

	if (!strcmp(name, "delayed_allocation_blocks"))
		out(e, "%lu\n", shift_left(percpu_counter(sub(info, "s_dirtyclusters_counter")), num(info, "s_cluster_bits")));
	else if (!strcmp(name, "session_write_kbytes"))
		out(e, "%lu\n", written_kb(info));
	else if (!strcmp(name, "lifetime_write_kbytes"))
		out(e, "%lu\n", num(info, "s_kbytes_written") + (long)written_kb(info));
	else if (!strcmp(name, "reserved_clusters"))
		out(e, "%lu\n", num(info, "s_resv_clusters.counter"));
	else if (!strcmp(name, "sra_exceeded_retry_limit"))
		out(e, "%lu\n", percpu_counter(sub(info, "s_sra_exceeded_retry_limit")));
	else if (!strcmp(name, "first_error_time"))
		print_time(info, "s_first_error_time", "s_first_error_time_hi");
	else if (!strcmp(name, "last_error_time"))
		print_time(info, "s_last_error_time", "s_last_error_time_hi");
	else if (!strcmp(name, "journal_task") && addr(info, "s_journal"))
		out(e, "%ld\n", num(info, "s_journal->j_task->pid"));
	else if (!strcmp(name, "journal_task"))
		out(e, "<none>\n");
	else
		return false;
	return true;
}

/* The others say what lies at a place in the super block or what belongs to it, of one of these types. */
static const struct kind {
	const char *enumerator, *type;
} kinds[] = {
	{"attr_inode_readahead", "unsigned int"}, {"attr_clusters_in_group", "unsigned int"}, {"attr_mb_order", "unsigned int"},
	{"attr_pointer_pi", "unsigned int"}, {"attr_pointer_ui", "unsigned int"}, {"attr_pointer_ul", "unsigned long"},
	{"attr_err_report_sec", "unsigned long"}, {"attr_pointer_u64", "unsigned long"}, {"attr_pointer_u8", "unsigned char"},
	{"attr_pointer_atomic", "int"},
};

static const char *type_of(struct emit *e, long id)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (has_enum(e, kinds[i].enumerator) && enumv(e, kinds[i].enumerator) == id)
			return kinds[i].type;
	return NULL;
}

static uint64_t place(ref attribute, ref info)
{
	struct emit *e = context(info);
	long where = num(attribute, "attr_ptr");

	if (where == enumv(e, "ptr_explicit"))
		return addr(attribute, "u.explicit_ptr");
	return (where == enumv(e, "ptr_ext4_sb_info_offset") ? info.addr : addr(info, "s_es")) + (uint64_t)num(attribute, "u.offset");
}

enum { READABLE = 0444 };

static SYSFS_FILE(show_attribute)
{
	ref attribute = at(e, f->attribute, "struct ext4_attr"), info = container(f->kobject, "struct ext4_sb_info", "s_kobj");
	long id = num(attribute, "attr_id");
	const char *type = type_of(e, id);

	if (!(num(attribute, "attr.mode") & READABLE))
		absent(e, "it can only be written to");
	else if (e->facts->big_endian)
		stub(e, "the super block's numbers are in the other byte order");
	else if (print_own(info, f->name))
		return;
	else if (type)
		out(e, "%ld\n", val(at(e, place(attribute, info), type)));
	else if (has_enum(e, "attr_pointer_string") && id == enumv(e, "attr_pointer_string"))
		out(e, "%.*s\n", (int)num(attribute, "attr_size"), string(e, place(attribute, info)));
	else
		stub(e, "how the kernel shows it is not known");
}

const struct sysfs_row sysfs_ext4_rows[] = {
	{"*", "fs/ext4/features", sysfs_constant, .text = "supported\n"},
	{"*", "fs/ext4/~", .print = show_attribute},
};
const size_t sysfs_ext4_row_count = ARRAY_LEN(sysfs_ext4_rows);
