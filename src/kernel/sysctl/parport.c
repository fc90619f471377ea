/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dev/parport/<port>/…: drivers/parport/procfs.c */
#include "kernel/sysctl/format.h"

static ref port_of(struct emit *e, ref entry)
{
	return at(e, addr(entry, "extra1"), "struct parport");
}

const char *sysctl_parport_base(struct emit *e, ref entry)
{
	ref port = port_of(e, entry);

	return file_printf(e, "%lu\t%lu\n", num(port, "base"), num(port, "base_hi"));
}

const char *sysctl_parport_irq(struct emit *e, ref entry)
{
	return sysctl_number(e, num(port_of(e, entry), "irq"));
}

const char *sysctl_parport_dma(struct emit *e, ref entry)
{
	return sysctl_number(e, num(port_of(e, entry), "dma"));
}

const char *sysctl_parport_modes(struct emit *e, ref entry)
{
	static const struct {
		long bit;	/* PARPORT_MODE_…, include/uapi/linux/parport.h */
		const char *name;
	} modes[] = {{1, "PCSPP"}, {2, "TRISTATE"}, {16, "COMPAT"}, {4, "EPP"}, {8, "ECP"}, {32, "DMA"}};
	long can = num(port_of(e, entry), "modes");
	const char *text = "";

	for (size_t i = 0; i < ARRAY_LEN(modes); i++)
		if (can & modes[i].bit)
			text = file_printf(e, "%s%s%s", text, *text ? "," : "", modes[i].name);
	return file_printf(e, "%s\n", text);
}

/* The device that has the port now. */
const char *sysctl_parport_active(struct emit *e, ref entry)
{
	ref device = ptr(port_of(e, entry), "cad");

	return null(device) ? "none\n" : file_printf(e, "%s\n", str(device, "name"));
}

/* What the device at the port said of itself. */
const char *sysctl_parport_probe(struct emit *e, ref entry)
{
	static const struct {
		const char *member, *name;
	} lines[] = {
		{"class_name", "CLASS"}, {"model", "MODEL"}, {"mfr", "MANUFACTURER"}, {"description", "DESCRIPTION"},
		{"cmdset", "COMMAND SET"},
	};
	ref info = at(e, addr(entry, "extra2"), "struct parport_device_info");
	const char *text = "";

	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		if (num_(info, lines[i].member, 0))
			text = file_printf(e, "%s%s:%s;\n", text, lines[i].name, str_(info, lines[i].member, 0));
	return text;
}
