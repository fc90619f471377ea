/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/tty/ttyS<n>/…: drivers/tty/serial/serial_core.c */
#include "kernel/sysfs/rows.h"

static ref state_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);
	ref device = sysfs_device(f);

	return container(at(e, addr(device, "driver_data"), "struct tty_port"), "struct uart_state", "port");
}

static ref port_of(const struct sysfs_file *f)
{
	return ptr(state_of(f), "uart_port");
}

/* path: from the port of the UART; kind "hex" */
static SYSFS_FILE(show_number)
{
	ref port = port_of(f);
	unsigned long v = null(port) ? 0 : (unsigned long)num_(port, row->path, 0);

	out(e, row->kind ? "0x%lX\n" : "%ld\n", v);
}

/* The clock goes through a baud rate, in steps of 16. */
static SYSFS_FILE(show_clock)
{
	ref port = port_of(f);

	out(e, "%ld\n", null(port) ? 0 : num(port, "uartclk") / 16 * 16);
}

/* path: from the tty's port, shown in hundredths of a second; 65535: does not wait */
static SYSFS_FILE(show_delay)
{
	enum { NO_WAIT = 65535 };
	ref state = state_of(f);
	long v = addr(state, "uart_port") ? num_(sub(state, "port"), row->path, 0) : 0;

	out(e, "%ld\n", v == NO_WAIT ? v : jiffies_to_ms(e, (uint64_t)v) / 10);
}

static SYSFS_FILE(show_console)
{
	enum { CON_ENABLED = 4 };
	ref port = port_of(f), console = null(port) ? port : ptr(port, "cons");
	bool is_one = false;

	if (!null(console) && num(console, "index") == num(port, "line"))
		is_one = has(console, "node.pprev") ? addr(console, "node.pprev") != 0 :	/* 6.2 */
			 num(console, "flags") & CON_ENABLED;
	out(e, "%c\n", is_one ? 'Y' : 'N');
}

#define TTY "devices/*/tty/~"
#define NUM(name, member) {name, TTY, show_number, .path = member}
#define HEX(name, member) {name, TTY, show_number, .path = member, .kind = "hex"}

const struct sysfs_row sysfs_serial_rows[] = {
	NUM("custom_divisor", "custom_divisor"), NUM("io_type", "iotype"), NUM("iomem_reg_shift", "regshift"), NUM("irq", "irq"),
	NUM("line", "line"), NUM("xmit_fifo_size", "fifosize"),
	{"type_show()", TTY, show_number, .path = "type"},
	HEX("flags", "flags"), HEX("iomem_base", "mapbase"), HEX("port", "iobase"),
	{"uartclk", TTY, .print = show_clock},
	{"close_delay", TTY, show_delay, .path = "close_delay"},
	{"closing_wait", TTY, show_delay, .path = "closing_wait"},
	{"console_show()", TTY, .print = show_console},
};
const size_t sysfs_serial_row_count = ARRAY_LEN(sysfs_serial_rows);
