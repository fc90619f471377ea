/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/consoles: registered consoles.  show_console_dev(), fs/proc/consoles.c */
#include "emit/emit.h"

#include <string.h>

/* Macros until 6.3, enumerators (cons_flags) since; the values never changed. */
enum { PRINTBUFFER = 1, CONSDEV = 2, ENABLED = 4, BOOT = 8, ANYTIME = 16, BRL = 32, NBCON = 256 };

/*
 * The kernel asks con->device(); what all of them answer is the tty driver of that name, and the
 * console's index in it.  "tty0" is the virtual terminal in the foreground: vt_console_device().
 */
static const char *device_of(struct emit *e, const char *name, long index)
{
	if (!strcmp(name, "tty"))
		index = index ? index - 1 : num(sym(e, "fg_console", "int"), "");
	EACH(driver, list(sym(e, "tty_drivers", "struct list_head"), "struct tty_driver", "tty_drivers"))
		if (!strcmp(str(driver, "name"), name))
			return file_printf(e, " %4ld:%ld", num(driver, "major"), num(driver, "minor_start") + index);
	return "";
}

static void show(struct emit *e, ref con)
{
	long flags = num(con, "flags"), index = num(con, "index");
	bool knows_nbcon = has_enum(e, "CON_NBCON");	/* 6.10 */
	bool writes = addr(con, "write") || (knows_nbcon && flags & NBCON);
	const char *name = str(con, "name");

	row(e, "%-20s %c%c%c (%c%c%c%s%c%c%c)%s\n", file_printf(e, "%s%ld", name, index),
	    addr(con, "read") ? 'R' : '-', writes ? 'W' : '-', addr(con, "unblank") ? 'U' : '-',
	    flags & ENABLED ? 'E' : ' ', flags & CONSDEV ? 'C' : ' ', flags & BOOT ? 'B' : ' ',
	    !knows_nbcon ? "" : flags & NBCON ? "N" : " ", flags & PRINTBUFFER ? 'p' : ' ',
	    flags & BRL ? 'b' : ' ', flags & ANYTIME ? 'a' : ' ', addr(con, "device") ? device_of(e, name, index) : "");
}

EMITTER(proc_consoles)
{
	if (has_sym(e, "console_list")) {	/* 6.2 */
		EACH(con, hlist(sym(e, "console_list", "struct hlist_head"), "struct console", "node"))
			show(e, con);
		return;
	}
	EACH(con, chain(deref(sym(e, "console_drivers", "struct console *")), "next"))
		show(e, con);
}
