/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which register note belongs to which CPU: never by its place among the others. */
#include "kernel/kernel.h"

#include <stdlib.h>
#include <string.h>

#include "support/fake_kernel.h"
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

struct fixture {
	struct fake_kernel k;
	struct program *p;
	struct emit *e;
};

static void begin(struct fixture *f)
{
	struct sb symbols = {0};
	struct memory_image *m = &f->k.image;

	sb_printf(&symbols, "%llx D nr_cpu_ids\n%llx D __cpu_online_mask\n%llx D __cpu_active_mask\n", NR_CPU_IDS, MASK, MASK + 8);
	sb_printf(&symbols, "%llx D runqueues\n%llx D __per_cpu_offset\n%llx D crash_notes\n", RUNQUEUES, PERCPU_OFFSETS, CRASH_NOTES);
	fake_kernel_init_with(&f->k, symbols.s, types);
	sb_free(&symbols);
	image_u32(m, fake_paddr(NR_CPU_IDS), CPUS);
	image_u64(m, fake_paddr(MASK), 1);		/* the panic has stopped the others */
	image_u64(m, fake_paddr(MASK + 8), 7);
	image_u64(m, fake_paddr(CRASH_NOTES), NOTES_AT);
	for (uint64_t n = 0; n < CPUS; n++) {
		image_u64(m, fake_paddr(PERCPU_OFFSETS + 8 * n), n * PERCPU_SIZE);
		image_u64(m, fake_paddr(RUNQUEUES + n * PERCPU_SIZE), TASK(n));
		image_u64(m, fake_paddr(TASK(n)), STACK(n));
		image_u32(m, fake_paddr(TASK(n) + 8), (uint32_t)(100 + n));
		image_u64(m, fake_paddr(NOTES_AT + n * PERCPU_SIZE), 0);
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

static void add_note(struct fixture *f, uint32_t pid, uint64_t ip, uint64_t sp)
{
	uint8_t desc[PRSTATUS_SIZE];

	fill_prstatus(desc, pid, ip, sp);
	fake_add_note(&f->k, "CORE", 1, desc, sizeof(desc));
}

/* What crash_save_cpu() leaves in a CPU's own memory. */
static void put_crash_note(struct fixture *f, uint64_t cpu, uint32_t pid, uint64_t ip, uint64_t sp)
{
	uint8_t note[12 + 8 + PRSTATUS_SIZE] = {5, 0, 0, 0, PRSTATUS_SIZE & 0xff, PRSTATUS_SIZE >> 8, 0, 0, 1, 0, 0, 0, 'C', 'O', 'R', 'E'};

	fill_prstatus(note + 20, pid, ip, sp);
	image_put(&f->k.image, fake_paddr(NOTES_AT + cpu * PERCPU_SIZE), note, sizeof(note));
}

static void open_it(struct fixture *f)
{
	char *info = fake_vmcoreinfo("");

	fake_add_vmcoreinfo(&f->k, info);
	free(info);
	f->p = fake_open(&f->k);
	f->e = emit_new(f->p);
	emit_begin(f->e);
}

static void end(struct fixture *f)
{
	emit_free(f->e);
	program_close(f->p);
	fake_kernel_free(&f->k);
}

/* ip 0: no registers were saved of that CPU. */
static void assert_ip(struct fixture *f, long cpu, uint64_t ip)
{
	uint64_t value = 0;

	register_value(cpu_registers(f->e, cpu), "rip", &value);
	assert_int_equal(value, ip);
}

static void by_stack_pointer(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	add_note(&f, 102, 0xc2, STACK(2) + 0x3000);
	add_note(&f, 100, 0xc0, STACK(0) + 0x3000);
	add_note(&f, 101, 0xc1, STACK(1) + 0x3000);
	open_it(&f);
	for (long cpu = 0; cpu < CPUS; cpu++) {
		assert_true(cpu_has_run(f.e, cpu));
		assert_int_equal(cpu_current(f.e, cpu).addr, TASK((uint64_t)cpu));
		assert_ip(&f, cpu, 0xc0 + (uint64_t)cpu);
	}
	assert_int_equal(task_running_on(f.e, cpu_current(f.e, 2)), 2);
	end(&f);
}

/* Of a CPU that hung there is no note: nobody else's may be taken for it. */
static void one_is_missing(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	add_note(&f, 102, 0xc2, STACK(2) + 0x3000);
	add_note(&f, 100, 0xc0, STACK(0) + 0x3000);
	open_it(&f);
	assert_ip(&f, 0, 0xc0);
	assert_ip(&f, 1, 0);
	assert_ip(&f, 2, 0xc2);
	end(&f);
}

/* All in user space: stack pointers tell nothing.  A hypervisor counts CPUs in pr_pid, from 1. */
static void by_number_of_the_cpu(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	for (uint32_t n = 0; n < CPUS; n++)
		add_note(&f, n + 1, 0xc0 + n, 0x7ffe0000);
	open_it(&f);
	for (long cpu = 0; cpu < CPUS; cpu++)
		assert_ip(&f, cpu, 0xc0 + (uint64_t)cpu);
	end(&f);
}

/* The crash kernel's notes name processes. */
static void by_process(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	add_note(&f, 101, 0xc1, 0x7ffe0000);
	add_note(&f, 102, 0xc2, 0x7ffe0000);
	open_it(&f);
	assert_ip(&f, 0, 0);
	assert_ip(&f, 1, 0xc1);
	assert_ip(&f, 2, 0xc2);
	end(&f);
}

/* Idle tasks all have process ID 0; what a CPU saved itself is its own. */
static void by_crash_notes(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	add_note(&f, 0, 0xc1, 0x1000);
	add_note(&f, 0, 0xc2, 0x2000);
	put_crash_note(&f, 2, 0, 0xc2, 0x2000);
	put_crash_note(&f, 1, 0, 0xc1, 0x1000);
	open_it(&f);
	assert_ip(&f, 0, 0);
	assert_ip(&f, 1, 0xc1);
	assert_ip(&f, 2, 0xc2);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_stack_pointer), cmocka_unit_test(one_is_missing), cmocka_unit_test(by_number_of_the_cpu),
		cmocka_unit_test(by_process),	    cmocka_unit_test(by_crash_notes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
