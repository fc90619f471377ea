/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of lsscsi(8): SCSI devices by address, then NVMe namespaces */
#include "emit/emit.h"
#include "emit/commands/scsi/lsscsi.h"

#include <string.h>

static const char *attribute(ref device, const char *name)
{
	return sysfs_attribute(sub(device, "sdev_gendev.kobj"), name);
}

static const char *or_else(const char *text, const char *otherwise)
{
	return text ? text : otherwise;
}

/* By type of peripheral device, as lsscsi writes it. */
static const char *kind(struct emit *e, long type)
{
	static const char *const names[] = {
		"disk", "tape", "printer", "process", "worm", "cd/dvd", "scanner", "optical", "mediumx", "comms", NULL, NULL,
		"storage", "enclosu", "sim dsk", "opti rd", "bridge", "osd", "adi", "sec man", "zbc",
		[30] = "wlun", [31] = "no dev",
	};

	if (type < 0 || type >= (long)ARRAY_LEN(names))
		return "type???";
	return names[type] ? names[type] : file_printf(e, "(0x%lx)", type);
}

/* "sda", "st0"; of others (changers, enclosures) none */
static const char *device_node(struct emit *e, ref device)
{
	static const char *const folders[] = {"block", "scsi_tape", "scsi_changer"};

	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		const char *name = sysfs_first_entry(sub(device, "sdev_gendev.kobj"), folders[i]);

		if (name)
			return file_printf(e, "/dev/%s", name);
	}
	return "-";
}

static const char *inquiry(struct emit *e, ref device)
{
	return file_printf(e, "%-8s %-16s %-4s", or_else(attribute(device, "vendor"), "vendor?"),
			   or_else(attribute(device, "model"), "model?"), or_else(attribute(device, "rev"), "rev?"));
}

static const char *model(struct emit *e, const struct lsscsi_line *l)
{
	const char *name = without_blanks(e, str(l->controller, "subsys->model"));
	const char *number = file_printf(e, "__%lu", num(l->ns, "head->ns_id"));

	return file_printf(e, "%.*s%s", 41 - (int)strlen(number), name, number);
}

static void print_line(struct emit *e, const struct lsscsi_form *form, const struct lsscsi_line *l)
{
	bool is_scsi = !null(l->device);
	const char *middle = form->middle ? form->middle(e, l) : NULL;

	if (!middle)
		middle = is_scsi ? inquiry(e, l->device) : model(e, l);
	row(e, "%-*s%s%-7s %-*s  %s%-9s%s\n", 13, l->name, strlen(l->name) >= 13 ? " " : "",
	    is_scsi ? kind(e, num(l->device, "type")) : "disk", is_scsi ? 30 : 41, middle,
	    form->before_node ? form->before_node(e, l) : "", l->node, form->after_node ? form->after_node(e, l) : "");
}

static void print_device(struct emit *e, const struct lsscsi_form *form, ref device)
{
	struct lsscsi_line l = {.device = device, .disk = scsi_device_disk(device), .node = device_node(e, device)};

	l.ns = l.controller = at(e, 0, "void");
	l.name = file_printf(e, "[%ld:%ld:%ld:%lu]", num(device, "host->host_no"), num(device, "channel"), num(device, "id"),
			     num(device, "lun"));
	print_line(e, form, &l);
}

static void print_namespace(struct emit *e, const struct lsscsi_form *form, ref controller, ref ns)
{
	struct lsscsi_line l = {.device = at(e, 0, "void"), .ns = ns, .controller = controller, .disk = nvme_namespace_disk(ns)};

	l.node = file_printf(e, "/dev/%s", str(l.disk, "disk_name"));
	l.name = file_printf(e, "[N:%ld:%ld:%lu]", num(controller, "instance"), num(controller, "cntlid"),
			     num(ns, "head->ns_id"));
	print_line(e, form, &l);
}

void lsscsi_print(struct emit *e, const struct lsscsi_form *form)
{
	bool has_scsi = has_sym(e, "scsi_bus_type"), has_nvme = has_sym(e, "nvme_class");

	if (!has_scsi && !has_nvme)
		absent(e, "neither SCSI nor NVMe is there");
	if (has_scsi && !has_type(e, "struct scsi_device"))
		remark(e, "SCSI devices are not shown: the types of their module are not known");
	else if (has_scsi)
		EACH(device, scsi_devices_by_address(e))
			print_device(e, form, device);
	if (has_nvme && !has_type(e, "struct nvme_ctrl"))
		remark(e, "NVMe namespaces are not shown: the types of their module are not known");
	else if (has_nvme)
		EACH(controller, nvme_controllers(e))
			EACH(ns, nvme_namespaces(controller))
				print_namespace(e, form, controller, ns);
}
