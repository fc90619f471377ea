/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/tty/drivers: terminal drivers and their numbers.  show_tty_driver(), fs/proc/proc_tty.c */
#include "emit/emit.h"

/* Macros counted from 1; enumerators from 0 since 6.17. */
static const char *kind_of(struct emit *e, ref driver)
{
	static const char *const system[] = {"system", "system:/dev/tty", "system:vtmaster", "system:console"};
	static const char *const pty[] = {"pty", "pty:master", "pty:slave"};
	long type = num(driver, "type") - enum_or(e, "TTY_DRIVER_TYPE_SYSTEM", 1), subtype = num(driver, "subtype");

	switch (type) {
	case 0:
		return system[subtype >= 1 && subtype <= 3 ? subtype : 0];
	case 1:
		return "console";
	case 2:
		return "serial";
	case 3:
		return pty[subtype >= 1 && subtype <= 2 ? subtype : 0];
	}
	return file_printf(e, "type:%ld.%ld", num(driver, "type"), subtype);
}

static void show_range(struct emit *e, ref driver, unsigned long from, unsigned long count)
{
	const char *name = addr(driver, "driver_name") ? str(driver, "driver_name") : "unknown";
	unsigned long major = from >> 20, minor = from & 0xfffff;

	if (num(driver, "num") > 1)
		row(e, "%-20s /dev/%-8s %3lu %lu-%lu %s\n", name, str(driver, "name"), major, minor, minor + count - 1,
		    kind_of(e, driver));
	else
		row(e, "%-20s /dev/%-8s %3lu %7lu %s\n", name, str(driver, "name"), major, minor, kind_of(e, driver));
}

/* A driver may have more minors than fit one major. */
static void show(struct emit *e, ref driver)
{
	unsigned long from = (unsigned long)(num(driver, "major") << 20 | num(driver, "minor_start"));
	unsigned long to = from + (unsigned long)(num(driver, "num") & 0xffffffff);

	while (from >> 20 < to >> 20) {
		unsigned long next = ((from >> 20) + 1) << 20;

		show_range(e, driver, from, next - from);
		from = next;
	}
	if (from != to)
		show_range(e, driver, from, to - from);
}

EMITTER(proc_tty_drivers)
{
	out(e, "%-20s /dev/%-8s %3d %7d system:/dev/tty\n", "/dev/tty", "tty", 5, 0);
	out(e, "%-20s /dev/%-8s %3d %7d system:console\n", "/dev/console", "console", 5, 1);
	if (has_sym(e, "ptm_driver"))		/* CONFIG_UNIX98_PTYS */
		out(e, "%-20s /dev/%-8s %3d %7d system\n", "/dev/ptmx", "ptmx", 5, 2);
	if (has_sym(e, "console_driver"))	/* CONFIG_VT */
		out(e, "%-20s /dev/%-8s %3d %7d system:vtmaster\n", "/dev/vc/0", "vc/0", 4, 0);
	EACH(driver, list(sym(e, "tty_drivers", "struct list_head"), "struct tty_driver", "tty_drivers"))
		show(e, driver);
}
