/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mem_input.h - bytes in memory as a struct input. */
#ifndef VR_TESTS_MEM_INPUT_H
#define VR_TESTS_MEM_INPUT_H

#include "base/base.h"

/* The bytes are not copied and not owned. */
struct input *mem_input(const uint8_t *data, size_t size);

#endif
