/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

#include <string.h>

bool nvme_known(struct emit *e)
{
	if (!has_module_sym(e, "nvme_core", "nvme_class")) {
		absent(e, "the driver of NVMe is not loaded");
		return false;
	}
	if (!has_type(e, "struct nvme_ctrl") || !has_type(e, "struct nvme_ns")) {
		stub(e, "the types of NVMe's module are not known");
		return false;
	}
	return true;
}

struct walk nvme_controllers(struct emit *e)
{
	struct sorted_list found = sorted_list(e);

	EACH(device, class_devices(e, "nvme_class")) {
		ref controller = at(e, addr(device, "driver_data"), "struct nvme_ctrl");

		sorted_add(&found, controller.addr, (unsigned long[SORT_KEYS]){(unsigned long)num(controller, "instance")});
	}
	return sorted_walk(e, &found, "struct nvme_ctrl");
}

struct walk nvme_namespaces(ref controller)
{
	return list(sub(controller, "namespaces"), "struct nvme_ns", "list");
}

ref nvme_namespace_disk(ref ns)
{
	ref head = ptr(ns, "head");

	if (has(head, "disk") && addr(head, "disk"))	/* with native multipath */
		return ptr(head, "disk");
	return ptr(ns, "disk");
}

const char *without_blanks(struct emit *e, const char *text)
{
	size_t n;

	text += strspn(text, " ");
	n = strlen(text);
	while (n && text[n - 1] == ' ')
		n--;
	return printable(e, text, n);
}
