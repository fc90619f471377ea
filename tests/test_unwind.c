/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Call chains out of a fake kernel's ORC tables, in each of their versions. */
#include "kernel/kernel.h"

#include "support/fake_worker.h"
#include "support/test.h"

#define ORC_IPS (FAKE_MORE + 0x0)
#define ORC_ENTRIES (FAKE_MORE + 0x1000)
#define ORC_FP_ENTRY (FAKE_MORE + 0x2000)
#define GRAPH_TRAMPOLINE (FAKE_MORE + 0x2100)
#define RETHOOK_TRAMPOLINE (FAKE_MORE + 0x2200)
#define SHADOW_STACK (FAKE_MORE + 0x4000)
#define RETHOOK (FAKE_MORE + 0x5800)
#define TASK (FAKE_MORE + 0x3000)
#define STACK (FAKE_MORE + 0x8000)
#define STACK_TOP (STACK + 16 * KiB)

static const char other_types[] =
	"int unsigned~long 8 none\n"							/* 13 */
	"struct inactive_task_frame 16 bp 13 0 ret_addr 13 64\n"
	"struct thread_struct 8 sp 13 0\n"
	"struct llist_node 8 next 13 0\n"							/* 16 */
	"ptr 16\n"
	"struct llist_head 8 first 17 0\n"
	"struct rethook_node 24 llist 16 0 ret_addr 13 64 frame 13 128\n"
	"struct ftrace_ret_stack 24 ret 13 0 func 13 64 retp 13 128\n"
	"struct task_struct 40 stack 13 0 thread 15 64 ret_stack 13 192 rethooks 18 256\n";

/* What the tables say of a function. */
enum rule { CALL, REGS, END, NONE };
enum base { UNDEFINED, PREV_SP, BP, SP };

/* One version of the format. */
struct version {
	const char *orc_entry;		/* its type: number 12 */
	unsigned bases[4];		/* numbers of enum base */
	unsigned types[4];		/* flag bits of enum rule */
	bool renumbered;
};

static const struct version version_1 = {
	"bstruct orc_entry 6 sp_offset 11 0 0 bp_offset 11 16 0 sp_reg 2 32 4 bp_reg 2 36 4 type 2 40 2 end 2 42 1\n",
	{0, 1, 4, 5}, {0, 1 << 8, 1 << 10, 0}, false,
};
static const struct version version_2 = {
	"bstruct orc_entry 6 sp_offset 11 0 0 bp_offset 11 16 0 sp_reg 2 32 4 bp_reg 2 36 4 type 2 40 2 signal 2 42 1 end 2 43 1\n",
	{0, 1, 4, 5}, {0, 1 << 8 | 1 << 10, 1 << 11, 0}, false,
};
static const struct version version_3 = {
	"bstruct orc_entry 6 sp_offset 11 0 0 bp_offset 11 16 0 sp_reg 2 32 4 bp_reg 2 36 4 type 2 40 3 signal 2 43 1\n",
	{0, 1, 4, 5}, {2 << 8, 3 << 8 | 1 << 11, 1 << 8, 0}, false,
};
static const struct version version_4 = {
	"bstruct orc_entry 6 sp_offset 11 0 0 bp_offset 11 16 0 sp_reg 2 32 4 bp_reg 2 36 4 type 2 40 3 signal 2 43 1\n",
	{0, 8, 4, 3}, {2 << 8, 3 << 8 | 1 << 11, 1 << 8, 0}, true,
};

struct fixture {
	struct fake_worker w;
	const struct version *v;
	unsigned rules;
};

static void put_entry(struct fixture *f, uint64_t address, enum rule rule, enum base sp, int sp_offset, enum base bp,
		      int bp_offset)
{
	uint8_t raw[6];
	bool used = rule == CALL || rule == REGS;

	put_u16(raw, false, (uint16_t)sp_offset);
	put_u16(raw + 2, false, (uint16_t)bp_offset);
	put_u16(raw + 4, false, (uint16_t)(f->v->types[rule] | (used ? f->v->bases[sp] | f->v->bases[bp] << 4 : 0)));
	fake_put_bytes(&f->w, address, raw, sizeof(raw));
}

/* The rule of the next function: they are 16 bytes each, beginning with function_0. */
static void add_rule(struct fixture *f, enum rule rule, enum base sp, int sp_offset, enum base bp, int bp_offset)
{
	uint64_t slot = ORC_IPS + 4 * f->rules;

	fake_put_u32(&f->w, slot, (uint32_t)(FAKE_FUNCTION(f->rules) - slot));
	put_entry(f, ORC_ENTRIES + 6 * f->rules, rule, sp, sp_offset, bp, bp_offset);
	f->rules++;
}

static void begin(struct fixture *f, const struct version *v)
{
	struct sb symbols = {0}, types = {0};

	*f = (struct fixture){.v = v};
	sb_printf(&types, "int short 2 signed\n%s%s", v->orc_entry, other_types);
	sb_printf(&symbols, "%llx R __start_orc_unwind_ip\n%llx R __stop_orc_unwind_ip\n", ORC_IPS, ORC_IPS + 6 * 4);
	sb_printf(&symbols, "%llx R __start_orc_unwind\n%llx R __stop_orc_unwind\n", ORC_ENTRIES, ORC_ENTRIES + 6 * 6);
	sb_printf(&symbols, "%llx d orc_fp_entry\n%llx T _etext\n", ORC_FP_ENTRY, ORC_FP_ENTRY + 8);
	sb_printf(&symbols, "%llx T return_to_handler\n%llx T arch_rethook_trampoline\n", GRAPH_TRAMPOLINE, RETHOOK_TRAMPOLINE);
	fake_worker_init(&f->w, symbols.s, types.s);
	sb_free(&symbols);
	sb_free(&types);
	put_entry(f, ORC_FP_ENTRY, CALL, BP, 16, PREV_SP, -16);
	add_rule(f, CALL, SP, 24, UNDEFINED, 0);	/* function_0 keeps 16 bytes */
	add_rule(f, CALL, BP, 16, PREV_SP, -16);	/* function_1 has a frame pointer */
	add_rule(f, REGS, SP, 0, UNDEFINED, 0);		/* function_2 was entered by an interrupt */
	add_rule(f, CALL, SP, 8, UNDEFINED, 0);		/* function_3 keeps nothing */
	add_rule(f, END, UNDEFINED, 0, UNDEFINED, 0);	/* function_4 is where threads begin */
	add_rule(f, NONE, UNDEFINED, 0, UNDEFINED, 0);	/* of function_5 nothing is told */
	fake_put(&f->w, TASK, STACK);
	for (uint64_t a = TASK + 8; a < TASK + 40; a += 8)
		fake_put(&f->w, a, 0);
	for (uint64_t a = STACK; a < STACK_TOP; a += 8)
		fake_put(&f->w, a, 0);
}

static const struct stack *unwind(struct fixture *f)
{
	fake_worker_open(&f->w, "");
	return unwind_task(f->w.e, at(f->w.e, TASK, "struct task_struct"));
}

static void assert_function(struct fixture *f, const struct stack *s, size_t i, const char *name)
{
	assert_true(i < s->count);
	assert_string_equal(frame_function(f->w.e, &s->frames[i]), name);
}

/* A sleeping task in function_0, called by function_1, which interrupted function_3, called by function_4. */
static uint64_t put_chain(struct fixture *f)
{
	uint64_t sp = STACK + 0x1000, regs = sp + 0x100;

	fake_put(&f->w, TASK + 8, sp);
	fake_put(&f->w, sp, sp + 0x60);				/* inactive_task_frame: bp, */
	fake_put(&f->w, sp + 8, FAKE_FUNCTION(0) + 4);		/* ret_addr */
	fake_put(&f->w, sp + 16 + 16, FAKE_FUNCTION(1) + 8);	/* above what function_0 keeps */
	fake_put(&f->w, sp + 0x60, 0x1234);				/* function_1's frame: saved bp, return address */
	fake_put(&f->w, sp + 0x68, FAKE_FUNCTION(2) + 5);
	/* function_2's registers lie where its stack pointer is. */
	regs = sp + 0x70;
	fake_put(&f->w, regs + 128, FAKE_FUNCTION(3));		/* ip: the first instruction */
	fake_put(&f->w, regs + 136, 0x10);				/* cs: the kernel's */
	fake_put(&f->w, regs + 152, sp + 0x200);			/* sp */
	fake_put(&f->w, sp + 0x200, FAKE_FUNCTION(4) + 3);
	return sp;
}

static void check_chain(const struct version *v)
{
	struct fixture f;
	const struct stack *s;

	begin(&f, v);
	put_chain(&f);
	s = unwind(&f);
	assert_string_equal(s->method, "ORC");
	assert_null(s->trouble);
	assert_int_equal(s->count, 5);
	assert_function(&f, s, 0, "function_0");
	assert_function(&f, s, 1, "function_1");
	assert_function(&f, s, 2, "function_2");
	assert_function(&f, s, 3, "function_3");
	assert_function(&f, s, 4, "function_4");
	assert_true(s->frames[3].exact);
	assert_false(s->frames[2].exact);
	assert_int_equal(s->frames[0].stack, STACK_TASK);
	fake_worker_close(&f.w);
}

static void orc_of_5_10(void **state)
{
	(void)state;
	check_chain(&version_1);
}

static void orc_of_6_3(void **state)
{
	(void)state;
	check_chain(&version_2);
}

static void orc_of_6_4(void **state)
{
	(void)state;
	check_chain(&version_3);
}

static void orc_of_7_1(void **state)
{
	(void)state;
	check_chain(&version_4);
}

/* The interrupted context was user space: the chain ends, and says where its registers are. */
static void ends_at_user_space(void **state)
{
	struct fixture f;
	const struct stack *s;
	uint64_t sp;

	(void)state;
	begin(&f, &version_3);
	sp = put_chain(&f);
	fake_put(&f.w, sp + 0x70 + 136, 0x33);
	s = unwind(&f);
	assert_null(s->trouble);
	assert_int_equal(s->count, 3);
	assert_int_equal(s->user_regs, sp + 0x70);
	fake_worker_close(&f.w);
}

/* A frame that leads backwards: what was found stays, the rest of the stack is guessed at and marked. */
static void breaks_off_and_guesses(void **state)
{
	struct fixture f;
	const struct stack *s;
	uint64_t sp;

	(void)state;
	begin(&f, &version_3);
	sp = put_chain(&f);
	fake_put(&f.w, sp, sp - 0x40);		/* function_1's frame pointer points below */
	s = unwind(&f);
	assert_non_null(s->trouble);
	assert_int_equal(s->count, 2 + 3);
	assert_false(s->frames[1].guess);
	for (size_t i = 2; i < s->count; i++)
		assert_true(s->frames[i].guess);
	assert_function(&f, s, 4, "function_4");
	fake_worker_close(&f.w);
}

/* A pointer was called that leads to no code: only the return address has been pushed. */
static void check_called_pointer(uint64_t pointer)
{
	struct fixture f;
	const struct stack *s;
	uint64_t sp;

	begin(&f, &version_3);
	sp = put_chain(&f);
	fake_put(&f.w, sp + 0x70 + 128, pointer);
	fake_put(&f.w, sp + 0x200, FAKE_FUNCTION(3) + 5);
	fake_put(&f.w, sp + 0x208, FAKE_FUNCTION(4) + 3);
	s = unwind(&f);
	assert_null(s->trouble);
	assert_int_equal(s->count, 6);
	assert_int_equal(s->frames[3].pc, pointer);
	assert_true(s->frames[3].exact);
	assert_function(&f, s, 4, "function_3");
	assert_function(&f, s, 5, "function_4");
	fake_worker_close(&f.w);
}

static void calls_of_bad_pointers(void **state)
{
	(void)state;
	check_called_pointer(0);
	check_called_pointer(0x18);
	check_called_pointer(0xffff888000001000);	/* data */
}

/* A call instruction that ends there. */
static void put_call(struct fixture *f, uint64_t end, uint64_t function)
{
	uint8_t raw[5] = {0xe8};

	put_u32(raw + 1, false, (uint32_t)(function - end));
	fake_put_bytes(&f->w, end - sizeof(raw), raw, sizeof(raw));
}

/* No rule is told of function_5, as of __crash_kexec(): its caller is whoever has just called it. */
static void finds_caller_without_rule(void **state)
{
	struct fixture f;
	const struct stack *s;
	uint64_t sp;

	(void)state;
	begin(&f, &version_3);
	sp = put_chain(&f);
	fake_put(&f.w, sp + 0x70 + 128, FAKE_FUNCTION(5) + 7);
	fake_put(&f.w, sp + 0x70 + 32, sp + 0x260);		/* bp: function_1's */
	fake_put(&f.w, sp + 0x200, FAKE_FUNCTION(5) + 7);		/* registers that it has saved itself, … */
	fake_put(&f.w, sp + 0x208, FAKE_FUNCTION(3) + 5);		/* … and what was left over of an earlier call */
	fake_put(&f.w, sp + 0x240, FAKE_FUNCTION(1) + 8);
	put_call(&f, FAKE_FUNCTION(1) + 8, FAKE_FUNCTION(5));
	fake_put(&f.w, sp + 0x268, FAKE_FUNCTION(4) + 3);
	s = unwind(&f);
	assert_null(s->trouble);
	assert_int_equal(s->count, 6);
	assert_function(&f, s, 3, "function_5");
	assert_function(&f, s, 4, "function_1");
	assert_function(&f, s, 5, "function_4");
	fake_worker_close(&f.w);
}

/* Registers that lie in the guard page below the stack belong to the task that overflowed it. */
static void overflow_is_the_tasks(void **state)
{
	struct fixture f;
	const struct stack *s;
	uint64_t sp;

	(void)state;
	begin(&f, &version_3);
	sp = put_chain(&f);
	fake_put(&f.w, sp + 0x70 + 128, FAKE_FUNCTION(1));
	fake_put(&f.w, sp + 0x70 + 152, STACK - 8);
	fake_put(&f.w, sp + 0x70 + 32, sp + 0x200);	/* bp */
	fake_put(&f.w, sp + 0x208, FAKE_FUNCTION(4) + 3);
	s = unwind(&f);
	assert_int_equal(s->frames[3].stack, STACK_TASK);
	fake_worker_close(&f.w);
}

/* Stacks that lead in circles end. */
static void does_not_loop(void **state)
{
	struct fixture f;
	const struct stack *s;
	uint64_t sp;

	(void)state;
	begin(&f, &version_3);
	sp = put_chain(&f);
	fake_put(&f.w, sp + 0x70 + 152, sp + 16);
	s = unwind(&f);
	assert_non_null(s->trouble);
	assert_true(s->count < 20);
	fake_worker_close(&f.w);
}

/* Tracers have replaced two return addresses; the chain is the same as without them. */
static void sees_through_tracers(void **state)
{
	struct fixture f;
	const struct stack *s;
	uint64_t sp;

	(void)state;
	begin(&f, &version_3);
	sp = put_chain(&f);
	fake_put(&f.w, sp + 32, GRAPH_TRAMPOLINE);
	fake_put(&f.w, TASK + 24, SHADOW_STACK);
	fake_put(&f.w, SHADOW_STACK, 0x18);			/* what the tracer keeps between entries */
	fake_put(&f.w, SHADOW_STACK + 8, FAKE_FUNCTION(1) + 8);	/* ret, func, retp */
	fake_put(&f.w, SHADOW_STACK + 16, FAKE_FUNCTION(0));
	fake_put(&f.w, SHADOW_STACK + 24, sp + 32);
	fake_put(&f.w, sp + 0x200, RETHOOK_TRAMPOLINE);
	fake_put(&f.w, TASK + 32, RETHOOK);
	fake_put(&f.w, RETHOOK, 0);
	fake_put(&f.w, RETHOOK + 8, FAKE_FUNCTION(4) + 3);
	fake_put(&f.w, RETHOOK + 16, sp + 0x200);
	s = unwind(&f);
	assert_null(s->trouble);
	assert_int_equal(s->count, 5);
	assert_function(&f, s, 1, "function_1");
	assert_function(&f, s, 4, "function_4");
	fake_worker_close(&f.w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(orc_of_5_10),
		cmocka_unit_test(orc_of_6_3),
		cmocka_unit_test(orc_of_6_4),
		cmocka_unit_test(orc_of_7_1),
		cmocka_unit_test(ends_at_user_space),
		cmocka_unit_test(breaks_off_and_guesses),
		cmocka_unit_test(calls_of_bad_pointers),
		cmocka_unit_test(finds_caller_without_rule),
		cmocka_unit_test(overflow_is_the_tasks),
		cmocka_unit_test(does_not_loop),
		cmocka_unit_test(sees_through_tracers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
