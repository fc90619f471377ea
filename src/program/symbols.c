/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Symbols of the kernel and of its modules as one table. */
#include "program/modules.h"

bool program_symbol_nth(struct program *p, const char *name, unsigned nth, uint64_t *addr)
{
	unsigned in_kernel = 0;

	if (!p->kallsyms)
		return vmcoreinfo_symbol(&p->vmcoreinfo, name, addr) && nth == 0;
	if (kallsyms_find(p->kallsyms, name, nth, addr))
		return true;
	for (uint64_t ignored; in_kernel < nth && kallsyms_find(p->kallsyms, name, in_kernel, &ignored);)
		in_kernel++;
	nth -= in_kernel;
	return modules_find(p, NULL, name, &nth, addr);
}

bool program_symbol(struct program *p, const char *name, uint64_t *addr)
{
	return program_symbol_nth(p, name, 0, addr);
}

bool program_module_symbol(struct program *p, const char *module, const char *name, uint64_t *addr)
{
	unsigned nth = 0;

	return modules_find(p, module, name, &nth, addr);
}

bool program_symbol_at(struct program *p, uint64_t addr, char name[SYMBOL_NAME_MAX], struct symbol *out)
{
	return (p->kallsyms && kallsyms_at(p->kallsyms, addr, name, out)) || modules_symbol_at(p, addr, name, out);
}

void program_each_symbol(struct program *p, bool (*fn)(const struct symbol *s, void *arg), void *arg)
{
	const struct kallsyms *own = p->own_kallsyms ? p->own_kallsyms : p->kallsyms;
	char name[SYMBOL_NAME_MAX];
	struct symbol s;

	for (uint32_t i = 0; own && i < kallsyms_count(own); i++)
		if (kallsyms_get(own, i, name, &s) && !fn(&s, arg))
			return;
	modules_each(p, fn, arg);
}
