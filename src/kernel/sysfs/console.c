/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Consoles (drivers/tty/tty_io.c), virtual terminals (drivers/tty/vt/vt.c), PS/2 keyboards and mice (drivers/input) */
#include "kernel/sysfs/rows.h"

/* ---- consoles ------------------------------------------------------------------------------------ */

enum { MOST_CONSOLES = 16 };

struct console_names {
	const char *name[MOST_CONSOLES];
	unsigned count;
};

static void add_console(struct emit *e, struct console_names *n, ref console)
{
	enum { ENABLED = 4, NBCON = 256 };	/* the latter has other ways to write, 6.10 */
	long flags = num(console, "flags");
	bool writes = addr(console, "write") || (has_enum(e, "CON_NBCON") && flags & NBCON);

	if (n->count < MOST_CONSOLES && writes && flags & ENABLED && addr(console, "device"))
		n->name[n->count++] = file_printf(e, "%s%ld", str(console, "name"), num(console, "index"));
}

/* The last one first. */
static SYSFS_FILE(show_consoles)
{
	struct console_names names = {.count = 0};

	if (has_sym(e, "console_list"))		/* 6.2 */
		EACH(console, hlist(sym(e, "console_list", "struct hlist_head"), "struct console", "node"))
			add_console(e, &names, console);
	else
		EACH(console, chain(deref(sym(e, "console_drivers", "struct console *")), "next"))
			add_console(e, &names, console);
	for (unsigned i = names.count; i-- > 0;)
		out(e, "%s%s", names.name[i], i ? " " : "\n");
}

static SYSFS_FILE(show_foreground)
{
	out(e, "tty%ld\n", val(sym(e, "fg_console", "int")) + 1);
}

/* ---- drivers of virtual terminals ------------------------------------------------------------------- */

static SYSFS_FILE(show_driver)
{
	enum { MODULE = 1 };
	ref driver = sysfs_data(f, "struct con_driver");

	out(e, "%s %s\n", num(driver, "flag") & MODULE ? "(M)" : "(S)", str(driver, "desc"));
}

/* Does it draw any of the terminals?  con_is_bound() */
static SYSFS_FILE(show_bound)
{
	enum { TERMINALS = 63 };
	uint64_t driver = addr(sysfs_data(f, "struct con_driver"), "con");
	bool bound = false;

	EACH(entry, array_n(sym(e, "con_driver_map", "unsigned long[63]"), "", TERMINALS))
		bound = bound || (uint64_t)val(entry) == driver;
	out(e, "%d\n", bound);
}

/* ---- keyboards and mice -------------------------------------------------------------------------------- */

static SYSFS_FILE(show_released_keys)
{
	ref keyboard = sysfs_data(f, "struct atkbd");

	out(e, "%s\n", bitmap_list(bits(keyboard, "force_release_mask", size(keyboard, "force_release_mask") * 8)));
}

/* The port leads to what all of PS/2 have in common, since 6.3; to the mouse itself before. */
static ref mouse_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);
	ref port = container(f->kobject, "struct serio", "dev.kobj"), common = sysfs_data(f, "struct ps2dev");

	if (has_member(e, "struct ps2dev", "pre_receive_handler") && addr(common, "serio") == port.addr)
		return container(common, "struct psmouse", "ps2dev");
	return cast(common, "struct psmouse");
}

static SYSFS_FILE(show_protocol)
{
	out(e, "%s\n", str(mouse_of(f), "protocol->name"));
}

static SYSFS_FILE(show_mouse)
{
	out(e, "%lu\n", num_(mouse_of(f), row->path, 0));
}

#define VTCON "devices/virtual/vtconsole/vtcon*"
#define SERIO "devices/*/serio*"
#define SHOW(name, folder, show) {name, folder, .print = show}
#define KEYBOARD(name) {"atkbd_do_show_" name "()", SERIO, sysfs_data_field, .type = "struct atkbd", .path = name}
#define MOUSE(name) {name, SERIO, show_mouse, .path = name}

const struct sysfs_row sysfs_console_rows[] = {
	SHOW("active", "devices/virtual/tty/console", show_consoles), SHOW("active", "devices/virtual/tty/tty0", show_foreground),
	SHOW("name", VTCON, show_driver), SHOW("bind", VTCON, show_bound),
	KEYBOARD("extra"), KEYBOARD("scroll"), KEYBOARD("set"), KEYBOARD("softrepeat"), KEYBOARD("softraw"),
	KEYBOARD("err_count"),
	SHOW("force_release", SERIO, show_released_keys),
	SHOW("protocol", SERIO, show_protocol),
	MOUSE("rate"), MOUSE("resolution"), MOUSE("resetafter"), MOUSE("resync_time"),
};
const size_t sysfs_console_row_count = ARRAY_LEN(sysfs_console_rows);
