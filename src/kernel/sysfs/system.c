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

/* a: per-CPU mask of x86; b: member of struct cpu_topology; "_list" in the file's name wants ranges */
static void show_mask(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref mask;

	if (!is_x86(e) && !row->b) {
		stub(e, "how this architecture groups CPUs is not known");
		return;
	}
	mask = is_x86(e) ? sub(percpu(e, row->a, "cpumask_var_t", cpu_of(f)), "[0]") :
			   sub_(arch_topology(e, cpu_of(f)), row->b, 0);
	out(e, "%s\n", str_ends(f->name, "_list") ? bitmap_list(bits(mask, "bits", nr_cpu_ids(e))) :
						    bitmap_hex(mask, "bits", nr_cpu_ids(e)));
}

/* a: member of struct cpuinfo_x86; b: of struct cpu_topology */
static void show_id(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	if (is_x86(e))
		out(e, "%ld\n", num_(percpu(e, "cpu_info", "struct cpuinfo_x86", cpu_of(f)), row->a, 0));
	else if (row->b)
		out(e, "%ld\n", num_(arch_topology(e, cpu_of(f)), row->b, 0));
	else
		stub(e, "how this architecture groups CPUs is not known");
}

/* CPUs that share a second-level cache; a variable of its own until 6.7. */
static void show_cluster(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
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

static void show_cache(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%lu\n", num_(cache_of(f), row->a, 0));
}

static void show_cache_size(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%luK\n", num(cache_of(f), "size") >> 10);
}

static void show_cache_type(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	long type = num(cache_of(f), "type");

	out(e, "%s\n", type == 1 ? "Instruction" : type == 2 ? "Data" : type == 4 ? "Unified" : "");
}

static void show_sharers(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref mask = sub(cache_of(f), "shared_cpu_map");

	out(e, "%s\n", str_ends(f->name, "_list") ? bitmap_list(bits(mask, "bits", nr_cpu_ids(e))) :
						    bitmap_hex(mask, "bits", nr_cpu_ids(e)));
}

/* ---- clocks: kernel/time/clocksource.c, clockevents.c ------------------------------------------ */

static void show_clocksource(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			     __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%s\n", str(deref(sym(e, "curr_clocksource", "struct clocksource *")), "name"));
}

/* Where ticks need high resolution, those that cannot give it are left out. */
static void show_clocksources(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			      __attribute__((unused)) const struct sysfs_row *row)
{
	enum { VALID_FOR_HRES = 0x20 };
	bool oneshot = num(percpu(e, "tick_cpu_device", "struct tick_device", 0), "mode") == 1;

	EACH(clock, list(sym(e, "clocksource_list", "struct list_head"), "struct clocksource", "list"))
		if (!oneshot || num(clock, "flags") & VALID_FOR_HRES)
			out(e, "%s ", str(clock, "name"));
	out(e, "\n");
}

static void show_clockevent(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	long cpu = num(sysfs_device(f), "id");
	ref tick = strstr(f->path, "/broadcast/") ? sym(e, "tick_broadcast_device", "struct tick_device") :
						   percpu(e, "tick_cpu_device", "struct tick_device", cpu);

	if (addr(tick, "evtdev"))
		out(e, "%s\n", str(tick, "evtdev->name"));
}

/* ---- firmware --------------------------------------------------------------------------------------- */

static void show_dmi(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%s\n", str_at(sym(e, "dmi_ident", "char *[64]"), "[]", enumv(e, row->a)));
}

static void show_map(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref entry = container(f->kobject, "struct firmware_map_entry", "kobj");

	if (*row->a == 't')
		out(e, "%s\n", str(entry, "type"));
	else
		out(e, "0x%lx\n", num_(entry, row->a, 0));
}

#define TOPOLOGY "devices/system/cpu/*/topology"
#define CACHE "devices/system/cpu/*/cache/~"
#define CLOCK "devices/system/clocksource/~"
#define DMI "devices/virtual/dmi/id"
#define MASK(name, symbol, member) {name, TOPOLOGY, show_mask, symbol, member, 0, 0}, \
				   {name "_list", TOPOLOGY, show_mask, symbol, member, 0, 0}
#define LEAF(name, member) {name, CACHE, show_cache, member, 0, 0, 0}
#define IDENT(name, enumerator) {name, DMI, show_dmi, enumerator, 0, 0, 0}
#define MAP(name) {name, "firmware/memmap/~", show_map, name, 0, 0, 0}

const struct sysfs_row sysfs_system_rows[] = {
	MASK("thread_siblings", "cpu_sibling_map", "thread_sibling"), MASK("core_cpus", "cpu_sibling_map", "thread_sibling"),
	MASK("core_siblings", "cpu_core_map", "core_sibling"), MASK("package_cpus", "cpu_core_map", "core_sibling"),
	MASK("die_cpus", "cpu_die_map", 0),
	MASK("cluster_cpus", "cpu_l2c_shared_map", "cluster_sibling"), {"cluster_id", TOPOLOGY, show_cluster, "topo.l2c_id", "cluster_id", 0, 0},
	{"physical_package_id", TOPOLOGY, show_id, "topo.pkg_id|phys_proc_id", "package_id", 0, 0},
	{"die_id", TOPOLOGY, show_id, "topo.die_id|cpu_die_id", 0, 0, 0},
	{"core_id", TOPOLOGY, show_id, "topo.core_id|cpu_core_id", "core_id", 0, 0},
	LEAF("id", "id"), LEAF("level", "level"), LEAF("coherency_line_size", "coherency_line_size"),
	LEAF("number_of_sets", "number_of_sets"), LEAF("ways_of_associativity", "ways_of_associativity"),
	LEAF("physical_line_partition", "physical_line_partition"),
	{"size", CACHE, show_cache_size, 0, 0, 0, 0},
	{"type", CACHE, show_cache_type, 0, 0, 0, 0},
	{"shared_cpu_map", CACHE, show_sharers, 0, 0, 0, 0},
	{"shared_cpu_list", CACHE, show_sharers, 0, 0, 0, 0},
	{"current_clocksource", CLOCK, show_clocksource, 0, 0, 0, 0},
	{"available_clocksource", CLOCK, show_clocksources, 0, 0, 0, 0},
	{"current_device", "devices/system/clockevents/~", show_clockevent, 0, 0, 0, 0},
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
