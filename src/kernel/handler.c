/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows that are found by the name of a function that the kernel's data points at. */
#include "kernel/kernel.h"

#include <string.h>

/* By the address of the function, as they are met; in the worker's memory. */
struct known_handlers {
	struct {
		uint64_t function;
		const void *row;	/* NULL: of a function that is not listed */
	} slots[1024];
};

const void *handler_row(struct emit *e, const struct handler_table *table, uint64_t function)
{
	struct known_handlers *known = slot(e, table->slot, sizeof(*known));
	size_t k = hash_u64(function) % ARRAY_LEN(known->slots);
	const char *name;
	const void *row = NULL;

	if (known->slots[k].function == function)
		return known->slots[k].row;
	name = symbol_name(e, function);
	for (size_t i = 0; i < table->count; i++) {
		const char *candidate = (const char *)table->rows + i * table->row_size;

		if (!strcmp(*(const char *const *)candidate, name))
			row = candidate;
	}
	if (!tainted(e)) {	/* each file that needs a name which was lost is to say so */
		known->slots[k].function = function;
		known->slots[k].row = row;
	}
	return row;
}
