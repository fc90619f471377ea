/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sos_commands/hardware/dmidecode: the texts that the kernel has kept of the firmware's tables, in the blocks that
 * dmidecode(8) prints.  The tables themselves lie in memory that no dump has: handles and other fields are not known.
 */
#include "emit/emit.h"

struct text {
	const char *label, *enumerator;
};

static const struct block {
	long type;
	const char *title;
	struct text texts[8];
} blocks[] = {
	{0, "BIOS Information", {{"Vendor", "DMI_BIOS_VENDOR"}, {"Version", "DMI_BIOS_VERSION"}, {"Release Date", "DMI_BIOS_DATE"},
				 {"BIOS Revision", "DMI_BIOS_RELEASE"}, {"Firmware Revision", "DMI_EC_FIRMWARE_RELEASE"}}},
	{1, "System Information", {{"Manufacturer", "DMI_SYS_VENDOR"}, {"Product Name", "DMI_PRODUCT_NAME"},
				   {"Version", "DMI_PRODUCT_VERSION"}, {"Serial Number", "DMI_PRODUCT_SERIAL"},
				   {"UUID", "DMI_PRODUCT_UUID"}, {"SKU Number", "DMI_PRODUCT_SKU"},
				   {"Family", "DMI_PRODUCT_FAMILY"}}},
	{2, "Base Board Information", {{"Manufacturer", "DMI_BOARD_VENDOR"}, {"Product Name", "DMI_BOARD_NAME"},
				       {"Version", "DMI_BOARD_VERSION"}, {"Serial Number", "DMI_BOARD_SERIAL"},
				       {"Asset Tag", "DMI_BOARD_ASSET_TAG"}}},
	{3, "Chassis Information", {{"Manufacturer", "DMI_CHASSIS_VENDOR"}, {"Version", "DMI_CHASSIS_VERSION"},
				    {"Serial Number", "DMI_CHASSIS_SERIAL"}, {"Asset Tag", "DMI_CHASSIS_ASSET_TAG"}}},
};

static bool has_text(ref idents, const struct text *t)
{
	struct emit *e = context(idents);

	return has_enum(e, t->enumerator) && val(elem(idents, "", enumv(e, t->enumerator)));
}

static const char *text_of(ref idents, const struct text *t)
{
	const char *text = str_at(idents, "[]", enumv(context(idents), t->enumerator));

	return *text ? text : "Not Specified";
}

static void print_block(struct emit *e, ref idents, const struct block *b)
{
	bool any = false;

	for (size_t i = 0; i < ARRAY_LEN(b->texts) && b->texts[i].label; i++)
		any |= has_text(idents, &b->texts[i]);
	if (!any)
		return;
	out(e, "\nHandle unknown, DMI type %ld\n%s\n", b->type, b->title);
	for (size_t i = 0; i < ARRAY_LEN(b->texts) && b->texts[i].label; i++)
		if (has_text(idents, &b->texts[i]))
			row(e, "\t%s: %s\n", b->texts[i].label, text_of(idents, &b->texts[i]));
}

/* struct dmi_memdev_info: modules of memory that the firmware tells of, since 3.11 */
static void print_memory(struct emit *e)
{
	long n = has_sym(e, "dmi_memdev_nr") ? val(sym(e, "dmi_memdev_nr", "int")) : 0;
	ref first = n > 0 && n < 4096 ? deref(sym(e, "dmi_memdev", "struct dmi_memdev_info *")) : at(e, 0, "void");

	if (null(first) || !has_type(e, "struct dmi_memdev_info"))
		return;
	EACH(module, array_n(first, "", n)) {
		uint64_t bytes = (uint64_t)num(module, "size");

		out(e, "\nHandle 0x%04lX, DMI type 17\nMemory Device\n", num(module, "handle"));
		row(e, "\tSize: %s\n", !bytes ? "No Module Installed" : bytes == UINT64_MAX ? "Unknown" :
		    bytes >> 30 && !(bytes & ((1UL << 30) - 1)) ? file_printf(e, "%lu GB", bytes >> 30) :
								  file_printf(e, "%lu MB", bytes >> 20));
		row(e, "\tLocator: %s\n", str(module, "device"));
		row(e, "\tBank Locator: %s\n", str(module, "bank"));
	}
}

EMITTER(cmd_dmidecode)
{
	ref idents;

	if (!has_sym(e, "dmi_ident") || !has_sym(e, "dmi_available")) {
		absent(e, "the kernel knows no DMI");
		return;
	}
	if (!val(sym(e, "dmi_available", "int"))) {
		absent(e, "the firmware has no tables of DMI");
		return;
	}
	remark(e, "the firmware's tables are not in the dump: only the texts that the kernel has kept are shown");
	out(e, "# dmidecode\n");
	idents = sym(e, "dmi_ident", "char *[64]");
	for (size_t i = 0; i < ARRAY_LEN(blocks); i++)
		print_block(e, idents, &blocks[i]);
	print_memory(e);
}
