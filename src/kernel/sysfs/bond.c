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

/* a: member of the parameters; b: names of its values, between commas */
static void show_choice(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	long value = num_(bond_of(f), row->a, 0);
	const char *name = row->b;

	for (long i = 0; i < value && name; i++) {
		name = strchr(name, ',');
		name = name ? name + 1 : NULL;
	}
	if (value < 0 || !name)
		stub(e, "the value has no known name");
	else
		out(e, "%.*s %ld\n", (int)strcspn(name, ","), name, value);
}

static void show_number(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%ld\n", num_(bond_of(f), row->a, 0));
}

/* Kept in units of the monitor's interval. */
static void show_delay(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref bond = bond_of(f);

	out(e, "%ld\n", num_(bond, row->a, 0) * num(bond, "params.miimon"));
}

static void show_targets(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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
static void show_use_carrier(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref bond = bond_of(f);

	out(e, "%ld\n", has(bond, "params.use_carrier") ? num(bond, "params.use_carrier") : 1);
}

/* ---- state ---------------------------------------------------------------------------------------- */

static void show_slaves(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	bool with_queue = row->a != NULL, any = false;

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

/* a: member that points at a slave */
static void show_slave_name(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref slave = ptr_(bond_of(f), row->a, 0);

	if (!null(slave))
		out(e, "%s\n", str(slave, "dev->name"));
}

static void show_status(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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

static void show_aggregator(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref aggregator;

	if (!is_8023ad(bond_of(f)))
		return;
	aggregator = active_aggregator(f);
	out(e, "%ld\n", null(aggregator) ? 0 : num_(aggregator, row->a, 0));
}

static void show_partner(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref aggregator;

	if (!is_8023ad(bond_of(f)))
		return;
	aggregator = active_aggregator(f);
	if (!null(aggregator))
		out(e, "%s\n", hex_bytes(e, sub(aggregator, "partner_system").addr, 6, ":"));
}

static void show_8023ad_number(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	if (is_8023ad(bond_of(f)))
		show_number(e, f, row);
}

static void show_actor(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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

static void show_slave_state(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%s\n", num(slave_of(f), "backup") ? "backup" : "active");
}

static void show_slave_link(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	static const char *const names[] = {"up", "going down", "down", "going back"};
	long link = num(slave_of(f), "link");

	out(e, "%s\n", link >= 0 && link < 4 ? names[link] : "unknown");
}

static void show_slave_address(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref slave = slave_of(f);

	out(e, "%s\n", hex_bytes(e, sub(slave, "perm_hwaddr").addr, (size_t)num(slave, "dev->addr_len"), ":"));
}

/* a: member of the port, or of its aggregator */
static void show_slave_port(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref slave = slave_of(f), port;

	if (num(slave, "bond->params.mode") == MODE_8023AD) {
		port = sub(at(e, addr(slave, "ad_info"), "struct ad_slave_info"), "port");
		if (addr(port, "aggregator")) {
			out(e, "%ld\n", num_(port, row->a, 0));
			return;
		}
	}
	out(e, "N/A\n");
}

/* All bonds of the namespace: bonding_show_bonds(). */
static void show_masters(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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
#define ROW(name, print, a, b) {name, BOND, print, a, b, 0, 0}
#define NUM(name, member) ROW(name, show_number, "params." member, 0)
#define CHOICE(name, member, values) ROW(name, show_choice, "params." member, values)
#define OF_SLAVE(name, print, member) {name, SLAVE, print, member, 0, 0, 0}
#define FIELD(name, member) {name, SLAVE, sysfs_field_signed, "struct slave", "kobj", member, 0}

const struct sysfs_row sysfs_bond_rows[] = {
	{"bonding_masters", "class/net", show_masters, 0, 0, 0, 0},
	CHOICE("mode", "mode", "balance-rr,active-backup,balance-xor,broadcast,802.3ad,balance-tlb,balance-alb"),
	CHOICE("xmit_hash_policy", "xmit_policy", "layer2,layer3+4,layer2+3,encap2+3,encap3+4,vlan+srcmac"),
	CHOICE("arp_validate", "arp_validate", "none,active,backup,all,filter,filter_active,filter_backup"),
	CHOICE("arp_all_targets", "arp_all_targets", "any,all"), CHOICE("fail_over_mac", "fail_over_mac", "none,active,follow"),
	CHOICE("lacp_active", "lacp_active", "off,on"), CHOICE("lacp_rate", "lacp_fast", "slow,fast"),
	CHOICE("ad_select", "ad_select", "stable,bandwidth,count,actor_port_prio"),
	CHOICE("primary_reselect", "primary_reselect", "always,better,failure"),
	NUM("all_slaves_active", "all_slaves_active"), NUM("arp_interval", "arp_interval"), NUM("arp_missed_max", "missed_max"),
	NUM("lp_interval", "lp_interval"), NUM("miimon", "miimon"), NUM("min_links", "min_links"),
	NUM("num_grat_arp", "num_peer_notif"), NUM("num_unsol_na", "num_peer_notif"), NUM("packets_per_slave", "packets_per_slave"),
	NUM("resend_igmp", "resend_igmp"), NUM("tlb_dynamic_lb", "tlb_dynamic_lb"),
	ROW("use_carrier", show_use_carrier, 0, 0), ROW("arp_ip_target", show_targets, 0, 0),
	ROW("downdelay", show_delay, "params.downdelay", 0), ROW("updelay", show_delay, "params.updelay", 0),
	ROW("peer_notif_delay", show_delay, "params.peer_notif_delay", 0),
	ROW("slaves", show_slaves, 0, 0), ROW("queue_id", show_slaves, "queue", 0),
	ROW("active_slave", show_slave_name, "curr_active_slave", 0), ROW("primary", show_slave_name, "primary_slave", 0),
	ROW("mii_status", show_status, 0, 0),
	ROW("ad_aggregator", show_aggregator, "aggregator_identifier", 0), ROW("ad_num_ports", show_aggregator, "num_of_ports", 0),
	ROW("ad_actor_key", show_aggregator, "actor_oper_aggregator_key", 0),
	ROW("ad_partner_key", show_aggregator, "partner_oper_aggregator_key", 0), ROW("ad_partner_mac", show_partner, 0, 0),
	ROW("ad_actor_sys_prio", show_8023ad_number, "params.ad_actor_sys_prio", 0),
	ROW("ad_user_port_key", show_8023ad_number, "params.ad_user_port_key", 0), ROW("ad_actor_system", show_actor, 0, 0),
	OF_SLAVE("state", show_slave_state, 0), OF_SLAVE("mii_status", show_slave_link, 0),
	OF_SLAVE("perm_hwaddr", show_slave_address, 0), FIELD("link_failure_count", "link_failure_count"), FIELD("queue_id", "queue_id"),
	OF_SLAVE("ad_aggregator_id", show_slave_port, "aggregator->aggregator_identifier"),
	OF_SLAVE("ad_actor_oper_port_state", show_slave_port, "actor_oper_port_state"),
	OF_SLAVE("ad_partner_oper_port_state", show_slave_port, "partner_oper.port_state"),
};
const size_t sysfs_bond_row_count = ARRAY_LEN(sysfs_bond_rows);
