/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks over page tables that are written here as text. */
#include <string.h>

#include "program/code_symbols.h"
#include "program/internal.h"
#include "support/memory_image.h"
#include "support/test.h"

struct walk_case {
	uint64_t addr;
	enum mem_status status;
	uint64_t paddr;
};

/* The tables as text: see memory_image.h. */
static void check_walks(const struct translation *t, const char *tables, const struct walk_case *cases, size_t count)
{
	struct memory_image image;
	struct memory *m;
	struct dump *d;

	image_init(&image, t->arch->big_endian);
	image_text(&image, tables);
	d = image_dump(&image, t->arch->machine, NULL, 0);
	m = memory_new_sized(d, t, 64 * KiB);

	for (size_t i = 0; i < count; i++) {
		uint64_t paddr = 0;
		enum mem_status status = memory_translate(m, cases[i].addr, &paddr);

		if (status != cases[i].status || (status == MEM_OK && paddr != cases[i].paddr))
			fail_msg("0x%llx: %s, 0x%llx", (unsigned long long)cases[i].addr, mem_status_name(status),
				 (unsigned long long)paddr);
	}
	memory_free(m);
	dump_close(d);
	image_free(&image);
}

#define X86_TABLES										\
	"1000[511] = 2003\n"		/* the kernel's half: top table, entry 511 */		\
	"1000[273] = 1003\n"		/* a top table that contains itself */			\
	"1000[300] = 7fffff003\n"	/* a table outside of the memory */			\
	"1000[301] = 2083\n"		/* large at a level that has no large pages */		\
	"1000[302] = 9000003\n"		/* a table in a hole */					\
	"2000[510] = 3003\n"									\
	"2000[509] = 40000083\n"	/* 1 GiB */						\
	"2000[508] = 0\n"									\
	"3000[0] = 4003\n"									\
	"3000[1] = 600083\n"		/* 2 MiB */						\
	"3000[2] = 601083\n"		/* the same, with bit 12, which is no address there */	\
	"4000[0] = 8000000000005163\n"	/* 4 KiB, not executable */				\
	"4000[1] = 6160\n"		/* PROT_NONE: bit 8 without bit 0 */			\
	"4000[2] = 0\n"										\
	"4000[511] = 7063\n"

static void x86_four_levels(void **state)
{
	static const struct walk_case cases[] = {
		{0xffffffff80000123, MEM_OK, 0x5123},
		{0xffffffff80001000, MEM_NOT_MAPPED, 0},
		{0xffffffff80002000, MEM_NOT_MAPPED, 0},
		{0xffffffff801fffff, MEM_OK, 0x7fff},
		{0xffffffff80212345, MEM_OK, 0x612345},
		{0xffffffff80412345, MEM_OK, 0x612345},
		{0xffffffff40000000 + 0x12345678, MEM_OK, 0x40000000 + 0x12345678},
		{0xffffffff00000000, MEM_NOT_MAPPED, 0},
		{0xffff960000000000, MEM_HOLE, 0},
		{0xffff968000000000, MEM_DAMAGED, 0},
		{0xffff970000000000, MEM_HOLE, 0},
		{0x0000000000001000, MEM_NOT_MAPPED, 0},		/* no kernel address */
		{0x0000ffffffffffff, MEM_NOT_MAPPED, 0},		/* not canonical */
		{0xffff7fffffffffff, MEM_NOT_MAPPED, 0},
	};
	struct translation t = {.arch = &arch_x86_64, .levels = 4, .va_bits = 48, .root = 0x1000};

	(void)state;
	check_walks(&t, X86_TABLES, cases, ARRAY_LEN(cases));
}

static void x86_self_reference_ends(void **state)
{
	/* Four times entry 273 of the table itself: the walk ends after four levels, at the table. */
	static const struct walk_case cases[] = {{0xffff888000000000 | 273ULL << 30 | 273ULL << 21 | 273ULL << 12 | 0x18,
						  MEM_OK, 0x1018}};
	struct translation t = {.arch = &arch_x86_64, .levels = 4, .va_bits = 48, .root = 0x1000};

	(void)state;
	check_walks(&t, X86_TABLES, cases, ARRAY_LEN(cases));
}

static void x86_five_levels(void **state)
{
	static const struct walk_case cases[] = {
		{0xffffffff80000123, MEM_OK, 0x5123},
		{0xff11000000000456, MEM_OK, 0x40000456},
		{0xfeffffffffffffff, MEM_NOT_MAPPED, 0},
	};
	static const char tables[] =
		X86_TABLES
		"a000[511] = 1003\n"
		"a000[273] = b003\n"
		"b000[0] = c003\n"
		"c000[0] = 40000083\n";
	struct translation t = {.arch = &arch_x86_64, .levels = 5, .va_bits = 57, .root = 0xa000};

	(void)state;
	check_walks(&t, tables, cases, ARRAY_LEN(cases));
}

static void x86_encrypted_memory(void **state)
{
	/* Bit 47 of every entry says "encrypted" and is no part of the address. */
	static const struct walk_case cases[] = {{0xffffffff80000123, MEM_OK, 0x5123}};
	static const char tables[] =
		"1000[511] = 800000002003\n"
		"2000[510] = 800000003003\n"
		"3000[0] = 800000004003\n"
		"4000[0] = 800000005003\n";
	struct translation t = {.arch = &arch_x86_64, .levels = 4, .va_bits = 48, .root = 0x1000,
				.attribute_mask = 1ULL << 47};

	(void)state;
	check_walks(&t, tables, cases, ARRAY_LEN(cases));
}

static void a_missing_table_leaves_the_linear_ranges(void **state)
{
	static const struct walk_case cases[] = {
		{0xffffffff80000123, MEM_OK, 0x5123},			/* its table is there */
		{0xffffffff80001000, MEM_NOT_MAPPED, 0},		/* and says so: not to be overruled */
		{0xffffffff80212345, MEM_OK, 0x200000 + 0x212345},	/* its table is not */
		{0xffff888000005678, MEM_OK, 0x5678},
		{0xffffffffa0000000, MEM_HOLE, 0},			/* in no range */
	};
	static const char tables[] =
		X86_TABLES
		"1000[273] = e003\n"
		"3000[1] = e003\n"
		"3000[256] = e003\n";
	struct translation t = {.arch = &arch_x86_64, .levels = 4, .va_bits = 48, .root = 0x1000,
				.image = {0xffffffff80000000, 0xffffffff9fffffff, 0x80000000 + 0x200000},
				.direct = {0xffff888000000000, 0xffff888fffffffff, 0x0000778000000000}};

	(void)state;
	check_walks(&t, tables, cases, ARRAY_LEN(cases));
}

static void x86_user_space(void **state)
{
	struct translation t = {.arch = &arch_x86_64, .levels = 4, .va_bits = 48, .root = 0x1000};
	struct memory_image image;
	struct memory *m;
	struct dump *d;
	uint64_t bad = 0;
	char text[6];

	(void)state;
	image_init(&image, false);
	image_text(&image, X86_TABLES);
	image_text(&image, "4000[3] = 8063\n"		/* the process's top table, as the kernel sees it */
			   "8000[0] = 9067\n"
			   "9000[0] = a067\n"
			   "a000[2] = b067\n"
			   "b000[0] = c067\n"
			   "b000[1] = d067\n"
			   "b000[2] = d066\n"		/* swapped out */
			   "b000[3] = fffffffff1100\n");	/* PROT_NONE: the address inverted */
	image_put(&image, 0xcffd, "Hel", 3);
	image_put(&image, 0xd000, "lo", 3);
	image_put(&image, 0xe004, "None", 5);
	d = image_dump(&image, 62, NULL, 0);
	m = memory_new_sized(d, &t, 64 * KiB);
	assert_int_equal(memory_read_user(m, 0xffffffff80003000, 0x400ffd, text, 6, &bad), MEM_OK);
	assert_string_equal(text, "Hello");
	assert_int_equal(memory_read_user(m, 0xffffffff80003000, 0x401ffe, text, 6, &bad), MEM_NOT_MAPPED);
	assert_int_equal(bad, 0x402000);
	assert_int_equal(memory_read_user(m, 0xffffffff80003000, 0x403004, text, 5, &bad), MEM_OK);
	assert_string_equal(text, "None");
	/* A kernel address is none of a process, nor are the kernel's own tables a process. */
	assert_int_equal(memory_read_user(m, 0xffffffff80003000, 0xffffffff80000000, text, 1, &bad), MEM_NOT_MAPPED);
	assert_int_equal(memory_read_user(m, 0xffffffff80002000, 0x400ffd, text, 1, &bad), MEM_NOT_MAPPED);
	memory_free(m);
	dump_close(d);
	image_free(&image);
}

/* ---- aarch64 ------------------------------------------------------------------- */

static void aarch64_pages_of_4k(void **state)
{
	static const struct walk_case cases[] = {
		{0xffff800008000123, MEM_OK, 0x5123},
		{0xffff800008001000, MEM_NOT_MAPPED, 0},
		{0xffff800008002000, MEM_NOT_MAPPED, 0},
		{0xffff800008212345, MEM_OK, 0x412345},
		{0xffff800040000000 + 0x1234567, MEM_OK, 0x80000000 + 0x1234567},
		{0xffff000000000000, MEM_DAMAGED, 0},			/* a block at level 0 */
		{0xffff080000000000, MEM_HOLE, 0},
		{0xf2ff800008000123, MEM_OK, 0x5123},			/* a tag in the top byte */
		{0x0000800008000123, MEM_NOT_MAPPED, 0},
		{0xfff7800008000123, MEM_NOT_MAPPED, 0},
	};
	static const char tables[] =
		"1000[256] = 2003\n"
		"1000[0] = 60000000000701\n"
		"1000[16] = 7ff003\n"
		"2000[0] = 3003\n"
		"2000[1] = 60000080000701\n"		/* 1 GiB */
		"3000[64] = 4003\n"
		"3000[65] = 60000000400701\n"	/* 2 MiB */
		"4000[0] = 68000000005703\n"
		"4000[1] = 6701\n"			/* a block has no business at the last level */
		"4000[2] = 6702\n";
	struct translation t = {.arch = &arch_aarch64, .levels = 4, .va_bits = 48, .page_shift = 12, .root = 0x1000};

	(void)state;
	check_walks(&t, tables, cases, ARRAY_LEN(cases));
}

static void aarch64_pages_of_64k(void **state)
{
	static const struct walk_case cases[] = {
		{0xfffffc0008001234, MEM_OK, 0x31234},
		{0xfffffc0020012345, MEM_OK, 0x12345},
	};
	static const char tables[] =
		"10000[0] = 20003\n"
		"10000[1] = 701\n"		/* 512 MiB at 0 */
		"20000[2048] = 30703\n";
	struct translation t = {.arch = &arch_aarch64, .levels = 2, .va_bits = 42, .page_shift = 16, .root = 0x10000};

	(void)state;
	check_walks(&t, tables, cases, ARRAY_LEN(cases));
}

/* Bits 51:50 of the address are in bits 9:8 of an entry, 49:48 in their places. */
static void aarch64_addresses_of_52_bits(void **state)
{
	static const struct walk_case large[] = {
		{0xfff0000000000123, MEM_OK, 0x5123},
		{0xfff0000000001123, MEM_OK, 0xf000000005123},
		{0xfff8000000000000, MEM_NOT_MAPPED, 0},
	};
	/* The same bits say how memory is shared where addresses have 48. */
	static const struct walk_case small[] = {{0xffff000000001123, MEM_OK, 0x5123}};
	static const char tables[] =
		"1000[0] = 2003\n"
		"2000[0] = 3003\n"
		"3000[0] = 4003\n"
		"4000[0] = 6003\n"
		"6000[0] = 5403\n"		/* with the access flag */
		"6000[1] = 3000000005703\n";
	struct translation t = {.arch = &arch_aarch64, .levels = 5, .va_bits = 52, .page_shift = 12, .root = 0x1000};

	(void)state;
	check_walks(&t, tables, large, ARRAY_LEN(large));
	t.va_bits = 48;
	t.levels = 4;
	t.root = 0x2000;
	check_walks(&t, tables, small, ARRAY_LEN(small));
}

struct init_case {
	const char *what, *vmcoreinfo;
	unsigned levels, va_bits;
	uint64_t root, linear, phys;	/* linear: an address of the direct map */
};

static void aarch64_learns_from_vmcoreinfo(void **state)
{
	static const struct init_case cases[] = {
		{"48 bits", "PAGESIZE=4096\nNUMBER(VA_BITS)=48\nNUMBER(TCR_EL1_T1SZ)=0x10\n"
			    "NUMBER(PHYS_OFFSET)=0x40000000\n", 4, 48, 0x4158f000, 0xffff000000001000, 0x40001000},
		{"52 bits", "PAGESIZE=4096\nNUMBER(VA_BITS)=52\nNUMBER(TCR_EL1_T1SZ)=0xc\n"
			    "NUMBER(PHYS_OFFSET)=0x40000000\n", 5, 52, 0x4158f000, 0xfff0000000001000, 0x40001000},
		{"52 bits on a CPU with 48", "PAGESIZE=4096\nNUMBER(VA_BITS)=52\nNUMBER(TCR_EL1_T1SZ)=0x10\n"
			    "NUMBER(PHYS_OFFSET)=0xfff1000040000000\n", 4, 48, 0x4158f000, 0xffff000000001000, 0x40001000},
		{"39 bits", "PAGESIZE=4096\nNUMBER(VA_BITS)=39\nNUMBER(PHYS_OFFSET)=0x40000000\n", 3, 39, 0x4158f000,
			    0xffffff8000001000, 0x40001000},
		{"64 KiB", "PAGESIZE=65536\nNUMBER(VA_BITS)=52\nNUMBER(TCR_EL1_T1SZ)=0x10\n"
			   "NUMBER(PHYS_OFFSET)=0x40000000\n", 3, 52, 0x4158f000, 0xfff0000000001000, 0x40001000},
		{"16 KiB", "PAGESIZE=16384\nNUMBER(VA_BITS)=47\nNUMBER(PHYS_OFFSET)=0x40000000\n", 3, 47, 0x4158f000,
			   0xffff800000001000, 0x40001000},
	};
	static const char common[] = "SYMBOL(swapper_pg_dir)=ffffffc4b318f000\nSYMBOL(_stext)=ffffffc4b1e10000\n"
				     "NUMBER(kimage_voffset)=0xffffffc471c00000\n";

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct translation_hints none = {0};
		struct translation t = {.arch = &arch_aarch64};
		struct vmcoreinfo v = {0};
		struct err err;

		vmcoreinfo_parse(&v, cases[i].vmcoreinfo, strlen(cases[i].vmcoreinfo));
		assert_false(arch_aarch64.init(&t, &v, &none, &err));
		vmcoreinfo_parse(&v, common, strlen(common));
		if (!arch_aarch64.init(&t, &v, &none, &err))
			fail_msg("%s: %s", cases[i].what, err.msg);
		assert_int_equal(t.levels, cases[i].levels);
		assert_int_equal(t.va_bits, cases[i].va_bits);
		assert_true(t.root == cases[i].root);
		assert_true(linear_covers(&t.direct, cases[i].linear));
		assert_true(cases[i].linear + t.direct.offset == cases[i].phys);
		assert_false(linear_covers(&t.direct, 0xffffffc4b1e10000));
		vmcoreinfo_free(&v);
	}
}

/* ---- riscv64 ------------------------------------------------------------------- */

static void riscv64_three_levels(void **state)
{
	static const struct walk_case cases[] = {
		{0xffffffff80000123, MEM_OK, 0x5123},
		{0xffffffff80001000, MEM_NOT_MAPPED, 0},
		{0xffffffff80002000, MEM_DAMAGED, 0},			/* a table below the last level */
		{0xffffffff80212345, MEM_OK, 0x612345},			/* 2 MiB */
		{0xffffffff80013456, MEM_OK, 0x23456},			/* 64 KiB in 16 entries */
		{0xffffffd800000000 + 0x12345678, MEM_OK, 0x80000000 + 0x12345678},	/* 1 GiB */
		{0xffffffd840000000, MEM_HOLE, 0},
		{0x0000000080000123, MEM_NOT_MAPPED, 0},
		{0xffffff7f80000123, MEM_NOT_MAPPED, 0},
	};
	static const char tables[] =
		"1000[510] = c01\n"
		"1000[352] = 600000002000000f\n"	/* with a memory type in the uppermost bits */
		"1000[353] = fffc01\n"
		"3000[0] = 1001\n"
		"3000[1] = 18000f\n"
		"4000[0] = 140f\n"
		"4000[1] = 140e\n"
		"4000[2] = 1401\n"
		"4000[19] = 800000000000a00f\n";
	struct translation t = {.arch = &arch_riscv64, .levels = 3, .va_bits = 39, .root = 0x1000};

	(void)state;
	/* Page numbers are at bit 10, flags below: 1 is a table, f a page. */
	check_walks(&t, tables, cases, ARRAY_LEN(cases));
}

static void riscv64_learns_from_vmcoreinfo(void **state)
{
	static const char text[] = "NUMBER(VA_BITS)=48\nNUMBER(PAGE_OFFSET)=0xffffaf8000000000\n"
				   "NUMBER(phys_ram_base)=0x80000000\nSYMBOL(swapper_pg_dir)=ffffffff81a00000\nSYMBOL(_stext)=ffffffff80002000\n"
				   "NUMBER(KERNEL_LINK_ADDR)=0xffffffff80000000\n"
				   "NUMBER(va_kernel_pa_offset)=0xfffffffeffe00000\n";
	struct translation t = {.arch = &arch_riscv64};
	struct translation_hints none = {0};
	struct vmcoreinfo v = {0};
	struct err err;

	(void)state;
	vmcoreinfo_parse(&v, text, strlen(text));
	if (!arch_riscv64.init(&t, &v, &none, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(t.levels, 4);
	assert_true(t.root == 0x81c00000);
	assert_true(linear_covers(&t.direct, 0xffffaf8000001000));
	assert_true(0xffffaf8000001000 + t.direct.offset == 0x80001000);
	assert_ptr_equal(arch_by_vmcoreinfo(&v), &arch_riscv64);
	vmcoreinfo_free(&v);
}

/* ---- s390x --------------------------------------------------------------------- */

/* Big-endian; the low bits of an entry: kind of its table in 3:2, invalid 20 (400 for a page), large 400. */
#define S390X_TABLES												\
	"4000[0] = 24\n"		/* region third table; its first entry is empty, and tells the kind */	\
	"4000[2047] = 8007\n"											\
	"4000[2046] = 80000407\n"	/* 2 GiB */								\
	"4000[2045] = 800b\n"		/* of another kind than the table */					\
	"4000[2044] = 7fc007\n"		/* a table in a hole */							\
	"8000[2047] = c800\n"		/* page tables are 2 KiB large */					\
	"8000[2046] = 300400\n"		/* 1 MiB */								\
	"8000[2045] = 20\n"											\
	"c800[0] = 5000\n"											\
	"c800[1] = 400\n"											\
	"c800[255] = 6200\n"		/* protected */

static void s390x_three_levels(void **state)
{
	static const struct walk_case cases[] = {
		{0x3fffff00123, MEM_OK, 0x5123},
		{0x3fffff01000, MEM_NOT_MAPPED, 0},
		{0x3ffffffffff, MEM_OK, 0x6fff},
		{0x3ffffe12345, MEM_OK, 0x312345},
		{0x3ffffd00000, MEM_NOT_MAPPED, 0},
		{0x3ff00000000 + 0x12345678, MEM_OK, 0x80000000 + 0x12345678},
		{0x3fe80000000, MEM_DAMAGED, 0},
		{0x3fe00000000, MEM_HOLE, 0},
		{0x0, MEM_NOT_MAPPED, 0},
		{0x40000000000, MEM_NOT_MAPPED, 0},	/* beyond what three levels can tell */
		{UINT64_MAX, MEM_NOT_MAPPED, 0},
	};
	struct translation t = {.arch = &arch_s390x, .levels = 3, .va_bits = 42, .root = 0x4000};

	(void)state;
	check_walks(&t, S390X_TABLES, cases, ARRAY_LEN(cases));
}

static void s390x_four_levels(void **state)
{
	static const struct walk_case cases[] = {
		{0x7fffff00123, MEM_OK, 0x5123},
		{0xffffffff00123, MEM_NOT_MAPPED, 0},
		{0x20000000000000, MEM_NOT_MAPPED, 0},
	};
	static const char tables[] =
		S390X_TABLES
		"10000[0] = 28\n"		/* region second table */
		"10000[1] = 400b\n"
		"10000[1023] = 28\n";
	struct translation t = {.arch = &arch_s390x, .levels = 4, .va_bits = 53, .root = 0x10000};

	(void)state;
	check_walks(&t, tables, cases, ARRAY_LEN(cases));
}

static void s390x_learns_from_vmcoreinfo(void **state)
{
	static const char text[] = "SYMBOL(swapper_pg_dir)=3fffff40000\nSYMBOL(_stext)=3fffe8f8000\nKERNELOFFSET=3fffe7f8000\n"
				   "SYMBOL(lowcore_ptr)=3fffff48210\nKERNELOFFPHYS=8f8000\n";
	struct translation t = {.arch = &arch_s390x};
	struct translation_hints none = {0};
	struct vmcoreinfo v = {0};
	struct err err;

	(void)state;
	vmcoreinfo_parse(&v, text, strlen(text));
	assert_ptr_equal(arch_by_vmcoreinfo(&v), &arch_s390x);
	if (!arch_s390x.init(&t, &v, &none, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(t.levels, 3);
	assert_true(t.root == 0x2040000);
	vmcoreinfo_free(&v);
}

static void reads_cross_pages_and_say_where_they_stop(void **state)
{
	struct translation t = {.arch = &arch_x86_64, .levels = 4, .va_bits = 48, .root = 0x1000};
	struct memory_image image;
	struct memory *m;
	struct dump *d;
	uint64_t bad = 0, value;
	char text[16];

	(void)state;
	image_init(&image, false);
	image_text(&image, X86_TABLES);
	image_text(&image, "4000[1] = 8063\n"
			   "4000[2] = 3ff063\n");	/* mapped, but not in the dump */
	image_put(&image, 0x5ffc, "\1\2\3\4", 4);
	image_put(&image, 0x8000, "\5\6\7\10", 4);
	image_put(&image, 0x8ffc, "abcd", 4);
	d = image_dump(&image, 62, NULL, 0);
	m = memory_new_sized(d, &t, 64 * KiB);
	assert_int_equal(memory_read(m, 0xffffffff80000ffc, &value, 8, &bad), MEM_OK);
	assert_true(get_u64(&value, false) == 0x0807060504030201);
	assert_int_equal(memory_read(m, 0xffffffff80001ffc, &value, 8, &bad), MEM_HOLE);
	assert_true(bad == 0xffffffff80002000);
	assert_int_equal(memory_read_string(m, 0xffffffff80001ffc, text, sizeof(text), &bad), MEM_HOLE);
	assert_string_equal(text, "abcd");
	assert_int_equal(memory_read_string(m, 0xffffffff80001ffc, text, 3, &bad), MEM_OK);
	assert_string_equal(text, "ab");
	assert_int_equal(memory_read_phys(m, 0x5ffe, &value, 2, &bad), MEM_OK);
	assert_int_equal(memory_read_phys(m, 0x3ff000, &value, 8, &bad), MEM_HOLE);
	assert_true(bad == 0x3ff000);
	memory_free(m);
	dump_close(d);
	image_free(&image);
}

/* What the entries of a process say, one page after the other from the start of its addresses. */
static void check_entries(const struct translation *t, struct memory_image *image, const struct page_entry *expected, size_t n)
{
	struct dump *d = image_dump(image, t->arch->machine, NULL, 0);
	struct memory *m = memory_new_sized(d, t, 64 * KiB);

	for (size_t i = 0; i < n; i++) {
		struct page_entry got = {0};

		assert_int_equal(memory_user_entry(m, t->image.start + 0x10000, i << t->page_shift, &got), MEM_OK);
		assert_int_equal(got.kind, expected[i].kind);
		assert_int_equal(got.shift, expected[i].shift);
		assert_true(got.paddr == expected[i].paddr);
		assert_int_equal(got.young, expected[i].young);
		assert_int_equal(got.dirty, expected[i].dirty);
		assert_int_equal(got.special, expected[i].special);
		assert_true(got.swap_type == expected[i].swap_type && got.swap_offset == expected[i].swap_offset);
	}
	memory_free(m);
	dump_close(d);
}

static void x86_entries_of_a_process(void **state)
{
	struct translation t = {.arch = &arch_x86_64, .page_shift = 12, .levels = 4, .va_bits = 48, .root = 0x1000,
				.image = {0xffffffff80000000, 0xffffffff8fffffff, 0x80000000}};
	static const struct page_entry expected[] = {
		{.kind = ENTRY_PAGE, .shift = 12, .paddr = 0x5000, .young = true, .dirty = true},
		{.kind = ENTRY_PAGE, .shift = 12, .paddr = 0x6000},
		{.kind = ENTRY_PAGE, .shift = 12, .paddr = 0x7000, .special = true},
		{.kind = ENTRY_SWAP, .shift = 12, .swap_type = 1, .swap_offset = 5},
		{.kind = ENTRY_EMPTY, .shift = 12},
	};
	struct memory_image image;

	(void)state;
	image_init(&image, false);
	image_text(&image, "10000[0] = 11067\n11000[0] = 12067\n12000[0] = 13067\n"
			   "13000[0] = 5067\n"
			   "13000[1] = fffffffff9100\n"		/* PROT_NONE: the address inverted */
			   "13000[2] = 7205\n"
			   "13000[3] = fffffffffff400\n");	/* replaced below: type 1, offset 5 inverted */
	image_u64(&image, 0x13018, 1ULL << 59 | (~5ULL << 14 >> 5));
	check_entries(&t, &image, expected, ARRAY_LEN(expected));
	image_u64(&image, 0x12000, 0x200000 | 0xe7);		/* a huge page */
	check_entries(&t, &image, &(struct page_entry){.kind = ENTRY_PAGE, .shift = 21, .paddr = 0x200000, .young = true,
						       .dirty = true}, 1);
	image_free(&image);
}

static void aarch64_entries_of_a_process(void **state)
{
	struct translation t = {.arch = &arch_aarch64, .page_shift = 12, .levels = 4, .va_bits = 48, .root = 0x1000,
				.image = {0xffff800008000000, 0xffff80000fffffff, 0x800000000000 - 0x8000000}};
	static const struct page_entry expected[] = {
		{.kind = ENTRY_PAGE, .shift = 12, .paddr = 0x5000, .young = true, .dirty = true},
		{.kind = ENTRY_PAGE, .shift = 12, .paddr = 0x6000},	/* PROT_NONE */
		{.kind = ENTRY_OTHER, .shift = 12},
		{.kind = ENTRY_EMPTY, .shift = 12},
	};
	struct memory_image image;

	(void)state;
	image_init(&image, false);
	image_text(&image, "10000[0] = 11003\n11000[0] = 12003\n12000[0] = 13003\n"
			   "13000[0] = 8000000005403\n"	/* writable, not read-only, accessed */
			   "13000[1] = 6002\n"
			   "13000[2] = 500\n");
	check_entries(&t, &image, expected, ARRAY_LEN(expected));
	image_free(&image);
}

static void aarch64_code_tells_addresses(void **state)
{
	static const uint32_t insns[] = {
		0xb0000000,	/* adrp x0, the next page */
		0x91004000,	/* add x0, x0, #0x10 */
		0x91000403,	/* add x3, x0, #1: x0 is no page any more */
		0xf0ffffe2,	/* adrp x2, the page before */
		0xf9400441,	/* ldr x1, [x2, #8] */
		0xb9000442,	/* str w2, [x2, #4] */
	};
	uint8_t code[sizeof(insns)];
	uint64_t found[8];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(insns); i++)
		put_u32(code + 4 * i, false, insns[i]);
	assert_int_equal(code_addresses(code, sizeof(code), 0xffff800008010010, found, ARRAY_LEN(found)), 3);
	assert_true(found[0] == 0xffff800008011010);
	assert_true(found[1] == 0xffff80000800f008);
	assert_true(found[2] == 0xffff80000800f004);
	assert_int_equal(code_addresses(code, sizeof(code), 0, found, 1), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(x86_four_levels),
		cmocka_unit_test(x86_self_reference_ends),
		cmocka_unit_test(x86_five_levels),
		cmocka_unit_test(x86_encrypted_memory),
		cmocka_unit_test(a_missing_table_leaves_the_linear_ranges),
		cmocka_unit_test(x86_user_space),
		cmocka_unit_test(aarch64_pages_of_4k),
		cmocka_unit_test(aarch64_pages_of_64k),
		cmocka_unit_test(aarch64_addresses_of_52_bits),
		cmocka_unit_test(aarch64_learns_from_vmcoreinfo),
		cmocka_unit_test(x86_entries_of_a_process),
		cmocka_unit_test(aarch64_entries_of_a_process),
		cmocka_unit_test(aarch64_code_tells_addresses),
		cmocka_unit_test(riscv64_three_levels),
		cmocka_unit_test(riscv64_learns_from_vmcoreinfo),
		cmocka_unit_test(s390x_three_levels),
		cmocka_unit_test(s390x_four_levels),
		cmocka_unit_test(s390x_learns_from_vmcoreinfo),
		cmocka_unit_test(reads_cross_pages_and_say_where_they_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
