/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CPUs and their caches, clocks, firmware's identity and memory map. */
#include "kernel/sysfs/rows.h"

#include <stdlib.h>
#include <string.h>

/* The CPU whose folder a path leads through. */
static long cpu_of(const struct sysfs_file *f)
{
	const char *cpu = strstr(f->path, "/cpu/cpu");

	return cpu ? strtol(cpu + strlen("/cpu/cpu"), NULL, 10) : 0;
}

/* ---- topology: drivers/base/topology.c ---------------------------------------------------- */

/* All of arm64 and others: one table, drivers/base/arch_topology.c */
static ref arch_topology(struct emit *e, long cpu)
{
	return elem(sym(e, "cpu_topology", "struct cpu_topology[]"), "", cpu);
}

static bool is_x86(struct emit *e)
{
	return has_type(e, "struct cpuinfo_x86");
}

/* symbol: of the per-CPU mask of x86; path: from struct cpu_topology; "_list" in the file's name wants ranges */
static SYSFS_FILE(show_mask)
{
	ref mask;

	if (!is_x86(e) && !row->path) {
		stub(e, "how this architecture groups CPUs is not known");
		return;
	}
	if (is_x86(e) && !has_sym(e, row->symbol)) {	/* CONFIG_SMP is off: each is the only one of everything */
		struct walk itself = number_list(e, &(uint64_t){(uint64_t)cpu_of(f)}, 1);

		out(e, "%s\n", str_ends(f->name, "_list") ? bitmap_list(itself) : bitmap_hex_of(itself, nr_cpu_ids(e)));
		return;
	}
	mask = is_x86(e) ? sub(percpu(e, row->symbol, "cpumask_var_t", cpu_of(f)), "[0]") :
			   sub_(arch_topology(e, cpu_of(f)), row->path, 0);
	out(e, "%s\n", str_ends(f->name, "_list") ? bitmap_list(bits(mask, "bits", nr_cpu_ids(e))) :
						    bitmap_hex(mask, "bits", nr_cpu_ids(e)));
}

/* path: from struct cpuinfo_x86; other_path: from struct cpu_topology */
static SYSFS_FILE(show_id)
{
	if (is_x86(e))
		out(e, "%ld\n", num_(x86_cpu(e, cpu_of(f)), row->path, 0));
	else if (row->other_path)
		out(e, "%ld\n", num_(arch_topology(e, cpu_of(f)), row->other_path, 0));
	else
		stub(e, "how this architecture groups CPUs is not known");
}

/* CPUs that share a second-level cache; a variable of its own until 6.7. */
static SYSFS_FILE(show_cluster)
{
	bool inside = is_x86(e) && has_member(e, "struct cpuinfo_x86", "topo.l2c_id");

	if (inside || !is_x86(e)) {
		show_id(e, f, row);
		return;
	}
	out(e, "%ld\n", val(percpu(e, "cpu_l2c_id", "unsigned short", cpu_of(f))));
}

/* ---- caches: drivers/base/cacheinfo.c --------------------------------------------------------- */

static ref cache_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);
	const char *index = strstr(f->path, "/cache/index");
	ref caches = percpu(e, "ci_cpu_cacheinfo", "struct cpu_cacheinfo", cpu_of(f));

	return elem(ptr(caches, "info_list"), "", index ? strtol(index + strlen("/cache/index"), NULL, 10) : 0);
}

static SYSFS_FILE(show_cache)
{
	out(e, "%lu\n", num_(cache_of(f), row->path, 0));
}

static SYSFS_FILE(show_cache_size)
{
	out(e, "%luK\n", num(cache_of(f), "size") >> 10);
}

static SYSFS_FILE(show_cache_type)
{
	long type = num(cache_of(f), "type");

	out(e, "%s\n", type == 1 ? "Instruction" : type == 2 ? "Data" : type == 4 ? "Unified" : "");
}

static SYSFS_FILE(show_sharers)
{
	ref mask = sub(cache_of(f), "shared_cpu_map");

	out(e, "%s\n", str_ends(f->name, "_list") ? bitmap_list(bits(mask, "bits", nr_cpu_ids(e))) :
						    bitmap_hex(mask, "bits", nr_cpu_ids(e)));
}

/* ---- clocks: kernel/time/clocksource.c, clockevents.c ------------------------------------------ */

static SYSFS_FILE(show_clocksource)
{
	out(e, "%s\n", str(deref(sym(e, "curr_clocksource", "struct clocksource *")), "name"));
}

/* Where ticks need high resolution, those that cannot give it are left out. */
static SYSFS_FILE(show_clocksources)
{
	enum { VALID_FOR_HRES = 0x20 };
	bool oneshot = num(percpu(e, "tick_cpu_device", "struct tick_device", 0), "mode") == 1;

	EACH(clock, list(sym(e, "clocksource_list", "struct list_head"), "struct clocksource", "list"))
		if (!oneshot || num(clock, "flags") & VALID_FOR_HRES)
			out(e, "%s ", str(clock, "name"));
	out(e, "\n");
}

static SYSFS_FILE(show_clockevent)
{
	long cpu = num(sysfs_device(f), "id");
	ref tick = strstr(f->path, "/broadcast/") ? sym(e, "tick_broadcast_device", "struct tick_device") :
						   percpu(e, "tick_cpu_device", "struct tick_device", cpu);

	if (addr(tick, "evtdev"))
		out(e, "%s\n", str(tick, "evtdev->name"));
}

/* ---- firmware --------------------------------------------------------------------------------------- */

static SYSFS_FILE(show_dmi)
{
	out(e, "%s\n", str_at(sym(e, "dmi_ident", "char *[64]"), "[]", enumv(e, row->enumerator)));
}

static SYSFS_FILE(show_map)
{
	ref entry = container(f->kobject, "struct firmware_map_entry", "kobj");

	if (*row->path == 't')
		out(e, "%s\n", str(entry, "type"));
	else
		out(e, "0x%lx\n", num_(entry, row->path, 0));
}

#define TOPOLOGY "devices/system/cpu/*/topology"
#define CACHE "devices/system/cpu/*/cache/~"
#define CLOCK "devices/system/clocksource/~"
#define DMI "devices/virtual/dmi/id"
#define MASK(name, variable, member) {name, TOPOLOGY, show_mask, .symbol = variable, .path = member}, \
				   {name "_list", TOPOLOGY, show_mask, .symbol = variable, .path = member}
#define LEAF(name, member) {name, CACHE, show_cache, .path = member}
#define IDENT(name, value) {name, DMI, show_dmi, .enumerator = value}
#define MAP(name) {name, "firmware/memmap/~", show_map, .path = name}

const struct sysfs_row sysfs_system_rows[] = {
	MASK("thread_siblings", "cpu_sibling_map", "thread_sibling"), MASK("core_cpus", "cpu_sibling_map", "thread_sibling"),
	MASK("core_siblings", "cpu_core_map", "core_sibling"), MASK("package_cpus", "cpu_core_map", "core_sibling"),
	MASK("die_cpus", "cpu_die_map", 0),
	MASK("cluster_cpus", "cpu_l2c_shared_map", "cluster_sibling"),
	{"cluster_id", TOPOLOGY, show_cluster, .path = "topo.l2c_id", .other_path = "cluster_id"},
	{"physical_package_id", TOPOLOGY, show_id, .path = "topo.pkg_id|phys_proc_id", .other_path = "package_id"},
	{"die_id", TOPOLOGY, show_id, .path = "topo.die_id|cpu_die_id"},
	{"core_id", TOPOLOGY, show_id, .path = "topo.core_id|cpu_core_id", .other_path = "core_id"},
	LEAF("id", "id"), LEAF("level", "level"), LEAF("coherency_line_size", "coherency_line_size"),
	LEAF("number_of_sets", "number_of_sets"), LEAF("ways_of_associativity", "ways_of_associativity"),
	LEAF("physical_line_partition", "physical_line_partition"),
	{"size", CACHE, .print = show_cache_size},
	{"type", CACHE, .print = show_cache_type},
	{"shared_cpu_map", CACHE, .print = show_sharers},
	{"shared_cpu_list", CACHE, .print = show_sharers},
	{"current_clocksource", CLOCK, .print = show_clocksource},
	{"available_clocksource", CLOCK, .print = show_clocksources},
	{"current_device", "devices/system/clockevents/~", .print = show_clockevent},
	IDENT("bios_vendor", "DMI_BIOS_VENDOR"), IDENT("bios_version", "DMI_BIOS_VERSION"), IDENT("bios_date", "DMI_BIOS_DATE"),
	IDENT("bios_release", "DMI_BIOS_RELEASE"), IDENT("ec_firmware_release", "DMI_EC_FIRMWARE_RELEASE"),
	IDENT("sys_vendor", "DMI_SYS_VENDOR"), IDENT("product_name", "DMI_PRODUCT_NAME"),
	IDENT("product_version", "DMI_PRODUCT_VERSION"), IDENT("product_serial", "DMI_PRODUCT_SERIAL"),
	IDENT("product_uuid", "DMI_PRODUCT_UUID"), IDENT("product_sku", "DMI_PRODUCT_SKU"),
	IDENT("product_family", "DMI_PRODUCT_FAMILY"), IDENT("board_vendor", "DMI_BOARD_VENDOR"),
	IDENT("board_name", "DMI_BOARD_NAME"), IDENT("board_version", "DMI_BOARD_VERSION"),
	IDENT("board_serial", "DMI_BOARD_SERIAL"), IDENT("board_asset_tag", "DMI_BOARD_ASSET_TAG"),
	IDENT("chassis_vendor", "DMI_CHASSIS_VENDOR"), IDENT("chassis_type", "DMI_CHASSIS_TYPE"),
	IDENT("chassis_version", "DMI_CHASSIS_VERSION"), IDENT("chassis_serial", "DMI_CHASSIS_SERIAL"),
	IDENT("chassis_asset_tag", "DMI_CHASSIS_ASSET_TAG"),
	MAP("start"), MAP("end"), MAP("type"),
};
const size_t sysfs_system_row_count = ARRAY_LEN(sysfs_system_rows);
