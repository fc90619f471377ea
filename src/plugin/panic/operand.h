/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * operand.h - which address an instruction reads or writes, as far as its encoding says so: at a bad
 * memory access, which register held the bad pointer, and how far behind it the access was.
 */
#ifndef VR_OPERAND_H
#define VR_OPERAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* base + index * scale + displacement */
struct operand {
	const char *base, *index;	/* registers, as struct crash_register names them; NULL: none */
	unsigned scale;
	int64_t displacement;
};

enum { OPERANDS_MAX = 2, INSTRUCTION_MAX = 15 };

/*
 * The operands in memory of the instruction that begins with code[0]; how many.  0 as well where the
 * instruction has a form that is not known here (VEX, EVEX, SVE), or where its address is
 * relative to a segment or to itself: that is no pointer of the program's.
 */
size_t operands_x86_64(const uint8_t *code, size_t size, struct operand out[OPERANDS_MAX]);
size_t operands_arm64(const uint8_t *code, size_t size, struct operand out[OPERANDS_MAX]);

#endif
