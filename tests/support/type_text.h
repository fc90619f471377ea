/* SPDX-License-Identifier: GPL-2.0-or-later */
/* type_text.h - types as tests look at them, wherever they were read from. */
#ifndef VR_TESTS_TYPE_TEXT_H
#define VR_TESTS_TYPE_TEXT_H

#include "types/types.h"

/* The member of that name ("": the first anonymous one); fails the test if there is none. */
const struct member *member(const struct type *t, const char *name);

#endif
