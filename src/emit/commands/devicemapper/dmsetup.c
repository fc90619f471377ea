/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/devicemapper/dmsetup_{info_-c,table,status}: mapped devices, as dmsetup(8) lists them */
#include "emit/emit.h"

#include <string.h>

struct mapped {
	ref device, table;	/* struct mapped_device, struct dm_table; table null: none is live */
	ref cell;		/* struct hash_cell: name and UUID */
	ref disk;
};

/* False for other disks. */
static bool mapped_of(struct emit *e, ref disk, struct mapped *m)
{
	if (!disk_is_mapped(disk))
		return false;
	m->disk = disk;
	m->device = at(e, addr(disk, "private_data"), "struct mapped_device");
	m->table = at(e, addr(m->device, "map"), "struct dm_table");
	m->cell = at(e, addr(m->device, "interface_ptr"), "struct hash_cell");
	return true;
}

static bool known(struct emit *e)
{
	if (!has_module_sym(e, "dm_mod", "dm_blk_dops")) {
		absent(e, "the device mapper is not loaded");
		return false;
	}
	if (!has_type(e, "struct mapped_device") || !has_type(e, "struct hash_cell") || !has_type(e, "struct dm_table")) {
		stub(e, "the types of the device mapper's module are not known");
		return false;
	}
	return true;
}

EMITTER(cmd_dmsetup_info)
{
	enum { SUSPENDED = 1 << 1 };
	struct mapped m;

	if (!known(e))
		return;
	out(e, "Name             Maj Min Stat Open Targ Event  UUID                            \n");
	EACH(disk, disks(e)) {
		if (!mapped_of(e, disk, &m))
			continue;
		row(e, "%-16s %3ld %3ld %c%c%c%c %4ld %4ld %6ld %-32s\n", str(m.cell, "name"), num(disk, "major"),
		    num(disk, "first_minor"), null(m.table) ? '-' : 'L', addr(m.cell, "new_map") ? 'I' : '-',
		    num(m.device, "flags") & SUSPENDED ? 's' : '-',
		    !null(m.table) && num(m.table, "mode") & 2 ? 'w' : 'r', num(m.device, "open_count"),
		    null(m.table) ? 0 : num(m.table, "num_targets"), num(m.device, "event_nr"),
		    addr(m.cell, "uuid") ? str(m.cell, "uuid") : "");
	}
}

/* "7:2 0": what a linear target was made of.  Of other kinds the kernel's function alone knows. */
static const char *arguments(struct emit *e, ref target)
{
	const char *kind = str(target, "type->name");
	ref linear;

	if (strcmp(kind, "linear") || !has_type(e, "struct linear_c")) {
		remark(e, "what targets of the kind %s were made of is not shown", kind);
		return "";
	}
	linear = at(e, addr(target, "private"), "struct linear_c");
	return file_printf(e, "%s %lu", str(linear, "dev->name"), (unsigned long)num(linear, "start"));
}

static void print_targets(struct emit *e, bool status)
{
	struct mapped m;

	if (!known(e))
		return;
	EACH(disk, disks(e)) {
		if (!mapped_of(e, disk, &m) || null(m.table))
			continue;
		EACH(target, array_n(m.table, "targets", num(m.table, "num_targets")))
			row(e, "%s: %lu %lu %s %s\n", str(m.cell, "name"), num(target, "begin"), num(target, "len"),
			    str(target, "type->name"),
			    status && !strcmp(str(target, "type->name"), "linear") ? "" : arguments(e, target));
	}
}

EMITTER(cmd_dmsetup_table)
{
	print_targets(e, false);
}

EMITTER(cmd_dmsetup_status)
{
	print_targets(e, true);
}
