/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which function prints a file of a control group, and the printers that several rows use. */
#include "kernel/cgroup/file.h"

static const struct cgroup_row rows[] = {
#define PRINTER(function, how, object, path) {#function, cgroup_##how, object, path},
#include "kernel/cgroup/files.def"
#undef PRINTER
};

static const struct handler_table table = HANDLER_TABLE("cgroup files", rows);

static ref type_of(ref file)
{
	return cast(ptr(file, "priv"), "struct cftype");
}

uint64_t cgroup_file_reader(ref file)
{
	ref type = type_of(file);

	if (addr(type, "seq_show"))
		return addr(type, "seq_show");
	return addr(type, "read_u64") ? addr(type, "read_u64") : addr(type, "read_s64");
}

ref css_of(ref cgroup, const char *controller)
{
	return ptr_at(cgroup, "subsys[]", enumv(context(cgroup), controller));
}

bool css_is_root(ref css)
{
	return !addr(css, "parent");
}

ref css_object(const struct cgroup_row *row, ref css)
{
	struct emit *e = context(css);

	return at(e, css.addr - offsetof_member(e, row->object, "css"), row->object);
}

void cgroup_file_print(struct emit *e, ref file)
{
	ref type = type_of(file), cgroup = cast(ptr(kernfs_parent(file), "priv"), "struct cgroup"), css;
	uint64_t reader = cgroup_file_reader(file);
	const struct cgroup_row *row = handler_row(e, &table, reader);

	if (!row) {
		fail(e, file_printf(e, "%s()", symbol_name(e, reader)), "how it prints its file is not known", 0);
		return;
	}
	css = addr(type, "ss") ? ptr_at(cgroup, "subsys[]", num(type, "ss->id")) : sub(cgroup, "self");
	row->print(e, row, css, type);
}

/* ---- what several rows use ------------------------------------------------------------- */

void print_limit(struct emit *e, long value, long none)
{
	if (value == none)
		out(e, "max\n");
	else
		out(e, "%ld\n", value);
}

CGROUP_FILE(cgroup_number)
{
	out(e, "%lu\n", num_(css_object(row, css), row->path, 0));
}

CGROUP_FILE(cgroup_signed)
{
	out(e, "%ld\n", num_(css_object(row, css), row->path, 0));
}


CGROUP_FILE(cgroup_zero)
{
	out(e, "0\n");
}

CGROUP_FILE(cgroup_empty)
{
}

/* Reading it is an error. */
CGROUP_FILE(cgroup_unreadable)
{
	absent(e, "cannot be read");
}
