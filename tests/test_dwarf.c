/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Types from DWARF, in files built from text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dwarf/dwarf.h"
#include "support/dwarf_text.h"
#include "support/test.h"
#include "support/type_text.h"

struct fixture {
	struct object *object;
	struct type_source *source;
	struct types graph;
};

static void fixture_open(struct fixture *f, const char *text, const struct dwarf_text *how)
{
	struct err err = {{0}};

	*f = (struct fixture){0};
	if (!object_open(dwarf_from_text(text, how), &f->object, &err) ||
	    !dwarf_open(&(struct dwarf_files){.object = f->object}, "test", how && how->type == ELF_ET_REL ? "mod" : NULL,
			&f->source,
			&err))
		fail_msg("%s", err.msg);
	types_init(&f->graph);
	types_add_source(&f->graph, f->source);
}

static void fixture_close(struct fixture *f)
{
	types_free(&f->graph);
	f->source->close(f->source);
	object_close(f->object);
}

static const char basics[] =
	"base #int name:int size:4 enc:5\n"
	"base #ulong iname:long size:8 enc:7\n"
	"base #char name:char size:1 enc:6\n"
	"struct #list name:list_head size:16 line:3\n"
	". member name:next type:#plist at:0\n"
	". member name:prev type:#plist at:8\n"
	"pointer #plist type:#list\n"
	"array #comm type:#char\n"
	". range upper:15\n"
	"struct #task name:task size:64 line:9\n"
	". member name:pid type:#int at:0\n"
	". member iname:a type:#comm at:4\n"
	". member name:list type:#list atexpr:24\n"
	". member type:#anon at:40\n"
	"union #anon size:8 line:12\n"
	". member name:word type:#ulong\n"
	". member name:small type:#int\n"
	"typedef #task_t name:task_t type:#ctask\n"
	"const #ctask type:#task\n"
	"array #grid type:#int\n"
	". range upper:2\n"
	". range count:4\n"
	"array #flexible type:#int\n"
	". range upper:-1\n"
	"struct #holder name:holder size:56 line:20\n"
	". member name:grid type:#grid at:0\n"
	". member name:tail type:#flexible at:48\n"
	". member name:other type:#pelse at:48\n"
	"struct #else name:elsewhere decl\n"
	"pointer #pelse type:#else\n"
	"variable #decl name:jiffies type:#ulong decl\n"
	"variable spec:#decl\n"
	"variable name:only_declared type:#int decl\n"
	"function name:f\n"
	". struct name:local size:4\n"
	". . member name:x type:#int at:0\n"
	"struct name:behind size:4 line:30\n"
	". member name:x type:#int at:0\n";

static void check_basics(const struct dwarf_text *how)
{
	struct fixture f;
	struct type *t, *holder;
	uint64_t size;
	struct err err;

	fixture_open(&f, basics, how);
	if (!dwarf_whole(f.source, &err))
		fail_msg("%s", err.msg);
	t = types_find(&f.graph, "struct task");
	assert_non_null(t);
	assert_int_equal(t->size, 64);
	assert_int_equal(t->member_count, 4);
	assert_int_equal(member(t, "a")->bit_offset, 32);
	assert_int_equal(member(t, "list")->bit_offset, 192);
	assert_true(type_target(member_type(t, member(t, "a")))->is_char);
	assert_int_equal(member_type(t, member(t, "a"))->count, 16);
	assert_int_equal(member_type(t, member(t, ""))->kind, TYPE_UNION);
	assert_int_equal(member_type(t, member(t, ""))->member_count, 2);
	assert_ptr_equal(type_strip(types_find(&f.graph, "task_t")), t);
	holder = types_find(&f.graph, "struct holder");
	assert_true(types_size(member_type(holder, member(holder, "grid")), &size));
	assert_int_equal(size, 48);
	assert_int_equal(member_type(holder, member(holder, "tail"))->count, 0);
	assert_true(type_target(member_type(holder, member(holder, "other")))->incomplete);
	assert_null(types_find(&f.graph, "struct elsewhere"));
	assert_null(types_find(&f.graph, "struct local"));
	assert_non_null(types_find(&f.graph, "struct behind"));
	assert_string_equal(types_variable(&f.graph, "jiffies")->name, "long");
	assert_string_equal(types_variable(&f.graph, "only_declared")->name, "int");
	assert_null(types_variable(&f.graph, "f"));
	assert_int_equal(types_find(&f.graph, "int")->size, 4);
	assert_true(types_find(&f.graph, "int")->is_signed);
	fixture_close(&f);
}

static void version_5(void **state)
{
	(void)state;
	check_basics(NULL);
}

static void version_4_and_2(void **state)
{
	struct dwarf_text how = {.version = 4};

	(void)state;
	check_basics(&how);
	how.version = 2;
	check_basics(&how);
}

static void big_endian_64_bit_dwarf(void **state)
{
	struct dwarf_text how = {.big_endian = true, .wide = true, .machine = ELF_EM_S390};

	(void)state;
	check_basics(&how);
}

/* A module: its strings are found through relocations only. */
static void relocatable(void **state)
{
	struct dwarf_text how = {.type = ELF_ET_REL, .relocate = true};

	(void)state;
	check_basics(&how);
}

static void bit_fields(void **state)
{
	static const char text[] =
		"base #int name:int size:4 enc:5\n"
		"typedef #u name:u32 type:#int\n"
		"struct name:new size:8 line:1\n"
		". member name:a type:#int bits:3 dbo:37\n"
		"struct name:old size:8 line:2\n"
		". member name:a type:#u size:4 bits:3 bo:24 at:4\n"
		". member name:b type:#u bits:3 bo:24 at:4\n";
	struct dwarf_text big = {.big_endian = true};
	struct fixture f;
	struct type *t;

	(void)state;
	fixture_open(&f, text, NULL);
	t = types_find(&f.graph, "struct new");
	assert_int_equal(t->members[0].bit_offset, 37);
	assert_int_equal(t->members[0].bit_size, 3);
	t = types_find(&f.graph, "struct old");
	assert_int_equal(t->members[0].bit_offset, 32 + 5);
	assert_int_equal(t->members[0].bit_size, 3);
	assert_int_equal(t->members[1].bit_offset, 32 + 5);
	fixture_close(&f);
	fixture_open(&f, text, &big);
	t = types_find(&f.graph, "struct old");
	assert_int_equal(t->members[0].bit_offset, 32 + 24);
	fixture_close(&f);
}

static void enumerations(void **state)
{
	static const char text[] =
		"base #uint name:unsigned size:4 enc:7\n"
		"base #int name:int size:4 enc:5\n"
		"enum name:color size:4 type:#uint line:1\n"
		". enumerator name:RED uconst:0\n"
		". enumerator name:BLUE uconst:255\n"
		"enum size:4 type:#int line:2\n"
		". enumerator name:MINUS const:-1\n"
		"enum size:4 type:#int line:2\n"
		". enumerator name:OTHER const:7\n";
	struct fixture f;
	int64_t value = 0;

	(void)state;
	fixture_open(&f, text, NULL);
	assert_true(types_enumerator(&f.graph, "BLUE", &value));
	assert_int_equal(value, 255);
	assert_true(types_enumerator(&f.graph, "MINUS", &value));
	assert_int_equal(value, -1);
	assert_true(types_enumerator(&f.graph, "OTHER", &value));
	assert_false(types_enumerator(&f.graph, "GREEN", &value));
	assert_false(types_find(&f.graph, "enum color")->is_signed);
	assert_int_equal(types_find(&f.graph, "enum color")->enumerator_count, 2);
	fixture_close(&f);
}

/* Each unit repeats what the headers define; other definitions of the name stay apart. */
static void several_units(void **state)
{
	static const char text[] =
		"base #int name:int size:4 enc:5\n"
		"struct name:same size:4 line:1\n"
		". member name:a type:#int at:0\n"
		"unit\n"
		"base #int2 name:int size:4 enc:5\n"
		"struct name:same size:4 line:1\n"
		". member name:a type:#int2 at:0\n"
		"struct name:same size:8 line:7\n"
		". member name:b type:#int2 at:4\n"
		"struct #decl name:declared decl\n"
		"struct name:user size:8 line:8\n"
		". member name:p type:#pdecl at:0\n"
		"pointer #pdecl type:#decl\n"
		"rust_unit\n"
		"base #r name:int size:4 enc:5\n"
		"struct name:rusty size:4 line:1\n"
		". member name:a type:#r at:0\n"
		"unit\n"
		"struct name:declared size:16 line:1\n";
	struct fixture f;
	struct type *t;

	(void)state;
	fixture_open(&f, text, NULL);
	assert_int_equal(types_find_nth(&f.graph, "struct same", 0)->size, 4);
	assert_int_equal(types_find_nth(&f.graph, "struct same", 1)->size, 8);
	assert_null(types_find_nth(&f.graph, "struct same", 2));
	assert_null(types_find_nth(&f.graph, "int", 1));
	assert_null(types_find(&f.graph, "struct rusty"));
	t = types_find(&f.graph, "struct user");
	assert_int_equal(type_target(member_type(t, &t->members[0]))->size, 16);
	fixture_close(&f);
}

static void type_units(void **state)
{
	static const char text[] =
		"struct name:user size:8 line:1\n"
		". member name:m type:#stub at:0\n"
		"struct #stub name:far decl sig:0x1234567812345678\n"
		"type_unit\n"
		"base #int name:int size:4 enc:5\n"
		"struct #sig name:far size:8 line:1\n"
		". member name:x type:#int at:4\n";
	struct dwarf_text how = {.type_signature = 0x1234567812345678};
	struct fixture f;
	struct type *t;

	(void)state;
	fixture_open(&f, text, &how);
	t = types_find(&f.graph, "struct user");
	t = member_type(t, &t->members[0]);
	assert_false(t->incomplete);
	assert_int_equal(t->members[0].bit_offset, 32);
	assert_string_equal(member_type(t, &t->members[0])->name, "int");
	fixture_close(&f);
}

/* Of a module only what the kernel does not define alike is kept; its enumerators outlive its strings. */
static void module_beside_its_kernel(void **state)
{
	static const char text[] =
		"base #int name:int size:4 enc:5\n"
		"struct #list name:list_head size:16 line:3\n"
		". member name:next type:#int at:0\n"
		"struct name:task size:4 line:77\n"
		". member name:other type:#int at:0\n"
		"struct name:mine size:20 line:7\n"
		". member name:list type:#list at:0\n"
		"enum name:mode size:4 line:8\n"
		". enumerator name:MODE_ONE uconst:1\n";
	const struct dwarf_text how = {.type = ELF_ET_REL, .relocate = true};
	struct fixture f;
	struct object *o;
	struct type_source *module;
	struct type *t;
	int64_t value = 0;
	struct err err = {{0}};

	(void)state;
	fixture_open(&f, basics, NULL);
	assert_true(object_open(dwarf_from_text(text, &how), &o, &err));
	assert_true(dwarf_open(&(struct dwarf_files){.object = o, .kernel = f.source}, "mod", "mod", &module, &err));
	types_add_source(&f.graph, module);
	assert_int_equal(module->find(module, TYPE_STRUCT, "list_head", 0), 0);
	assert_int_not_equal(module->find(module, TYPE_STRUCT, "task", 0), 0);
	assert_int_equal(types_find(&f.graph, "struct task")->size, 64);
	assert_int_equal(types_find_nth(&f.graph, "struct task", 1)->size, 4);
	t = types_find(&f.graph, "struct mine");
	assert_string_equal(member_type(t, &t->members[0])->name, "list_head");
	assert_true(types_enumerator(&f.graph, "MODE_ONE", &value));
	assert_int_equal(value, 1);
	types_free(&f.graph);
	module->close(module);
	object_close(o);
	f.source->close(f.source);
	object_close(f.object);
}

/* ---- what compilers write ------------------------------------------------------------ */

static const char c_source[] =
	"struct list { struct list *next, *prev; };\n"
	"enum color { RED, BLUE = -4 };\n"
	"typedef unsigned u32;\n"
	"struct task { int pid; char comm[16]; struct list l; union { int x; long y; }; u32 f:3, g:5;\n"
	"  int grid[2][3]; enum color c; void (*fn)(int); struct other *o; int tail[]; } t;\n"
	"int f(void) { struct local { int q; } z = {3}; return z.q; }\n";

static void check_compiled(const char *how, const char *path, const char *common)
{
	static const struct {
		const char *name;
		unsigned bit_offset, bit_size, size;
	} members[] = {
		{"pid", 0, 0, 4},    {"comm", 32, 0, 16}, {"l", 192, 0, 16},  {"", 320, 0, 8},	 {"f", 384, 3, 4},    {"g", 387, 5, 4},
		{"grid", 416, 0, 24}, {"c", 608, 0, 4},	   {"fn", 640, 0, 8}, {"o", 704, 0, 8}, {"tail", 768, 0, 0},
	};
	struct fixture f = {0};
	struct object *alt = NULL;
	struct input *in, *in_alt;
	struct err err = {{0}};
	struct type *t;
	uint64_t size;
	int64_t value = 0;

	if (!input_open(path, &in, &err) || !object_open(in, &f.object, &err) ||
	    (common && (!input_open(common, &in_alt, &err) || !object_open(in_alt, &alt, &err))) ||
	    !dwarf_open(&(struct dwarf_files){.object = f.object, .alt = alt}, how, NULL, &f.source, &err) ||
	    !dwarf_whole(f.source, &err))
		fail_msg("%s: %s", how, err.msg);
	types_init(&f.graph);
	types_add_source(&f.graph, f.source);
	t = types_find(&f.graph, "struct task");
	if (!t || t->member_count != ARRAY_LEN(members))
		fail_msg("%s: struct task: %s", how, t ? "another number of members" : "not found");
	for (size_t i = 0; i < ARRAY_LEN(members); i++) {
		const struct member *m = &t->members[i];

		if (strcmp(m->name, members[i].name) || m->bit_offset != members[i].bit_offset ||
		    m->bit_size != members[i].bit_size || !types_size(member_type(t, m), &size) || size != members[i].size)
			fail_msg("%s: member %s of struct task", how, members[i].name);
	}
	assert_true(types_enumerator(&f.graph, "BLUE", &value));
	assert_int_equal(value, -4);
	assert_ptr_equal(types_variable(&f.graph, "t"), t);
	assert_null(types_find(&f.graph, "struct local"));
	fixture_close(&f);
	object_close(alt);
}

/* Each of those that this machine has: every version and form, dwz's too. */
static void compilers(void **state)
{
	static const char *const commands[] = {
		"cc -gdwarf-2 -gno-strict-dwarf -c a.c -o out", "cc -gdwarf-4 -c a.c -o out", "cc -gdwarf-5 -c a.c -o out",
		"cc -gdwarf64 -g -c a.c -o out", "cc -g -gz=zlib -c a.c -o out", "cc -g -gz=zlib-gnu -c a.c -o out",
		"cc -g -c a.c -o out && objcopy --compress-debug-sections=zstd out",
		"cc -gdwarf-4 -fdebug-types-section -nostdlib -Wl,-e,f -static a.c -o out",
		"cc -gdwarf-5 -fdebug-types-section -nostdlib -Wl,-e,f -static a.c -o out",
		"clang -gdwarf-4 -c a.c -o out", "clang -gdwarf-5 -c a.c -o out",
		"clang --target=aarch64-linux-gnu -g -c a.c -o out", "clang --target=s390x-linux-gnu -g -c a.c -o out",
		"clang --target=riscv64-linux-gnu -g -c a.c -o out", "clang --target=powerpc64le-linux-gnu -g -c a.c -o out",
		"cc -gdwarf-4 -nostdlib -Wl,-e,f -static a.c -o out && cp out two && dwz -m common out two",
	};
	char dir[] = "/tmp/vr-dwarf-XXXXXX", path[64], common[64], command[512];
	unsigned checked = 0;
	FILE *f;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/a.c", dir);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(c_source, f);
	fclose(f);
	snprintf(path, sizeof(path), "%s/out", dir);
	snprintf(common, sizeof(common), "%s/common", dir);
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		snprintf(command, sizeof(command), "cd %s && rm -f out && { %s; } >/dev/null 2>&1", dir, commands[i]);
		if (system(command) != 0)
			continue;	/* not on this machine */
		check_compiled(commands[i], path, strstr(commands[i], "dwz") ? common : NULL);
		checked++;
	}
	snprintf(command, sizeof(command), "rm -r %s", dir);
	assert_int_equal(system(command), 0);
	if (!checked)
		skip();
}

/* ---- damage ------------------------------------------------------------------------ */

static void references_that_lead_nowhere(void **state)
{
	static const char text[] =
		"struct #loop name:loop size:8 line:1\n"
		". member name:x type:#t1 at:0\n"
		". member name:far raw:49:13:ffffff7f at:0\n"
		"typedef #t1 name:t1 type:#t2\n"
		"typedef #t2 name:t2 type:#t1\n"
		"pointer #self type:#self\n"
		"typedef name:into_the_middle raw:49:13:0d000000\n"
		"struct name:odd size:8 line:4\n"
		". member name:v raw:38:18:0196\n"
		"struct name:unknown_form size:4 line:5 raw:77:7f:00\n"
		"struct name:after size:4 line:6\n";
	struct fixture f;
	struct type *t;
	uint64_t size;
	struct err err = {{0}};

	(void)state;
	fixture_open(&f, text, NULL);
	assert_false(dwarf_whole(f.source, &err));
	assert_non_null(strstr(err.msg, "unknown form"));
	assert_null(strstr(err.msg, ": :"));
	t = types_find(&f.graph, "struct loop");
	assert_int_equal(type_strip(member_type(t, &t->members[0]))->kind, TYPE_VOID);
	assert_false(types_size(member_type(t, &t->members[1]), &size));
	assert_true(types_find(&f.graph, "struct odd")->incomplete);
	types_size(types_find(&f.graph, "into_the_middle"), &size);
	assert_null(types_find(&f.graph, "struct after"));
	fixture_close(&f);
}

/* Lengths and forms that lead astray: what comes before them is there, the rest is damage. */
static void hostile_values(void **state)
{
	static const char *const lines[] = {
		"variable raw:2:4:ffffffff",		/* a block of 4 GiB */
		"variable raw:2:9:ffffffffffffffffff7f",	/* a block of almost 2^63 bytes */
		"variable raw:3:16:16",			/* an indirect form that is indirect */
		"variable raw:3:16:21",			/* an indirect constant of the abbreviation */
		"variable raw:3:16:ff7f",		/* an indirect form that there is not */
		"variable raw:3:8:61",			/* a string; what follows is taken for its end */
		"variable raw:3:e:ffffffff",		/* a string beyond the strings */
		"variable raw:49:10:ffffffff",		/* a type beyond the section */
		"struct name:x raw:1:13:01000000\n. member name:y",	/* a sibling that lies before */
		"struct name:x raw:1:13:ffffffff\n. member name:y",	/* one beyond the unit */
		"struct name:x raw:1:13:0b000000\n. member name:y",	/* one that is the unit itself: a loop */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		struct fixture f;
		struct sb text = {0};

		sb_printf(&text, "base #int name:int size:4 enc:5\nstruct name:before size:4 line:1\n. member name:a type:#int at:0\n%s\n"
				 "struct name:after size:4 line:2\n", lines[i]);
		fixture_open(&f, text.s, NULL);
		assert_non_null(types_find(&f.graph, "struct before"));
		types_find(&f.graph, "struct after");
		types_find(&f.graph, "struct x");
		types_variable(&f.graph, "a");
		fixture_close(&f);
		sb_free(&text);
	}
}

static void use(const void *data, size_t size)
{
	struct input *in = input_of_bytes(data, size, "damaged");
	struct type_source *source;
	struct object *o;
	struct types graph;
	int64_t value;

	if (!object_open(in, &o, NULL)) {
		input_close(in);
		return;
	}
	if (dwarf_open(&(struct dwarf_files){.object = o}, "damaged", NULL, &source, NULL)) {
		types_init(&graph);
		types_add_source(&graph, source);
		types_find(&graph, "struct task");
		types_find(&graph, "struct holder");
		types_enumerator(&graph, "X", &value);
		types_variable(&graph, "jiffies");
		types_free(&graph);
		source->close(source);
	}
	object_close(o);
}

/* Every prefix of a file, and every bit of it flipped: an answer or a message, never a crash. */
static void damaged_files(void **state)
{
	struct input *in = dwarf_from_text(basics, NULL);
	uint8_t *data = malloc(in->size);

	(void)state;
	assert_int_equal(input_read(in, 0, data, in->size), INPUT_OK);
	for (size_t cut = 1; cut < in->size; cut++)
		use(data, cut);
	for (size_t i = 0; i < in->size * 8; i++) {
		data[i / 8] ^= (uint8_t)(1 << i % 8);
		use(data, in->size);
		data[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	free(data);
	input_close(in);
}

static void without_dwarf(void **state)
{
	struct dwarf_text how = {0};
	struct input *in = dwarf_from_text(basics, &how);
	struct type_source *source = NULL;
	struct object *o = NULL;
	struct err err = {{0}};

	(void)state;
	assert_true(object_open(in, &o, &err));
	for (uint64_t i = 0; i < o->header.shnum; i++)
		if (!strcmp(o->sections[i].name, ".debug_info"))
			o->sections[i].name = ".other";
	assert_false(dwarf_open(&(struct dwarf_files){.object = o}, "test", NULL, &source, &err));
	assert_non_null(strstr(err.msg, "no DWARF"));
	object_close(o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(version_5),
		cmocka_unit_test(version_4_and_2),
		cmocka_unit_test(big_endian_64_bit_dwarf),
		cmocka_unit_test(relocatable),
		cmocka_unit_test(bit_fields),
		cmocka_unit_test(enumerations),
		cmocka_unit_test(several_units),
		cmocka_unit_test(type_units),
		cmocka_unit_test(compilers),
		cmocka_unit_test(module_beside_its_kernel),
		cmocka_unit_test(hostile_values),
		cmocka_unit_test(references_that_lead_nowhere),
		cmocka_unit_test(damaged_files),
		cmocka_unit_test(without_dwarf),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
