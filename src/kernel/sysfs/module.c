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

static void show_refcnt(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%ld\n", module_refcount(module_of(f)));
}

static void show_state(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	long state = num(module_of(f), "state");

	out(e, "%s\n", state == enumv(e, "MODULE_STATE_LIVE") ? "live" : state == enumv(e, "MODULE_STATE_COMING") ? "coming" : "going");
}

static void show_taint(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%s\n", taint_letters(e, (uint64_t)num(module_of(f), "taints"), true));
}

static void show_version(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref module = module_of(f);

	if (!null(module))
		out(e, "%s\n", strcmp(f->name, "version") ? str(module, "srcversion") : str(module, "version"));
	else
		out(e, "%s\n", str(at(e, f->attribute, "struct module_version_attribute"), "version"));
}

/* Namespaces of symbols that it takes from; told since 7.0. */
static void show_imports(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%s\n", str(module_of(f), "imported_namespaces"));
}

/* Memory by purpose since 6.4 (ac3b43283923): the first kinds are what stays, the last what init took. */
static void show_size(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref module = module_of(f);
	bool init = !strcmp(row->a, "init");
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
static void show_section(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	bool is_own = has_type(e, "struct module_sect_attr");
	uint64_t address = is_own ? addr(at(e, f->attribute, "struct module_sect_attr"), "address") :
				    addr(at(e, f->attribute, "struct bin_attribute"), "private");

	out(e, "0x%016llx\n", (unsigned long long)address);
}

/* ELF notes, of which the build ID is one. */
static void show_note(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref note = at(e, f->attribute, "struct bin_attribute");
	long n = num(note, "size");

	if (n > 0 && n < 65536)
		out_bytes(e, read_bytes(e, addr(note, "private"), (size_t)n), (size_t)n);
}

const struct sysfs_row sysfs_module_rows[] = {
	{"*",		"module/*/notes", show_note, 0, 0, 0, 0},
	{"*",		"module/*/sections", show_section, 0, 0, 0, 0},
	{"coresize",	"module/~", show_size, "core", 0, 0, 0},
	{"initsize",	"module/~", show_size, "init", 0, 0, 0},
	{"initstate",	"module/~", show_state, 0, 0, 0, 0},
	{"refcnt",	"module/~", show_refcnt, 0, 0, 0, 0},
	{"taint",	"module/~", show_taint, 0, 0, 0, 0},
	{"import_ns",	"module/~", show_imports, 0, 0, 0, 0},
	{"srcversion",	"module/~", show_version, 0, 0, 0, 0},
	{"version",	"module/~", show_version, 0, 0, 0, 0},
};
const size_t sysfs_module_row_count = ARRAY_LEN(sysfs_module_rows);
