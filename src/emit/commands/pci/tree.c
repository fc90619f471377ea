/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/pci/lspci_-tv: PCI buses and what is on them as a tree, as pciutils draws it */
#include "emit/commands/pci/lspci.h"

#include <stdlib.h>
#include <string.h>

struct function {
	struct pci_place place;
	unsigned long vendor, device;
	bool on_root, is_bridge;
	unsigned long first_bus, last_bus;	/* behind a bridge */
};

struct functions {
	struct function *v;
	size_t count, room;
};

static bool is_on(const struct function *f, unsigned long domain, unsigned long bus)
{
	return f->place.domain == domain && f->place.bus == bus;
}

static void print_bus(struct emit *e, const struct functions *all, const struct pci_place *p, const char *line, const char *below,
		      unsigned depth);

/* line: what stands before it; below: the same on the lines under it */
static void print_function(struct emit *e, const struct functions *all, const struct function *f, const char *line, const char *below,
			   unsigned depth)
{
	const char *place = file_printf(e, "%02lx.%lx", f->place.slot, f->place.function), *name = pci_vendor_name(f->vendor);
	struct pci_place behind = {.domain = f->place.domain, .bus = f->first_bus};

	if (!f->is_bridge) {
		row(e, "%s%s  %s\n", line, place, name ? file_printf(e, "%s Device %04lx", name, f->device)
							: file_printf(e, "Device %04lx:%04lx", f->vendor, f->device));
		return;
	}
	place = f->last_bus > f->first_bus ? file_printf(e, "%s-[%02lx-%02lx]-", place, f->first_bus, f->last_bus)
					   : file_printf(e, "%s-[%02lx]-", place, f->first_bus);
	print_bus(e, all, &behind, file_printf(e, "%s%s", line, place), file_printf(e, "%s%*s", below, (int)strlen(place), ""), depth + 1);
}

static void print_bus(struct emit *e, const struct functions *all, const struct pci_place *p, const char *line, const char *below,
		      unsigned depth)
{
	size_t count = 0, seen = 0;

	for (size_t i = 0; i < all->count; i++)
		count += is_on(&all->v[i], p->domain, p->bus);
	if (!count || depth > LIMIT_PCI_DEPTH)
		row(e, "%s\n", line);
	for (size_t i = 0; i < all->count && depth <= LIMIT_PCI_DEPTH; i++) {
		bool last;

		if (!is_on(&all->v[i], p->domain, p->bus))
			continue;
		last = ++seen == count;
		print_function(e, all, &all->v[i],
			       file_printf(e, "%s%s", seen == 1 ? line : below, count == 1 ? "--" : last ? "\\-" : "+-"),
			       file_printf(e, "%s%s", below, last ? "  " : "| "), depth);
	}
}

/* The first function on a bus that no bridge leads to. */
static bool begins_root(const struct functions *all, size_t i)
{
	const struct function *f = &all->v[i];

	return f->on_root && (!i || !is_on(&all->v[i - 1], f->place.domain, f->place.bus));
}

static struct function function_of(ref pci)
{
	ref behind = ptr(pci, "subordinate");
	struct function f = {.place = pci_place(pci), .vendor = (unsigned long)num(pci, "vendor"), .is_bridge = !null(behind),
			     .device = (unsigned long)num(pci, "device"), .on_root = null(ptr(pci, "bus->self"))};

	if (f.is_bridge) {
		f.first_bus = (unsigned long)num(behind, "number");
		f.last_bus = (unsigned long)num(behind, "busn_res.end");
	}
	return f;
}

EMITTER(cmd_lspci_tree)
{
	struct functions all = {0};
	size_t roots = 0, seen = 0;

	if (!pci_there(e))
		return;
	remark(e, "names of devices are in no kernel");
	EACH(pci, pci_devices_by_place(e)) {
		struct function f = function_of(pci);

		if (tainted(e))
			continue;
		GROW(all.v, all.count, all.room);
		all.v[all.count++] = f;
	}
	forgive(e);	/* those that were found can be shown */
	for (size_t i = 0; i < all.count; i++)
		roots += begins_root(&all, i);
	for (size_t i = 0; i < all.count; i++) {
		const struct pci_place *p = &all.v[i].place;
		const char *branch, *below;

		if (!begins_root(&all, i))
			continue;
		branch = roots == 1 ? "-" : ++seen == 1 ? "-+-" : seen == roots ? " \\-" : " +-";
		below = roots == 1 ? " " : seen == roots ? "   " : " | ";
		print_bus(e, &all, p, file_printf(e, "%s[%04lx:%02lx]-", branch, p->domain, p->bus), file_printf(e, "%s%10s", below, ""), 0);
	}
	free(all.v);
}
