/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The type graph and the BTF reader, on blobs built from text. */
#include <stdlib.h>
#include <string.h>

#include "support/btf_text.h"
#include "support/test.h"
#include "support/type_text.h"

/* One blob, opened, and a graph over it. */
struct fixture {
	uint8_t *data;
	size_t size;
	struct type_source *source;
	struct types graph;
};

static void fixture_open(struct fixture *f, const char *text, const struct btf_text *how)
{
	struct err err = {{0}};

	*f = (struct fixture){0};
	f->data = btf_from_text(text, how, &f->size);
	if (!btf_open(f->data, f->size, NULL, "test BTF", NULL, &f->source, &err))
		fail_msg("%s", err.msg);
	types_init(&f->graph);
	types_add_source(&f->graph, f->source);
}

static void fixture_close(struct fixture *f)
{
	types_free(&f->graph);
	f->source->close(f->source);
	free(f->data);
}

static const char basics[] =
	"int int 4 signed\n"				/* 1 */
	"int long~unsigned~int 8 none\n"		/* 2 */
	"int char 1 signed\n"				/* 3 */
	"int _Bool 1 bool\n"				/* 4 */
	"struct list_head 16 next 6 0 prev 6 64\n"	/* 5 */
	"ptr 5\n"					/* 6 */
	"array 3 16\n"					/* 7 */
	"struct task 48 pid 1 0 comm 7 32 list 5 192 - 9 320\n" /* 8 */
	"union - 8 word 2 0 small 1 0\n"		/* 9 */
	"typedef task_t 8\n"				/* 10 */
	"const 10\n"					/* 11 */
	"array 7 3\n"					/* 12 */
	"fwd struct task\n"				/* 13 */
	"fwd struct elsewhere\n"			/* 14 */
	"ptr 13\n"					/* 15 */
	"struct holder 24 task 15 0 other 17 64 grid 12 128\n" /* 16 */
	"ptr 14\n"					/* 17 */
	"proto 1 a 2 b 6\n"				/* 18 */
	"func run 18\n"					/* 19 */
	"var jiffies 2\n"				/* 20 */
	"float double 8\n"				/* 21 */
	"typedef bool 4\n";				/* 22 */

static void open_basics(struct fixture *f, bool big_endian)
{
	struct btf_text how = {.big_endian = big_endian};

	fixture_open(f, basics, &how);
}

static void check_basics(bool big_endian)
{
	struct fixture f;
	struct type *task, *t;
	uint64_t size;

	open_basics(&f, big_endian);
	assert_true(btf_whole(f.source, NULL));
	assert_int_equal(btf_type_count(f.source), 23);
	task = types_find(&f.graph, "struct task");
	assert_non_null(task);
	assert_int_equal(task->kind, TYPE_STRUCT);
	assert_int_equal(task->size, 48);
	assert_int_equal(task->member_count, 4);
	assert_int_equal(member(task, "list")->bit_offset, 192);
	assert_string_equal(member(task, "")->name, "");
	t = member_type(task, member(task, "comm"));
	assert_int_equal(t->kind, TYPE_ARRAY);
	assert_int_equal(t->count, 16);
	assert_true(type_target(t)->is_char);
	t = types_find(&f.graph, "task_t");
	assert_int_equal(t->kind, TYPE_TYPEDEF);
	assert_ptr_equal(type_strip(t), task);
	assert_true(types_size(t, &size));
	assert_int_equal(size, 48);
	t = type_strip(member_type(types_find(&f.graph, "struct holder"), member(types_find(&f.graph, "struct holder"), "grid")));
	assert_int_equal(t->count, 48);
	assert_true(type_target(t)->is_char);
	assert_true(types_size(t, &size));
	assert_int_equal(size, 48);
	assert_null(types_find(&f.graph, "struct nothing"));
	assert_null(types_find(&f.graph, "union task"));
	assert_null(types_find(&f.graph, "task"));
	assert_ptr_equal(types_variable(&f.graph, "jiffies"), types_find(&f.graph, "unsigned long"));
	fixture_close(&f);
}

static void little_endian(void **state)
{
	(void)state;
	check_basics(false);
}

static void big_endian(void **state)
{
	(void)state;
	check_basics(true);
}

static void spellings_of_basic_types(void **state)
{
	static const char *const same[] = {"unsigned long", "long unsigned int", "unsigned long int", "unsigned  long"};
	struct fixture f;

	(void)state;
	open_basics(&f, false);
	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		assert_int_equal(types_find(&f.graph, same[i])->id, 2);
	assert_int_equal(types_find(&f.graph, "int")->id, 1);
	assert_int_equal(types_find(&f.graph, "signed")->id, 1);
	assert_int_equal(types_find(&f.graph, "const volatile int")->id, 1);
	assert_int_equal(types_find(&f.graph, "double")->kind, TYPE_FLOAT);
	assert_int_equal(types_find(&f.graph, "bool")->kind, TYPE_TYPEDEF);
	assert_true(types_find(&f.graph, "_Bool")->is_bool);
	assert_null(types_find(&f.graph, "short"));
	assert_null(types_find(&f.graph, ""));
	assert_null(types_find(&f.graph, "struct"));
	assert_ptr_equal(types_find(&f.graph, "void"), f.graph.void_type);
	fixture_close(&f);
}

static void derived_names(void **state)
{
	struct fixture f;
	struct type *t;
	uint64_t size;

	(void)state;
	open_basics(&f, false);
	t = types_find(&f.graph, "struct task *");
	assert_int_equal(t->kind, TYPE_POINTER);
	assert_int_equal(t->size, 8);
	assert_ptr_equal(type_target(t), types_find(&f.graph, "struct task"));
	assert_ptr_equal(types_find(&f.graph, "struct task *"), t);
	t = types_find(&f.graph, "char *[2][3]");
	assert_int_equal(t->count, 6);
	assert_int_equal(type_target(t)->kind, TYPE_POINTER);
	assert_true(types_size(t, &size));
	assert_int_equal(size, 48);
	assert_int_equal(types_find(&f.graph, "int[]")->count, 0);
	assert_null(types_find(&f.graph, "int[3"));
	assert_null(types_find(&f.graph, "int[3]*"));
	assert_null(types_find(&f.graph, "struct nothing *"));
	fixture_close(&f);
}

/* "struct task;" leads to the definition; one that nobody defines stays incomplete, until somebody does. */
static void declarations(void **state)
{
	struct fixture f, module;
	struct type *holder, *other;
	uint64_t size;

	(void)state;
	open_basics(&f, false);
	holder = types_find(&f.graph, "struct holder");
	assert_ptr_equal(type_target(member_type(holder, member(holder, "task"))), types_find(&f.graph, "struct task"));
	other = member_type(holder, member(holder, "other"));
	assert_true(type_target(other)->incomplete);
	assert_string_equal(type_target(other)->name, "elsewhere");
	assert_false(types_size(type_target(other), &size));
	assert_null(types_find(&f.graph, "struct elsewhere"));

	fixture_open(&module, "int int 4 signed\nstruct elsewhere 4 a 1 0\n", NULL);
	types_add_source(&f.graph, module.source);
	assert_false(type_target(other)->incomplete);
	assert_ptr_equal(type_target(other), types_find(&f.graph, "struct elsewhere"));
	fixture_close(&f);
	fixture_close(&module);
}

static void bit_fields(void **state)
{
	struct fixture f;
	struct type *t;

	(void)state;
	fixture_open(&f, "int int 4 signed\n"
			 "int narrow 4 none 3 5\n"
			 "typedef narrow_t 2\n"
			 "struct old 8 whole 1 0 bits 3 32\n"
			 "bstruct new 8 whole 1 0 0 bits 1 37 3 rest 1 40 24\n", NULL);
	t = types_find(&f.graph, "struct old");
	assert_int_equal(member(t, "whole")->bit_size, 0);
	assert_int_equal(member(t, "bits")->bit_offset, 37);
	assert_int_equal(member(t, "bits")->bit_size, 3);
	t = types_find(&f.graph, "struct new");
	assert_int_equal(member(t, "whole")->bit_size, 0);
	assert_int_equal(member(t, "bits")->bit_offset, 37);
	assert_int_equal(member(t, "bits")->bit_size, 3);
	assert_int_equal(member(t, "rest")->bit_size, 24);
	fixture_close(&f);
}

static void enumerators(void **state)
{
	struct fixture f;
	int64_t value = 0;
	struct type *t;

	(void)state;
	fixture_open(&f, "enum color 4 RED 0 BLUE 0xffffffff\n"
			 "senum sign 4 MINUS -1 PLUS 1\n"
			 "enum64 wide 8 HUGE_ 0x123456789abcdef0\n"
			 "enum declared_only 4\n", NULL);
	assert_true(types_enumerator(&f.graph, "BLUE", &value));
	assert_int_equal(value, 0xffffffff);
	assert_true(types_enumerator(&f.graph, "MINUS", &value));
	assert_int_equal(value, -1);
	assert_true(types_enumerator(&f.graph, "HUGE_", &value));
	assert_int_equal(value, 0x123456789abcdef0);
	assert_true(types_enumerator(&f.graph, "RED", &value));
	assert_int_equal(value, 0);
	assert_false(types_enumerator(&f.graph, "GREEN", &value));
	t = types_find(&f.graph, "enum sign");
	assert_true(t->is_signed);
	assert_int_equal(t->enumerator_count, 2);
	assert_string_equal(t->enumerators[1].name, "PLUS");
	assert_null(types_find(&f.graph, "enum declared_only"));
	fixture_close(&f);
}

/* Where no enum is marked as signed the writer knew no such mark. */
static void enumerators_of_old_writers(void **state)
{
	struct fixture f;
	int64_t value = 0;

	(void)state;
	fixture_open(&f, "enum sign 4 MINUS -1 PLUS 1\n", NULL);
	assert_true(types_enumerator(&f.graph, "MINUS", &value));
	assert_int_equal(value, -1);
	assert_true(types_find(&f.graph, "enum sign")->is_signed);
	fixture_close(&f);
}

/* ---- writing ------------------------------------------------------------------------ */

static void write_all(struct btf_writer *w, struct fixture *f, uint32_t from)
{
	for (uint32_t id = from; id < btf_type_count(f->source); id++) {
		struct type *t = types_by_id(&f->graph, f->source, id);

		if (t->kind != TYPE_QUALIFIER)
			btf_writer_add(w, t);
	}
}

/* What is read, written and read again is the same; what is added twice is there once. */
static void written_and_read_again(void **state)
{
	struct fixture f, again = {0};
	struct btf_writer *w = btf_writer_new(NULL);
	struct type *t, *holder;
	struct sb out = {0};
	struct err err = {{0}};
	uint32_t count;
	int64_t value;

	(void)state;
	fixture_open(&f, basics, NULL);
	write_all(w, &f, 1);
	btf_writer_add_variable(w, "init_task", types_find(&f.graph, "struct task"));
	assert_true(btf_writer_finish(w, &out, &err));
	if (!btf_open(out.s, out.len, NULL, "again", NULL, &again.source, &err) || !btf_whole(again.source, &err))
		fail_msg("%s", err.msg);
	types_init(&again.graph);
	types_add_source(&again.graph, again.source);
	t = types_find(&again.graph, "struct task");
	assert_int_equal(t->size, 48);
	assert_int_equal(t->member_count, 4);
	assert_int_equal(member(t, "list")->bit_offset, 192);
	assert_int_equal(member_type(t, member(t, "comm"))->count, 16);
	assert_int_equal(member_type(t, &t->members[3])->kind, TYPE_UNION);
	assert_ptr_equal(types_variable(&again.graph, "init_task"), t);
	holder = types_find(&again.graph, "struct holder");
	assert_ptr_equal(type_target(member_type(holder, member(holder, "task"))), t);
	assert_true(type_target(member_type(holder, member(holder, "other")))->incomplete);
	assert_true(types_find(&again.graph, "_Bool")->is_bool);
	assert_false(types_enumerator(&again.graph, "none", &value));
	count = btf_type_count(again.source);
	sb_cut(&out, 0);
	write_all(w, &f, 1);
	assert_true(btf_writer_finish(w, &out, &err));
	again.source->close(again.source);
	assert_true(btf_open(out.s, out.len, NULL, "again", NULL, &again.source, &err));
	assert_int_equal(btf_type_count(again.source), count);
	again.source->close(again.source);
	types_free(&again.graph);
	btf_writer_free(w);
	sb_free(&out);
	fixture_close(&f);
}

static void written_bit_fields_and_enumerators(void **state)
{
	struct fixture f, again = {0};
	struct btf_writer *w = btf_writer_new(NULL);
	struct sb out = {0};
	struct err err = {{0}};
	struct type *t;
	int64_t value;

	(void)state;
	fixture_open(&f, "int int 4 signed\nbstruct new 8 whole 1 0 0 bits 1 37 3\nsenum sign 4 MINUS -1\n"
			 "enum64 wide 8 HUGE_ 0x123456789abcdef0\nenum - 4 LOOSE 7\n", NULL);
	write_all(w, &f, 1);
	assert_true(btf_writer_finish(w, &out, &err));
	assert_true(btf_open(out.s, out.len, NULL, "again", NULL, &again.source, &err));
	types_init(&again.graph);
	types_add_source(&again.graph, again.source);
	t = types_find(&again.graph, "struct new");
	assert_int_equal(member(t, "bits")->bit_offset, 37);
	assert_int_equal(member(t, "bits")->bit_size, 3);
	assert_true(types_enumerator(&again.graph, "MINUS", &value));
	assert_int_equal(value, -1);
	assert_true(types_enumerator(&again.graph, "HUGE_", &value));
	assert_int_equal(value, 0x123456789abcdef0);
	assert_true(types_enumerator(&again.graph, "LOOSE", &value));
	again.source->close(again.source);
	types_free(&again.graph);
	btf_writer_free(w);
	sb_free(&out);
	fixture_close(&f);
}

/* A module's types refer to the kernel's that are written before. */
static void written_split(void **state)
{
	struct fixture f, module;
	struct btf_writer *w = btf_writer_new(NULL), *split;
	struct type_source *kernel, *mine;
	struct sb out = {0}, out_split = {0};
	struct types graph;
	struct err err = {{0}};
	struct type *t;

	(void)state;
	fixture_open(&f, basics, NULL);
	fixture_open(&module, "int int 4 signed\nstruct list_head 16 next 3 0 prev 3 64\nptr 2\n"
			      "struct mine 24 list 2 0 x 1 128\n", NULL);
	write_all(w, &f, 1);
	split = btf_writer_new(w);
	write_all(split, &module, 1);
	assert_true(btf_writer_finish(w, &out, &err) && btf_writer_finish(split, &out_split, &err));
	assert_true(btf_open(out.s, out.len, NULL, "kernel", NULL, &kernel, &err));
	assert_true(btf_open(out_split.s, out_split.len, kernel, "module", "mine", &mine, &err));
	assert_int_equal(btf_type_count(mine) - btf_type_count(kernel), 1);
	types_init(&graph);
	types_add_source(&graph, kernel);
	types_add_source(&graph, mine);
	t = types_find(&graph, "struct mine");
	assert_ptr_equal(member_type(t, member(t, "list")), types_find(&graph, "struct list_head"));
	types_free(&graph);
	mine->close(mine);
	kernel->close(kernel);
	btf_writer_free(split);
	btf_writer_free(w);
	sb_free(&out);
	sb_free(&out_split);
	fixture_close(&module);
	fixture_close(&f);
}

static void several_of_one_name(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, "int int 4 signed\nstruct console 4 a 1 0\nstruct x 4 a 1 0\nstruct console 8 a 1 0 b 1 32\n", NULL);
	assert_int_equal(types_find(&f.graph, "struct console")->size, 4);
	assert_int_equal(types_find_nth(&f.graph, "struct console", 0)->size, 4);
	assert_int_equal(types_find_nth(&f.graph, "struct console", 1)->size, 8);
	assert_null(types_find_nth(&f.graph, "struct console", 2));
	fixture_close(&f);
}

static void split(void **state)
{
	struct fixture f;
	struct btf_text how = {0};
	struct type_source *module = NULL;
	struct type *t;
	struct err err = {{0}};
	uint8_t *data;
	size_t size;

	(void)state;
	open_basics(&f, false);
	how.base = f.source;
	data = btf_from_text("struct mine 24 list 5 0 me 24 128\nptr 23\n", &how, &size);
	assert_false(btf_open(data, size, NULL, "alone", NULL, &module, &err));
	assert_non_null(strstr(err.msg, "without its base"));
	assert_true(btf_open(data, size, f.source, "BTF of mod", "mod", &module, &err));
	types_add_source(&f.graph, module);
	assert_string_equal(module->module, "mod");
	t = types_find(&f.graph, "struct mine");
	assert_non_null(t);
	assert_int_equal(t->id, 23);
	assert_ptr_equal(type_target(member_type(t, member(t, "me"))), t);
	assert_ptr_equal(member_type(t, member(t, "list")), types_find(&f.graph, "struct list_head"));
	assert_ptr_equal(member_type(t, member(t, "list"))->source, f.source);
	module->close(module);
	free(data);
	fixture_close(&f);
}

/* A kind that this program does not know: skipped if the blob says how long, else the end of what is read. */
static void unknown_kinds(void **state)
{
	static const uint8_t layout[2 * 41] = {[80] = 4, [81] = 2};
	static const char text[] = "int int 4 signed\nstruct a 4 x 1 0 \nraw 40 2 7 8\nstruct b 4 x 1 0\n";
	struct btf_text how = {.layout = layout, .layout_kinds = 41};
	struct fixture f;
	struct err err = {{0}};

	(void)state;
	fixture_open(&f, text, &how);
	assert_true(btf_whole(f.source, &err));
	assert_non_null(types_find(&f.graph, "struct b"));
	fixture_close(&f);

	fixture_open(&f, text, NULL);
	assert_false(btf_whole(f.source, &err));
	assert_string_equal(err.msg, "test BTF: type 3 at 0x28: unknown kind 40");
	assert_non_null(types_find(&f.graph, "struct a"));
	assert_null(types_find(&f.graph, "struct b"));
	fixture_close(&f);
}

static void damage_stays_where_it_is(void **state)
{
	struct fixture f;
	struct type *t;
	struct err err = {{0}};
	uint64_t size;

	(void)state;
	fixture_open(&f, "int int 4 signed\nstruct a 8 x 1 0 bad 77 32\nstruct late 4 x 1 999\ntypedef loop 5\ntypedef pool 4\n", NULL);
	assert_false(btf_whole(f.source, &err));
	assert_non_null(strstr(err.msg, "type 2 at 0x10"));
	t = types_find(&f.graph, "struct a");
	assert_int_equal(t->member_count, 2);
	assert_true(member_type(t, member(t, "bad"))->incomplete);
	assert_false(types_size(member_type(t, member(t, "bad")), &size));
	assert_true(types_find(&f.graph, "struct late")->incomplete);
	assert_int_equal(type_strip(types_find(&f.graph, "loop"))->kind, TYPE_VOID);
	fixture_close(&f);
}

static void hostile_blobs(void **state)
{
	struct type_source *s = NULL;
	struct err err = {{0}};
	uint8_t *good;
	size_t size;

	(void)state;
	good = btf_from_text("int int 4 signed\nstruct a 4 x 1 0\n", NULL, &size);
	for (size_t cut = 0; cut < size; cut++) {
		uint8_t *part = malloc(cut ? cut : 1);	/* exact, so that the sanitizer sees one byte too many */

		memcpy(part, good, cut);
		assert_false(btf_open(part, cut, NULL, "cut", NULL, &s, &err));
		assert_true(err.msg[0]);
		free(part);
	}
	for (size_t i = 0; i < size * 8; i++) {
		struct types graph;

		good[i / 8] ^= (uint8_t)(1 << i % 8);
		if (btf_open(good, size, NULL, "flipped", NULL, &s, NULL)) {
			types_init(&graph);
			types_add_source(&graph, s);
			types_find(&graph, "struct a");
			types_free(&graph);
			s->close(s);
		}
		good[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	free(good);
}

/* Thousands of one name: finding one, or failing to, still takes bounded time. */
static void flood_of_one_name(void **state)
{
	struct sb text = {0};
	struct fixture f;

	(void)state;
	for (int i = 0; i < 20000; i++)
		sb_str(&text, "struct same 0\n");
	fixture_open(&f, text.s, NULL);
	assert_non_null(types_find_nth(&f.graph, "struct same", 100));
	assert_null(types_find_nth(&f.graph, "struct same", 19999));
	sb_free(&text);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(little_endian),
		cmocka_unit_test(big_endian),
		cmocka_unit_test(spellings_of_basic_types),
		cmocka_unit_test(derived_names),
		cmocka_unit_test(declarations),
		cmocka_unit_test(bit_fields),
		cmocka_unit_test(enumerators),
		cmocka_unit_test(enumerators_of_old_writers),
		cmocka_unit_test(several_of_one_name),
		cmocka_unit_test(split),
		cmocka_unit_test(written_and_read_again),
		cmocka_unit_test(written_bit_fields_and_enumerators),
		cmocka_unit_test(written_split),
		cmocka_unit_test(unknown_kinds),
		cmocka_unit_test(damage_stays_where_it_is),
		cmocka_unit_test(hostile_blobs),
		cmocka_unit_test(flood_of_one_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
