/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which frame of the panicking CPU's chain is at fault, and who called it. */
#include "plugin/panic/panic.h"

#include <string.h>

#include "support/fake_worker.h"
#include "support/test.h"

/* The functions of the chains below, 16 bytes each from FAKE_MORE on. */
static const char *const functions[] = {"panic", "oops_end.cold", "asm_exc_page_fault", "asm_sysvec_apic_timer_interrupt",
					"memcpy_erms",
					"__schedule_bug.cold", "check_panic_on_warn.cold", "driver_work", "driver_timer", "idle", "exc_divide_error"};

#define TASK STACK_TASK
#define IRQ STACK_IRQ

struct step {
	const char *name;	/* "!": interrupted there; NULL: the end; "0": no code */
	enum stack_kind stack;
};

struct fixture {
	struct fake_worker w;
	struct frame frames[16];
	struct chain chain;
};

static uint64_t address_of(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(functions); i++)
		if (!strcmp(functions[i], name))
			return FAKE_MORE + 16 * i + 4;
	return 0;
}

static void begin(struct fixture *f, const struct step *steps)
{
	struct sb symbols = {0};

	memset(f, 0, sizeof(*f));
	for (size_t i = 0; i < ARRAY_LEN(functions); i++)
		sb_printf(&symbols, "%llx T %s\n", FAKE_MORE + 16 * i, functions[i]);
	fake_worker_init(&f->w, symbols.s, "");
	sb_free(&symbols);
	fake_worker_open(&f->w, "");
	for (; steps[f->chain.count].name; f->chain.count++) {
		const struct step *s = &steps[f->chain.count];
		bool exact = s->name[0] == '!';

		f->frames[f->chain.count] = (struct frame){.pc = address_of(s->name + exact), .exact = exact, .stack = s->stack};
	}
	f->chain.frames = f->frames;
}

static void check_with_log(enum crash_class class, const char *in_log, size_t fault, size_t caller, const struct step *steps)
{
	struct fixture f;

	begin(&f, steps);
	assert_int_equal(fault_frame(f.w.e, &f.chain, class, in_log), fault);
	assert_int_equal(caller_of_service(f.w.e, &f.chain, fault), caller);
	fake_worker_close(&f.w);
}

static void check(enum crash_class class, size_t fault, size_t caller, const struct step *steps)
{
	check_with_log(class, NULL, fault, caller, steps);
}

#define CHAIN(...) (const struct step[]){__VA_ARGS__, {NULL, TASK}}

/* What an exception struck is at fault; what serves others was called by the one to look at. */
static void exceptions(void **state)
{
	(void)state;
	check(CRASH_PAGE_FAULT, 3, 0, CHAIN({"panic", TASK}, {"oops_end.cold", TASK}, {"asm_exc_page_fault", TASK}, {"!driver_work", TASK}));
	check(CRASH_PAGE_FAULT, 3, 4, CHAIN({"panic", TASK}, {"oops_end.cold", TASK}, {"asm_exc_page_fault", TASK}, {"!memcpy_erms", TASK},
					    {"driver_work", TASK}));
	/* A NULL pointer was called: there is no function. */
	check(CRASH_NULL_POINTER, 3, 4, CHAIN({"panic", TASK}, {"oops_end.cold", TASK}, {"asm_exc_page_fault", TASK}, {"!0", TASK},
					      {"driver_work", TASK}));
	/* What was interrupted did not call it. */
	check(CRASH_PAGE_FAULT, 3, 0, CHAIN({"panic", IRQ}, {"oops_end.cold", IRQ}, {"asm_exc_page_fault", IRQ}, {"!memcpy_erms", IRQ},
					    {"!driver_work", TASK}));
}

static void calls_of_panic(void **state)
{
	(void)state;
	check(CRASH_PANIC, 1, 0, CHAIN({"panic", TASK}, {"driver_work", TASK}));
	check(CRASH_ATOMIC, 2, 3, CHAIN({"panic", TASK}, {"check_panic_on_warn.cold", TASK}, {"__schedule_bug.cold", TASK}, {"driver_work", TASK}));
}

/* A timer's function panics: not what its interrupt came upon; but that is what a watchdog complains of. */
static void interrupts(void **state)
{
	const struct step *steps = CHAIN({"panic", IRQ}, {"driver_timer", IRQ}, {"asm_sysvec_apic_timer_interrupt", TASK},
					 {"!idle", TASK});

	(void)state;
	check(CRASH_PANIC, 1, 0, steps);
	check(CRASH_SOFT_LOCKUP, 3, 0, steps);
}

/* With kdump the chain of an oops begins at the fault; what that had interrupted is innocent. */
static void chain_begins_at_fault(void **state)
{
	(void)state;
	check(CRASH_PAGE_FAULT, 0, 0, CHAIN({"!driver_timer", IRQ}, {"asm_sysvec_apic_timer_interrupt", TASK}, {"!idle", TASK}));
	check(CRASH_PAGE_FAULT, 0, 1, CHAIN({"!memcpy_erms", IRQ}, {"driver_timer", IRQ}));
}

/* What a panic has still to do fails: the first panic's caller is at fault, or where the log has the first oops. */
static void trouble_in_trouble(void **state)
{
	const struct step *steps = CHAIN({"panic", TASK}, {"oops_end.cold", TASK}, {"asm_exc_page_fault", TASK},
					 {"!memcpy_erms", TASK}, {"panic", TASK}, {"driver_work", TASK});
	const struct step *oopses = CHAIN({"asm_exc_page_fault", TASK}, {"!memcpy_erms", TASK}, {"asm_exc_page_fault", TASK},
					  {"!driver_work", TASK});

	(void)state;
	check(CRASH_PANIC, 5, 0, steps);
	check_with_log(CRASH_NULL_POINTER, "driver_work+0x4/0x10", 3, 0, oopses);
	check_with_log(CRASH_NULL_POINTER, "idle+0x4/0x10", 0, 0, oopses);
}

static void check_class(enum crash_class class, const struct step *steps)
{
	struct fixture f;

	begin(&f, steps);
	assert_string_equal(crash_class_name(classify_chain(f.w.e, &f.chain, (ref){0})), crash_class_name(class));
	fake_worker_close(&f.w);
}

static void class_by_functions(void **state)
{
	(void)state;
	check_class(CRASH_DIVIDE, CHAIN({"!panic", TASK}, {"oops_end.cold", TASK}, {"exc_divide_error", TASK}, {"!driver_work", TASK}));
	check_class(CRASH_PANIC, CHAIN({"!panic", TASK}, {"oops_end.cold", TASK}, {"exc_divide_error", TASK}, {"!memcpy_erms", TASK},
				       {"panic", TASK}, {"driver_work", TASK}));
	check_class(CRASH_NONE, CHAIN({"!idle", TASK}, {"exc_divide_error", TASK}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exceptions),
		cmocka_unit_test(calls_of_panic),
		cmocka_unit_test(interrupts),
		cmocka_unit_test(chain_begins_at_fault),
		cmocka_unit_test(trouble_in_trouble),
		cmocka_unit_test(class_by_functions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
