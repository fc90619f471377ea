/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

ref subsystem_private(ref owner, const char *kset, const char *member)
{
	struct emit *e = context(owner);
	ref all;

	if (poisoned(owner) || has(owner, "p"))
		return poisoned(owner) ? owner : ptr(owner, "p");
	all = deref(sym(e, kset, "struct kset *"));
	if (null(all))		/* too early */
		return at(e, 0, "struct subsys_private");
	EACH(kobj, list(sub(all, "list"), "struct kobject", "entry")) {
		ref private = container(kobj, "struct subsys_private", "subsys.kobj");

		if ((uint64_t)num_(private, member, 0) == owner.addr)
			return private;
	}
	return at(e, 0, "struct subsys_private");
}

struct walk bus_devices(struct emit *e, const char *bus_symbol)
{
	struct address_list found = address_list(e);
	ref private = subsystem_private(sym(e, bus_symbol, "struct bus_type"), "bus_kset", "bus");

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
