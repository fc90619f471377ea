/* SPDX-License-Identifier: GPL-2.0-or-later */
/* names.h - taking C type names apart; private to src/types. */
#ifndef VR_TYPES_NAMES_H
#define VR_TYPES_NAMES_H

#include "types/types.h"

struct c_name {
	enum type_kind kind;		/* struct, union, enum; TYPE_VOID: no tag, a typedef or a basic type */
	char name[LIMIT_SYMBOL_NAME];	/* without tag, qualifiers and suffix */
	const char *suffix;		/* "*", "[3]", … behind the name: into the string that was parsed */
	const char *spelling[3];	/* names under which compilers know a basic type, NULL where fewer */
};

/* False if it is no name of a type. */
bool c_name_parse(const char *s, struct c_name *n);

#endif
