/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory operands of A64 loads and stores.  Arm's manual, C4.1.94, "Loads and Stores". */
#include "plugin/panic/operand.h"

#include "base/base.h"

static const char *const registers[32] = {
	"x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15",
	"x16", "x17", "x18", "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28", "x29", "x30", "sp",
};

static int64_t sign_extend(uint32_t value, unsigned bits)
{
	return (int64_t)((uint64_t)value << (64 - bits)) >> (64 - bits);
}

/* log2 of the size of what is moved: 16 bytes where the vector bit and the opcode's high bit are set. */
static unsigned log2_size(uint32_t i)
{
	return i >> 30 | (i >> 26 & i >> 23 & 1) << 2;
}

/* LDP, STP and their kin: bits 24 and 23 say when the offset is added; after it (01), it is not part. */
static void pair(uint32_t i, struct operand *o)
{
	unsigned mode = i >> 23 & 3, opc = i >> 30;
	unsigned log2 = i >> 26 & 1 ? 2 + opc : opc >> 1 ? 3 : 2;

	if (mode != 1)
		o->displacement = sign_extend(i >> 15 & 0x7f, 7) * (1LL << log2);
}

/* LDR and STR with one register, offset 12 bits, 9 bits, or in a register. */
static bool single(uint32_t i, struct operand *o)
{
	if (i >> 24 & 1) {
		o->displacement = (int64_t)(i >> 10 & 0xfff) << log2_size(i);
		return true;
	}
	if (!(i >> 21 & 1)) {	/* unscaled, unprivileged, before or after (01) */
		if ((i >> 10 & 3) != 1)
			o->displacement = sign_extend(i >> 12 & 0x1ff, 9);
		return true;
	}
	if (!(i >> 10 & 3))				/* LDADD, SWP and the other atomics */
		return true;
	if ((i >> 10 & 3) != 2 || (i >> 13 & 7) != 3)	/* LDRAA; an index that is extended from 32 bits */
		return false;
	if ((i >> 16 & 31) != 31) {			/* xzr */
		o->index = registers[i >> 16 & 31];
		o->scale = i >> 12 & 1 ? 1U << log2_size(i) : 1;
	}
	return true;
}

size_t operands_arm64(const uint8_t *code, size_t size, struct operand out[OPERANDS_MAX])
{
	struct rd r = rd_init(code, size, false, "instruction");
	uint32_t i = rd_u32(&r);

	*out = (struct operand){.base = registers[i >> 5 & 31]};
	if (r.failed)
		return 0;
	if ((i & 0x3f000000) == 0x08000000)		/* exclusive, ordered, compare and swap: the register alone */
		return 1;
	if ((i & 0x3a000000) == 0x28000000) {
		pair(i, out);
		return 1;
	}
	return (i & 0x3a000000) == 0x38000000 && single(i, out);
}
