/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/net/<device>/queues/…: net/core/net-sysfs.c */
#include "kernel/net.h"
#include "kernel/sysfs/rows.h"

#include <string.h>

/* ---- receive: which CPUs take packets on ------------------------------------------------------ */

static ref receive_queue(const struct sysfs_file *f)
{
	return container(f->kobject, "struct netdev_rx_queue", "kobj");
}

static SYSFS_FILE(show_rps_cpus)
{
	struct address_list found = address_list(e);
	ref map = ptr(receive_queue(f), "rps_map");

	if (!null(map))
		EACH(cpu, array_n(map, "cpus", num(map, "len")))
			address_add(&found, (uint64_t)val(cpu));
	out(e, "%s\n", bitmap_hex_of(number_walk(e, &found), nr_cpu_ids(e)));
}

/* A tagged pointer since 7.1: the low bits say how long the table is. */
static SYSFS_FILE(show_flow_count)
{
	ref queue = receive_queue(f);

	if (!addr(queue, "rps_flow_table"))
		out(e, "0\n");
	else if (has_member(e, "struct rps_dev_flow_table", "log"))
		out(e, "%lu\n", 1UL << (num(queue, "rps_flow_table->log") & 63));	/* 6.15 */
	else if (has_member(e, "struct rps_dev_flow_table", "mask"))
		out(e, "%ld\n", num(queue, "rps_flow_table->mask") + 1);
	else
		stub(e, "the length of the table is kept in an unknown way");
}

/* How large the next buffer of a virtio card is: get_mergeable_buf_len(), drivers/net/virtio_net.c */
static SYSFS_FILE(show_virtio_buffer)
{
	enum { CACHE_LINE = 64 };
	ref queue = container(f->kobject, "struct netdev_rx_queue", "kobj"), device = ptr(queue, "dev");
	ref card = net_device_private(device, "struct virtnet_info");
	ref of_card = elem(ptr(card, "rq"), "", index_of(queue, ptr(device, "_rx")));
	long header, most, packet;

	if (num(card, "xdp_enabled")) {
		stub(e, "how much room programs have in a packet is not known");
		return;
	}
	header = num(card, "hdr_len");
	most = e->facts->page_size - header;
	packet = num(of_card, "mrg_avg_pkt_len.internal");
	if (packet < num(of_card, "min_buf_len"))
		packet = num(of_card, "min_buf_len");
	out(e, "%ld\n", ((packet < most ? packet : most) + header + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE);
}

/* ---- transmit -------------------------------------------------------------------------------- */

static ref transmit_queue(const struct sysfs_file *f)
{
	return container(f->kobject, "struct netdev_queue", "kobj");
}

static SYSFS_FILE(show_number)
{
	out(e, "%lu\n", num_(transmit_queue(f), row->path, 0));
}

static SYSFS_FILE(show_hold_time)
{
	out(e, "%ld\n", jiffies_to_ms(e, (uint64_t)num(transmit_queue(f), "dql.slack_hold_time")));
}

static SYSFS_FILE(show_stall_threshold)
{
	out(e, "%ld\n", jiffies_to_ms(e, (uint64_t)num(transmit_queue(f), "dql.stall_thrs")));
}

static SYSFS_FILE(show_in_flight)
{
	ref queue = transmit_queue(f);

	out(e, "%u\n", (unsigned)num(queue, "dql.num_queued") - (unsigned)num(queue, "dql.num_completed"));
}

static long queue_index(ref queue, ref device)
{
	return index_of(queue, ptr(device, "_tx"));
}

/* The device whose traffic classes count: the one that a queue has been lent to, if any. */
static ref class_device(ref queue)
{
	ref device = ptr(queue, "sb_dev");

	return null(device) ? ptr(queue, "dev") : device;
}

/* netdev_txq_to_tc(); -1: none */
static long traffic_class(ref device, long index)
{
	if (!num(device, "num_tc"))
		return 0;
	EACH(range, array(device, "tc_to_txq"))
		if (index >= num(range, "offset") && index < num(range, "offset") + num(range, "count"))
			return KEY(range);
	return -1;
}

static bool has_queues(struct emit *e, ref device)
{
	bool many = num(device, "num_tx_queues") > 1;

	if (!many)
		absent(e, "reading it fails: the device has one queue");
	return many;
}

static SYSFS_FILE(show_class)
{
	ref queue = transmit_queue(f), owner = ptr(queue, "dev"), device = class_device(queue);
	long class, of = num(device, "num_tc");

	if (!has_queues(e, owner))
		return;
	class = traffic_class(device, queue_index(queue, owner));
	if (class < 0)
		absent(e, "reading it fails: the queue belongs to no class");
	else if (of < 0)
		out(e, "%ld%ld\n", class, of);
	else
		out(e, "%ld\n", class);
}

/* Which CPUs, or receive queues, use a queue: xps_queue_show(). */
static void print_users(struct emit *e, ref maps, long ids, long classes, long class, long index)
{
	struct address_list found = address_list(e);

	if (!null(maps) && class < classes)
		EACH_KEY(j, numbers(e, ids)) {
			ref map = deref(sub_at(maps, "attr_map[]", j * classes + class));

			if (null(map))
				continue;
			EACH(queue, array_n(map, "queues", num(map, "len")))
				if (val(queue) == index) {
					address_add(&found, (uint64_t)j);
					break;
				}
		}
	out(e, "%s\n", bitmap_hex_of(number_walk(e, &found), ids));
}

/* One map for CPUs and one for receive queues; with their own counts since 5.13 (5478fcd0f483). */
static SYSFS_FILE(show_users)
{
	bool by_cpu = *row->kind == 'c';
	ref queue = transmit_queue(f), owner = ptr(queue, "dev"), device = by_cpu ? class_device(queue) : owner, maps;
	long class, ids, classes;

	if (by_cpu && !has_queues(e, owner))
		return;
	class = traffic_class(device, queue_index(queue, owner));
	if (class < 0) {
		absent(e, "reading it fails: the queue belongs to no class");
		return;
	}
	ids = by_cpu ? nr_cpu_ids(e) : num(device, "num_rx_queues");
	if (has(device, "xps_maps"))
		maps = ptr_at(device, "xps_maps[]", by_cpu ? 0 : 1);
	else
		maps = by_cpu ? ptr(device, "xps_cpus_map") : ptr(device, "xps_rxqs_map");
	classes = num(device, "num_tc") ? num(device, "num_tc") : 1;
	if (!null(maps) && has(maps, "nr_ids")) {
		ids = num(maps, "nr_ids");
		classes = num(maps, "num_tc");
	}
	print_users(e, maps, ids, classes, class, queue_index(queue, owner));
}

#define QUEUE "devices/*/net/*/queues/~"
#define LIMITS "devices/*/net/*/queues/*/byte_queue_limits"
#define NUM(name, folder, member) {name, folder, show_number, .path = member}

const struct sysfs_row sysfs_netqueue_rows[] = {
	{"rps_cpus", QUEUE, .print = show_rps_cpus},
	{"mergeable_rx_buffer_size", "devices/*/net/*/queues/*/virtio_net", .print = show_virtio_buffer},
	{"rps_flow_cnt", QUEUE, .print = show_flow_count},
	NUM("tx_timeout", QUEUE, "trans_timeout"), NUM("tx_maxrate", QUEUE, "tx_maxrate"),
	{"traffic_class", QUEUE, .print = show_class},
	{"xps_cpus", QUEUE, show_users, .kind = "cpus"},
	{"xps_rxqs", QUEUE, show_users, .kind = "rxqs"},
	NUM("limit", LIMITS, "dql.limit"), NUM("limit_max", LIMITS, "dql.max_limit"), NUM("limit_min", LIMITS, "dql.min_limit"),
	NUM("stall_max", LIMITS, "dql.stall_max"), NUM("stall_cnt", LIMITS, "dql.stall_cnt"),
	{"stall_thrs", LIMITS, .print = show_stall_threshold},
	{"hold_time", LIMITS, .print = show_hold_time},
	{"inflight", LIMITS, .print = show_in_flight},
};
const size_t sysfs_netqueue_row_count = ARRAY_LEN(sysfs_netqueue_rows);
