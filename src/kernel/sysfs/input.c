/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/input/input<n>/…: drivers/input/input.c */
#include "kernel/sysfs/rows.h"

static ref input_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct input_dev", "dev.kobj");
}

/* a: bitmap; its words from the first that is not 0, the highest one first: input_print_bitmap() */
static void show_bits(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref input = input_of(f);
	bool any = false;

	for (long i = len_(input, row->a) - 1; i >= 0; i--) {
		unsigned long word = (unsigned long)val(sub_at(sub_(input, row->a, 0), "[]", i));

		any = any || word;
		if (any)
			out(e, i ? "%lx " : "%lx", word);
	}
	out(e, any ? "\n" : "0\n");
}

static void show_id(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%04lx\n", num_(input_of(f), row->a, 0));
}

#define TEXT(name) {"input_dev_show_" name "()", "devices/*", sysfs_field_string, "struct input_dev", "dev.kobj", name, 0}
#define CAPABILITY(name) {"input_dev_show_cap_" name "()", "devices/*", show_bits, name "bit", 0, 0, 0}
#define ID(name) {"input_dev_show_id_" name "()", "devices/*", show_id, "id." name, 0, 0, 0}

const struct sysfs_row sysfs_input_rows[] = {
	TEXT("name"), TEXT("phys"), TEXT("uniq"),
	CAPABILITY("ev"), CAPABILITY("key"), CAPABILITY("rel"), CAPABILITY("abs"), CAPABILITY("msc"), CAPABILITY("led"),
	CAPABILITY("snd"), CAPABILITY("ff"), CAPABILITY("sw"),
	{"input_dev_show_properties()", "devices/*", show_bits, "propbit", 0, 0, 0},
	ID("bustype"), ID("vendor"), ID("product"), ID("version"),
	{"inhibited_show()", "devices/*", sysfs_field, "struct input_dev", "dev.kobj", "inhibited", 0},
};
const size_t sysfs_input_row_count = ARRAY_LEN(sysfs_input_rows);
