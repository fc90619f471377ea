/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/net/<device>/bridge/… and brport/…: net/bridge/br_sysfs_br.c, br_sysfs_if.c */
#include "kernel/net.h"
#include "kernel/sysfs/rows.h"

#include <stdlib.h>

static ref bridge_of(const struct sysfs_file *f)
{
	return net_device_private(container(f->kobject, "struct net_device", "dev.kobj"), "struct net_bridge");
}

static ref port_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct net_bridge_port", "kobj");
}

/* The folder tells which: a bridge's own settings are files of its network device. */
static ref object_of(const struct sysfs_file *f, const struct sysfs_row *row)
{
	return row->d ? port_of(f) : bridge_of(f);
}

/* ---- a: member; d: of a port ------------------------------------------------------------------- */

static void show_number(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%ld\n", num_(object_of(f, row), row->a, 0));
}

static void show_hex(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "0x%lx\n", num_(object_of(f, row), row->a, 0));	/* the kernel's %#x puts 0x before 0 too */
}

static void show_ticks(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%ld\n", clock_ticks(e, num_(object_of(f, row), row->a, 0)));
}

static void show_timer(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref timer = sub_(object_of(f, row), row->a, 0);

	out(e, "%ld\n", addr(timer, "entry.pprev") ? delta_ticks(e, num(timer, "expires") - jiffies_now(e)) : 0);
}

static void show_id(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref id = sub_(object_of(f, row), row->a, 0);

	out(e, "%s.%s\n", hex_bytes(e, sub(id, "prio").addr, 2, ""), hex_bytes(e, sub(id, "addr").addr, 6, ""));
}

/* ---- bridges --------------------------------------------------------------------------------------- */

/* a: enumerator of the option */
static void show_option(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%ld\n", num(bridge_of(f), "options") >> enumv(e, row->a) & 1);
}

/* An option until 5.15. */
static void show_querier(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref bridge = bridge_of(f);

	out(e, "%ld\n", has(bridge, "multicast_ctx") ? num_(bridge, row->a, 0) :
	    num(bridge, "options") >> enumv(e, "BROPT_MULTICAST_QUERIER") & 1);
}

static void show_priority(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref id = sub(bridge_of(f), "bridge_id");

	out(e, "%ld\n", num(id, "prio[0]") << 8 | num(id, "prio[1]"));
}

static void show_group(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%s\n", hex_bytes(e, sub(bridge_of(f), "group_addr").addr, 6, ":"));
}

static void show_protocol(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "0x%04lx\n", swap16(num(bridge_of(f), "vlan_proto")));
}

/* ---- ports -------------------------------------------------------------------------------------------- */

/* b: the bit */
static void show_flag(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%ld\n", num(port_of(f), "flags") >> strtol(row->b, NULL, 10) & 1);
}

static void show_backup(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref backup = ptr(port_of(f), "backup_port");

	if (!null(backup))
		out(e, "%s\n", str(backup, "dev->name"));
}

#define BRIDGE "devices/*/net/*/bridge"
#define PORT "devices/*/net/*/brport"
#define ROW(name, print, member) {name, BRIDGE, print, member, 0, 0, 0}
#define OPTION(name, option) ROW(name, show_option, "BROPT_" option)
#define CAST(name, print) ROW("multicast_" name, print, "multicast_ctx.multicast_" name "|multicast_" name)	/* 5.15 */
#define OF_PORT(name, print, member) {name, PORT, print, member, 0, 0, "port"}
#define FLAG(name, bit) {name, PORT, show_flag, 0, bit, 0, "port"}

const struct sysfs_row sysfs_bridge_rows[] = {
	ROW("forward_delay", show_ticks, "forward_delay"), ROW("hello_time", show_ticks, "hello_time"),
	ROW("max_age", show_ticks, "max_age"), ROW("ageing_time", show_ticks, "ageing_time"),
	ROW("stp_state", show_number, "stp_enabled"), ROW("group_fwd_mask", show_hex, "group_fwd_mask"),
	ROW("priority", show_priority, 0), ROW("root_id", show_id, "designated_root"), ROW("bridge_id", show_id, "bridge_id"),
	ROW("root_port", show_number, "root_port"), ROW("root_path_cost", show_number, "root_path_cost"),
	ROW("topology_change", show_number, "topology_change"),
	ROW("topology_change_detected", show_number, "topology_change_detected"),
	ROW("hello_timer", show_timer, "hello_timer"), ROW("tcn_timer", show_timer, "tcn_timer"),
	ROW("topology_change_timer", show_timer, "topology_change_timer"), ROW("gc_timer", show_timer, "gc_work.timer"),
	ROW("group_addr", show_group, 0), ROW("vlan_protocol", show_protocol, 0),
	ROW("default_pvid", show_number, "default_pvid"), ROW("hash_elasticity", sysfs_constant, "16\n"),
	ROW("hash_max", show_number, "hash_max"),
	OPTION("no_linklocal_learn", "NO_LL_LEARN"), OPTION("multicast_snooping", "MULTICAST_ENABLED"),
	OPTION("multicast_query_use_ifaddr", "MULTICAST_QUERY_USE_IFADDR"),
	OPTION("multicast_stats_enabled", "MULTICAST_STATS_ENABLED"), OPTION("nf_call_iptables", "NF_CALL_IPTABLES"),
	OPTION("nf_call_ip6tables", "NF_CALL_IP6TABLES"), OPTION("nf_call_arptables", "NF_CALL_ARPTABLES"),
	OPTION("vlan_filtering", "VLAN_ENABLED"), OPTION("vlan_stats_enabled", "VLAN_STATS_ENABLED"),
	OPTION("vlan_stats_per_port", "VLAN_STATS_PER_PORT"),
	CAST("router", show_number), CAST("querier", show_querier), CAST("igmp_version", show_number),
	CAST("mld_version", show_number), CAST("last_member_count", show_number), CAST("startup_query_count", show_number),
	CAST("last_member_interval", show_ticks), CAST("membership_interval", show_ticks), CAST("querier_interval", show_ticks),
	CAST("query_interval", show_ticks), CAST("query_response_interval", show_ticks),
	CAST("startup_query_interval", show_ticks),
	OF_PORT("path_cost", show_number, "path_cost"), OF_PORT("priority", show_number, "priority"),
	OF_PORT("designated_root", show_id, "designated_root"), OF_PORT("designated_bridge", show_id, "designated_bridge"),
	OF_PORT("designated_port", show_number, "designated_port"), OF_PORT("designated_cost", show_number, "designated_cost"),
	OF_PORT("port_id", show_hex, "port_id"), OF_PORT("port_no", show_hex, "port_no"),
	OF_PORT("change_ack", show_number, "topology_change_ack"), OF_PORT("config_pending", show_number, "config_pending"),
	OF_PORT("state", show_number, "state"), OF_PORT("message_age_timer", show_timer, "message_age_timer"),
	OF_PORT("forward_delay_timer", show_timer, "forward_delay_timer"), OF_PORT("hold_timer", show_timer, "hold_timer"),
	OF_PORT("group_fwd_mask", show_hex, "group_fwd_mask"), OF_PORT("backup_port", show_backup, 0),
	OF_PORT("multicast_router", show_number, "multicast_ctx.multicast_router|multicast_router"),
	FLAG("hairpin_mode", "0"), FLAG("bpdu_guard", "1"), FLAG("root_block", "2"), FLAG("multicast_fast_leave", "3"),
	FLAG("learning", "5"), FLAG("unicast_flood", "6"), FLAG("proxyarp", "8"), FLAG("proxyarp_wifi", "10"),
	FLAG("multicast_flood", "11"), FLAG("multicast_to_unicast", "12"), FLAG("broadcast_flood", "14"),
	FLAG("neigh_suppress", "15"), FLAG("isolated", "16"),
};
const size_t sysfs_bridge_row_count = ARRAY_LEN(sysfs_bridge_rows);
