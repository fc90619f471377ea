/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/numa/numastat_-m: memory in use on each node, as numactl's numastat prints it */
#include "emit/emit.h"
#include "emit/commands/numa/numastat.h"

/* MiB in a huge page of the default size. */
static double huge_page_mb(struct emit *e)
{
	ref h = sub_at(sym(e, "hstates", "struct hstate[]"), "[]", val(sym(e, "default_hstate_idx", "int")));

	return (double)kb(e, shift_left(1, num(h, "order"))) / 1024;
}

EMITTER(cmd_numastat_m)
{
	static const char *const names[] = {
		"MemTotal", "MemFree", "MemUsed", "Active", "Inactive", "Active(anon)", "Inactive(anon)", "Active(file)",
		"Inactive(file)", "Unevictable", "Mlocked", "Dirty", "Writeback", "FilePages", "Mapped", "AnonPages", "Shmem",
		"KernelStack", "PageTables", "NFS_Unstable", "Bounce", "WritebackTmp", "Slab", "SReclaimable", "SUnreclaim",
		"AnonHugePages", "ShmemHugePages", "ShmemPmdMapped",
	};
	static const char *const huge[] = {"HugePages_Total", "HugePages_Free", "HugePages_Surp"};
	const struct node_files *files = numastat_read(e, "meminfo");

	if (!files->count)
		return;
	numastat_heading(e, files, "Per-node system memory usage");
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		numastat_row(e, files, names[i], names[i], 1.0 / 1024);
	for (size_t i = 0; i < ARRAY_LEN(huge) && has_sym(e, "hstates"); i++)
		numastat_row(e, files, huge[i], huge[i], huge_page_mb(e));
	numastat_row(e, files, "KReclaimable", "KReclaimable", 1.0 / 1024);
}
