/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Formats of programs that user space has registered with binfmt_misc.  A user namespace may have its own
 * since 6.7 (21ca59b365c0); before, there was one list for all, in variables of the module.
 */
#include "kernel/kernel.h"

#include <string.h>

bool binary_formats_shown(struct emit *e)
{
	EACH(mount, init_mounts(e))
		if (!strcmp(str(mount, "mnt.mnt_sb->s_type->name"), "binfmt_misc"))
			return true;
	return false;
}

/* A variable of the module, whose name says little: where the code is built in nobody knows which one is meant. */
static ref variable(struct emit *e, const char *name, const char *type)
{
	uint64_t address = 0;

	if (!program_module_symbol(e->program, "binfmt_misc", name, &address))
		fail(e, "binfmt_misc", "its variables are not known", 0);
	return at(e, address, type);
}

static bool per_namespace(struct emit *e)
{
	return has_member(e, "struct user_namespace", "binfmt_misc");
}

static ref of_init(struct emit *e)
{
	return ptr(sym(e, "init_user_ns", "struct user_namespace"), "binfmt_misc");
}

bool binary_formats_enabled(struct emit *e)
{
	return per_namespace(e) ? num(of_init(e), "enabled") : val(variable(e, "enabled", "int"));
}

struct walk binary_formats(struct emit *e)
{
	ref head = per_namespace(e) ? sub(of_init(e), "entries") : variable(e, "entries", "struct list_head");

	if (has_type(e, "struct binfmt_misc_entry"))	/* 7.3 */
		return hlist(head, "struct binfmt_misc_entry", "node");
	return list(head, "Node{interpreter}", "list");
}
