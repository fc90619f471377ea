/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which function prints a sysctl: found by the name of the kernel's handler. */
#include <string.h>

#include "kernel/sysctl/format.h"

static const struct handler {
	const char *name;
	sysctl_format *format;
} handlers[] = {
#define HANDLER(function, how) {#function, sysctl_##how},
#include "kernel/sysctl/handlers.def"
#undef HANDLER
};

/* Address of a handler in the kernel -> its row; worked out once per worker and handler. */
static const struct handler *find_handler(struct emit *e, uint64_t function)
{
	struct map *known = slot(e, "sysctl handlers", sizeof(*known));
	uint64_t found = 0;

	if (map_get(known, function, &found))
		return (const struct handler *)(uintptr_t)found;
	for (size_t i = 0; i < ARRAY_LEN(handlers); i++)
		if (!strcmp(handlers[i].name, symbol_name(e, function)))
			found = (uintptr_t)&handlers[i];
	map_put(known, function, found);
	return (const struct handler *)(uintptr_t)found;
}

const char *sysctl_value(struct emit *e, ref entry)
{
	uint64_t function = addr(entry, "proc_handler");
	const struct handler *h = find_handler(e, function);

	if (h)
		return h->format(e, entry);
	fail(e, file_printf(e, "handler %s()", symbol_name(e, function)), "how it prints its value is not known", 0);
	return NULL;
}
