/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/net.h"

#include <string.h>

struct walk net_devices(ref net)
{
	struct emit *e = context(net);

	if (has(net, "dev_by_index"))		/* 6.6 */
		return xarray(sub(net, "dev_by_index"), "struct net_device");
	return buckets(e, (struct bucket_walk_options){
		.base = addr(net, "dev_index_head"),
		.count = 256,			/* NETDEV_HASHENTRIES */
		.stride = e->facts->word_size,
		.type = "struct net_device",
		.member = "index_hlist",
	});
}

const char *net_device_name(ref net, long ifindex)
{
	EACH(device, net_devices(net))
		if (num(device, "ifindex") == ifindex)
			return str(device, "name");
	return "";
}

/* ---- counters ----------------------------------------------------------------------- */

/* netdev_priv(): behind the struct, at a multiple of NETDEV_ALIGN. */
ref net_device_private(ref device, const char *type)
{
	struct emit *e = context(device);
	size_t n = (sizeof_type(e, "struct net_device") + 31) / 32 * 32;

	return at(e, device.addr + n, type);
}

static void add_own(struct device_stats *s, ref n)
{
	s->rx_packets += (uint64_t)num(n, "rx_packets");
	s->tx_packets += (uint64_t)num(n, "tx_packets");
	s->rx_bytes += (uint64_t)num(n, "rx_bytes");
	s->tx_bytes += (uint64_t)num(n, "tx_bytes");
	s->rx_errors += (uint64_t)num(n, "rx_errors");
	s->tx_errors += (uint64_t)num(n, "tx_errors");
	s->rx_dropped += (uint64_t)num(n, "rx_dropped");
	s->tx_dropped += (uint64_t)num(n, "tx_dropped");
	s->multicast += (uint64_t)num(n, "multicast");
	s->collisions += (uint64_t)num(n, "collisions");
	s->rx_length_errors += (uint64_t)num(n, "rx_length_errors");
	s->rx_over_errors += (uint64_t)num(n, "rx_over_errors");
	s->rx_crc_errors += (uint64_t)num(n, "rx_crc_errors");
	s->rx_frame_errors += (uint64_t)num(n, "rx_frame_errors");
	s->rx_fifo_errors += (uint64_t)num(n, "rx_fifo_errors");
	s->rx_missed_errors += (uint64_t)num(n, "rx_missed_errors");
	s->tx_aborted_errors += (uint64_t)num(n, "tx_aborted_errors");
	s->tx_carrier_errors += (uint64_t)num(n, "tx_carrier_errors");
	s->tx_fifo_errors += (uint64_t)num(n, "tx_fifo_errors");
	s->tx_heartbeat_errors += (uint64_t)num(n, "tx_heartbeat_errors");
	s->tx_window_errors += (uint64_t)num(n, "tx_window_errors");
	s->rx_compressed += (uint64_t)num(n, "rx_compressed");
	s->tx_compressed += (uint64_t)num(n, "tx_compressed");
}

static void add_traffic(struct device_stats *s, ref part)
{
	s->rx_packets += (uint64_t)num(part, "rx_packets");
	s->tx_packets += (uint64_t)num(part, "tx_packets");
	s->rx_bytes += (uint64_t)num(part, "rx_bytes");
	s->tx_bytes += (uint64_t)num(part, "tx_bytes");
}

static void add_tunnel(struct device_stats *s, ref device)
{
	add_own(s, sub(device, "stats"));
	EACH_KEY(cpu, cpus(context(device), CPUS_POSSIBLE))
		add_traffic(s, percpu_ptr(device, "tstats", cpu));
}

static void add_dropping(struct device_stats *s, ref device)
{
	add_own(s, sub(device, "stats"));
	EACH_KEY(cpu, cpus(context(device), CPUS_POSSIBLE)) {
		ref part = percpu_ptr(device, "dstats", cpu);

		add_traffic(s, part);
		s->rx_dropped += (uint64_t)num(part, "rx_drops");
		s->tx_dropped += (uint64_t)num(part, "tx_drops");
	}
}

/* lstats and tstats share a pointer; pcpu_stat_type (6.7, some older stable kernels) says which it is. */
static bool has_kind(ref device, const char *kind)
{
	return has(device, "pcpu_stat_type") && num(device, "pcpu_stat_type") == enumv(context(device), kind);
}

/* What the device sent. */
static void light_traffic(ref device, uint64_t *packets, uint64_t *bytes_)
{
	*packets = *bytes_ = 0;
	if (has_kind(device, "NETDEV_PCPU_STAT_TSTATS")) {
		EACH_KEY(cpu, cpus(context(device), CPUS_POSSIBLE)) {
			*packets += (uint64_t)num(percpu_ptr(device, "tstats", cpu), "tx_packets");
			*bytes_ += (uint64_t)num(percpu_ptr(device, "tstats", cpu), "tx_bytes");
		}
		return;
	}
	EACH_KEY(cpu, cpus(context(device), CPUS_POSSIBLE)) {
		ref part = percpu_ptr(device, "lstats", cpu);

		*packets += (uint64_t)num(part, "packets");
		*bytes_ += (uint64_t)num(part, "bytes");
	}
}

static void loopback_stats(struct device_stats *s, ref device)
{
	light_traffic(device, &s->tx_packets, &s->tx_bytes);
	s->rx_packets = s->tx_packets;
	s->rx_bytes = s->tx_bytes;
}

static void dummy_stats(struct device_stats *s, ref device)
{
	light_traffic(device, &s->tx_packets, &s->tx_bytes);
}

/* What one end sends the other receives; XDP counts in the receive queues (drivers/net/veth.c). */
static void veth_stats(struct device_stats *s, ref device)
{
	ref private = net_device_private(device, "struct veth_priv"), peer = ptr(private, "peer");

	light_traffic(device, &s->tx_packets, &s->tx_bytes);
	s->tx_dropped = (uint64_t)num(private, "dropped");
	if (!null(peer))
		light_traffic(peer, &s->rx_packets, &s->rx_bytes);
	EACH(queue, array_n(ptr(private, "rq"), "", num(device, "real_num_rx_queues"))) {
		s->rx_packets += (uint64_t)num(queue, "stats.vs.xdp_packets");
		s->rx_bytes += (uint64_t)num(queue, "stats.vs.xdp_bytes");
		s->rx_dropped += (uint64_t)num(queue, "stats.vs.rx_drops");
	}
}

static void vlan_stats(struct device_stats *s, ref device)
{
	ref private = net_device_private(device, "struct vlan_dev_priv");

	EACH_KEY(cpu, cpus(context(device), CPUS_POSSIBLE)) {
		ref part = percpu_ptr(private, "vlan_pcpu_stats", cpu);

		add_traffic(s, part);
		s->multicast += (uint64_t)num(part, "rx_multicast");
		s->rx_errors += (uint64_t)num(part, "rx_errors");
		s->tx_dropped += (uint64_t)num(part, "tx_dropped");
	}
}

static void bridge_stats(struct device_stats *s, ref device)	/* until 5.10: in the bridge's own structure */
{
	ref private = net_device_private(device, "struct net_bridge");

	add_own(s, sub(device, "stats"));
	EACH_KEY(cpu, cpus(context(device), CPUS_POSSIBLE))
		add_traffic(s, percpu_ptr(private, "stats", cpu));
}

/* The sum over the slaves since they joined, and what those that left had counted. */
static void bond_stats(struct device_stats *s, ref device)
{
	struct emit *e = context(device);
	ref bond = net_device_private(device, "struct bonding");

	add_own(s, sub(bond, "bond_stats"));
	EACH(link, list(sub(device, "adj_list.lower"), "struct netdev_adjacent", "list")) {
		ref slave = at(e, addr(link, "private"), "struct slave");
		struct device_stats now = device_stats(ptr(slave, "dev")), then = {0};
		const uint64_t *n = (const uint64_t *)&now, *t = (const uint64_t *)&then;

		add_own(&then, sub(slave, "slave_stats"));
		for (size_t i = 0; i < sizeof(now) / sizeof(*n); i++)
			((uint64_t *)s)[i] += n[i] - t[i];
	}
}

/* virtnet_stats(), drivers/net/virtio_net.c */
static void virtio_stats(struct device_stats *s, ref device)
{
	ref private = net_device_private(device, "struct virtnet_info");
	long pairs = num(private, "max_queue_pairs");

	EACH(queue, array_n(ptr(private, "sq"), "", pairs)) {
		s->tx_packets += (uint64_t)num(queue, "stats.packets");
		s->tx_bytes += (uint64_t)num(queue, "stats.bytes");
		s->tx_errors += (uint64_t)num_or(queue, "stats.tx_timeouts", 0);	/* 5.16 */
	}
	EACH(queue, array_n(ptr(private, "rq"), "", pairs)) {
		s->rx_packets += (uint64_t)num(queue, "stats.packets");
		s->rx_bytes += (uint64_t)num(queue, "stats.bytes");
		s->rx_dropped += (uint64_t)num(queue, "stats.drops");
	}
	s->tx_dropped += (uint64_t)num(device, "stats.tx_dropped");
	s->tx_fifo_errors += (uint64_t)num(device, "stats.tx_fifo_errors");
	s->rx_length_errors += (uint64_t)num(device, "stats.rx_length_errors");
	s->rx_frame_errors += (uint64_t)num(device, "stats.rx_frame_errors");
}

/* A driver's ndo_get_stats64, and what it adds up. */
static const struct {
	const char *function;
	void (*add)(struct device_stats *s, ref device);
} drivers[] = {
	{"bond_get_stats", bond_stats},
	{"br_get_stats64", bridge_stats},
	{"dev_get_dstats64", add_dropping},
	{"dev_get_tstats64", add_tunnel},
	{"dummy_get_stats64", dummy_stats},
	{"ip_tunnel_get_stats64", add_tunnel},
	{"loopback_get_stats64", loopback_stats},
	{"veth_get_stats64", veth_stats},
	{"virtnet_stats", virtio_stats},
	{"vlan_dev_get_stats64", vlan_stats},
};

/* Counted by the core on the driver's behalf (5.18: per CPU). */
static void add_core(struct device_stats *s, ref device)
{
	if (has(device, "rx_nohandler")) {
		s->rx_dropped += (uint64_t)num(device, "rx_dropped");
		s->tx_dropped += (uint64_t)num(device, "tx_dropped");
		s->rx_nohandler += (uint64_t)num(device, "rx_nohandler");
		return;
	}
	if (!addr(device, "core_stats"))
		return;
	EACH_KEY(cpu, cpus(context(device), CPUS_POSSIBLE)) {
		ref part = percpu_ptr(device, "core_stats", cpu);

		s->rx_dropped += (uint64_t)num(part, "rx_dropped");
		s->tx_dropped += (uint64_t)num(part, "tx_dropped");
		s->rx_nohandler += (uint64_t)num(part, "rx_nohandler");
	}
}

/* dev_get_stats(), net/core/dev.c */
struct device_stats device_stats(ref device)
{
	struct emit *e = context(device);
	ref ops = ptr(device, "netdev_ops");
	uint64_t driver = addr(ops, "ndo_get_stats64");
	struct device_stats s = {0};
	bool known = !driver, plain = !driver && !addr(ops, "ndo_get_stats");

	for (size_t i = 0; driver && i < ARRAY_LEN(drivers); i++)
		if (!strcmp(symbol_name(e, driver), drivers[i].function)) {
			drivers[i].add(&s, device);
			known = true;
		}
	if (plain && has_kind(device, "NETDEV_PCPU_STAT_TSTATS"))	/* 6.11: the core adds them up itself */
		add_tunnel(&s, device);
	else if (plain && has_kind(device, "NETDEV_PCPU_STAT_DSTATS"))
		add_dropping(&s, device);
	else if (!driver)
		add_own(&s, sub(device, "stats"));
	if (!known)
		fail(e, file_printf(e, "counters of %s(), device %s", symbol_name(e, driver), str(device, "name")),
		     "where this driver keeps them is not known", device.addr);
	add_core(&s, device);
	return s;
}
