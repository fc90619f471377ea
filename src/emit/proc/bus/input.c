/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/bus/input/devices, handlers.  input_devices_seq_show(), input_handlers_seq_show(), drivers/input/input.c */
#include "emit/emit.h"

/* Bitmaps by event type; EV_… of the second column must be among the device's events. */
static const struct input_bitmap {
	const char *name, *member;
	int event;
} bitmaps[] = {
	{"PROP", "propbit", -1}, {"EV", "evbit", -1}, {"KEY", "keybit", 1}, {"REL", "relbit", 2}, {"ABS", "absbit", 3},
	{"MSC", "mscbit", 4}, {"LED", "ledbit", 0x11}, {"SND", "sndbit", 0x12}, {"FF", "ffbit", 0x15}, {"SW", "swbit", 5},
};

/* Words in hex, the highest first, leading zeros left out. */
static void show_bitmap(struct emit *e, ref device, const struct input_bitmap *b)
{
	long n = len_(device, b->member);
	bool any = false;

	out(e, "B: %s=", b->name);
	for (long i = n - 1; i >= 0; i--) {
		long word = val(sub_at(sub_(device, b->member, 0), "[]", i));

		if (word || any) {
			out(e, "%lx%s", word, i ? " " : "");
			any = true;
		}
	}
	out(e, "%s\n", any ? "" : "0");
}

static void show(struct emit *e, ref device)
{
	unsigned long events = (unsigned long)num(device, "evbit[0]");

	out(e, "I: Bus=%04lx Vendor=%04lx Product=%04lx Version=%04lx\n", num(device, "id.bustype"), num(device, "id.vendor"),
	    num(device, "id.product"), num(device, "id.version"));
	out(e, "N: Name=\"%s\"\nP: Phys=%s\nS: Sysfs=%s\nU: Uniq=%s\nH: Handlers=", str(device, "name"), str(device, "phys"),
	    kobject_path(sub(device, "dev.kobj")), str(device, "uniq"));
	EACH(handle, list(sub(device, "h_list"), "struct input_handle", "d_node"))
		out(e, "%s ", str(handle, "name"));
	out(e, "\n");
	for (unsigned i = 0; i < ARRAY_LEN(bitmaps); i++)
		if (bitmaps[i].event < 0 || events >> bitmaps[i].event & 1)
			show_bitmap(e, device, &bitmaps[i]);
	out(e, "\n");
}

EMITTER(proc_bus_input_devices)
{
	if (!has_sym(e, "input_dev_list")) {
		absent(e, "the kernel has no input layer, or its module is not loaded");
		return;
	}
	EACH(device, list(sym(e, "input_dev_list", "struct list_head"), "struct input_dev", "node"))
		show(e, device);
}

EMITTER(proc_bus_input_handlers)
{
	if (!has_sym(e, "input_handler_list")) {
		absent(e, "the kernel has no input layer, or its module is not loaded");
		return;
	}
	EACH(handler, list(sym(e, "input_handler_list", "struct list_head"), "struct input_handler", "node")) {
		out(e, "N: Number=%ld Name=%s%s", KEY(handler), str(handler, "name"), addr(handler, "filter") ? " (filter)" : "");
		if (num(handler, "legacy_minors"))
			out(e, " Minor=%ld", num(handler, "minor"));
		out(e, "\n");
	}
}
