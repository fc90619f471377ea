/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory operands of x86-64 instructions.  Intel's manual, volume 2, chapter 2 and appendix A. */
#include "plugin/panic/operand.h"

#include "base/base.h"

static const char *const registers[16] = {
	"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15",
};

#define REX_B 1
#define REX_X 2

/*
 * Opcodes that access memory by way of a ModRM byte, a bit for each: of the one-byte map, and of that
 * behind 0f.  Not in them: LEA, NOP, PREFETCH, which have such a byte but access nothing.
 */
static const uint16_t one_byte_map[16] = {
	0x0f0f, 0x0f0f, 0x0f0f, 0x0f0f, 0x0000, 0x0000, 0x0a08, 0x0000,
	0xdffb, 0x0000, 0x0000, 0x0000, 0x00c3, 0xff0f, 0x0000, 0xc0c0,
};
static const uint16_t two_byte_map[16] = {
	0x000f, 0x00ff, 0xff00, 0x0000, 0xffff, 0xffff, 0xffff, 0xf37f,
	0x0000, 0xffff, 0xf838, 0xfdff, 0x00ff, 0xffff, 0xffff, 0x7fff,
};

static bool in_map(const uint16_t map[16], uint8_t opcode)
{
	return map[opcode >> 4] >> (opcode & 15) & 1;
}

/* Returns the opcode behind legacy prefixes and REX.  *segment: addresses are relative to fs or gs. */
static uint8_t skip_prefixes(struct rd *r, uint8_t *rex, bool *segment)
{
	static const uint8_t legacy[] = {0x66, 0x67, 0x2e, 0x36, 0x3e, 0x26, 0x64, 0x65, 0xf0, 0xf2, 0xf3};
	uint8_t b = rd_u8(r);

	while (memchr(legacy, b, sizeof(legacy))) {
		*segment |= b == 0x64 || b == 0x65;
		b = rd_u8(r);
	}
	*rex = (b & 0xf0) == 0x40 ? b : 0;
	return *rex ? rd_u8(r) : b;
}

/* MOVS and CMPS have an operand at rsi and one at rdi, LODS just the first, STOS and SCAS the second. */
static size_t string_operands(uint8_t opcode, struct operand out[OPERANDS_MAX])
{
	bool both = opcode >= 0xa4 && opcode <= 0xa7, store = (opcode & 0xfe) == 0xaa || (opcode & 0xfe) == 0xae;
	size_t n = 0;

	if (both || (opcode & 0xfe) == 0xac)
		out[n++] = (struct operand){.base = "rsi"};
	if (both || store)
		out[n++] = (struct operand){.base = "rdi"};
	return n;
}

/* A SIB byte: index 4 is none, base 5 without a displacement of ModRM's is a displacement alone. */
static void read_sib(struct rd *r, uint8_t rex, uint8_t *mod, struct operand *o)
{
	uint8_t sib = rd_u8(r), base = sib & 7, index = (sib >> 3 & 7) | (rex & REX_X ? 8 : 0);

	if (index != 4) {
		o->index = registers[index];
		o->scale = 1U << (sib >> 6);
	}
	if (base != 5 || *mod)
		o->base = registers[base | (rex & REX_B ? 8 : 0)];
	else
		*mod = 2;
}

static size_t read_modrm(struct rd *r, uint8_t rex, struct operand *o)
{
	uint8_t modrm = rd_u8(r), mod = modrm >> 6, rm = modrm & 7;

	if (mod == 3 || (!mod && rm == 5))	/* a register; relative to rip */
		return 0;
	*o = (struct operand){0};
	if (rm == 4)
		read_sib(r, rex, &mod, o);
	else
		o->base = registers[rm | (rex & REX_B ? 8 : 0)];
	if (mod == 1)
		o->displacement = (rd_u8(r) ^ 0x80) - 0x80;	/* sign-extended */
	else if (mod == 2)
		o->displacement = (int32_t)rd_u32(r);
	return !r->failed;
}

size_t operands_x86_64(const uint8_t *code, size_t size, struct operand out[OPERANDS_MAX])
{
	struct rd r = rd_init(code, size, false, "instruction");
	uint8_t rex, opcode;
	bool segment = false, known;

	opcode = skip_prefixes(&r, &rex, &segment);
	if (segment || r.failed)
		return 0;
	if (opcode != 0x0f) {
		if (!in_map(one_byte_map, opcode))
			return string_operands(opcode, out);
		return read_modrm(&r, rex, out);
	}
	opcode = rd_u8(&r);
	known = opcode == 0x38 || opcode == 0x3a || in_map(two_byte_map, opcode);
	if (opcode == 0x38 || opcode == 0x3a)	/* the three-byte maps: a ModRM byte with all of them */
		rd_u8(&r);
	return known ? read_modrm(&r, rex, out) : 0;
}
