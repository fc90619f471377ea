/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/md/mdadm_-D_.dev.md: RAID arrays in detail, as mdadm(8) tells of them; times are in UTC */
#include "emit/emit.h"
#include "emit/commands/md/mdadm.h"

#include <string.h>

/* " (63.00 MiB 66.06 MB)" */
static const char *human(struct emit *e, uint64_t bytes)
{
	double value = (double)bytes;
	static const double mib = 1048576, mb = 1e6;

	if (bytes < 5000 * 1024)
		return "";
	if (value < 2048 * mib)
		return file_printf(e, " (%.2f MiB %.2f MB)", value / mib, value / mb);
	if (value < 2048 * mib * 1024)
		return file_printf(e, " (%.2f GiB %.2f GB)", value / mib / 1024, value / mb / 1000);
	return file_printf(e, " (%.2f TiB %.2f TB)", value / mib / 1024 / 1024, value / mb / 1e6);
}

static void print_sizes(struct emit *e, ref md, long level)
{
	uint64_t whole = (uint64_t)num(md, "array_sectors"), used = (uint64_t)num(md, "dev_sectors");

	row(e, "        Array Size : %llu%s\n", (unsigned long long)whole / 2, human(e, whole << 9));
	if (level >= 1)
		row(e, "     Used Dev Size : %llu%s\n", (unsigned long long)used / 2, human(e, used << 9));
}

/* How its data are spread, of kinds of array that spread them. */
static void print_layout(struct emit *e, ref md, long level)
{
	static const char *const raid5[] = {"left-asymmetric", "right-asymmetric", "left-symmetric", "right-symmetric"};
	long layout = num(md, "layout");

	if ((level == 5 || level == 6) && layout >= 0 && layout < (long)ARRAY_LEN(raid5))
		row(e, "            Layout : %s\n", raid5[layout]);
	else if (level == 10)
		row(e, "            Layout : %s=%ld\n", (layout >> 8 & 0xff) > 1 ? layout & 0x10000 ? "offset" : "far" : "near",
		    (layout >> 8 & 0xff) > 1 ? layout >> 8 & 0xff : layout & 0xff);
	if (level == 0 || level == 4 || level == 5 || level == 6 || level == 10)
		row(e, "        Chunk Size : %ldK\n\n", num(md, "chunk_sectors") / 2);
}

static void print_identity(struct emit *e, ref md)
{
	const char *name = md_name(md), *host = str(sym(e, "init_uts_ns", "struct uts_namespace"), "name.nodename");
	const unsigned char *id = (const unsigned char *)bytes(md, "uuid", &(size_t){0});
	bool is_local = name && str_starts(name, host) && name[strlen(host)] == ':';

	if (name)
		row(e, "              Name : %s%s\n", name, is_local ? file_printf(e, "  (local to host %s)", host) : "");
	out(e, "              UUID :%s", id ? " " : "");
	for (unsigned i = 0; id && i < 16; i++)
		out(e, "%s%02x", i && !(i & 3) ? ":" : "", id[i]);
	out(e, "\n");
	row(e, "            Events : %llu\n\n", (unsigned long long)num(md, "events"));
}

static void print_array(struct emit *e, ref md)
{
	long level = num(md, "level");
	const char *policy = sysfs_attribute(sub(md, "kobj"), "consistency_policy");

	row(e, "/dev/%s:\n           Version : %ld.%ld\n", str(md, "gendisk->disk_name"), num(md, "major_version"),
	    num(md, "minor_version"));
	row(e, "     Creation Time : %s\n", calendar_text(e, num(md, "ctime")));
	row(e, "        Raid Level : %s\n", str(md, "pers->head.name|pers->name"));
	print_sizes(e, md, level);
	mdadm_state(e, md);
	print_layout(e, md, level);
	if (policy)
		row(e, "Consistency Policy : %s\n\n", policy);
	print_identity(e, md);
	mdadm_disks(e, md);
}

EMITTER(cmd_mdadm)
{
	if (!has_module_sym(e, "md_mod", "all_mddevs")) {
		absent(e, "there is no software RAID, or its module is not loaded");
		return;
	}
	if (!has_type(e, "struct mddev")) {
		stub(e, "the types of software RAID's module are not known");
		return;
	}
	EACH(md, md_arrays(e)) {
		if (addr(md, "pers"))
			print_array(e, md);
		else
			remark(e, "arrays that are not running are not shown");
	}
}
