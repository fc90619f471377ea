/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plug and play devices, as firmware describes them: drivers/pnp/interface.c */
#include "kernel/sysfs/rows.h"

static ref pnp_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct pnp_dev", "dev.kobj");
}

static SYSFS_FILE(show_ids)
{
	EACH(id, chain(ptr(pnp_of(f), "id"), "next"))
		row(e, "%s\n", str(id, "id"));
}

static void print_resource(struct emit *e, ref resource)
{
	enum { IO = 1 << 8, MEM = 1 << 9, IRQ = 1 << 10, DMA = 1 << 11, BUS = 1 << 12, WINDOW = 1 << 21, DISABLED = 1 << 28 };
	long flags = num(resource, "flags");
	const char *name = flags & IO ? "io" : flags & MEM ? "mem" : flags & IRQ ? "irq" : flags & DMA ? "dma" :
			   flags & BUS ? "bus" : "unknown";

	if (flags & DISABLED)
		row(e, "%s disabled\n", name);
	else if (flags & (IRQ | DMA))
		row(e, "%s %ld\n", name, num(resource, "start"));
	else if (flags & (IO | MEM | BUS))
		row(e, "%s %#lx-%#lx%s\n", name, num(resource, "start"), num(resource, "end"), flags & WINDOW ? " window" : "");
	else
		row(e, "%s", name);
}

static SYSFS_FILE(show_resources)
{
	ref pnp = pnp_of(f);

	row(e, "state = %s\n", num(pnp, "active") ? "active" : "disabled");
	EACH(r, list(sub(pnp, "resources"), "struct pnp_resource", "list"))
		print_resource(e, sub(r, "res"));
}

static SYSFS_FILE(show_options)
{
	ref options = sub(pnp_of(f), "options");

	if (addr(options, "next") != options.addr)
		stub(e, "choices of resources are not printed");
}

#define PNP "devices/pnp*/*"

const struct sysfs_row sysfs_pnp_rows[] = {
	{"id", PNP, .print = show_ids},
	{"resources", PNP, .print = show_resources},
	{"options", PNP, .print = show_options},
};
const size_t sysfs_pnp_row_count = ARRAY_LEN(sysfs_pnp_rows);
