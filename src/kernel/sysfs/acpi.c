/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ACPI devices: drivers/acpi/device_sysfs.c */
#include "kernel/sysfs/rows.h"

#include <string.h>

/* Other devices hang below them; their files of the same names are not known. */
static ref acpi_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);
	ref acpi = container(f->kobject, "struct acpi_device", "dev.kobj");

	if (addr(acpi, "dev.bus") != symaddr(e, "acpi_bus_type"))
		fail(e, "struct device", "is not of the ACPI bus", f->kobject.addr);
	return acpi;
}

static SYSFS_FILE(show_hid)
{
	EACH(id, list(sub(acpi_of(f), "pnp.ids"), "struct acpi_hardware_id", "list")) {
		out(e, "%s\n", str(id, "id"));
		return;
	}
	out(e, "device\n");
}

/* What it can be taken for as well: the identifiers behind the first. */
static SYSFS_FILE(show_compatible)
{
	EACH(id, list(sub(acpi_of(f), "pnp.ids"), "struct acpi_hardware_id", "list"))
		if (PLACE(id))
			row(e, "%s\n", str(id, "id"));
}

/* The names of a device and of those above it, joined by dots: acpi_get_name(). */
static const char *path_of(struct emit *e, ref acpi)
{
	const char *path = "";

	EACH(node, chain(cast(ptr(acpi, "handle"), "struct acpi_namespace_node"), "parent")) {
		const char *name = read_bytes(e, sub(node, "name").addr, 4);

		if (!name)
			break;
		if (KEY(node) > LIMIT_TREE_DEPTH) {
			fail(e, "struct acpi_namespace_node", "lies deeper than any may", node.addr);
			break;
		}
		if (name[0] == '\\')
			return file_printf(e, "\\%s", path);
		path = file_printf(e, "%.4s%s%s", name, *path ? "." : "", path);
	}
	return path;
}

/* The handle of the whole system is no address: ACPI_ROOT_OBJECT. */
static SYSFS_FILE(show_path)
{
	ref acpi = acpi_of(f);
	const char *path = addr(acpi, "handle") == UINT64_MAX ? "\\" : path_of(e, acpi);

	if (!tainted(e))
		out(e, "%s\n", path);
}

/* What firmware has as a number in its table of names; null for what it computes when it is asked. */
static ref constant_of(struct emit *e, ref acpi, const char *name)
{
	enum { INTEGER = 1 };
	ref node = cast(ptr(acpi, "handle"), "struct acpi_namespace_node");

	EACH(child, chain(ptr(node, "child"), "peer")) {
		const void *its_name = read_bytes(e, sub(child, "name").addr, 4);

		if (its_name && !memcmp(its_name, name, 4) && num(child, "type") == INTEGER)
			return cast(ptr(child, "object"), "union acpi_operand_object");
	}
	return (ref){0, node.type};
}

/* The kernel remembers an answer of firmware's, but only from when the device appeared. */
static SYSFS_FILE(show_status)
{
	ref constant = constant_of(e, acpi_of(f), "_STA");

	if (null(constant))
		stub(e, "firmware computes it when it is asked");
	else
		out(e, "%lu\n", num(constant, "integer.value"));
}

static SYSFS_FILE(show_alias)
{
	out(e, "%s\n", acpi_modalias(acpi_of(f)));
}

static SYSFS_FILE(show_uid)
{
	out(e, "%s\n", str(acpi_of(f), "pnp.unique_id"));
}

static SYSFS_FILE(show_address)
{
	unsigned long address = (unsigned long)num(acpi_of(f), "pnp.bus_address");

	out(e, address >> 32 ? "0x%016lx\n" : "0x%08lx\n", address);
}

#define ACPI "devices/LNXSYSTM:00*"

const struct sysfs_row sysfs_acpi_rows[] = {
	{"hid", ACPI, .print = show_hid},
	{"cid", ACPI, .print = show_compatible},
	{"status", ACPI, .print = show_status},
	{"path", ACPI, .print = show_path},
	{"modalias_show()", ACPI, .print = show_alias},
	{"uid", ACPI, .print = show_uid},
	{"adr", ACPI, .print = show_address},
};
const size_t sysfs_acpi_row_count = ARRAY_LEN(sysfs_acpi_rows);
