/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/net/<device>/bonding/… and bonding_slave/…: drivers/net/bonding/bond_sysfs.c, bond_sysfs_slave.c */
#include "kernel/net.h"
#include "kernel/sysfs/rows.h"

#include <string.h>

enum { MODE_8023AD = 4 };

static ref device_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct net_device", "dev.kobj");
}

static ref bond_of(const struct sysfs_file *f)
{
	return net_device_private(device_of(f), "struct bonding");
}

static struct walk links(const struct sysfs_file *f)
{
	return list(sub(device_of(f), "adj_list.lower"), "struct netdev_adjacent", "list");
}

static ref slave_behind(ref link)
{
	return at(context(link), addr(link, "private"), "struct slave");
}

/* ---- settings ------------------------------------------------------------------------------------ */

/* text: names of the number's values */
static SYSFS_FILE(show_choice)
{
	long value = num_(bond_of(f), row->path, 0);
	const char *name = row->text;

	for (long i = 0; i < value && name; i++) {
		name = strchr(name, ',');
		name = name ? name + 1 : NULL;
	}
	if (value < 0 || !name)
		stub(e, "the value has no known name");
	else
		out(e, "%.*s %ld\n", (int)strcspn(name, ","), name, value);
}

static SYSFS_FILE(show_number)
{
	out(e, "%ld\n", num_(bond_of(f), row->path, 0));
}

/* Kept in units of the monitor's interval. */
static SYSFS_FILE(show_delay)
{
	ref bond = bond_of(f);

	out(e, "%ld\n", num_(bond, row->path, 0) * num(bond, "params.miimon"));
}

static SYSFS_FILE(show_targets)
{
	const char *blank = "";

	EACH(target, array(bond_of(f), "params.arp_targets"))
		if (val(target)) {
			out(e, "%s%s", blank, ipv4_text(e, target.addr));
			blank = " ";
		}
	if (*blank)
		out(e, "\n");
}

/* The driver always asks the device for its carrier since 6.18. */
static SYSFS_FILE(show_use_carrier)
{
	ref bond = bond_of(f);

	out(e, "%ld\n", has(bond, "params.use_carrier") ? num(bond, "params.use_carrier") : 1);
}

/* ---- state ---------------------------------------------------------------------------------------- */

static SYSFS_FILE(show_slaves)
{
	bool with_queue = row->kind != NULL, any = false;

	EACH(link, links(f)) {
		ref slave = slave_behind(link);

		out(e, any ? " %s" : "%s", str(slave, "dev->name"));
		if (with_queue)
			out(e, ":%ld", num(slave, "queue_id"));
		any = true;
	}
	if (any)
		out(e, "\n");
}

/* The member points at a slave. */
static SYSFS_FILE(show_slave_name)
{
	ref slave = ptr_(bond_of(f), row->path, 0);

	if (!null(slave))
		out(e, "%s\n", str(slave, "dev->name"));
}

static SYSFS_FILE(show_status)
{
	bool down = num(device_of(f), "state") >> enumv(e, "__LINK_STATE_NOCARRIER") & 1;

	out(e, "%s\n", down ? "down" : "up");
}

/* ---- 802.3ad: empty in other modes ------------------------------------------------------------------- */

static bool is_8023ad(ref bond)
{
	return num(bond, "params.mode") == MODE_8023AD;
}

static ref active_aggregator(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);

	EACH(link, links(f)) {
		ref aggregator = sub(at(e, addr(slave_behind(link), "ad_info"), "struct ad_slave_info"), "aggregator");

		if (num(aggregator, "is_active"))
			return aggregator;
	}
	return at(e, 0, "struct aggregator");
}

static SYSFS_FILE(show_aggregator)
{
	ref aggregator;

	if (!is_8023ad(bond_of(f)))
		return;
	aggregator = active_aggregator(f);
	out(e, "%ld\n", null(aggregator) ? 0 : num_(aggregator, row->path, 0));
}

static SYSFS_FILE(show_partner)
{
	ref aggregator;

	if (!is_8023ad(bond_of(f)))
		return;
	aggregator = active_aggregator(f);
	if (!null(aggregator))
		out(e, "%s\n", hex_bytes(e, sub(aggregator, "partner_system").addr, 6, ":"));
}

static SYSFS_FILE(show_8023ad_number)
{
	if (is_8023ad(bond_of(f)))
		show_number(e, f, row);
}

static SYSFS_FILE(show_actor)
{
	ref bond = bond_of(f);

	if (is_8023ad(bond))
		out(e, "%s\n", hex_bytes(e, sub(bond, "params.ad_actor_system").addr, 6, ":"));
}

/* ---- slaves ---------------------------------------------------------------------------------------------- */

static ref slave_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct slave", "kobj");
}

static SYSFS_FILE(show_slave_state)
{
	out(e, "%s\n", num(slave_of(f), "backup") ? "backup" : "active");
}

static SYSFS_FILE(show_slave_link)
{
	static const char *const names[] = {"up", "going down", "down", "going back"};
	long link = num(slave_of(f), "link");

	out(e, "%s\n", link >= 0 && link < 4 ? names[link] : "unknown");
}

static SYSFS_FILE(show_slave_address)
{
	ref slave = slave_of(f);

	out(e, "%s\n", hex_bytes(e, sub(slave, "perm_hwaddr").addr, (size_t)num(slave, "dev->addr_len"), ":"));
}

/* path: from the port */
static SYSFS_FILE(show_slave_port)
{
	ref slave = slave_of(f), port;

	if (num(slave, "bond->params.mode") == MODE_8023AD) {
		port = sub(at(e, addr(slave, "ad_info"), "struct ad_slave_info"), "port");
		if (addr(port, "aggregator")) {
			out(e, "%ld\n", num_(port, row->path, 0));
			return;
		}
	}
	out(e, "N/A\n");
}

/* All bonds of the namespace: bonding_show_bonds(). */
static SYSFS_FILE(show_masters)
{
	ref bonds = container(at(e, f->attribute, "struct class_attribute"), "struct bond_net", "class_attr_bonding_masters");
	const char *space = "";

	EACH(bond, list(sub(bonds, "dev_list"), "struct bonding", "bond_list")) {
		out(e, "%s%s", space, str(bond, "dev->name"));
		space = " ";
	}
	if (*space)
		out(e, "\n");
}

#define BOND "devices/*/net/*/bonding"
#define SLAVE "devices/*/net/*/bonding_slave"
#define ROW(name, ...) {name, BOND, __VA_ARGS__}
#define NUM(name, member) ROW(name, show_number, .path = "params." member)
#define CHOICE(name, member, values) ROW(name, show_choice, .path = "params." member, .text = values)
#define OF_SLAVE(name, ...) {name, SLAVE, __VA_ARGS__}
#define FIELD(name, member) {name, SLAVE, sysfs_field_signed, .type = "struct slave", .kobject = "kobj", .path = member}

const struct sysfs_row sysfs_bond_rows[] = {
	{"bonding_masters", "class/net", .print = show_masters},
	CHOICE("mode", "mode", "balance-rr,active-backup,balance-xor,broadcast,802.3ad,balance-tlb,balance-alb"),
	CHOICE("xmit_hash_policy", "xmit_policy", "layer2,layer3+4,layer2+3,encap2+3,encap3+4,vlan+srcmac"),
	CHOICE("arp_validate", "arp_validate", "none,active,backup,all,filter,filter_active,filter_backup"),
	CHOICE("arp_all_targets", "arp_all_targets", "any,all"), CHOICE("fail_over_mac", "fail_over_mac", "none,active,follow"),
	CHOICE("lacp_active", "lacp_active", "off,on"), CHOICE("lacp_rate", "lacp_fast", "slow,fast"),
	CHOICE("ad_select", "ad_select", "stable,bandwidth,count,actor_port_prio"),
	CHOICE("primary_reselect", "primary_reselect", "always,better,failure"),
	NUM("all_slaves_active", "all_slaves_active"), NUM("arp_interval", "arp_interval"), NUM("arp_missed_max", "missed_max"),
	NUM("lp_interval", "lp_interval"), NUM("miimon", "miimon"), NUM("min_links", "min_links"),
	NUM("num_grat_arp", "num_peer_notif"), NUM("num_unsol_na", "num_peer_notif"),
	NUM("packets_per_slave", "packets_per_slave"),
	NUM("resend_igmp", "resend_igmp"), NUM("tlb_dynamic_lb", "tlb_dynamic_lb"),
	ROW("use_carrier", .print = show_use_carrier), ROW("arp_ip_target", .print = show_targets),
	ROW("downdelay", show_delay, .path = "params.downdelay"), ROW("updelay", show_delay, .path = "params.updelay"),
	ROW("peer_notif_delay", show_delay, .path = "params.peer_notif_delay"),
	ROW("slaves", .print = show_slaves), ROW("queue_id", show_slaves, .kind = "queue"),
	ROW("active_slave", show_slave_name, .path = "curr_active_slave"),
	ROW("primary", show_slave_name, .path = "primary_slave"),
	ROW("mii_status", .print = show_status),
	ROW("ad_aggregator", show_aggregator, .path = "aggregator_identifier"),
	ROW("ad_num_ports", show_aggregator, .path = "num_of_ports"),
	ROW("ad_actor_key", show_aggregator, .path = "actor_oper_aggregator_key"),
	ROW("ad_partner_key", show_aggregator, .path = "partner_oper_aggregator_key"),
	ROW("ad_partner_mac", .print = show_partner),
	ROW("ad_actor_sys_prio", show_8023ad_number, .path = "params.ad_actor_sys_prio"),
	ROW("ad_user_port_key", show_8023ad_number, .path = "params.ad_user_port_key"),
	ROW("ad_actor_system", .print = show_actor),
	OF_SLAVE("state", .print = show_slave_state), OF_SLAVE("mii_status", .print = show_slave_link),
	OF_SLAVE("perm_hwaddr", .print = show_slave_address), FIELD("link_failure_count", "link_failure_count"),
	FIELD("queue_id", "queue_id"),
	OF_SLAVE("ad_aggregator_id", show_slave_port, .path = "aggregator->aggregator_identifier"),
	OF_SLAVE("ad_actor_oper_port_state", show_slave_port, .path = "actor_oper_port_state"),
	OF_SLAVE("ad_partner_oper_port_state", show_slave_port, .path = "partner_oper.port_state"),
};
const size_t sysfs_bond_row_count = ARRAY_LEN(sysfs_bond_rows);
