/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/dev: traffic of each device.  dev_seq_printf_stats(), net/core/net-procfs.c */
#include "emit/emit.h"
#include "kernel/net.h"

EMITTER(proc_net_dev)
{
	row(e, "Inter-|   Receive                                                |  Transmit\n"
	       " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n");
	EACH(device, net_devices(self)) {
		struct device_stats s = device_stats(device);

		out(e, "%6s: %7lu %7lu %4lu %4lu %4lu %5lu %10lu %9lu %8lu %7lu %4lu %4lu %4lu %5lu %7lu %10lu\n",
		    str(device, "name"), s.rx_bytes, s.rx_packets, s.rx_errors, s.rx_dropped + s.rx_missed_errors,
		    s.rx_fifo_errors,
		    s.rx_length_errors + s.rx_over_errors + s.rx_crc_errors + s.rx_frame_errors, s.rx_compressed,
		    s.multicast, s.tx_bytes, s.tx_packets, s.tx_errors, s.tx_dropped, s.tx_fifo_errors, s.collisions,
		    s.tx_carrier_errors + s.tx_aborted_errors + s.tx_window_errors + s.tx_heartbeat_errors, s.tx_compressed);
	}
}
