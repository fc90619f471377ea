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

/* a: member; b: "hex" */
static void show_number(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref port = port_of(f);
	unsigned long v = null(port) ? 0 : (unsigned long)num_(port, row->a, 0);

	out(e, row->b ? "0x%lX\n" : "%ld\n", v);
}

/* The clock goes through a baud rate, in steps of 16. */
static void show_clock(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref port = port_of(f);

	out(e, "%ld\n", null(port) ? 0 : num(port, "uartclk") / 16 * 16);
}

/* a: member of the tty's port, shown in hundredths of a second; 65535: does not wait */
static void show_delay(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	enum { NO_WAIT = 65535 };
	ref state = state_of(f);
	long v = addr(state, "uart_port") ? num_(sub(state, "port"), row->a, 0) : 0;

	out(e, "%ld\n", v == NO_WAIT ? v : jiffies_to_ms(e, (uint64_t)v) / 10);
}

static void show_console(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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
#define NUM(name, member) {name, TTY, show_number, member, 0, 0, 0}
#define HEX(name, member) {name, TTY, show_number, member, "hex", 0, 0}

const struct sysfs_row sysfs_serial_rows[] = {
	NUM("custom_divisor", "custom_divisor"), NUM("io_type", "iotype"), NUM("iomem_reg_shift", "regshift"), NUM("irq", "irq"),
	NUM("line", "line"), NUM("xmit_fifo_size", "fifosize"),
	{"type_show()", TTY, show_number, "type", 0, 0, 0},
	HEX("flags", "flags"), HEX("iomem_base", "mapbase"), HEX("port", "iobase"),
	{"uartclk", TTY, show_clock, 0, 0, 0, 0},
	{"close_delay", TTY, show_delay, "close_delay", 0, 0, 0},
	{"closing_wait", TTY, show_delay, "closing_wait", 0, 0, 0},
	{"console_show()", TTY, show_console, 0, 0, 0, 0},
};
const size_t sysfs_serial_row_count = ARRAY_LEN(sysfs_serial_rows);
