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

/* Rows by the address of the kernel's handler, as they are met; in the worker's memory. */
struct known_handlers {
	struct {
		uint64_t function;
		const struct handler *row;	/* NULL: a handler that is not listed */
	} slots[1024];
};

static const struct handler *find_handler(struct emit *e, uint64_t function)
{
	struct known_handlers *known = slot(e, "sysctl handlers", sizeof(*known));
	size_t k = hash_u64(function) % ARRAY_LEN(known->slots);

	if (known->slots[k].function == function)
		return known->slots[k].row;
	known->slots[k].function = function;
	known->slots[k].row = NULL;
	for (size_t i = 0; i < ARRAY_LEN(handlers); i++)
		if (!strcmp(handlers[i].name, symbol_name(e, function)))
			known->slots[k].row = &handlers[i];
	return known->slots[k].row;
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
