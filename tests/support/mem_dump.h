/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mem_dump.h - bytes as the physical memory, from address 0, of a machine; blocks of 4 KiB. */
#ifndef VR_TESTS_MEM_DUMP_H
#define VR_TESTS_MEM_DUMP_H

#include "dump/dump.h"

/* The bytes are not copied and not owned. */
struct dump *mem_dump(const uint8_t *data, size_t size, unsigned machine, bool big_endian);

#endif
