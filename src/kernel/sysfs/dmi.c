/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What firmware says of the machine, as one name: drivers/firmware/dmi-id.c */
#include "kernel/sysfs/rows.h"

#include <string.h>

/* In the kernel's table: a prefix, and the number of the text. */
struct part {
	uint64_t prefix, field;
};

static bool read_part(struct emit *e, uint64_t table, unsigned i, struct part *p)
{
	return probe_word(e, table + i * 16, &p->prefix) && probe_word(e, table + i * 16 + 8, &p->field) && p->prefix;
}

/*
 * Kernels differ in which texts they take (sku since 5.14).  Their table is one of many that compilers call
 * "fields.<n>": the one that begins with the BIOS vendor.
 */
static uint64_t find_table(struct emit *e)
{
	enum { MOST_NUMBERS = 10, MOST_NAMESAKES = 64 };
	uint64_t table;
	struct part p;

	for (unsigned number = 0; number < MOST_NUMBERS; number++)
		for (unsigned nth = 0; nth < MOST_NAMESAKES; nth++) {
			if (!program_symbol_nth(e->program, file_printf(e, "fields.%u", number), nth, &table))
				break;
			if (read_part(e, table, 0, &p) && has_enum(e, "DMI_BIOS_VENDOR") &&
			    (p.field & UINT32_MAX) == (uint64_t)enumv(e, "DMI_BIOS_VENDOR") && !strcmp(string(e, p.prefix), "bvn"))
				return table;
		}
	return 0;
}

/* NULL: not known */
const char *dmi_modalias(struct emit *e)
{
	enum { MOST_PARTS = 32, MOST_FIELDS = 64 };
	ref texts = sym(e, "dmi_ident", "char *[64]");
	uint64_t table = find_table(e);
	struct part p;
	char *alias = file_printf(e, "dmi");

	if (!table)
		return NULL;
	for (unsigned i = 0; i < MOST_PARTS && read_part(e, table, i, &p); i++) {
		long field = (long)(p.field & (MOST_FIELDS - 1));
		const char *text = str_at(texts, "[]", field);
		char *end;

		if (!val(elem(texts, "", field)))
			continue;
		alias = file_printf(e, "%s:%s%s", alias, string(e, p.prefix), text);
		end = alias + strlen(alias) - strlen(text);
		for (; *text; text++)
			if (*text > ' ' && *text < 127 && *text != ':')
				*end++ = *text;
		*end = '\0';
	}
	return file_printf(e, "%s:", alias);
}

static SYSFS_FILE(show_alias)
{
	const char *alias = dmi_modalias(e);

	if (alias)
		out(e, "%s\n", alias);
	else
		stub(e, "which texts make up the name is not known");
}

const struct sysfs_row sysfs_dmi_rows[] = {
	{"modalias", "devices/virtual/dmi/id", .print = show_alias},
};
const size_t sysfs_dmi_row_count = ARRAY_LEN(sysfs_dmi_rows);
