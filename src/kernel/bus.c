/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

/*
 * The private part of a bus.  Up to 6.3 struct bus_type points at it (p); since then it is found by
 * walking bus_kset (bus_to_subsys(), drivers/base/bus.c).
 */
static ref bus_private(struct emit *e, ref bus)
{
	ref found = {0, bus.type};

	if (poisoned(bus) || has(bus, "p"))
		return poisoned(bus) ? bus : ptr(bus, "p");
	EACH(kobj, list(sub(deref(sym(e, "bus_kset", "struct kset *")), "list"), "struct kobject", "entry")) {
		ref private = container(kobj, "struct subsys_private", "subsys.kobj");

		if (addr(private, "bus") == bus.addr) {
			found = private;
			break;
		}
	}
	return found;
}

struct walk bus_devices(struct emit *e, const char *bus_symbol)
{
	struct address_list found = address_list(e);
	ref private = bus_private(e, sym(e, bus_symbol, "struct bus_type"));

	if (!poisoned(private) && private.addr) {
		EACH(node, list(sub(private, "klist_devices.k_list"), "struct klist_node", "n_node")) {
			if (num(node, "n_klist") & 1)	/* being removed: klist_dead() */
				continue;
			address_add(&found, ptr(container(node, "struct device_private", "knode_bus"), "device").addr);
		}
	}
	return address_walk(e, &found, "struct device");
}

/* kobject_get_path(): from the top of sysfs, with a slash before each name. */
const char *kobject_path(ref kobject)
{
	struct emit *e = context(kobject);
	const char *path = "";

	EACH(k, chain(kobject, "parent")) {
		path = file_printf(e, "/%s%s", str(k, "name"), path);
		if (KEY(k) > LIMIT_TREE_DEPTH) {
			fail(e, "struct kobject", "lies deeper than any may", k.addr);
			break;
		}
	}
	return path;
}
