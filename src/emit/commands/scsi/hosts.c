/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/scsi/lsscsi_-H: SCSI hosts and NVMe controllers; and how devices are connected, for lsscsi -t */
#include "emit/emit.h"
#include "emit/commands/scsi/lsscsi.h"

#include <string.h>

/* A transport class has put a folder beside the host: "fc_host/host0" */
static bool has_class(ref host, const char *class)
{
	return sysfs_first_entry(sub(host, "shost_gendev.kobj"), class) != NULL;
}

static const char *pci_transport(struct emit *e, ref controller)
{
	ref device = ptr(controller, "dev");
	const char *vendor, *id;

	if (strcmp(str(controller, "ops->name"), "pcie"))
		return str(controller, "ops->name");
	vendor = sysfs_attribute(sub(device, "kobj"), "subsystem_vendor");
	id = sysfs_attribute(sub(device, "kobj"), "subsystem_device");
	return vendor && id ? file_printf(e, "pcie %s:%s", vendor, id) : "transport?";
}

/* Where the address comes from a transport class of its own, lsscsi shows it; only the kind is told here. */
const char *lsscsi_transport(struct emit *e, const struct lsscsi_line *l)
{
	ref host;
	const char *driver;

	if (null(l->device))
		return pci_transport(e, l->controller);
	host = ptr(l->device, "host");
	if (has_class(host, "spi_host"))
		return file_printf(e, "spi:%ld", num(l->device, "id"));
	if (has_class(host, "sas_host") || has_class(host, "fc_host") || has_class(host, "iscsi_host") ||
	    has_class(host, "srp_host")) {
		remark(e, "addresses of SAS, Fibre Channel, iSCSI and SRP are not shown");
		return has_class(host, "sas_host") ? "sas:" : has_class(host, "fc_host") ? "fc:" :
		       has_class(host, "iscsi_host") ? "iscsi:" : "srp:";
	}
	driver = addr(host, "hostt->proc_name") ? str(host, "hostt->proc_name") : "";
	if (!strcmp(driver, "usb-storage") || !strcmp(driver, "uas"))
		return "usb:";
	if (!strcmp(driver, "ahci") || str_starts(driver, "sata") || strstr(driver, "ata")) {
		const char *id = scsi_unit_id(l->device);

		return file_printf(e, "%s%s", strcmp(driver, "ahci") && !str_starts(driver, "sata") ? "ata:" : "sata:",
				   id && (id[0] == '3' || id[0] == '2') ? id + 1 : "");
	}
	return "";
}

static const char *cut(struct emit *e, const char *text, int width)
{
	if ((int)strlen(text) <= width)
		return text;
	return file_printf(e, "%.*s_", width - 1, text);
}

EMITTER(cmd_lsscsi_H)
{
	if (!has_sym(e, "scsi_bus_type") && !has_sym(e, "nvme_class")) {
		absent(e, "neither SCSI nor NVMe is there");
		return;
	}
	if (has_sym(e, "scsi_bus_type") && !has_type(e, "struct Scsi_Host"))
		remark(e, "SCSI hosts are not shown: the types of their module are not known");
	else if (has_sym(e, "scsi_bus_type"))
		EACH(host, scsi_hosts(e))
			row(e, "[%ld]    %-12s  \n", num(host, "host_no"),
			    addr(host, "hostt->proc_name") ? str(host, "hostt->proc_name") : "(null)");
	if (!has_sym(e, "nvme_class") || !has_type(e, "struct nvme_ctrl"))
		return;
	EACH(controller, nvme_controllers(e)) {
		ref subsystem = ptr(controller, "subsys");

		row(e, "[N:%ld]  %-9s  %-32s  %-18s  %-8s\n", num(controller, "instance"),
		    file_printf(e, "/dev/nvme%ld", num(controller, "instance")),
		    cut(e, without_blanks(e, str(subsystem, "model")), 32),
		    cut(e, without_blanks(e, str(subsystem, "serial")), 18),
		    file_printf(e, "%.8s", without_blanks(e, str(subsystem, "firmware_rev"))));
	}
}
