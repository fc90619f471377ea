/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which memory an instruction accesses, what poison says.  The bytes and what they mean are as objdump has them. */
#include "kernel/kernel.h"	/* before cmocka.h, which makes a macro of fail() */

#include "plugin/panic/operand.h"
#include "support/test.h"

#define NONE ""

struct case_ {
	const char *code, *base, *index;	/* NONE as base and no displacement: no operand */
	unsigned scale;
	int64_t displacement;
	size_t count;
};

static void assert_register(const char *got, const char *wanted)
{
	assert_string_equal(got ? got : NONE, wanted);
}

static void check(const struct case_ *cases, size_t count, size_t size,
		  size_t (*decode)(const uint8_t *, size_t, struct operand *))
{
	for (size_t i = 0; i < count; i++) {
		const struct case_ *c = &cases[i];
		struct operand o[OPERANDS_MAX] = {{0}};

		assert_int_equal(decode((const uint8_t *)c->code, size, o), c->count);
		if (!c->count)
			continue;
		assert_register(o[0].base, c->base);
		assert_register(o[0].index, c->index);
		assert_int_equal(o[0].displacement, c->displacement);
		if (o[0].index)
			assert_int_equal(o[0].scale, c->scale);
	}
}

static void x86_64(void **state)
{
	static const struct case_ cases[] = {
		{"\x48\x83\x47\x10\x01\0\0\0\0\0\0\0\0\0", "rdi", NONE, 0, 0x10, 1},		/* addq $1,0x10(%rdi) */
		{"\x48\x8b\x00\0\0\0\0\0\0\0\0\0\0\0", "rax", NONE, 0, 0, 1},			/* mov (%rax),%rax */
		{"\x4c\x89\xa5\x00\xff\xff\xff\0\0\0\0\0\0\0", "rbp", NONE, 0, -0x100, 1},	/* mov %r12,-0x100(%rbp) */
		{"\x4b\x8b\x44\xec\x08\0\0\0\0\0\0\0\0\0", "r12", "r13", 8, 8, 1},		/* mov 8(%r12,%r13,8),%rax */
		{"\x48\x8b\x04\x24\0\0\0\0\0\0\0\0\0\0", "rsp", NONE, 0, 0, 1},		/* mov (%rsp),%rax */
		{"\x48\x8b\x04\xc5\x40\x00\x00\x80\0\0\0\0\0\0", NONE, "rax", 8, -0x7fffffc0, 1},	/* mov -0x7fffffc0(,%rax,8),%rax */
		{"\xf0\x48\x0f\xb1\x17\0\0\0\0\0\0\0\0\0", "rdi", NONE, 0, 0, 1},		/* lock cmpxchg %rdx,(%rdi) */
		{"\x0f\x38\xf1\x4f\x04\0\0\0\0\0\0\0\0\0", "rdi", NONE, 0, 4, 1},		/* movbe %ecx,4(%rdi) */
		{"\xf3\xa4\0\0\0\0\0\0\0\0\0\0\0\0", "rsi", NONE, 0, 0, 2},			/* rep movsb */
		{"\xf3\x48\xab\0\0\0\0\0\0\0\0\0\0\0", "rdi", NONE, 0, 0, 1},			/* rep stos %rax */
		{"\x48\x8d\x47\x10\0\0\0\0\0\0\0\0\0\0", NONE, NONE, 0, 0, 0},			/* lea 0x10(%rdi),%rax */
		{"\x0f\x1f\x44\x00\x00\0\0\0\0\0\0\0\0\0", NONE, NONE, 0, 0, 0},		/* nopl 0(%rax,%rax) */
		{"\x65\x48\x8b\x04\x25\0\0\0\0\0\0\0\0\0", NONE, NONE, 0, 0, 0},		/* mov %gs:0,%rax */
		{"\x48\x8b\x05\x10\0\0\0\0\0\0\0\0\0\0", NONE, NONE, 0, 0, 0},			/* mov 0x10(%rip),%rax */
		{"\x48\x89\xc7\0\0\0\0\0\0\0\0\0\0\0", NONE, NONE, 0, 0, 0},			/* mov %rax,%rdi */
		{"\x0f\x0b\0\0\0\0\0\0\0\0\0\0\0\0", NONE, NONE, 0, 0, 0},			/* ud2 */
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(cases[0]), 14, operands_x86_64);
}

static void arm64(void **state)
{
	static const struct case_ cases[] = {
		{"\x00\x08\x40\xf9", "x0", NONE, 0, 16, 1},	/* ldr x0, [x0, #16] */
		{"\xfd\x7b\xbe\xa9", "sp", NONE, 0, -32, 1},	/* stp x29, x30, [sp, #-32]! */
		{"\xfd\x7b\xc2\xa8", "sp", NONE, 0, 0, 1},	/* ldp x29, x30, [sp], #32 */
		{"\x41\x78\x61\xf8", "x2", "x1", 8, 0, 1},	/* ldr x1, [x2, x1, lsl #3] */
		{"\x61\x80\x5f\xb8", "x3", NONE, 0, -8, 1},	/* ldur w1, [x3, #-8] */
		{"\x01\x00\xe1\xf8", "x0", NONE, 0, 0, 1},	/* ldaddal x1, x1, [x0] */
		{"\x20\xfc\xdf\xc8", "x1", NONE, 0, 0, 1},	/* ldar x0, [x1] */
		{"\x20\x04\xc0\x3d", "x1", NONE, 0, 16, 1},	/* ldr q0, [x1, #16] */
		{"\x1f\x20\x03\xd5", NONE, NONE, 0, 0, 0},	/* nop */
		{"\x20\x00\x00\x58", NONE, NONE, 0, 0, 0},	/* ldr x0, 4 bytes ahead */
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(cases[0]), 4, operands_arm64);
}

/* A page that ends within the instruction: nothing is guessed of what is behind. */
static void cut_short(void **state)
{
	static const uint8_t add[] = {0x48, 0x83, 0x87, 0x10, 0x01};	/* of 8 bytes */
	struct operand o[OPERANDS_MAX];

	(void)state;
	for (size_t size = 0; size <= sizeof(add); size++)
		assert_int_equal(operands_x86_64(add, size, o), 0);
	for (size_t size = 0; size < 4; size++)
		assert_int_equal(operands_arm64(add, size, o), 0);
}

static void poison(void **state)
{
	(void)state;
	assert_string_equal(poison_words(0xdead000000000110), "pointer of a deleted list entry");
	assert_string_equal(poison_words(0xdead000000000122), "backward pointer of a deleted list entry");
	assert_string_equal(poison_words(0x6b6b6b6b6b6b6b7b), "pattern of a freed slab object");
	assert_null(poison_words(0xdead000000001000));
	assert_null(poison_words(0x6b6b6b6b));
	assert_null(poison_words(0xffff888000000000));
	assert_null(poison_words(0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(x86_64),
		cmocka_unit_test(arm64),
		cmocka_unit_test(cut_short),
		cmocka_unit_test(poison),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
