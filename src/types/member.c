/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Members by name, looked for inside anonymous structs and unions too. */
#include "types/types.h"

#include <string.h>

/* budget: structs still to be opened.  Damaged types may contain themselves, several times over. */
static bool find_at(struct type *t, const char *name, uint64_t base, unsigned *budget, unsigned depth,
		    struct type_member_at *out)
{
	t = type_strip(t);
	if (!t || (t->kind != TYPE_STRUCT && t->kind != TYPE_UNION) || depth > LIMIT_TYPE_DEPTH || !*budget)
		return false;
	--*budget;
	for (uint32_t i = 0; i < t->member_count; i++) {
		const struct member *m = &t->members[i];

		if (strcmp(m->name, name) == 0) {
			*out = (struct type_member_at){member_type(t, m), base + m->bit_offset, m->bit_size};
			return true;
		}
		if (!m->name[0] && !m->bit_size &&
		    find_at(member_type(t, m), name, base + m->bit_offset, budget, depth + 1, out))
			return true;
	}
	return false;
}

bool type_find_member(struct type *t, const char *name, struct type_member_at *out)
{
	unsigned budget = LIMIT_ANONYMOUS;

	return name[0] && find_at(t, name, 0, &budget, 0, out);
}
