/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/input/input<n>/…: drivers/input/input.c */
#include "kernel/sysfs/rows.h"

static ref input_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct input_dev", "dev.kobj");
}

/* The words of a bitmap from the first that is not 0, the highest one first: input_print_bitmap() */
static void print_words(struct emit *e, ref input, const char *bitmap)
{
	bool any = false;

	for (long i = len_(input, bitmap) - 1; i >= 0; i--) {
		unsigned long word = (unsigned long)val(sub_at(sub_(input, bitmap, 0), "[]", i));

		any = any || word;
		if (any)
			out(e, i ? "%lx " : "%lx", word);
	}
	out(e, any ? "\n" : "0\n");
}

/* path: of a bitmap */
static SYSFS_FILE(show_bits)
{
	print_words(e, input_of(f), row->path);
}

/* ---- names: all that a device can do ------------------------------------------------------------------- */

static const struct capability {
	const char *bitmap, *name;
	unsigned event;	/* that tells of it: include/uapi/linux/input-event-codes.h */
	char letter;	/* in the device's alias */
	long first;	/* that counts there */
} capabilities[] = {
	{"keybit", "KEY", 1, 'k', 0x71}, {"relbit", "REL", 2, 'r', 0}, {"absbit", "ABS", 3, 'a', 0}, {"mscbit", "MSC", 4, 'm', 0},
	{"ledbit", "LED", 17, 'l', 0}, {"sndbit", "SND", 18, 's', 0}, {"ffbit", "FF", 21, 'f', 0}, {"swbit", "SW", 5, 'w', 0},
};

static void print_numbers(struct emit *e, ref input, char letter, const char *bitmap, long first)
{
	out(e, "%c", letter);
	EACH_KEY(bit, bits_(input, bitmap, size_(input, bitmap) * 8))
		if (bit >= first)
			out(e, "%lX,", bit);
}

static void print_alias(struct emit *e, ref input)
{
	out(e, "input:b%04lXv%04lXp%04lXe%04lX-", num(input, "id.bustype"), num(input, "id.vendor"), num(input, "id.product"),
	    num(input, "id.version"));
	print_numbers(e, input, 'e', "evbit", 0);
	for (const struct capability *c = capabilities; c < capabilities + ARRAY_LEN(capabilities); c++)
		print_numbers(e, input, c->letter, c->bitmap, c->first);
	out(e, "\n");
}

static SYSFS_FILE(show_alias)
{
	print_alias(e, input_of(f));
}

static void print_text(struct emit *e, ref input, const char *name, const char *member)
{
	if (num_(input, member, 0))
		out(e, "%s=\"%s\"\n", name, str_(input, member, 0));
}

/* What input_dev_uevent() adds. */
void input_uevent(struct emit *e, ref device)
{
	ref input = container(device, "struct input_dev", "dev");
	unsigned long can = (unsigned long)num(input, "evbit[0]");

	out(e, "PRODUCT=%lx/%lx/%lx/%lx\n", num(input, "id.bustype"), num(input, "id.vendor"), num(input, "id.product"),
	    num(input, "id.version"));
	print_text(e, input, "NAME", "name");
	print_text(e, input, "PHYS", "phys");
	print_text(e, input, "UNIQ", "uniq");
	out(e, "PROP=");
	print_words(e, input, "propbit");
	out(e, "EV=");
	print_words(e, input, "evbit");
	for (size_t i = 0; i < ARRAY_LEN(capabilities); i++) {
		if (can >> capabilities[i].event & 1) {
			out(e, "%s=", capabilities[i].name);
			print_words(e, input, capabilities[i].bitmap);
		}
	}
	out(e, "MODALIAS=");
	print_alias(e, input);
}

static SYSFS_FILE(show_id)
{
	out(e, "%04lx\n", num_(input_of(f), row->path, 0));
}

#define TEXT(name) {"input_dev_show_" name "()", "devices/*", sysfs_field_string, .type = "struct input_dev", .kobject = "dev.kobj", .path = name}
#define CAPABILITY(name) {"input_dev_show_cap_" name "()", "devices/*", show_bits, .path = name "bit"}
#define ID(name) {"input_dev_show_id_" name "()", "devices/*", show_id, .path = "id." name}

const struct sysfs_row sysfs_input_rows[] = {
	TEXT("name"), TEXT("phys"), TEXT("uniq"),
	CAPABILITY("ev"), CAPABILITY("key"), CAPABILITY("rel"), CAPABILITY("abs"), CAPABILITY("msc"), CAPABILITY("led"),
	CAPABILITY("snd"), CAPABILITY("ff"), CAPABILITY("sw"),
	{"input_dev_show_properties()", "devices/*", show_bits, .path = "propbit"},
	ID("bustype"), ID("vendor"), ID("product"), ID("version"),
	{"input_dev_show_modalias()", "devices/*", .print = show_alias},
	{"inhibited_show()", "devices/*", sysfs_field, .type = "struct input_dev", .kobject = "dev.kobj", .path = "inhibited"},
};
const size_t sysfs_input_row_count = ARRAY_LEN(sysfs_input_rows);
