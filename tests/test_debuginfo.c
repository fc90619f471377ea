/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files beside the dump: where they are found, which of them is taken, and the prepared one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "dwarf/dwarf.h"
#include "program/debuginfo.h"
#include "program/prepared.h"
#include "support/dwarf_text.h"
#include "support/test.h"

#define ID "0123456789abcdef0123456789abcdef01234567"
#define OTHER_ID "ffff456789abcdef0123456789abcdef01234567"
#define MODULE_ID "aaaa456789abcdef0123456789abcdef01234567"
#define RELEASE "6.1.0-test"

static const struct program_facts kernel = {.machine = ELF_EM_X86_64, .release = RELEASE, .build_id = ID};

static const char types[] =
	"base #int name:int size:4 enc:5\n"
	"struct #task name:task size:8 line:1\n"
	". member name:pid type:#int at:4\n"
	"variable name:init_task type:#task\n";

struct place {
	char dir[64];
	const char *dirs[1];
	struct debug_dirs search;
};

static int setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	strcpy(p->dir, "/tmp/vr-debuginfo-XXXXXX");
	assert_non_null(mkdtemp(p->dir));
	p->dirs[0] = p->dir;
	p->search = (struct debug_dirs){.dirs = p->dirs, .count = 1};
	*state = p;
	return 0;
}

static int teardown(void **state)
{
	struct place *p = *state;
	char command[128];

	snprintf(command, sizeof(command), "rm -r %s", p->dir);
	assert_int_equal(system(command), 0);
	free(p);
	return 0;
}

/* Writes a file below the directory, with the folders that it needs. */
static char *put_file(struct place *p, const char *name, const void *data, size_t size)
{
	static char path[256];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", p->dir, name);
	for (char *slash = strchr(path + 6, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(data, 1, size, f), size);
	assert_int_equal(fclose(f), 0);
	return path;
}

static char *put_object(struct place *p, const char *name, const struct dwarf_text *how)
{
	struct input *in = dwarf_from_text(types, how);
	uint8_t *data = malloc(in->size);
	char *path;

	assert_int_equal(input_read(in, 0, data, in->size), INPUT_OK);
	path = put_file(p, name, data, in->size);
	free(data);
	input_close(in);
	return path;
}

static void in_every_place(void **state)
{
	static const char *const names[] = {
		".build-id/01/23456789abcdef0123456789abcdef01234567.debug", "lib/modules/" RELEASE "/vmlinux",
		"boot/vmlinux-" RELEASE, "boot/vmlinux-" RELEASE ".debug", "usr/lib/debug/lib/modules/" RELEASE "/vmlinux", "vmlinux",
	};
	const struct dwarf_text how = {.build_id = ID};
	struct place *p = *state;
	struct err err;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = put_object(p, names[i], &how);
		struct object *o = debugfile_find_vmlinux(&p->search, &kernel, &err);

		if (!o)
			fail_msg("%s: %s", names[i], err.msg);
		assert_string_equal(o->in->name, path);
		object_close(o);
		unlink(path);
	}
	assert_null(debugfile_find_vmlinux(&p->search, &kernel, &err));
	assert_non_null(strstr(err.msg, RELEASE));
	assert_non_null(strstr(err.msg, ID));
	assert_non_null(strstr(err.msg, p->dir));
}

/* The right name is not enough. */
static void of_another_kernel(void **state)
{
	const struct dwarf_text other = {.build_id = OTHER_ID}, right = {.build_id = ID};
	const struct dwarf_text arm = {.build_id = ID, .machine = ELF_EM_AARCH64};
	struct place *p = *state;
	struct object *o;
	struct err err;

	put_object(p, "lib/modules/" RELEASE "/vmlinux", &other);
	assert_null(debugfile_find_vmlinux(&p->search, &kernel, &err));
	assert_non_null(strstr(err.msg, "1 of others"));
	put_object(p, "boot/vmlinux-" RELEASE, &right);
	o = debugfile_find_vmlinux(&p->search, &kernel, &err);
	assert_non_null(o);
	object_close(o);

	assert_true(debugfile_open(NULL, put_object(p, "x", &other), &o, &err));
	assert_false(debugfile_matches(&p->search, &kernel, o, &err));
	assert_non_null(strstr(err.msg, ID));
	assert_non_null(strstr(err.msg, OTHER_ID));
	object_close(o);
	assert_true(debugfile_open(NULL, put_object(p, "x", &arm), &o, &err));
	assert_false(debugfile_matches(&p->search, &kernel, o, &err));
	assert_non_null(strstr(err.msg, "architecture"));
	object_close(o);
}

/* A release out of a hostile dump leads nowhere else. */
static void release_with_slashes(void **state)
{
	const struct dwarf_text how = {.build_id = ID};
	const struct program_facts hostile = {.machine = ELF_EM_X86_64, .release = "../secret", .build_id = ""};
	struct place *p = *state;
	struct err err;

	put_object(p, "lib/secret/vmlinux", &how);
	assert_null(debugfile_find_vmlinux(&p->search, &hostile, &err));
}

static void by_links(void **state)
{
	const struct dwarf_text with_types = {.build_id = NULL};
	struct dwarf_text stripped = {.more_names = {".gnu_debuglink", ".gnu_debugaltlink"}};
	struct place *p = *state;
	struct object *o, *found;
	uint8_t link[16] = "k.debug";
	uint8_t alt[64] = "common";
	struct input *in;
	uint32_t crc;
	struct err err;

	assert_true(input_open(put_object(p, ".debug/k.debug", &with_types), &in, &err));
	assert_true(object_file_crc(in, &crc, &err));
	input_close(in);
	put_u32(link + 8, false, crc);
	for (int i = 0; i < 20; i++)
		alt[7 + i] = (uint8_t)(0xaa + i);
	stripped.more_data[0] = link;
	stripped.more_size[0] = 12;
	stripped.more_data[1] = alt;
	stripped.more_size[1] = 27;
	assert_true(debugfile_open(NULL, put_object(p, "k", &stripped), &o, &err));
	found = debugfile_linked(&p->search, o);
	assert_non_null(found);
	object_close(found);
	assert_null(debugfile_alternate(&p->search, o));
	put_object(p, "common", &(struct dwarf_text){.build_id = "aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbd"});
	found = debugfile_alternate(&p->search, o);
	assert_non_null(found);
	object_close(found);
	object_close(o);
	link[8] ^= 1;	/* another checksum: another file */
	assert_true(debugfile_open(NULL, put_object(p, "k", &stripped), &o, &err));
	assert_null(debugfile_linked(&p->search, o));
	object_close(o);
}

static void compressed(void **state)
{
	const struct dwarf_text how = {.build_id = ID};
	struct place *p = *state;
	struct input *in = dwarf_from_text(types, &how);
	uint8_t *data = malloc(in->size), *bz;
	char path[256];
	struct object *o;
	struct err err;
	gzFile gz;
	uint8_t packed[8192];
	size_t len;
	FILE *f;

	assert_int_equal(input_read(in, 0, data, in->size), INPUT_OK);
	snprintf(path, sizeof(path), "%s/vmlinux.gz", p->dir);
	gz = gzopen(path, "wb");
	assert_int_equal(gzwrite(gz, data, (unsigned)in->size), in->size);
	gzclose(gz);
	o = debugfile_find_vmlinux(&p->search, &kernel, &err);
	assert_non_null(o);
	assert_string_equal(o->build_id, ID);
	object_close(o);

	/* the same inside of a bzImage: 1 + 1 sectors, then the payload at 32 */
	f = fopen(path, "rb");
	len = fread(packed, 1, sizeof(packed), f);
	fclose(f);
	bz = calloc(1, 1024 + 32 + len);
	bz[0x1f1] = 1;
	put_u16(bz + 0x1fe, false, 0xaa55);
	memcpy(bz + 0x202, "HdrS", 4);
	put_u16(bz + 0x206, false, 0x20f);
	put_u32(bz + 0x248, false, 32);
	put_u32(bz + 0x24c, false, (uint32_t)len);
	memcpy(bz + 1024 + 32, packed, len);
	assert_true(debugfile_open(NULL, put_file(p, "bzImage", bz, 1024 + 32 + len), &o, &err));
	assert_string_equal(o->build_id, ID);
	object_close(o);
	put_u32(bz + 0x24c, false, (uint32_t)len / 2);
	assert_false(debugfile_open(NULL, put_file(p, "bzImage", bz, 1024 + 32 + len), &o, &err));
	assert_non_null(strstr(err.msg, "cut short"));
	free(bz);
	free(data);
	input_close(in);
}

static void symbol_list(void **state)
{
	static char text[] = "0000000000001000 A percpu\nffffffff81000000 T _text\nffffffff81000040 t a_function\n"
			     "bad line\nffffffff81000100 T another\nffffffff82000000 B _end\n"
			     "ffffffff81000200 T __sched_text_start\nffffffff81000200 T _c\nffffffff81000200 W a_weak\n"
			     "ffffffff81000200 T d\nffffffff81000200 T b\n";
	static const char *const aliases[] = {"b", "d", "_c", "__sched_text_start", "a_weak"};
	struct symbol_list l = {0};
	char name[SYMBOL_NAME_MAX];
	struct kallsyms *k;
	struct symbol s;
	uint64_t addr;
	struct err err;

	(void)state;
	symbol_list_read_text(&l, text);
	assert_int_equal(l.count, 10);
	symbol_list_move(&l, 0x200000);
	/* a table of the kernel's own has 256 names a marker: one is enough for the search of markers */
	for (int i = 0; i < 300; i++) {
		snprintf(name, sizeof(name), "filler_%d", i);
		symbol_list_add(&l, 0xffffffff81300000 + (uint64_t)i * 16, 't', name);
	}
	if (!symbol_list_build(&l, &k, &err))
		fail_msg("%s", err.msg);
	assert_true(kallsyms_find(k, "percpu", 0, &addr));
	assert_int_equal(addr, 0x1000);
	assert_true(kallsyms_find(k, "a_function", 0, &addr));
	assert_int_equal(addr, 0xffffffff81200040);
	assert_true(kallsyms_at(k, 0xffffffff81200050, name, &s));
	assert_string_equal(s.name, "a_function");
	assert_int_equal(s.letter, 't');
	assert_int_equal(s.size, 0xc0);
	assert_true(kallsyms_at(k, 0xffffffff81200210, name, &s));
	assert_string_equal(s.name, "b");
	for (uint32_t i = 0; i < ARRAY_LEN(aliases); i++) {	/* behind percpu, _text, a_function, another */
		assert_true(kallsyms_get(k, 4 + i, name, &s));
		assert_string_equal(s.name, aliases[i]);
	}
	kallsyms_close(k);
	symbol_list_free(&l);
}

/* ---- prepared files --------------------------------------------------------------------- */

static char *make_prepared(struct place *p)
{
	static char path[256];
	const struct dwarf_text vmlinux = {.build_id = ID, .symbols = {{"_text", 0x1000}, {"_end", 0x9000}}};
	const struct dwarf_text module = {.build_id = MODULE_ID, .type = ELF_ET_REL, .relocate = true};
	const struct prepare_options o = {.vmlinux = path, .debuginfo_dirs = p->dirs, .debuginfo_dir_count = 1, .output = path};
	struct prepare_options with = o;
	struct prepare_result r;
	char elf[256];
	struct input *in;
	uint8_t *data;
	struct err err;

	strcpy(elf, put_object(p, "vmlinux", &vmlinux));
	in = dwarf_from_text("base #int name:int size:4 enc:5\nstruct name:mine size:16 line:9\n. member name:x type:#int at:8\n", &module);
	data = malloc(in->size);
	assert_int_equal(input_read(in, 0, data, in->size), INPUT_OK);
	put_file(p, "extra/my-mod.ko.debug", data, in->size);
	free(data);
	input_close(in);
	snprintf(path, sizeof(path), "%s/types", p->dir);
	with.vmlinux = elf;
	if (!prepare(&with, &r, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(r.modules, 1);
	assert_int_equal(r.symbols, 2);
	return path;
}

static void prepared_file(void **state)
{
	const struct prepared_part *part;
	struct type_source *kernel_types, *module_types;
	struct prepared *f;
	struct types graph;
	uint8_t *data, *module;
	struct type *t;
	struct err err;

	if (!prepared_open(make_prepared(*state), &f, &err))
		fail_msg("%s", err.msg);
	assert_string_equal(f->build_id, ID);
	assert_int_equal(f->machine, ELF_EM_X86_64);
	part = prepared_find(f, "symbols", "-", NULL);
	assert_true(prepared_read(f, part, &data, &err));
	assert_string_equal((char *)data, "1000 A _text\n9000 A _end\n");
	free(data);
	part = prepared_find(f, "types", "-", NULL);
	assert_true(prepared_read(f, part, &data, &err));
	assert_true(btf_open(data, part->size, NULL, "kernel", NULL, &kernel_types, &err));
	assert_null(prepared_find(f, "types", "my_mod", ID));
	part = prepared_find(f, "types", "my_mod", MODULE_ID);
	assert_true(prepared_read(f, part, &module, &err));
	assert_true(btf_open(module, part->size, kernel_types, "module", "my_mod", &module_types, &err));
	types_init(&graph);
	types_add_source(&graph, kernel_types);
	types_add_source(&graph, module_types);
	t = types_variable(&graph, "init_task");
	assert_non_null(t);
	assert_string_equal(t->name, "task");
	assert_int_equal(t->members[0].bit_offset, 32);
	t = types_find(&graph, "struct mine");
	assert_string_equal(member_type(t, &t->members[0])->name, "int");
	types_free(&graph);
	module_types->close(module_types);
	kernel_types->close(kernel_types);
	free(module);
	free(data);
	prepared_close(f);
}

static void use_prepared(const char *path)
{
	struct prepared *f;
	uint8_t *data;

	if (!prepared_open(path, &f, NULL))
		return;
	for (size_t i = 0; i < f->count; i++)
		if (prepared_read(f, &f->parts[i], &data, NULL))
			free(data);
	prepared_close(f);
}

static void damaged_prepared_file(void **state)
{
	struct place *p = *state;
	struct input *in;
	uint8_t *data;
	struct err err;
	size_t size;

	assert_true(input_open(make_prepared(p), &in, &err));
	size = in->size;
	data = malloc(size);
	assert_int_equal(input_read(in, 0, data, size), INPUT_OK);
	input_close(in);
	for (size_t cut = 1; cut < size; cut += 7)
		use_prepared(put_file(p, "cut", data, cut));
	for (size_t i = 0; i < size * 8; i += 5) {
		data[i / 8] ^= (uint8_t)(1 << i % 8);
		use_prepared(put_file(p, "flipped", data, size));
		data[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	free(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(in_every_place, setup, teardown),
		cmocka_unit_test_setup_teardown(of_another_kernel, setup, teardown),
		cmocka_unit_test_setup_teardown(release_with_slashes, setup, teardown),
		cmocka_unit_test_setup_teardown(by_links, setup, teardown),
		cmocka_unit_test_setup_teardown(compressed, setup, teardown),
		cmocka_unit_test(symbol_list),
		cmocka_unit_test_setup_teardown(prepared_file, setup, teardown),
		cmocka_unit_test_setup_teardown(damaged_prepared_file, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
