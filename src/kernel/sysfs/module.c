/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/module/<name>/…: kernel/params.c, kernel/module/ */
#include "kernel/sysfs/rows.h"

#include <string.h>

/* struct module of the folder; null for what is built in. */
static ref module_of(const struct sysfs_file *f)
{
	return ptr(container(f->kobject, "struct module_kobject", "kobj"), "mod");
}

/* ---- the module itself ------------------------------------------------------------------- */

static SYSFS_FILE(show_refcnt)
{
	out(e, "%ld\n", module_refcount(module_of(f)));
}

static SYSFS_FILE(show_state)
{
	long state = num(module_of(f), "state");

	out(e, "%s\n", state == enumv(e, "MODULE_STATE_LIVE") ? "live" : state == enumv(e, "MODULE_STATE_COMING") ? "coming" : "going");
}

static SYSFS_FILE(show_taint)
{
	out(e, "%s\n", taint_letters(e, (uint64_t)num(module_of(f), "taints"), true));
}

static SYSFS_FILE(show_version)
{
	ref module = module_of(f);

	if (!null(module))
		out(e, "%s\n", strcmp(f->name, "version") ? str(module, "srcversion") : str(module, "version"));
	else
		out(e, "%s\n", str(at(e, f->attribute, "struct module_version_attribute"), "version"));
}

/* Namespaces of symbols that it takes from; told since 7.0. */
static SYSFS_FILE(show_imports)
{
	out(e, "%s\n", str(module_of(f), "imported_namespaces"));
}

/* Memory by purpose since 6.4 (ac3b43283923): the first kinds are what stays, the last what init took. */
static SYSFS_FILE(show_size)
{
	ref module = module_of(f);
	bool init = !strcmp(row->kind, "init");
	unsigned long sum = 0;

	if (has(module, "mem[0].size")) {
		EACH(mem, array(module, "mem"))
			if ((KEY(mem) >= enumv(e, "MOD_INIT_TEXT")) == init)
				sum += (unsigned long)num(mem, "size");
	} else if (has(module, "core_layout.size")) {
		sum = (unsigned long)(init ? num(module, "init_layout.size") : num(module, "core_layout.size"));
	} else {
		sum = (unsigned long)(init ? num(module, "init_size") : num(module, "core_size"));
	}
	out(e, "%lu\n", sum);
}

/* The address is the attribute's private word since 6.14 (module_sect_attr before). */
static SYSFS_FILE(show_section)
{
	bool is_own = has_type(e, "struct module_sect_attr");
	uint64_t address = is_own ? addr(at(e, f->attribute, "struct module_sect_attr"), "address") :
				    addr(at(e, f->attribute, "struct bin_attribute"), "private");

	out(e, "0x%016llx\n", (unsigned long long)address);
}

/* ELF notes, of which the build ID is one. */
static SYSFS_FILE(show_note)
{
	ref note = at(e, f->attribute, "struct bin_attribute");
	long n = num(note, "size");

	if (n > 0 && n < 65536)
		out_bytes(e, read_bytes(e, addr(note, "private"), (size_t)n), (size_t)n);
}

const struct sysfs_row sysfs_module_rows[] = {
	{"*", "module/*/notes", .print = show_note},
	{"*", "module/*/sections", .print = show_section},
	{"coresize", "module/~", show_size, .kind = "core"},
	{"initsize", "module/~", show_size, .kind = "init"},
	{"initstate", "module/~", .print = show_state},
	{"refcnt", "module/~", .print = show_refcnt},
	{"taint", "module/~", .print = show_taint},
	{"import_ns", "module/~", .print = show_imports},
	{"srcversion", "module/~", .print = show_version},
	{"version", "module/~", .print = show_version},
};
const size_t sysfs_module_row_count = ARRAY_LEN(sysfs_module_rows);
