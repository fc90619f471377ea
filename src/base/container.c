/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/container.h"

void dump_remark(struct dump *d, const char *fmt, ...)
{
	struct dump_facts *f = &d->facts;
	va_list ap;

	if (f->remark_count == ARRAY_LEN(f->remarks))
		return;
	va_start(ap, fmt);
	f->remarks[f->remark_count++] = arena_vprintf(&d->arena, fmt, ap);
	va_end(ap);
}

enum mem_status input_to_mem(enum input_status status)
{
	switch (status) {
	case INPUT_OK:
		return MEM_OK;
	case INPUT_EOF:
	case INPUT_LOST:
		return MEM_LOST;
	case INPUT_ERROR:
		break;
	}
	return MEM_IO;
}
