/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * proc/tty/driver/[tty]: serial ports of one driver.  uart_proc_show(), drivers/tty/serial/serial_core.c.
 * The inputs CTS, DSR, CD and RI are in the port's registers, which no dump has.
 */
#include "emit/emit.h"

#include <string.h>

enum { TIOCM_DTR = 2, TIOCM_RTS = 4 };
enum { UPIO_PORT, UPIO_HUB6, UPIO_MEM, UPIO_MEM32, UPIO_AU, UPIO_TSI, UPIO_MEM32BE, UPIO_MEM16, UPIO_END };

/* ops->type() */
static const char *type_of(struct emit *e, ref port)
{
	long type = num(port, "type");
	const char *function;

	if (!type || !addr(port, "ops->type"))
		return "unknown";
	function = symbol_name(e, addr(port, "ops->type"));
	if (!strcmp(function, "serial8250_type"))
		return str_at(sym(e, "uart_config", "struct serial8250_config[256]"), "[].name", type);
	if (!strcmp(function, "pl011_type"))
		return str(container(port, "struct uart_amba_port{type}", "port"), "type");
	fail(e, "uart_ops.type", "function of an unknown driver", addr(port, "ops->type"));
	return "";
}

static void show_counts(struct emit *e, ref port)
{
	static const char *const errors[][2] = {
		{"fe", "icount.frame"}, {"pe", "icount.parity"}, {"brk", "icount.brk"}, {"oe", "icount.overrun"},
		{"bo", "icount.buf_overrun"},
	};
	long lines = num(port, "mctrl");

	out(e, " tx:%lu rx:%lu", num(port, "icount.tx"), num(port, "icount.rx"));
	for (unsigned i = 0; i < ARRAY_LEN(errors); i++)
		if (num_(port, errors[i][1], 0))
			out(e, " %s:%lu", errors[i][0], num_(port, errors[i][1], 0));
	if (lines & (TIOCM_RTS | TIOCM_DTR))
		out(e, " %s", (lines & TIOCM_RTS) && (lines & TIOCM_DTR) ? "RTS|DTR" : lines & TIOCM_RTS ? "RTS" : "DTR");
	remark(e, "the modem's inputs (CTS, DSR, CD, RI) are in the ports' registers");
}

/* As the kernel's log says it: uart_get_ioinfos(), which this file has used since 7.3. */
static void show_place_as_logged(struct emit *e, ref port)
{
	static const char *const widths[UPIO_END] = {[UPIO_MEM32] = "32", [UPIO_MEM32BE] = "32", [UPIO_MEM16] = "16"};
	long type = num(port, "iotype");

	if (type >= UPIO_MEM && type < UPIO_END)
		out(e, " MMIO%s:0x%016lx", widths[type] ? widths[type] : "", num(port, "mapbase"));
	else if (type == UPIO_PORT || type == UPIO_HUB6)
		out(e, " I/O:0x%lx", num(port, "iobase"));
	if (type == UPIO_HUB6)
		out(e, ", offset 0x%lx", num(port, "hub6"));
}

static void show_place(struct emit *e, ref port)
{
	bool in_memory = num(port, "iotype") >= UPIO_MEM;

	if (has_function(e, "uart_get_ioinfos"))
		show_place_as_logged(e, port);
	else
		out(e, " %s%08lX", in_memory ? "mmio:0x" : "port:", in_memory ? num(port, "mapbase") : num(port, "iobase"));
}

static void show(struct emit *e, ref port)
{
	out(e, "%lu: uart:%s", num(port, "line"), type_of(e, port));
	show_place(e, port);
	out(e, " irq:%lu", num(port, "irq"));
	if (num(port, "type"))
		show_counts(e, port);
	out(e, "\n");
}

EMITTER(proc_tty_driver)
{
	ref uart = at(e, addr(self, "driver_state"), "struct uart_driver");

	out(e, "serinfo:1.0 driver revision:\n");
	EACH(state, array_n(uart, "state", num(uart, "nr"))) {
		ref port = ptr(state, "uart_port");

		if (!null(port))
			show(e, port);
	}
}
