/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/nvme/nvme_list, nvme_list-subsys: NVMe namespaces and controllers, as nvme-cli lists them */
#include "emit/emit.h"

#include <string.h>

/* " 33.55  MB": three digits before the point at the most, powers of ten */
static const char *decimal(struct emit *e, uint64_t bytes)
{
	static const char *const units[] = {"", "K", "M", "G", "T", "P", "E"};
	double value = (double)bytes;
	unsigned unit = 0;

	for (; value >= 1000 && unit + 1 < ARRAY_LEN(units); unit++)
		value /= 1000;
	return file_printf(e, "%6.2f %2sB", value, units[unit]);
}

/* Blocks that are in use are known since 6.8, when the kernel began to keep the number. */
static const char *usage(struct emit *e, ref ns, uint64_t size, long block)
{
	const char *used = "     -   B";

	if (has(ns, "head->nuse"))
		used = decimal(e, (uint64_t)num(ns, "head->nuse") * (uint64_t)block);
	else
		remark(e, "how much of a namespace is in use is known to the device only");
	return file_printf(e, "%s / %s", used, decimal(e, size));
}

static const char *format(struct emit *e, ref ns, long block)
{
	bool big = block >= 1024;

	return file_printf(e, "%3ld %2sB + %2ld B", big ? block >> 10 : block, big ? "Ki" : "", num(ns, "head->ms|ms"));
}

static void print_namespace(struct emit *e, ref controller, ref ns)
{
	ref disk = nvme_namespace_disk(ns), subsystem = ptr(controller, "subsys");
	const char *name = str(disk, "disk_name");
	long block = num(disk, "queue->limits.logical_block_size");
	uint64_t size = 0;

	EACH(part, partitions(disk)) {
		size = partition_of(disk, part).sectors << 9;
		break;
	}
	row(e, "%-21s %-21s %-20.20s %-40.40s %-9lu %-26s %-16s %-8.8s\n", file_printf(e, "/dev/%s", name),
	    str_starts(name, "nvme") ? file_printf(e, "%sng%s", has(ns, "cdev") ? "/dev/" : "", name + strlen("nvme")) : "",
	    without_blanks(e, str(subsystem, "serial")), without_blanks(e, str(subsystem, "model")), num(ns, "head->ns_id"),
	    usage(e, ns, size, block), format(e, ns, block), without_blanks(e, str(subsystem, "firmware_rev")));
}

EMITTER(cmd_nvme_list)
{
	static const char dashes[] = "----------------------------------------";

	if (!nvme_known(e))
		return;
	out(e, "%-21s %-21s %-20s %-40s %-9s %-26s %-16s %-8s\n", "Node", "Generic", "SN", "Model", "Namespace", "Usage",
	    "Format", "FW Rev");
	out(e, "%.21s %.21s %.20s %.40s %.9s %.26s %.16s %.8s\n", dashes, dashes, dashes, dashes, dashes, dashes, dashes, dashes);
	EACH(controller, nvme_controllers(e))
		EACH(ns, nvme_namespaces(controller))
			print_namespace(e, controller, ns);
}

EMITTER(cmd_nvme_list_subsys)
{
	if (!nvme_known(e))
		return;
	EACH(controller, nvme_controllers(e)) {
		ref device = sub(ptr(controller, "device"), "kobj");
		const char *address = sysfs_attribute(device, "address"), *state = sysfs_attribute(device, "state");

		row(e, "nvme-subsys%ld - NQN=%s\n\\\n +- nvme%ld %s %s %s\n", num(controller, "subsys->instance"),
		    str(controller, "subsys->subnqn"), num(controller, "instance"), str(controller, "ops->name"),
		    address ? address : "", state ? state : "");
	}
}
