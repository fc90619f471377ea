/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which function prints a sysctl: found by the name of the kernel's handler. */
#include "kernel/sysctl/format.h"

static const struct handler {
	const char *name;
	sysctl_format *format;
} handlers[] = {
#define HANDLER(function, how) {#function, sysctl_##how},
#include "kernel/sysctl/handlers.def"
#undef HANDLER
};

static const struct handler_table table = HANDLER_TABLE("sysctl handlers", handlers);

const char *sysctl_value(struct emit *e, ref entry)
{
	uint64_t function = addr(entry, "proc_handler");
	const struct handler *h = handler_row(e, &table, function);

	if (h)
		return h->format(e, entry);
	fail(e, file_printf(e, "handler %s()", symbol_name(e, function)), "how it prints its value is not known", 0);
	return NULL;
}
