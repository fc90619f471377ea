/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

#include <string.h>

struct walk modules(struct emit *e)
{
	if (!has_sym(e, "modules"))	/* CONFIG_MODULES is off */
		return no_walk(e);
	return list(sym(e, "modules", "struct list_head"), "struct module", "list");
}

bool has_module_sym(struct emit *e, const char *module, const char *symbol)
{
	const struct program_module *loaded;
	size_t count = program_modules(e->program, &loaded);

	if (has_sym(e, symbol))
		return true;
	if (program_modules_broken(e->program))
		fail(e, symbol, "its module may be loaded, but the list of modules is not whole", 0);
	for (size_t i = 0; i < count; i++)
		if (!strcmp(loaded[i].name, module))
			fail(e, symbol, "the module is loaded, but this of its data has no name", 0);
	return false;
}

uint64_t module_size(ref mod)
{
	uint64_t sum = 0;

	if (has(mod, "mem[0].size")) {			/* 6.4 ac3b43283923 */
		EACH(mem, array(mod, "mem"))
			sum += (uint64_t)num(mem, "size");
		return sum;
	}
	if (has(mod, "core_layout.size")) {		/* 4.5 7523e4dc5057 */
		sum = (uint64_t)num(mod, "core_layout.size") + (uint64_t)num(mod, "init_layout.size");
		return sum + (has(mod, "data_layout.size") ? (uint64_t)num(mod, "data_layout.size") : 0);
	}
	return (uint64_t)num(mod, "core_size") + (uint64_t)num(mod, "init_size");
}

uint64_t module_base(ref mod)
{
	return addr(mod, "mem[0].base|core_layout.base|module_core");
}

const char *module_users(ref mod)
{
	struct emit *e = context(mod);
	struct sb sb = {0};
	const char *s;

	EACH(use, list(sub(mod, "source_list"), "struct module_use", "source_list"))
		sb_printf(&sb, "%s,", str(use, "source->name"));
	if (num(mod, "init") && !num(mod, "exit"))
		sb_str(&sb, "[permanent],");
	s = file_printf(e, "%s", sb.s ? sb.s : "-");
	sb_free(&sb);
	return s;
}

const char *module_holders(ref mod)
{
	struct emit *e = context(mod);
	struct sb sb = {0};
	const char *s;

	if (addr(mod, "holders_dir"))
		EACH(link, rbtree(sub(mod, "holders_dir->sd->dir.children"), "struct kernfs_node", "rb"))
			sb_printf(&sb, "%s%s", sb.len ? "," : "", str(link, "name"));
	s = file_printf(e, "%s", sb.s ? sb.s : "");
	sb_free(&sb);
	return s;
}

/* One reference belongs to the module itself (MODULE_REF_BASE, 3.19). */
long module_refcount(ref mod)
{
	return num(mod, "refcnt") - 1;
}

/* Since 7.x a module has none but those that concern it, and the table does not say which those are. */
static bool concerns_modules(ref flag)
{
	return !has(flag, "module") || num(flag, "module");
}

const char *taint_letters(struct emit *e, uint64_t mask, bool of_module)
{
	long n = enum_or(e, "TAINT_FLAGS_COUNT", 0);
	char letters[65] = "";
	size_t count = 0;
	ref flags;

	/* TAINT_FLAGS_COUNT is a macro; the highest bit that is set bounds what is asked of the table. */
	if (!n)
		n = mask ? 64 - __builtin_clzll(mask) : 0;
	if (!mask)
		return "";
	flags = sym(e, "taint_flags", "struct taint_flag[32]");
	for (long i = 0; i < n && i < 32; i++) {
		ref flag = sub_at(flags, "[]", i);

		if (mask >> i & 1 && (!of_module || concerns_modules(flag)))
			letters[count++] = (char)num(flag, "c_true");
	}
	return file_printf(e, "%s", letters);
}

/* module_flags(), kernel/module/main.c */
const char *module_taints(ref mod)
{
	struct emit *e = context(mod);
	uint64_t mask = (uint64_t)num(mod, "taints");
	long state = num(mod, "state");
	bool going = state == enumv(e, "MODULE_STATE_GOING"), coming = state == enumv(e, "MODULE_STATE_COMING");

	if (!mask && !going && !coming)
		return "";
	return file_printf(e, "(%s%s%s)", taint_letters(e, mask, true), going ? "-" : "", coming ? "+" : "");
}

/* Documentation/admin-guide/tainted-kernels.rst, by bit. */
static const char *const taint_meanings[] = {
	"proprietary module was loaded", "module was force loaded", "kernel running on an out of specification system",
	"module was force unloaded", "processor reported a machine check exception", "bad page referenced or unexpected page flags",
	"taint requested by userspace", "kernel died recently (oops or BUG)", "ACPI table overridden by user",
	"kernel issued a warning", "staging driver was loaded", "workaround for a bug in platform firmware applied",
	"externally built (out-of-tree) module was loaded", "unsigned module was loaded", "soft lockup occurred",
	"kernel has been live patched", "auxiliary taint, defined by the distribution", "kernel was built with the struct randomization plugin",
	"an in-kernel test has been run", "userspace used a mutating debug operation in fwctl",
};

const char *taint_meaning(size_t bit)
{
	return bit < ARRAY_LEN(taint_meanings) ? taint_meanings[bit] : "not known to this program";
}
