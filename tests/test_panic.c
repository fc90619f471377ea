/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the log says of the crash. */
#include "report/report.h"	/* before cmocka.h, which makes a macro of fail() */
#include "support/test.h"

static void assert_read(const char *log, const char *panic, const char *cause)
{
	struct identity id = {.panic = "", .cause = ""};

	identity_read_log(&id, log);
	assert_string_equal(id.panic, panic);
	assert_string_equal(id.cause, cause);
}

static void test_oops(void **state)
{
	(void)state;
	assert_read("[   61.1] BUG: old: this one was survived\n"
		    "[   61.2] a\n[   61.3] b\n[   61.4] c\n"
		    "[   61.757200] BUG: kernel NULL pointer dereference, address: 0000000000000010\n"
		    "[   61.757754] Oops: 0000 [#1] PREEMPT SMP NOPTI\n"
		    "[   61.761661] ---[ end trace 0000000000000000 ]---\n"
		    "[   61.761661] Kernel panic - not syncing: Fatal exception\n"
		    "[   61.761661] ---[ end Kernel panic - not syncing: Fatal exception ]---\n",
		    "Fatal exception", "BUG: kernel NULL pointer dereference, address: 0000000000000010");
}

static void test_two_beginnings(void **state)
{
	(void)state;
	assert_read("[    1.0] BUG: before\n[    1.5] a\n[    1.6] b\n[    1.7] c\n[    1.8] ------------[ cut here ]------------\n"
		    "[    2.0] kernel BUG at mm/slub.c:1!\n"
		    "[    2.1] invalid opcode: 0000 [#1] PREEMPT SMP NOPTI\n"
		    "[    2.2] Kernel panic - not syncing: Fatal exception\n", "Fatal exception", "kernel BUG at mm/slub.c:1!");
}

/* "Oops: " before the kind of exception, since 6.10; a warning is a reason only where it makes the kernel panic. */
static void test_newer_words(void **state)
{
	(void)state;
	assert_read("[    2.0] Oops: divide error: 0000 [#1] PREEMPT SMP NOPTI\n[    2.1] Kernel panic - not syncing: Fatal exception\n",
		    "Fatal exception", "Oops: divide error: 0000 [#1] PREEMPT SMP NOPTI");
	assert_read("[    2.0] WARNING: CPU: 1 PID: 1 at x.c:50 f+0x16/0x20\n[    2.1] Kernel panic - not syncing: kernel: panic_on_warn set ...\n",
		    "kernel: panic_on_warn set ...", "WARNING: CPU: 1 PID: 1 at x.c:50 f+0x16/0x20");
	assert_read("[    2.0] WARNING: CPU: 1 PID: 1 at x.c:50 f+0x16/0x20\n[    2.1] Kernel panic - not syncing: no device\n",
		    "no device", "");
}

static void test_caller_id(void **state)
{
	(void)state;
	assert_read("[    9.000001][  T217] sysrq: Trigger a crash\n"
		    "[    9.000002][  T217] Kernel panic - not syncing: sysrq triggered crash\n",
		    "sysrq triggered crash", "sysrq: Trigger a crash");
}

static void test_oom(void **state)
{
	(void)state;
	assert_read("[  124.1] memhog invoked oom-killer: gfp_mask=0x140dca, order=0, oom_score_adj=0\n[  124.2] Mem-Info:\n"
		    "[  124.3] Kernel panic - not syncing: Out of memory: system-wide panic_on_oom is enabled\n",
		    "Out of memory: system-wide panic_on_oom is enabled",
		    "memhog invoked oom-killer: gfp_mask=0x140dca, order=0, oom_score_adj=0");
}

/* A user's message that looks like one is not one: the kernel's begins its line. */
static void test_none(void **state)
{
	(void)state;
	assert_read("", "", "");
	assert_read("[    1.0] systemd[1]: Kernel panic - not syncing: fake\n[    2.0] BUG: x\n", "", "");
	assert_read("[    1.0] Kernel panic - not syncing: early", "early", "");
}

/* Control characters do not get to the terminal. */
static void test_control_characters(void **state)
{
	(void)state;
	assert_read("Kernel panic - not syncing: a\033[31mb\n", "a?[31mb", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_oops),
		cmocka_unit_test(test_two_beginnings),
		cmocka_unit_test(test_newer_words),
		cmocka_unit_test(test_caller_id),
		cmocka_unit_test(test_oom),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_control_characters),
	};

	return cmocka_run_group_tests_name("panic", tests, NULL, NULL);
}
