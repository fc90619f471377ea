/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * proc/tty/driver/[tty]: serial ports of one driver.  uart_proc_show(), drivers/tty/serial/serial_core.c.
 * The inputs CTS, DSR, CD and RI are in the port's registers, which no dump has.
 */
#include "emit/emit.h"

#include <string.h>

enum { TIOCM_DTR = 2, TIOCM_RTS = 4, UPIO_MEM = 2 };

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

static void show(struct emit *e, ref port)
{
	bool in_memory = num(port, "iotype") >= UPIO_MEM;

	out(e, "%lu: uart:%s %s%08lX irq:%lu", num(port, "line"), type_of(e, port), in_memory ? "mmio:0x" : "port:",
	    in_memory ? num(port, "mapbase") : num(port, "iobase"), num(port, "irq"));
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
