/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/net/<device>/bridge/… and brport/…: net/bridge/br_sysfs_br.c, br_sysfs_if.c */
#include "kernel/net.h"
#include "kernel/sysfs/rows.h"

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
	return row->kind ? port_of(f) : bridge_of(f);
}

/* ---- members of a bridge; kind "port": of a port of one ------------------------------------------ */

static SYSFS_FILE(show_number)
{
	out(e, "%ld\n", num_(object_of(f, row), row->path, 0));
}

static SYSFS_FILE(show_hex)
{
	out(e, "0x%lx\n", num_(object_of(f, row), row->path, 0));	/* the kernel's %#x puts 0x before 0 too */
}

static SYSFS_FILE(show_ticks)
{
	out(e, "%ld\n", clock_ticks(e, num_(object_of(f, row), row->path, 0)));
}

static SYSFS_FILE(show_timer)
{
	ref timer = sub_(object_of(f, row), row->path, 0);

	out(e, "%ld\n", addr(timer, "entry.pprev") ? delta_ticks(e, num(timer, "expires") - jiffies_now(e)) : 0);
}

static SYSFS_FILE(show_id)
{
	ref id = sub_(object_of(f, row), row->path, 0);

	out(e, "%s.%s\n", hex_bytes(e, sub(id, "prio").addr, 2, ""), hex_bytes(e, sub(id, "addr").addr, 6, ""));
}

/* ---- bridges --------------------------------------------------------------------------------------- */

/* enumerator: of the option */
static SYSFS_FILE(show_option)
{
	out(e, "%ld\n", num(bridge_of(f), "options") >> enumv(e, row->enumerator) & 1);
}

/* An option until 5.15. */
static SYSFS_FILE(show_querier)
{
	ref bridge = bridge_of(f);

	out(e, "%ld\n", has(bridge, "multicast_ctx") ? num_(bridge, row->path, 0) :
	    num(bridge, "options") >> enumv(e, "BROPT_MULTICAST_QUERIER") & 1);
}

static SYSFS_FILE(show_priority)
{
	ref id = sub(bridge_of(f), "bridge_id");

	out(e, "%ld\n", num(id, "prio[0]") << 8 | num(id, "prio[1]"));
}

static SYSFS_FILE(show_group)
{
	out(e, "%s\n", hex_bytes(e, sub(bridge_of(f), "group_addr").addr, 6, ":"));
}

static SYSFS_FILE(show_protocol)
{
	out(e, "0x%04lx\n", swap16(num(bridge_of(f), "vlan_proto")));
}

/* ---- ports -------------------------------------------------------------------------------------------- */

static SYSFS_FILE(show_flag)
{
	out(e, "%ld\n", num(port_of(f), "flags") >> row->bit & 1);
}

static SYSFS_FILE(show_backup)
{
	ref backup = ptr(port_of(f), "backup_port");

	if (!null(backup))
		out(e, "%s\n", str(backup, "dev->name"));
}

#define BRIDGE "devices/*/net/*/bridge"
#define PORT "devices/*/net/*/brport"
#define ROW(name, ...) {name, BRIDGE, __VA_ARGS__}
#define OPTION(name, option) ROW(name, show_option, .enumerator = "BROPT_" option)
#define CAST(name, print) ROW("multicast_" name, print, .path = "multicast_ctx.multicast_" name "|multicast_" name)	/* 5.15 */
#define OF_PORT(name, ...) {name, PORT, __VA_ARGS__, .kind = "port"}
#define FLAG(name, number) {name, PORT, show_flag, .bit = number, .kind = "port"}

const struct sysfs_row sysfs_bridge_rows[] = {
	ROW("forward_delay", show_ticks, .path = "forward_delay"), ROW("hello_time", show_ticks, .path = "hello_time"),
	ROW("max_age", show_ticks, .path = "max_age"), ROW("ageing_time", show_ticks, .path = "ageing_time"),
	ROW("stp_state", show_number, .path = "stp_enabled"), ROW("group_fwd_mask", show_hex, .path = "group_fwd_mask"),
	ROW("priority", .print = show_priority), ROW("root_id", show_id, .path = "designated_root"),
	ROW("bridge_id", show_id, .path = "bridge_id"),
	ROW("root_port", show_number, .path = "root_port"), ROW("root_path_cost", show_number, .path = "root_path_cost"),
	ROW("topology_change", show_number, .path = "topology_change"),
	ROW("topology_change_detected", show_number, .path = "topology_change_detected"),
	ROW("hello_timer", show_timer, .path = "hello_timer"), ROW("tcn_timer", show_timer, .path = "tcn_timer"),
	ROW("topology_change_timer", show_timer, .path = "topology_change_timer"),
	ROW("gc_timer", show_timer, .path = "gc_work.timer"),
	ROW("group_addr", .print = show_group), ROW("vlan_protocol", .print = show_protocol),
	ROW("default_pvid", show_number, .path = "default_pvid"), ROW("hash_elasticity", sysfs_constant, .text = "16\n"),
	ROW("hash_max", show_number, .path = "hash_max"),
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
	OF_PORT("path_cost", show_number, .path = "path_cost"), OF_PORT("priority", show_number, .path = "priority"),
	OF_PORT("designated_root", show_id, .path = "designated_root"),
	OF_PORT("designated_bridge", show_id, .path = "designated_bridge"),
	OF_PORT("designated_port", show_number, .path = "designated_port"),
	OF_PORT("designated_cost", show_number, .path = "designated_cost"),
	OF_PORT("port_id", show_hex, .path = "port_id"), OF_PORT("port_no", show_hex, .path = "port_no"),
	OF_PORT("change_ack", show_number, .path = "topology_change_ack"),
	OF_PORT("config_pending", show_number, .path = "config_pending"),
	OF_PORT("state", show_number, .path = "state"), OF_PORT("message_age_timer", show_timer, .path = "message_age_timer"),
	OF_PORT("forward_delay_timer", show_timer, .path = "forward_delay_timer"),
	OF_PORT("hold_timer", show_timer, .path = "hold_timer"),
	OF_PORT("group_fwd_mask", show_hex, .path = "group_fwd_mask"), OF_PORT("backup_port", .print = show_backup),
	OF_PORT("multicast_router", show_number, .path = "multicast_ctx.multicast_router|multicast_router"),
	FLAG("hairpin_mode", 0), FLAG("bpdu_guard", 1), FLAG("root_block", 2), FLAG("multicast_fast_leave", 3),
	FLAG("learning", 5), FLAG("unicast_flood", 6), FLAG("proxyarp", 8), FLAG("proxyarp_wifi", 10),
	FLAG("multicast_flood", 11), FLAG("multicast_to_unicast", 12), FLAG("broadcast_flood", 14),
	FLAG("neigh_suppress", 15), FLAG("isolated", 16),
};
const size_t sysfs_bridge_row_count = ARRAY_LEN(sysfs_bridge_rows);
