/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "support/type_text.h"

#include "support/test.h"

const struct member *member(const struct type *t, const char *name)
{
	for (uint32_t i = 0; i < t->member_count; i++)
		if (!strcmp(t->members[i].name, name))
			return &t->members[i];
	fail_msg("no member %s", name);
	return NULL;
}
