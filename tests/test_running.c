/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which register note belongs to which CPU: never by its place among the others. */
#include "kernel/kernel.h"

#include <string.h>

#include "support/fake_worker.h"
#include "support/test.h"

#define NR_CPU_IDS (FAKE_MORE + 0x0)
#define MASK (FAKE_MORE + 0x100)
#define RUNQUEUES (FAKE_MORE + 0x200)		/* CPU n's: n * PERCPU_SIZE behind */
#define PERCPU_OFFSETS (FAKE_MORE + 0x300)
#define CRASH_NOTES (FAKE_MORE + 0x400)		/* a pointer to per-CPU memory, at … */
#define NOTES_AT (FAKE_MORE + 0x1000)
#define PERCPU_SIZE 0x4000ULL
#define CPUS 3
#define TASK(n) (FAKE_MORE + 0x20000 + 0x100 * (n))
#define STACK(n) (FAKE_MORE + 0x2e000 + 0x4000 * (n))	/* 16 KiB each */
#define PRSTATUS_SIZE 336

static const char types[] =
	"int unsigned~long 8 none\n"			/* 11 */
	"struct task_struct 16 stack 11 0 pid 2 64\n"	/* 12 */
	"ptr 12\n"
	"struct rq 8 curr 13 0\n";

static void begin(struct fake_worker *w)
{
	struct sb symbols = {0};

	sb_printf(&symbols, "%llx D nr_cpu_ids\n%llx D __cpu_online_mask\n%llx D __cpu_active_mask\n", NR_CPU_IDS, MASK,
		  MASK + 8);
	sb_printf(&symbols, "%llx D runqueues\n%llx D __per_cpu_offset\n%llx D crash_notes\n", RUNQUEUES, PERCPU_OFFSETS,
		  CRASH_NOTES);
	fake_worker_init(w, symbols.s, types);
	sb_free(&symbols);
	fake_put_u32(w, NR_CPU_IDS, CPUS);
	fake_put(w, MASK, 1);		/* the panic has stopped the others */
	fake_put(w, MASK + 8, 7);
	fake_put(w, CRASH_NOTES, NOTES_AT);
	for (uint64_t n = 0; n < CPUS; n++) {
		fake_put(w, PERCPU_OFFSETS + 8 * n, n * PERCPU_SIZE);
		fake_put(w, RUNQUEUES + n * PERCPU_SIZE, TASK(n));
		fake_put(w, TASK(n), STACK(n));
		fake_put_u32(w, TASK(n) + 8, (uint32_t)(100 + n));
		fake_put(w, NOTES_AT + n * PERCPU_SIZE, 0);
	}
}

/* struct elf_prstatus with a process ID, an instruction pointer and a stack pointer. */
static void fill_prstatus(uint8_t desc[PRSTATUS_SIZE], uint32_t pid, uint64_t ip, uint64_t sp)
{
	memset(desc, 0, PRSTATUS_SIZE);
	put_u32(desc + 32, false, pid);
	put_u64(desc + 112 + 16 * 8, false, ip);
	put_u64(desc + 112 + 19 * 8, false, sp);
}

static void add_note(struct fake_worker *w, uint32_t pid, uint64_t ip, uint64_t sp)
{
	uint8_t desc[PRSTATUS_SIZE];

	fill_prstatus(desc, pid, ip, sp);
	fake_add_note(&w->k, "CORE", 1, desc, sizeof(desc));
}

/* What crash_save_cpu() leaves in a CPU's own memory. */
static void put_crash_note(struct fake_worker *w, uint64_t cpu, uint32_t pid, uint64_t ip, uint64_t sp)
{
	uint8_t note[12 + 8 + PRSTATUS_SIZE] = {5, 0, 0, 0, PRSTATUS_SIZE & 0xff, PRSTATUS_SIZE >> 8, 0, 0, 1, 0, 0, 0,
						'C', 'O', 'R', 'E'};

	fill_prstatus(note + 20, pid, ip, sp);
	fake_put_bytes(w, NOTES_AT + cpu * PERCPU_SIZE, note, sizeof(note));
}

/* ip 0: no registers were saved of that CPU. */
static void assert_ip(struct fake_worker *w, long cpu, uint64_t ip)
{
	uint64_t value = 0;

	register_value(cpu_registers(w->e, cpu), "rip", &value);
	assert_int_equal(value, ip);
}

static void by_stack_pointer(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	add_note(&w, 102, 0xc2, STACK(2) + 0x3000);
	add_note(&w, 100, 0xc0, STACK(0) + 0x3000);
	add_note(&w, 101, 0xc1, STACK(1) + 0x3000);
	fake_worker_open(&w, "");
	for (long cpu = 0; cpu < CPUS; cpu++) {
		assert_true(cpu_has_run(w.e, cpu));
		assert_int_equal(cpu_current(w.e, cpu).addr, TASK((uint64_t)cpu));
		assert_ip(&w, cpu, 0xc0 + (uint64_t)cpu);
	}
	assert_int_equal(task_running_on(w.e, cpu_current(w.e, 2)), 2);
	fake_worker_close(&w);
}

/* Of a CPU that hung there is no note: nobody else's may be taken for it. */
static void one_is_missing(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	add_note(&w, 102, 0xc2, STACK(2) + 0x3000);
	add_note(&w, 100, 0xc0, STACK(0) + 0x3000);
	fake_worker_open(&w, "");
	assert_ip(&w, 0, 0xc0);
	assert_ip(&w, 1, 0);
	assert_ip(&w, 2, 0xc2);
	fake_worker_close(&w);
}

/* All in user space: stack pointers tell nothing.  A hypervisor counts CPUs in pr_pid, from 1. */
static void by_number_of_the_cpu(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	for (uint32_t n = 0; n < CPUS; n++)
		add_note(&w, n + 1, 0xc0 + n, 0x7ffe0000);
	fake_worker_open(&w, "");
	for (long cpu = 0; cpu < CPUS; cpu++)
		assert_ip(&w, cpu, 0xc0 + (uint64_t)cpu);
	fake_worker_close(&w);
}

/* The crash kernel's notes name processes. */
static void by_process(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	add_note(&w, 101, 0xc1, 0x7ffe0000);
	add_note(&w, 102, 0xc2, 0x7ffe0000);
	fake_worker_open(&w, "");
	assert_ip(&w, 0, 0);
	assert_ip(&w, 1, 0xc1);
	assert_ip(&w, 2, 0xc2);
	fake_worker_close(&w);
}

/* Idle tasks all have process ID 0; what a CPU saved itself is its own. */
static void by_crash_notes(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	add_note(&w, 0, 0xc1, 0x1000);
	add_note(&w, 0, 0xc2, 0x2000);
	put_crash_note(&w, 2, 0, 0xc2, 0x2000);
	put_crash_note(&w, 1, 0, 0xc1, 0x1000);
	fake_worker_open(&w, "");
	assert_ip(&w, 0, 0);
	assert_ip(&w, 1, 0xc1);
	assert_ip(&w, 2, 0xc2);
	fake_worker_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_stack_pointer), cmocka_unit_test(one_is_missing), cmocka_unit_test(by_number_of_the_cpu),
		cmocka_unit_test(by_process),	    cmocka_unit_test(by_crash_notes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
