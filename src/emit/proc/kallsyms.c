/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/kallsyms: all symbols, as root reads them.  s_show(), kernel/kallsyms.c */
#include "emit/emit.h"

static bool show(const struct symbol *s, void *arg)
{
	struct emit *e = arg;

	if (s->module)
		row(e, "%016llx %c %s\t[%s]\n", (unsigned long long)s->addr, s->letter, s->name, s->module);
	else
		row(e, "%016llx %c %s\n", (unsigned long long)s->addr, s->letter, s->name);
	return true;
}

EMITTER(proc_kallsyms)
{
	const char *why;

	if (!program_can(e->program, CAN_SYMBOLS, &why)) {
		stub(e, why);
		return;
	}
	program_each_symbol(e->program, show, e);
	why = program_modules_broken(e->program);
	if (why)
		fail(e, "modules", why, 0);
}
