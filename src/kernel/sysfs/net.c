/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/net/<device>/…, statistics: net/core/net-sysfs.c */
#include "kernel/net.h"
#include "kernel/sysfs/rows.h"

#include <stddef.h>
#include <string.h>

static ref device_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct net_device", "dev.kobj");
}

static bool link_state(ref device, const char *bit)
{
	return num(device, "state") >> enumv(context(device), bit) & 1;
}

static bool is_up(ref device)
{
	bool up = link_state(device, "__LINK_STATE_START");

	if (!up)
		absent(context(device), "reading it fails while the device is down");
	return up;
}

/* enumerator: of a bit of the state */
static SYSFS_FILE(show_state)
{
	ref device = device_of(f);

	if (is_up(device))
		out(e, "%d\n", link_state(device, row->enumerator) != (row->kind != NULL));
}

static SYSFS_FILE(show_operstate)
{
	char text[16];
	size_t n = (size_t)snprintf(text, sizeof(text), "%s", net_device_operstate(device_of(f)));

	for (size_t i = 0; i < n && i < sizeof(text); i++)
		if (text[i] >= 'A' && text[i] <= 'Z')
			text[i] = (char)(text[i] - 'A' + 'a');
	out(e, "%s\n", text);
}

static SYSFS_FILE(show_iflink)
{
	ref device = device_of(f), lower = device;

	if (!net_device_lower(device, &lower) && addr(device, "netdev_ops->ndo_get_iflink"))
		stub(e, "its driver says which device it is on, in data of no known type");
	else
		out(e, "%ld\n", null(lower) ? 0 : num(lower, "ifindex"));
}

static SYSFS_FILE(show_address)
{
	ref device = device_of(f);

	out(e, "%s\n", hex_bytes(e, addr(device, "dev_addr"), (size_t)num(device, "addr_len"), ":"));
}

static SYSFS_FILE(show_broadcast)
{
	ref device = device_of(f);

	out(e, "%s\n", hex_bytes(e, sub(device, "broadcast").addr, (size_t)num(device, "addr_len"), ":"));
}

static SYSFS_FILE(show_alias)
{
	ref alias = ptr(device_of(f), "ifalias");

	if (!null(alias))
		out(e, "%s\n", string(e, sub(alias, "ifalias").addr));
}

static SYSFS_FILE(show_name_type)
{
	long type = num(device_of(f), "name_assign_type");

	if (type)
		out(e, "%ld\n", type);
	else
		absent(e, "reading it fails: where the name comes from is not known");
}

static SYSFS_FILE(show_changes)
{
	ref device = device_of(f);

	out(e, "%ld\n", num(device, "carrier_up_count") + num(device, "carrier_down_count"));
}

/* ---- speed: what the drivers that ask no hardware answer to ethtool -------------------------------- */

struct link_settings {
	long speed, duplex;
	bool known;
};

/* The slaves that send: bond_ethtool_get_link_ksettings() */
static struct link_settings bond_settings(ref device)
{
	struct link_settings s = {.duplex = 0xff, .known = true};

	EACH(link, list(sub(device, "adj_list.lower"), "struct netdev_adjacent", "list")) {
		ref slave = at(context(device), addr(link, "private"), "struct slave"), lower = ptr(slave, "dev");
		bool sends = net_device_has_carrier(lower) && !num(slave, "link") && !num(slave, "backup");

		if (!sends)
			continue;
		if ((int)num(slave, "speed") != -1)
			s.speed += num(slave, "speed");
		if (s.duplex == 0xff)
			s.duplex = num(slave, "duplex");
	}
	s.speed = s.speed ? s.speed : -1;
	return s;
}

static struct link_settings link_settings(ref device)
{
	const char *driver = method(ptr(device, "ethtool_ops"), "get_link_ksettings");
	ref lower;

	if (!strcmp(driver, "vlan_ethtool_get_link_ksettings") && net_device_lower(device, &lower) && !null(lower)) {
		device = lower;
		driver = method(ptr(device, "ethtool_ops"), "get_link_ksettings");
	}
	if (!strcmp(driver, "veth_get_link_ksettings"))
		return (struct link_settings){10000, 1, true};
	if (!strcmp(driver, "virtnet_get_link_ksettings")) {
		ref private = net_device_private(device, "struct virtnet_info");

		return (struct link_settings){(int)num(private, "speed"), num(private, "duplex"), true};
	}
	if (!strcmp(driver, "tun_get_link_ksettings")) {
		ref base = sub(net_device_private(device, "struct tun_struct"), "link_ksettings.base");

		return (struct link_settings){(int)num(base, "speed"), num(base, "duplex"), true};
	}
	if (!strcmp(driver, "bond_ethtool_get_link_ksettings"))
		return bond_settings(device);
	return (struct link_settings){.known = false};
}

static SYSFS_FILE(show_link)
{
	ref device = device_of(f);
	struct link_settings s;

	if (!addr(device, "ethtool_ops->get_link_ksettings")) {
		absent(e, "reading it fails: the driver does not say");
		return;
	}
	if (!is_up(device))
		return;
	s = link_settings(device);
	if (!s.known)
		stub(e, "the driver asks the hardware, or keeps it in an unknown way");
	else if (*row->kind == 's')
		out(e, "%ld\n", s.speed);
	else
		out(e, "%s\n", s.duplex == 0 ? "half" : s.duplex == 1 ? "full" : "unknown");
}

/* ---- statistics -------------------------------------------------------------------------- */

#define COUNTER(name) {#name, offsetof(struct device_stats, name)}
static const struct counter {
	const char *name;
	size_t offset;
} counters[] = {
	COUNTER(collisions), COUNTER(multicast), COUNTER(rx_bytes), COUNTER(rx_compressed), COUNTER(rx_crc_errors),
	COUNTER(rx_dropped), COUNTER(rx_errors), COUNTER(rx_fifo_errors), COUNTER(rx_frame_errors),
	COUNTER(rx_length_errors), COUNTER(rx_missed_errors), COUNTER(rx_nohandler), COUNTER(rx_over_errors),
	COUNTER(rx_packets), COUNTER(tx_aborted_errors), COUNTER(tx_bytes), COUNTER(tx_carrier_errors),
	COUNTER(tx_compressed), COUNTER(tx_dropped), COUNTER(tx_errors), COUNTER(tx_fifo_errors),
	COUNTER(tx_heartbeat_errors), COUNTER(tx_packets), COUNTER(tx_window_errors),
};

/* The files of one device come one after the other; drivers may sum over many CPUs. */
struct last_device {
	uint64_t device;
	struct device_stats stats;
};

static const struct device_stats *stats_of(struct emit *e, ref device)
{
	struct last_device *last = slot(e, "sysfs net statistics", sizeof(*last));

	if (!device.addr || last->device != device.addr) {
		last->stats = device_stats(device);
		last->device = tainted(e) ? 0 : device.addr;
	}
	return &last->stats;
}

static SYSFS_FILE(show_counter)
{
	const struct device_stats *s = stats_of(e, device_of(f));
	uint64_t v;

	for (const struct counter *c = counters; c < counters + ARRAY_LEN(counters); c++) {
		if (strcmp(c->name, f->name))
			continue;
		memcpy(&v, (const char *)s + c->offset, sizeof(v));
		out(e, "%llu\n", (unsigned long long)v);
		return;
	}
	stub(e, "a counter of this name is not known");
}

#define NET "devices/*/net/~"
#define NUM(name, member) {name, NET, sysfs_field_signed, .type = "struct net_device", .kobject = "dev.kobj", .path = member}
#define HEX(name) {name, NET, sysfs_field_hex, .type = "struct net_device", .kobject = "dev.kobj", .path = name}

const struct sysfs_row sysfs_net_rows[] = {
	NUM("addr_assign_type", "addr_assign_type"), NUM("addr_len", "addr_len"),
	NUM("carrier_down_count", "carrier_down_count"), NUM("carrier_up_count", "carrier_up_count"),
	NUM("dev_port", "dev_port"), NUM("gro_flush_timeout", "gro_flush_timeout"), NUM("ifindex", "ifindex"),
	NUM("link_mode", "link_mode"), NUM("mtu", "mtu"), NUM("napi_defer_hard_irqs", "napi_defer_hard_irqs"),
	NUM("netdev_group", "group"), NUM("proto_down", "proto_down"), NUM("threaded", "threaded"),
	NUM("tx_queue_len", "tx_queue_len"), NUM("type", "type"), HEX("dev_id"), HEX("flags"),
	{"address", NET, .print = show_address},
	{"broadcast", NET, .print = show_broadcast},
	{"carrier", NET, show_state, .enumerator = "__LINK_STATE_NOCARRIER", .kind = "!"},
	{"carrier_changes", NET, .print = show_changes},
	{"dormant", NET, show_state, .enumerator = "__LINK_STATE_DORMANT"},
	{"ifalias", NET, .print = show_alias},
	{"iflink", NET, .print = show_iflink},
	{"name_assign_type", NET, .print = show_name_type},
	{"operstate", NET, .print = show_operstate},
	{"testing", NET, show_state, .enumerator = "__LINK_STATE_TESTING"},
	{"speed", NET, show_link, .kind = "speed"},
	{"duplex", NET, show_link, .kind = "duplex"},
	{"*", "devices/*/net/*/statistics", .print = show_counter},
};
const size_t sysfs_net_row_count = ARRAY_LEN(sysfs_net_rows);
