/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Devices that a device tree describes (drivers/of/device.c, module.c), and those of ARM's AMBA bus (drivers/amba/bus.c) */
#include "kernel/sysfs/rows.h"

#include <string.h>

/* Longer values of a property are none that is shown. */
#define MOST_BYTES 4096

/* ---- nodes ---------------------------------------------------------------------------------------- */

static const char *base_name(ref node)
{
	const char *name = str(node, "full_name"), *slash = strrchr(name, '/');

	return slash ? slash + 1 : name;
}

/* The name of a node and of those above it: %pOF */
static const char *path_of(ref node)
{
	struct emit *e = context(node);
	const char *path = "";

	if (!addr(node, "parent"))
		return "/";
	EACH(n, chain(node, "parent")) {
		if (!addr(n, "parent"))
			break;
		path = file_printf(e, "/%s%s", base_name(n), path);
		if (KEY(n) > LIMIT_TREE_DEPTH) {
			fail(e, "struct device_node", "lies deeper than any may", n.addr);
			break;
		}
	}
	return path;
}

/* Without what says where it is: %pOFn */
static const char *name_of(ref node)
{
	const char *name = base_name(node);

	return file_printf(context(node), "%.*s", (int)strcspn(name, "@"), name);
}

struct property {
	const char *bytes;	/* NULL: there is none */
	size_t size;
};

static struct property property_of(ref node, const char *name)
{
	struct emit *e = context(node);

	EACH(p, chain(ptr(node, "properties"), "next")) {
		long n = num(p, "length");

		if (!strcmp(str(p, "name"), name) && n > 0 && n <= MOST_BYTES)
			return (struct property){read_bytes(e, addr(p, "value"), (size_t)n), (size_t)n};
	}
	return (struct property){NULL, 0};
}

/* The next of the texts that a property consists of; NULL after the last, and for one without an end. */
static const char *next_text(const struct property *p, const char *text)
{
	const char *next = !p->bytes ? NULL : text ? text + strlen(text) + 1 : p->bytes;

	return next && next < p->bytes + p->size && memchr(next, '\0', p->size - (size_t)(next - p->bytes)) ? next : NULL;
}

static const char *kind_of(ref node)
{
	struct property kind = property_of(node, "device_type");

	return next_text(&kind, NULL);
}

/* ---- names of devices -------------------------------------------------------------------------------- */

const char *tree_modalias(ref node)
{
	struct emit *e = context(node);
	struct property compatible = property_of(node, "compatible");
	const char *kind = kind_of(node);
	char *alias = file_printf(e, "of:N%sT%s", name_of(node), kind ? kind : "(null)");

	for (const char *text = next_text(&compatible, NULL); text; text = next_text(&compatible, text)) {
		char *blank;

		alias = file_printf(e, "%sC%s", alias, text);
		while ((blank = strchr(alias, ' ')))
			*blank = '_';
	}
	return alias;
}

/* of_device_uevent() */
void tree_uevent(struct emit *e, ref device)
{
	ref node = ptr(device, "of_node");
	struct property compatible = property_of(node, "compatible");
	const char *kind = kind_of(node);
	unsigned n = 0;

	out(e, "OF_NAME=%s\nOF_FULLNAME=%s\n", name_of(node), path_of(node));
	if (kind)
		out(e, "OF_TYPE=%s\n", kind);
	for (const char *text = next_text(&compatible, NULL); text; text = next_text(&compatible, text))
		out(e, "OF_COMPATIBLE_%u=%s\n", n++, text);
	out(e, "OF_COMPATIBLE_N=%u\n", n);
	n = 0;
	EACH(alias, list(sym(e, "aliases_lookup", "struct list_head"), "struct alias_prop", "link"))
		if (addr(alias, "np") == node.addr)
			out(e, "OF_ALIAS_%u=%s\n", n++, str(alias, "alias"));
}

static SYSFS_FILE(show_spec)
{
	ref device = sysfs_device(f);

	if (has(device, "of_node") && addr(device, "of_node"))
		out(e, "%s\n", path_of(ptr(device, "of_node")));
}

/* ---- AMBA ---------------------------------------------------------------------------------------------- */

/* Null, and the file a stub, for devices of other buses. */
static ref amba_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);
	ref device = sysfs_device(f);

	if (has_sym(e, "amba_bustype") && addr(device, "bus") == symaddr(e, "amba_bustype"))
		return container(device, "struct amba_device", "dev");
	stub(e, "how devices of its bus show it is not known");
	return (ref){0, device.type};
}

void amba_uevent(struct emit *e, ref device)
{
	long id = num(container(device, "struct amba_device", "dev"), "periphid");

	out(e, "AMBA_ID=%08lx\nMODALIAS=amba:d%08lX\n", id, id);
}

static SYSFS_FILE(show_id)
{
	ref amba = amba_of(f);

	if (!null(amba))
		out(e, "%08lx\n", num(amba, "periphid"));
}

static SYSFS_FILE(show_resource)
{
	ref amba = amba_of(f), r;

	if (null(amba))
		return;
	r = sub(amba, "res");
	out(e, "\t%016lx\t%016lx\t%016lx\n", num(r, "start"), num(r, "end"), num(r, "flags"));
}

#define AMBA "devices/platform/*.*"

const struct sysfs_row sysfs_devicetree_rows[] = {
	{"devspec", "devices/*", .print = show_spec},
	{"id_show()", AMBA, .print = show_id},
	{"resource_show()", AMBA, .print = show_resource},
};
const size_t sysfs_devicetree_row_count = ARRAY_LEN(sysfs_devicetree_rows);
