/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/pressure/…: stalls of the whole system for want of a resource.  psi_show(), kernel/sched/psi.c */
#include "emit/emit.h"

static void show_resource(struct emit *e, const char *resource)
{
	if (!has_sym(e, "psi_system") || static_key_on(e, "psi_disabled"))
		absent(e, "pressure is not measured (CONFIG_PSI, psi=)");
	else
		print_pressure(sym(e, "psi_system", "struct psi_group"), resource);
}

EMITTER(proc_pressure_cpu)
{
	show_resource(e, "CPU");
}

EMITTER(proc_pressure_io)
{
	show_resource(e, "IO");
}

EMITTER(proc_pressure_memory)
{
	show_resource(e, "MEM");
}

EMITTER(proc_pressure_irq)
{
	if (has_enum(e, "PSI_IRQ_FULL"))
		show_resource(e, "IRQ");
	else
		absent(e, "the kernel does not account interrupt time");
}
