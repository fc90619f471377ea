/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a small kernel made of text: whole, without its VMCOREINFO, with damaged lists. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/fake_kernel.h"
#include "support/test.h"

static int setup(void **state)
{
	struct fake_kernel *k = xmalloc(sizeof(*k));

	fake_kernel_init(k);
	*state = k;
	return 0;
}

static int teardown(void **state)
{
	fake_kernel_free(*state);
	free(*state);
	return 0;
}

static void add_vmcoreinfo(struct fake_kernel *k, const char *extra)
{
	char *text = fake_vmcoreinfo(extra);

	fake_add_vmcoreinfo(k, text);
	free(text);
}

static void check_whole(struct fake_kernel *k, struct program *p)
{
	uint64_t addr;

	for (int i = 0; i < PROGRAM_ABILITIES; i++)
		if (!program_can(p, (enum program_ability)i, NULL))
			fail_msg("%s", k->log.s);
	assert_string_equal(program_facts(p)->release, "6.1.0-fake");
	assert_string_equal(program_facts(p)->arch, "x86_64");
	assert_true(program_symbol(p, "function_7", &addr) && addr == FAKE_BASE + 0x3000 + 16 * 7);
}

static void a_whole_kernel_opens(void **state)
{
	const struct program_source *sources;
	struct fake_kernel *k = *state;
	struct types graph;
	struct program *p;

	add_vmcoreinfo(k, "CRASHTIME=1700000000\n");
	p = fake_open(k);
	check_whole(k, p);
	assert_true(program_facts(p)->crash_time == 1700000000);
	assert_string_equal(program_facts(p)->vmcoreinfo_from, "note");
	assert_true(program_sources(p, &sources) >= 4);
	program_init_types(p, &graph);
	assert_non_null(types_find(&graph, "struct module"));
	assert_null(types_find(&graph, "struct elephant"));
	types_free(&graph);
	program_close(p);
}

/* ---- modules ------------------------------------------------------------------- */

static void modules_have_ranges_and_symbols(void **state)
{
	const struct program_module *modules;
	struct fake_kernel *k = *state;
	char name[SYMBOL_NAME_MAX];
	struct program *p;
	struct symbol s;
	uint64_t addr;

	add_vmcoreinfo(k, "");
	p = fake_open(k);
	assert_null(program_modules_broken(p));
	assert_int_equal(program_modules(p, &modules), 3);	/* the one that is not formed is left out */
	assert_string_equal(modules[0].name, "mod0");
	assert_string_equal(modules[2].name, "mod3");
	assert_int_equal(modules[0].range_count, 1);
	assert_true(modules[2].ranges[0].base == FAKE_MODULE_CODE(3) && modules[2].ranges[0].size == 0x1000);
	assert_true(program_symbol_at(p, FAKE_MODULE_CODE(1) + 0x44, name, &s));
	assert_string_equal(name, "work");
	assert_string_equal(s.module, "mod1");
	assert_true(s.letter == 'T' && s.size == 0x1000 - 0x40);	/* to the end of the module */
	assert_true(program_symbol_nth(p, "work", 1, &addr) && addr == FAKE_MODULE_CODE(1) + 0x40);
	assert_false(program_symbol_nth(p, "work", 3, &addr));
	assert_true(program_module_symbol(p, "mod3", "init", &addr) && addr == FAKE_MODULE_CODE(3));
	assert_false(program_module_symbol(p, "mod2", "init", &addr));
	assert_false(program_symbol(p, "elsewhere", &addr));
	program_close(p);
}

static void check_list(struct fake_kernel *k, size_t modules, const char *logged)
{
	const struct program_module *m;
	struct program *p;

	add_vmcoreinfo(k, "");
	p = fake_open(k);
	assert_int_equal(program_modules(p, &m), modules);
	assert_non_null(program_modules_broken(p));
	if (!strstr(k->log.s, logged))
		fail_msg("no \"%s\" in %s", logged, k->log.s);
	program_close(p);
}

static void a_circle_of_modules_ends(void **state)
{
	struct fake_kernel *k = *state;

	/* From the last back to the second, not to the head. */
	image_u64(&k->image, fake_paddr(FAKE_MODULE(3) + FAKE_MODULE_LIST), FAKE_MODULE(1) + FAKE_MODULE_LIST);
	add_vmcoreinfo(k, "");
	program_close(fake_open(k));
	assert_non_null(strstr(k->log.s, "it runs in a circle"));
}

static void a_module_that_follows_itself_ends(void **state)
{
	struct fake_kernel *k = *state;

	image_u64(&k->image, fake_paddr(FAKE_MODULE(0) + FAKE_MODULE_LIST), FAKE_MODULE(0) + FAKE_MODULE_LIST);
	check_list(k, 1, "it runs in a circle");
}

/* What lies behind it is reached from the end. */
static void a_lost_module_costs_itself_only(void **state)
{
	struct fake_kernel *k = *state;

	image_remove(&k->image, fake_paddr(FAKE_MODULE(1)));
	check_list(k, 2, "its name can't be read");
	assert_non_null(strstr(k->log.s, "2 of them: an element can't be read"));
}

static void a_lost_first_module_costs_itself_only(void **state)
{
	struct fake_kernel *k = *state;

	image_remove(&k->image, fake_paddr(FAKE_MODULE(0)));
	check_list(k, 2, "an element can't be read");
}

static void a_poisoned_pointer_costs_nothing(void **state)
{
	struct fake_kernel *k = *state;

	image_u64(&k->image, fake_paddr(FAKE_MODULE(1) + FAKE_MODULE_LIST), 0xdead000000000100);
	check_list(k, 3, "an element can't be read");
}

/* ---- symbols ------------------------------------------------------------------- */

static void exports_make_up_for_data_symbols(void **state)
{
	struct fake_kernel *k = *state;
	char name[SYMBOL_NAME_MAX];
	struct program *p;
	struct symbol s;
	uint64_t addr;

	fake_functions_only(k);
	add_vmcoreinfo(k, "");
	p = fake_open(k);
	assert_true(program_symbol(p, "function_7", &addr) && addr == FAKE_BASE + 0x3000 + 16 * 7);
	assert_true(program_symbol(p, "export_00", &addr) && addr == FAKE_EXPORT(0));
	assert_true(program_symbol(p, "export_39", &addr) && addr == FAKE_EXPORT(39));
	assert_true(program_symbol(p, "init_uts_ns", &addr) && addr == FAKE_UTS);	/* VMCOREINFO has it */
	assert_false(program_symbol(p, "modules", &addr));
	assert_true(program_symbols_missing(p) > 0);
	/* Data between two exports need not belong to the first. */
	assert_false(program_symbol_at(p, FAKE_EXPORT(3) + 4, name, &s));
	assert_true(program_symbol_at(p, FAKE_FUNCTION(7) + 4, name, &s));
	program_close(p);
}

static void a_whole_table_lacks_no_symbols(void **state)
{
	struct fake_kernel *k = *state;
	struct program *p;

	add_vmcoreinfo(k, "");
	p = fake_open(k);
	assert_int_equal(program_symbols_missing(p), 0);
	program_close(p);
}

/* ---- direct map ----------------------------------------------------------------- */

#define DIRECT 0xffff888000000000ULL

/* Tables for the second 2 MiB of memory, where the kernel's top table lies, and a missing one for the first. */
static struct program *open_with_direct_map(struct fake_kernel *k, uint64_t page_offset_base)
{
	char symbol[64];

	snprintf(symbol, sizeof(symbol), "%llx D page_offset_base\n", FAKE_MORE);
	fake_kernel_free(k);
	fake_kernel_init_with(k, symbol, "");
	image_u64(&k->image, fake_paddr(FAKE_MORE), page_offset_base);
	image_u64(&k->image, FAKE_TOP_TABLE + 8 * 273, 0x6003);
	image_text(&k->image, "6000[0] = 7003\n"
			      "7000[0] = 3ff003\n"
			      "7000[1] = 200083\n");
	add_vmcoreinfo(k, "");
	return fake_open(k);
}

static void the_direct_map_serves_where_its_tables_are_missing(void **state)
{
	struct fake_kernel *k = *state;
	struct program *p = open_with_direct_map(k, DIRECT);
	struct memory *m = memory_new(p);
	char text[8];

	assert_int_equal(memory_read_string(m, DIRECT + fake_paddr(FAKE_BASE + 0x1000), text, 6, NULL), MEM_OK);
	assert_string_equal(text, "Linux");
	memory_free(m);
	program_close(p);
}

static void a_direct_map_that_the_tables_deny_is_not_used(void **state)
{
	struct fake_kernel *k = *state;
	struct program *p = open_with_direct_map(k, 0xffff800000000000);
	struct memory *m = memory_new(p);
	char text[8];

	assert_int_equal(memory_read(m, 0xffff800000101000, text, 1, NULL), MEM_NOT_MAPPED);
	assert_int_equal(memory_read(m, DIRECT + 0x101000, text, 1, NULL), MEM_HOLE);
	memory_free(m);
	program_close(p);
}

/* ---- VMCOREINFO ------------------------------------------------------------------ */

static void the_note_is_found_in_memory(void **state)
{
	struct fake_kernel *k = *state;
	char *text = fake_vmcoreinfo("");
	struct program *p;

	fake_put_vmcoreinfo(k, 0x380000, text);
	p = fake_open(k);
	check_whole(k, p);
	assert_string_equal(program_facts(p)->vmcoreinfo_from, "memory scan");
	program_close(p);
	free(text);
}

/* kdump-compressed dumps of hypervisors may name no machine: it is known when VMCOREINFO has been found. */
static void registers_wait_for_the_machine(void **state)
{
	const struct program_registers *registers;
	struct fake_kernel *k = *state;
	uint8_t prstatus[336] = {0};
	char *text = fake_vmcoreinfo("");
	struct program *p;

	fake_add_note(k, "CORE", 1, prstatus, sizeof(prstatus));
	fake_put_vmcoreinfo(k, 0x380000, text);
	p = fake_open_as(k, 0);
	assert_string_equal(program_facts(p)->arch, "x86_64");
	assert_int_equal(program_registers(p, &registers), 1);
	program_close(p);
	free(text);
}

/* Where a module's memory has code and data, a function ends with the code, and data have no function's name. */
static void functions_end_with_the_code(void **state)
{
	struct fake_kernel *k = *state;
	char *text = fake_vmcoreinfo(""), name[SYMBOL_NAME_MAX];
	struct program *p;
	struct symbol s;

	image_u32(&k->image, fake_paddr(FAKE_MODULE(1) + 100), 0x80);
	fake_add_vmcoreinfo(k, text);
	p = fake_open(k);
	assert_true(program_symbol_at(p, FAKE_MODULE_CODE(1) + 0x44, name, &s));
	assert_string_equal(s.name, "work");
	assert_int_equal(s.size, 0x40);
	assert_false(program_symbol_at(p, FAKE_MODULE_CODE(1) + 0x90, name, &s));
	program_close(p);
	free(text);
}

/* A crash kernel's own text lies in memory too; and one of a kernel from before a warm boot. */
static void of_several_notes_the_crashed_kernels_counts(void **state)
{
	struct fake_kernel *k = *state;
	char *right = fake_vmcoreinfo("CRASHTIME=5\n"), *second = fake_vmcoreinfo("");
	struct program *p;

	fake_put_vmcoreinfo(k, 0x360000, second);
	fake_put_vmcoreinfo(k, 0x380000, right);
	p = fake_open(k);
	check_whole(k, p);
	assert_true(program_facts(p)->crash_time == 5);
	program_close(p);
	free(right);
	free(second);
}

static void a_text_that_promises_wrongly_is_passed_over(void **state)
{
	struct fake_kernel *k = *state;
	char *right = fake_vmcoreinfo("");
	struct program *p;

	fake_add_vmcoreinfo(k, "OSRELEASE=9.9.9-other\nCRASHTIME=7\nPAGESIZE=4096\nSYMBOL(_stext)=ffffffff81000000\n"
			       "SYMBOL(init_uts_ns)=ffffffff81090000\nSYMBOL(swapper_pg_dir)=ffffffff81180000\n"
			       "NUMBER(phys_base)=-15728640\n");
	fake_add_vmcoreinfo(k, right);
	p = fake_open(k);
	check_whole(k, p);
	assert_true(program_facts(p)->crash_time == 0);
	program_close(p);
	free(right);
}

/* Opens with this note in the dump and that one in the kernel's memory, at its symbol. */
static struct program *open_with_two_notes(struct fake_kernel *k, const char *in_dump, const char *in_memory)
{
	const uint64_t note = FAKE_MORE + 0x2000;
	char symbol[64];

	snprintf(symbol, sizeof(symbol), "%llx D vmcoreinfo_note\n", FAKE_MORE);
	fake_kernel_free(k);
	fake_kernel_init_with(k, symbol, "");
	image_u64(&k->image, fake_paddr(FAKE_MORE), note);
	fake_put_vmcoreinfo(k, fake_paddr(note), in_memory);
	fake_add_vmcoreinfo(k, in_dump);
	return fake_open(k);
}

static void a_damaged_note_is_corrected_by_the_kernels_own(void **state)
{
	struct fake_kernel *k = *state;
	char *own = fake_vmcoreinfo("NUMBER(PG_lru)=4\nCRASHTIME=5\n"), *bad = fake_vmcoreinfo("NUMBER(PG_lrv)=4\nCRASHTIME=6\n");
	struct program *p = open_with_two_notes(k, bad, own);
	uint64_t lru = 0;

	check_whole(k, p);
	assert_true(program_vmcoreinfo_number(p, "NUMBER(PG_lru)", &lru) && lru == 4);
	assert_null(program_vmcoreinfo(p, "NUMBER(PG_lrv)"));
	assert_true(program_facts(p)->crash_time == 5);
	assert_string_equal(program_facts(p)->vmcoreinfo_from, "symbol vmcoreinfo_note");
	assert_non_null(strstr(k->log.s, "not what the kernel's memory has"));
	program_close(p);
	free(own);
	free(bad);
}

static void a_note_that_the_kernel_confirms_stays(void **state)
{
	struct fake_kernel *k = *state;
	char *text = fake_vmcoreinfo("CRASHTIME=5\n");
	struct program *p = open_with_two_notes(k, text, text);

	check_whole(k, p);
	assert_string_equal(program_facts(p)->vmcoreinfo_from, "note");
	program_close(p);
	free(text);
}

static void a_lost_proof_is_no_disproof(void **state)
{
	struct fake_kernel *k = *state;
	struct program *p;

	add_vmcoreinfo(k, "");
	image_remove(&k->image, fake_paddr(FAKE_UTS));
	p = fake_open(k);
	check_whole(k, p);
	assert_non_null(strstr(k->log.s, "could not be verified"));
	program_close(p);
}

static void tables_without_the_image_are_a_disproof(void **state)
{
	struct fake_kernel *k = *state;
	const char *why = "";
	struct program *p;

	add_vmcoreinfo(k, "");
	image_remove(&k->image, fake_paddr(FAKE_UTS));
	image_u64(&k->image, 0x4000, 0x5003);
	p = fake_open(k);
	assert_false(program_can(p, CAN_TRANSLATE, &why));
	assert_non_null(strstr(why, "init_uts_ns"));
	program_close(p);
}

/* The crash kernel is played by the same image as the one that crashed. */
static void the_kernel_that_crashed_is_found_through_the_crash_kernel(void **state)
{
	static const char command_line[] = "root=/dev/sda elfcorehdr=256K@3712K maxcpus=1";
	const struct program_registers *registers;
	struct fake_kernel *k = *state;
	char *first = fake_vmcoreinfo("CRASHTIME=9\n");
	uint8_t prstatus[336] = {0}, notes[512], elf[64 + 2 * 56] = "\177ELF\2\1\1";
	struct program *p;
	size_t size;

	add_vmcoreinfo(k, "");
	fake_add_note(k, "CORE", 1, prstatus, sizeof(prstatus));
	image_put(&k->image, fake_paddr(FAKE_COMMAND_LINE), command_line, sizeof(command_line));
	fake_put_vmcoreinfo(k, 0x390000, first);
	put_u32(prstatus + 32, false, 4711);
	size = image_note(&k->image, "CORE", 1, prstatus, sizeof(prstatus), notes);
	image_put(&k->image, 0x391000, notes, size);
	put_u64(elf + 32, false, 64);
	put_u16(elf + 56, false, 2);
	put_u32(elf + 64, false, 4);
	put_u64(elf + 64 + 8, false, 0x391000);
	put_u64(elf + 64 + 40, false, 4096);
	put_u32(elf + 120, false, 4);
	put_u64(elf + 120 + 8, false, 0x390000);
	put_u64(elf + 120 + 40, false, 4096);
	image_put(&k->image, 3712 * KiB, elf, sizeof(elf));
	p = fake_open(k);
	check_whole(k, p);
	assert_true(program_facts(p)->crash_time == 9);
	assert_int_equal(program_registers(p, &registers), 1);
	assert_int_equal(registers[0].pid, 4711);
	program_close(p);
	free(first);
}

static void without_vmcoreinfo_qemus_registers_serve(void **state)
{
	struct fake_kernel *k = *state;
	uint8_t prstatus[336] = {0}, qemu[440] = {0};
	struct program *p;

	put_u64(qemu + 416, false, FAKE_TOP_TABLE | 0x7);	/* with a PCID */
	fake_add_note(k, "CORE", 1, prstatus, sizeof(prstatus));
	fake_add_note(k, "QEMU", 0, qemu, sizeof(qemu));
	p = fake_open(k);
	check_whole(k, p);
	assert_string_equal(program_facts(p)->vmcoreinfo_from, "");
	assert_true((int64_t)program_facts(p)->phys_base == -0xf00000);
	program_close(p);
}

static void nothing_is_kept_of_a_vmcoreinfo_that_was_wrong(void **state)
{
	struct fake_kernel *k = *state;
	struct program *p;

	fake_add_vmcoreinfo(k, "OSRELEASE=9.9.9-other\nBUILD-ID=1234\nSYMBOL(_stext)=ffffffff81000000\n"
			       "SYMBOL(init_uts_ns)=ffffffff81090000\nSYMBOL(swapper_pg_dir)=ffffffff81180000\n"
			       "NUMBER(phys_base)=0\n");
	p = fake_open(k);
	check_whole(k, p);
	assert_string_equal(program_facts(p)->build_id, "");
	assert_null(program_vmcoreinfo(p, "OSRELEASE"));
	program_close(p);
}

static void without_registers_the_image_serves(void **state)
{
	struct fake_kernel *k = *state;
	struct program *p;

	image_put(&k->image, 0x2000f0, "Linux version 0.1-other (", 26);	/* in a log, say */
	p = fake_open(k);
	check_whole(k, p);
	program_close(p);
}

static void with_nothing_at_all_the_reasons_are_given(void **state)
{
	struct fake_kernel *k = *state;
	const char *why = NULL;
	struct program *p;
	uint64_t addr;

	image_remove(&k->image, fake_paddr(FAKE_BASE + 0x1000));	/* the banner */
	p = fake_open(k);
	assert_false(program_can(p, CAN_TRANSLATE, &why));
	assert_non_null(why);
	assert_false(program_can(p, CAN_SYMBOLS, &why));
	assert_false(program_can(p, CAN_TYPES, &why));
	assert_false(program_symbol(p, "function_7", &addr));
	program_close(p);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_whole_kernel_opens),
		TEST(modules_have_ranges_and_symbols),
		TEST(a_circle_of_modules_ends),
		TEST(a_module_that_follows_itself_ends),
		TEST(a_lost_module_costs_itself_only),
		TEST(a_lost_first_module_costs_itself_only),
		TEST(a_poisoned_pointer_costs_nothing),
		TEST(exports_make_up_for_data_symbols),
		TEST(a_whole_table_lacks_no_symbols),
		TEST(the_direct_map_serves_where_its_tables_are_missing),
		TEST(a_direct_map_that_the_tables_deny_is_not_used),
		TEST(the_note_is_found_in_memory),
		TEST(registers_wait_for_the_machine),
		TEST(functions_end_with_the_code),
		TEST(of_several_notes_the_crashed_kernels_counts),
		TEST(a_text_that_promises_wrongly_is_passed_over),
		TEST(a_damaged_note_is_corrected_by_the_kernels_own),
		TEST(a_note_that_the_kernel_confirms_stays),
		TEST(a_lost_proof_is_no_disproof),
		TEST(tables_without_the_image_are_a_disproof),
		TEST(the_kernel_that_crashed_is_found_through_the_crash_kernel),
		TEST(without_vmcoreinfo_qemus_registers_serve),
		TEST(nothing_is_kept_of_a_vmcoreinfo_that_was_wrong),
		TEST(without_registers_the_image_serves),
		TEST(with_nothing_at_all_the_reasons_are_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
