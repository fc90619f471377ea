/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What kind of crash a log tells of, and deadlocks in graphs of who waits for whom. */
#include "plugin/panic/panic.h"

#include <string.h>

#include "support/test.h"

/* Lines up to NULL; `reason` is the one that must be found to say why. */
static void check_log(enum crash_class class, const char *const *lines, long reason)
{
	struct log_line kept[32];
	struct crash_log log = {.lines = kept};
	struct verdict v;

	for (; lines[log.count]; log.count++)
		kept[log.count] = (struct log_line){log.count, lines[log.count]};
	v = classify_log(&log);
	assert_string_equal(crash_class_name(v.class), crash_class_name(class));
	assert_int_equal(v.reason_line, reason);
}

#define LOG(...) (const char *const[]){__VA_ARGS__, NULL}

static void oopses(void **state)
{
	(void)state;
	check_log(CRASH_NULL_POINTER, LOG("BUG: kernel NULL pointer dereference, address: 0000000000000010",
					  "#PF: supervisor read access in kernel mode", "Oops: 0000 [#1] PREEMPT SMP NOPTI",
					  "RIP: 0010:f+0x5/0x20", "---[ end trace 0000000000000000 ]---",
					  "Kernel panic - not syncing: Fatal exception",
					  "---[ end Kernel panic - not syncing: Fatal exception ]---"), 0);
	check_log(CRASH_BUG, LOG("------------[ cut here ]------------", "kernel BUG at mm/slub.c:6!",
				 "invalid opcode: 0000 [#1] PREEMPT SMP NOPTI",
				 "Kernel panic - not syncing: Fatal exception"), 1);
	check_log(CRASH_PROTECTION, LOG("general protection fault, probably for non-canonical address 0xdead000000000110: 0000 [#1] SMP",
					"Kernel panic - not syncing: Fatal exception in interrupt"), 0);
	check_log(CRASH_PAGE_FAULT, LOG("kernel tried to execute NX-protected page - exploit attempt? (uid: 0)",
					"BUG: unable to handle page fault for address: ffff8c6d42d2e700",
					"#PF: supervisor instruction fetch in kernel mode", "Oops: 0011 [#1] PREEMPT SMP NOPTI",
					"Kernel panic - not syncing: Fatal exception"), 0);
	check_log(CRASH_STACK_OVERFLOW, LOG("BUG: TASK stack guard page was hit at 0000000054af756e (stack is 0..1)",
					    "stack guard page: 0000 [#1] PREEMPT SMP NOPTI",
					    "Kernel panic - not syncing: Fatal exception in interrupt"), 0);
	check_log(CRASH_DOUBLE_FAULT, LOG("double fault: 0000 [#1] PREEMPT SMP NOPTI",
					  "Kernel panic - not syncing: Fatal exception in interrupt"), 0);
	check_log(CRASH_PAGE_FAULT, LOG("Unable to handle kernel paging request at virtual address ffff800008000000",
					"Internal error: Oops: 0000000096000007 [#1] SMP",
					"Kernel panic - not syncing: Oops: Fatal exception"), 0);
}

static long begin_of(uint64_t ns_before, const char *const *lines, long line)
{
	struct log_line kept[16];
	struct crash_log log = {.lines = kept};

	for (; lines[log.count]; log.count++)
		kept[log.count] = (struct log_line){log.count ? ns_before + 1000 * log.count : 0, lines[log.count]};
	return report_begin(&log, line);
}

/* The text of a warning stands before the line that names it, that of corrupted data before the cut. */
static void reports_begin_before_the_reason(void **state)
{
	(void)state;
	assert_int_equal(begin_of(5, LOG("other", "------------[ cut here ]------------", "4 objects left", "WARNING: at f+0x5/0x20"), 3), 1);
	assert_int_equal(begin_of(1000000000, LOG("other", "list_del corruption", "------------[ cut here ]------------",
						  "kernel BUG at lib/list_debug.c:56!"), 3), 1);
	assert_int_equal(begin_of(5, LOG("------------[ cut here ]------------", "1", "2", "3", "4", "5", "6", "7", "8", "Oops: 0000 [#1]"), 9), 9);
	assert_int_equal(begin_of(5, LOG("other", "BUG: kernel NULL pointer dereference"), 1), 1);
}

/* With kdump the crash kernel starts before the panic is announced. */
static void oops_without_panic(void **state)
{
	(void)state;
	check_log(CRASH_PAGE_FAULT, LOG("BUG: unable to handle page fault for address: ffffa0000000beef", "Oops: 0002 [#1] SMP PTI",
					"CPU: 3 PID: 1 Comm: init"), 0);
}

/* An oops that the machine survived is not the one that it died of. */
static void the_last_oops_counts(void **state)
{
	(void)state;
	check_log(CRASH_DIVIDE, LOG("BUG: kernel NULL pointer dereference, address: 0000000000000000", "Oops: 0000 [#1] SMP",
				    "---[ end trace 0123456789abcdef ]---", "divide error: 0000 [#2] SMP",
				    "Kernel panic - not syncing: Fatal exception"), 3);
}

/* What fails in the course of a panic, or of an oops' report, is not what began it. */
static void the_first_panic_counts(void **state)
{
	(void)state;
	check_log(CRASH_PANIC, LOG("Kernel panic - not syncing: no hardware", "BUG: kernel NULL pointer dereference, address: 0000000000000000",
				   "Oops: 0000 [#1] SMP", "Kernel panic - not syncing: Fatal exception"), 0);
	check_log(CRASH_NULL_POINTER, LOG("BUG: kernel NULL pointer dereference, address: 0000000000000000", "Oops: 0000 [#1] SMP",
					  "BUG: unable to handle page fault for address: ffffa0000000beef", "Oops: 0000 [#2] SMP",
					  "---[ end trace 0123456789abcdef ]---",
					  "Kernel panic - not syncing: Fatal exception"), 0);
	check_log(CRASH_NONE, LOG("Kernel panic - not syncing: Fatal exception"), 0);
}

static void sanitizers(void **state)
{
	(void)state;
	check_log(CRASH_SANITIZER, LOG("WARNING: at drivers/x.c:50 f+0x16/0x20 [x]", "UBSAN: array-index-out-of-bounds in drivers/x.c:163:63",
				       "Kernel panic - not syncing: UBSAN: panic_on_warn set ..."), 1);
	check_log(CRASH_SANITIZER, LOG("BUG: KASAN: slab-out-of-bounds in f+0x5/0x20 [x]", "Kernel panic - not syncing: kasan.fault=panic set ..."), 0);
	check_log(CRASH_SANITIZER, LOG("BUG: KFENCE: use-after-free read in f+0x5/0x20 [x]",
				       "Kernel panic - not syncing: KFENCE: panic_on_warn set ..."), 0);
	check_log(CRASH_WORKQUEUE, LOG("BUG: workqueue lockup - pool cpus=1 node=0 flags=0x0 nice=0 stuck for 31s!",
				       "Kernel panic - not syncing: workqueue: 1 stall(s) exceeded threshold 1"), 0);
}

static const char *message_of(const char *const *lines, long line)
{
	struct log_line kept[16];
	struct crash_log log = {.lines = kept};

	for (; lines[log.count]; log.count++)
		kept[log.count] = (struct log_line){log.count, lines[log.count]};
	return report_message(&log, line);
}

static void messages(void **state)
{
	(void)state;
	assert_string_equal(message_of(LOG("------------[ cut here ]------------", "4 objects left", "WARNING: at f+0x5/0x20"), 2), "4 objects left");
	assert_string_equal(message_of(LOG("usercopy: Kernel memory exposure attempt detected from SLUB object", "------------[ cut here ]------------",
					   "kernel BUG at mm/usercopy.c:102!"), 2),
			    "usercopy: Kernel memory exposure attempt detected from SLUB object");
	assert_string_equal(message_of(LOG("sh[7]: segfault at 0", "init[1]: segfault at 8 ip 0000000000401009", "Code: Unable to access",
					   "Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b"), 3),
			    "init[1]: segfault at 8 ip 0000000000401009");
	assert_null(message_of(LOG("eth0: link is up", "------------[ cut here ]------------", "kernel BUG at mm/slub.c:102!"), 2));
	assert_null(message_of(LOG("------------[ cut here ]------------", "WARNING: at f+0x5/0x20"), 1));
}

static void watchdogs(void **state)
{
	(void)state;
	check_log(CRASH_SOFT_LOCKUP, LOG("rcu: INFO: rcu_preempt self-detected stall on CPU",
					 "watchdog: BUG: soft lockup - CPU#2 stuck for 12s! [hog:579]",
					 "Kernel panic - not syncing: softlockup: hung tasks"), 1);
	check_log(CRASH_HUNG_TASK, LOG("INFO: task sync:560 blocked for more than 61 seconds.",
				       "INFO: task dd:561 blocked for more than 61 seconds.",
				       "Kernel panic - not syncing: hung_task: blocked tasks"), 1);
	check_log(CRASH_HARD_LOCKUP, LOG("NMI watchdog: Watchdog detected hard LOCKUP on cpu 2",
					 "Kernel panic - not syncing: Hard LOCKUP"), 0);
	check_log(CRASH_HUNG_TASK, LOG("INFO: task dd:134 blocked in I/O wait for more than 8 seconds.", "INFO: task dd:134 blocked on a mutex",
				       "Kernel panic - not syncing: hung_task: blocked tasks"), 0);
	check_log(CRASH_HARD_LOCKUP, LOG("watchdog: CPU0: Watchdog detected hard LOCKUP on cpu 1", "Modules linked in:",
					 "Kernel panic - not syncing: Hard LOCKUP"), 0);
	check_log(CRASH_RCU_STALL, LOG("rcu: INFO: rcu_sched detected stalls on CPUs/tasks:",
				       "Kernel panic - not syncing: RCU Stall"), 0);
}

static void asked_for(void **state)
{
	(void)state;
	check_log(CRASH_SYSRQ, LOG("sysrq: Trigger a crash", "Kernel panic - not syncing: sysrq triggered crash"), 0);
	/* Until 5.7 SysRq followed a NULL pointer. */
	check_log(CRASH_SYSRQ, LOG("sysrq: SysRq : Trigger a crash", "BUG: unable to handle kernel NULL pointer dereference at 0000000000000000",
				   "Oops: 0002 [#1] SMP PTI"), 1);
}

static void others(void **state)
{
	(void)state;
	check_log(CRASH_OOM, LOG("memhog invoked oom-killer: gfp_mask=0x140cca", "Mem-Info:",
				 "Kernel panic - not syncing: Out of memory: system-wide panic_on_oom is enabled"), 0);
	check_log(CRASH_MCE, LOG("mce: [Hardware Error]: CPU 1: Machine check events logged",
				 "Kernel panic - not syncing: Fatal machine check"), 0);
	check_log(CRASH_MCE, LOG("mce: [Hardware Error]: CPU 1: Machine Check Exception: 5 Bank 4: b200000000000175",
				 "mce: [Hardware Error]: RIP !INEXACT! 10:<ffffffffada83e2f> {pv_native_safe_halt+0xf/0x20}",
				 "mce: [Hardware Error]: Machine check: Processor Context Corrupt",
				 "Kernel panic - not syncing: Fatal local machine check"), 0);
	check_log(CRASH_NMI, LOG("Uhhuh. NMI received for unknown reason 2d on CPU 0.", "Dazed and confused, but trying to continue",
				 "Kernel panic - not syncing: NMI: Not continuing"), 0);
	check_log(CRASH_PANIC, LOG("Kernel panic - not syncing: a driver's own words"), 0);
	check_log(CRASH_ATOMIC, LOG("BUG: scheduling while atomic: init/1/0x00000002", "Modules linked in: lab(OE)",
				    "Kernel panic - not syncing: scheduling while atomic: panic_on_warn set ..."), 0);
	check_log(CRASH_WARNING, LOG("WARNING: CPU: 1 PID: 1 at drivers/x.c:50 f+0x16/0x20 [x]",
				     "Kernel panic - not syncing: kernel: panic_on_warn set ..."), 0);
	check_log(CRASH_STACK_OVERFLOW, LOG("Kernel panic - not syncing: stack-protector: Kernel stack is corrupted in: f+0x64/0x70 [x]"), 0);
	check_log(CRASH_NONE, LOG("all is well"), -1);
}

/* init dies of an oops: the oops is the reason.  It may also be killed by a signal. */
static void init_died(void **state)
{
	(void)state;
	check_log(CRASH_PROTECTION, LOG("Oops: general protection fault, maybe for address 0x10: 0000 [#1] PREEMPT SMP",
					"Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b"), 0);
	check_log(CRASH_INIT_DIED, LOG("Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100"), 0);
}

/* What the machine survived, in the order of the log. */
static void earlier_troubles(void **state)
{
	static const struct {
		long line;
		enum crash_class class;
	} expected[] = {{1, CRASH_WARNING}, {2, CRASH_NULL_POINTER}, {6, CRASH_OOPS}, {7, CRASH_HUNG_TASK}};
	const char *const texts[] = {"all is well", "WARNING: CPU: 1 PID: 1 at drivers/x.c:50 f+0x16/0x20 [x]",
				     "BUG: kernel NULL pointer dereference, address: 0000000000000028",
				     "#PF: supervisor write access in kernel mode", "Oops: 0002 [#1] PREEMPT SMP NOPTI",
				     "---[ end trace 0000000000000000 ]---", "int3: 0000 [#2] SMP",
				     "INFO: task a:1 blocked for more than 6 seconds.", "sysrq: Trigger a crash"};
	struct log_line kept[ARRAY_LEN(texts)];
	struct crash_log log = {.lines = kept, .count = ARRAY_LEN(texts)};
	enum crash_class class;
	long line = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		kept[i] = (struct log_line){i, texts[i]};
	for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
		assert_int_equal(next_trouble(&log, &line, &class), expected[i].line);
		assert_int_equal(class, expected[i].class);
	}
	assert_int_equal(next_trouble(&log, &line, &class), -1);
}

/* ---- deadlocks ---------------------------------------------------------------------- */

/* owners[i]: whom task i waits for, -1: nobody. */
static void number_cycles(struct stack_report *r, struct task_entry *tasks, const long *owners, size_t count)
{
	memset(r, 0, sizeof(*r));
	r->tasks = tasks;
	r->task_count = count;
	for (size_t i = 0; i < count; i++)
		tasks[i] = (struct task_entry){.owner = owners[i], .cycle = -1};
	find_cycles(r);
}

static void two_and_a_third(void **state)
{
	struct task_entry tasks[5];
	struct stack_report r;

	(void)state;
	number_cycles(&r, tasks, (const long[]){1, 0, 0, 2, -1}, 5);
	assert_int_equal(r.cycle_count, 1);
	assert_int_equal(tasks[0].cycle, 0);
	assert_int_equal(tasks[1].cycle, 0);
	for (size_t i = 2; i < 5; i++)
		assert_int_equal(tasks[i].cycle, -1);
}

static void reached_from_outside_first(void **state)
{
	struct task_entry tasks[6];
	struct stack_report r;

	(void)state;
	number_cycles(&r, tasks, (const long[]){1, 2, 3, 1, 4, 0}, 6);
	assert_int_equal(r.cycle_count, 2);
	assert_int_equal(tasks[0].cycle, -1);
	assert_int_equal(tasks[1].cycle, tasks[2].cycle);
	assert_int_equal(tasks[2].cycle, tasks[3].cycle);
	assert_int_equal(tasks[4].cycle, 1);	/* waits for itself */
	assert_int_equal(tasks[5].cycle, -1);
}

static void no_cycle(void **state)
{
	struct task_entry tasks[3];
	struct stack_report r;

	(void)state;
	number_cycles(&r, tasks, (const long[]){1, 2, -1}, 3);
	assert_int_equal(r.cycle_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(oopses),	   cmocka_unit_test(oops_without_panic),
		cmocka_unit_test(reports_begin_before_the_reason),
		cmocka_unit_test(the_last_oops_counts), cmocka_unit_test(watchdogs),
		cmocka_unit_test(the_first_panic_counts), cmocka_unit_test(sanitizers), cmocka_unit_test(messages),
		cmocka_unit_test(asked_for),	   cmocka_unit_test(others),
		cmocka_unit_test(init_died),	   cmocka_unit_test(two_and_a_third),
		cmocka_unit_test(reached_from_outside_first), cmocka_unit_test(earlier_troubles),
		cmocka_unit_test(no_cycle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
