/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Frame buffers (drivers/video/fbdev/core/fbsysfs.c, fbcon.c) and connectors of graphics cards (drivers/gpu/drm/drm_sysfs.c) */
#include "kernel/sysfs/rows.h"

/* ---- frame buffers ------------------------------------------------------------------------------ */

static ref frame_buffer_of(const struct sysfs_file *f)
{
	return sysfs_data(f, "struct fb_info");
}

/* Two members, with a comma between them. */
static SYSFS_FILE(show_pair)
{
	ref fb = frame_buffer_of(f);

	out(e, "%ld,%ld\n", num_(fb, row->path, 0), num_(fb, row->other_path, 0));
}

static void print_mode(struct emit *e, ref mode)
{
	enum { DETAILED = 1, STANDARD = 2, VESA = 4, INTERLACED = 1, DOUBLE = 2 };
	long flags = num(mode, "flag"), how = num(mode, "vmode");

	row(e, "%c:%ldx%ld%c-%ld\n", flags & STANDARD ? 'S' : flags & VESA ? 'V' : flags & DETAILED ? 'D' : 'U',
	    num(mode, "xres"), num(mode, "yres"), how & DOUBLE ? 'd' : how & INTERLACED ? 'i' : 'p',
	    num(mode, "refresh"));
}

static SYSFS_FILE(show_mode)
{
	ref mode = ptr(frame_buffer_of(f), "mode");

	if (!null(mode))
		print_mode(e, mode);
}

static SYSFS_FILE(show_modes)
{
	EACH(entry, list(sub(frame_buffer_of(f), "modelist"), "struct fb_modelist", "list"))
		print_mode(e, sub(entry, "mode"));
}

/* ---- the console on a frame buffer --------------------------------------------------------------- */

/* What the console in the foreground is drawn by; null if it is on no frame buffer. */
static ref drawer(struct emit *e)
{
	long console = val(sym(e, "fg_console", "int")), index = val(elem(sym(e, "con2fb_map", "signed char[]"), "", console));
	const char *buffers = has_sym(e, "fbcon_registered_fb") ? "fbcon_registered_fb" : "registered_fb";	/* 5.19 */
	ref fb = index < 0 ? (ref){0, e->poison} : deref(elem(sym(e, buffers, "struct fb_info *[]"), "", index));

	if (index < 0 || null(fb))
		return (ref){0, e->poison};
	return cast(ptr(fb, "fbcon_par"), has_type(e, "struct fbcon_ops") ? "struct fbcon_ops" : "struct fbcon_par");
}

static SYSFS_FILE(show_rotation)
{
	ref par = drawer(e);

	out(e, "%ld\n", par.addr && has(par, "rotate") ? num(par, "rotate") : 0);
}

/* A work that is pending, since 5.17; a flag of a timer before. */
static SYSFS_FILE(show_blinking)
{
	enum { PENDING = 1, TIMER = 2 };
	ref par = drawer(e);

	if (!par.addr)
		out(e, "-1\n");
	else if (has(par, "cursor_work"))
		out(e, "%d\n", num(par, "cursor_work.work.data") & PENDING ? 1 : 0);
	else
		out(e, "%d\n", num(par, "flags") & TIMER ? 1 : 0);
}

/* ---- connectors ------------------------------------------------------------------------------------ */

static ref connector_of(const struct sysfs_file *f)
{
	return sysfs_data(f, "struct drm_connector");
}

static SYSFS_FILE(show_status)
{
	const char *name = sysfs_choice(e, ",connected,disconnected,unknown", num(connector_of(f), "status"));

	out(e, "%s\n", name && *name ? name : "(unknown)");
}

static SYSFS_FILE(show_power)
{
	const char *name = sysfs_choice(e, "On,Standby,Suspend,Off", num(connector_of(f), "dpms"));

	out(e, "%s\n", name ? name : "(unknown)");
}

static SYSFS_FILE(show_enabled)
{
	out(e, "%s\n", addr(connector_of(f), "encoder") ? "enabled" : "disabled");
}

static SYSFS_FILE(show_resolutions)
{
	EACH(mode, list(sub(connector_of(f), "modes"), "struct drm_display_mode", "head"))
		row(e, "%s\n", str(mode, "name"));
}

/* What the monitor says of itself, as it came. */
static SYSFS_FILE(show_monitor)
{
	enum { MOST = 65536 };
	ref blob = ptr(connector_of(f), "edid_blob_ptr");
	unsigned long n = null(blob) ? 0 : (unsigned long)num(blob, "length");

	if (n && n <= MOST && addr(blob, "data"))
		out_bytes(e, read_bytes(e, addr(blob, "data"), n), n);
}

/* How far it is switched off: told since 6.15. */
static SYSFS_FILE(show_blank)
{
	ref info = sysfs_data(f, "struct fb_info");

	if (has(info, "blank"))
		out(e, "%ld\n", num(info, "blank"));
}

#define FB "devices/*/graphics/fb*"
#define FBCON "devices/virtual/graphics/fbcon"
#define CONNECTOR "devices/*/drm/card*/card*"
#define NUMBER(name, member) {name, FB, sysfs_data_field, .type = "struct fb_info", .path = member}
#define EMPTY(name) {name, FB, sysfs_constant, .text = ""}
#define SHOW(name, folder, show) {name, folder, .print = show}

const struct sysfs_row sysfs_graphics_rows[] = {
	SHOW("rotate", FBCON, show_rotation), SHOW("cursor_blink", FBCON, show_blinking),
	NUMBER("bits_per_pixel", "var.bits_per_pixel"), NUMBER("rotate", "var.rotate"), NUMBER("stride", "fix.line_length"),
	NUMBER("state", "state"), {"blank", FB, .print = show_blank}, EMPTY("console"), EMPTY("cursor"),
	{"virtual_size", FB, show_pair, .path = "var.xres_virtual", .other_path = "var.yres_virtual"},
	{"pan", FB, show_pair, .path = "var.xoffset", .other_path = "var.yoffset"},
	{"name", FB, sysfs_data_string, .type = "struct fb_info", .path = "fix.id"},
	SHOW("mode", FB, show_mode), SHOW("modes", FB, show_modes),
	SHOW("status", CONNECTOR, show_status), SHOW("dpms", CONNECTOR, show_power), SHOW("enabled", CONNECTOR, show_enabled),
	SHOW("modes", CONNECTOR, show_resolutions), SHOW("edid", CONNECTOR, show_monitor),
	{"connector_id", CONNECTOR, sysfs_data_field, .type = "struct drm_connector", .path = "base.id"},
};
const size_t sysfs_graphics_row_count = ARRAY_LEN(sysfs_graphics_rows);
