/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support/fake_kernel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "elf/elf.h"
#include "support/btf_text.h"
#include "support/kallsyms_text.h"
#include "support/test.h"

#define TABLES (FAKE_BASE + 0x10000)
#define BTF (FAKE_BASE + 0x40000)
#define RELEASE "6.1.0-fake"
#define FUNCTIONS 1100	/* a search takes fewer than 1024 symbols for none */

static const char types[] =
	"int char 1 char\n"
	"int unsigned~int 4 none\n"
	"ptr 0\n"
	"array 1 56\n"
	"struct list_head 16 next 3 0 prev 3 64\n"
	"struct module_layout 16 base 3 0 size 2 64 text_size 2 96\n"
	"struct mod_kallsyms 32 symtab 3 0 num_symtab 2 64 strtab 3 128 typetab 3 192\n"
	"ptr 7\n"
	"struct module 112 state 2 0 list 5 64 name 4 192 core_layout 6 704 kallsyms 8 832\n"
	"enum module_state 4 MODULE_STATE_LIVE 0 MODULE_STATE_UNFORMED 3\n";

uint64_t fake_paddr(uint64_t addr)
{
	return addr - FAKE_BASE + FAKE_PADDR;
}

static unsigned long long fake_addr(uint64_t paddr)
{
	return paddr - FAKE_PADDR + FAKE_BASE;
}

static void put(struct fake_kernel *k, uint64_t addr, const void *data, size_t size)
{
	image_put(&k->image, fake_paddr(addr), data, size);
}

static void put_pointer(struct fake_kernel *k, uint64_t addr, uint64_t value)
{
	image_u64(&k->image, fake_paddr(addr), value);
}

static void put_tables(struct fake_kernel *k)
{
	image_u64(&k->image, FAKE_TOP_TABLE + 8 * 511, 0x2003);
	image_text(&k->image, "2000[510] = 3003\n"
			      "3000[8] = 4003\n");
	for (uint64_t i = 0; i < 512; i++)
		image_u64(&k->image, 0x4000 + 8 * i, (FAKE_PADDR + 4096 * i) | 3);
}

static void put_data_names(struct sb *text, uint64_t btf_size, const char *more)
{
	sb_printf(text, "%llx R __start_BTF\n%llx R __stop_BTF\n", BTF, BTF + btf_size);
	/* Another symbol of that name, which is no list. */
	sb_printf(text, "%llx d modules\n%llx d modules\n", FAKE_BASE + 0x5f000, FAKE_MODULES);
	sb_printf(text, "%llx D init_uts_ns\n%llx D saved_command_line\n%s", FAKE_UTS, FAKE_UTS + 0x800, more);
	sb_printf(text, "%llx D init_top_pgt\n%llx B _end\n", fake_addr(FAKE_TOP_TABLE), FAKE_BASE + 0x182000);
}

/* btf_size 0: functions only */
static void put_symbols(struct fake_kernel *k, uint64_t btf_size, const char *more)
{
	const struct kallsyms_text how = {.scheme = KALLSYMS_PERCPU_ABSOLUTE, .long_lengths = true, .marker_size = 4,
					  .align = 8, .addr = TABLES, .base = FAKE_BASE};
	struct sb text = {0};
	struct kallsyms_bytes b;

	if (btf_size)
		sb_str(&text, "0 A __per_cpu_start\n");
	sb_printf(&text, "%llx T _text\n%llx T _stext\n", FAKE_BASE, FAKE_BASE);
	if (btf_size)
		sb_printf(&text, "%llx R linux_banner\n", FAKE_BASE + 0x1000);
	for (unsigned i = 0; i < FUNCTIONS; i++)
		sb_printf(&text, "%llx T function_%u\n", FAKE_FUNCTION(i), i);
	if (btf_size)
		put_data_names(&text, btf_size, more);
	else
		sb_printf(&text, "%llx T _etext\n", FAKE_BASE + 0x8000);
	b = kallsyms_from_text(text.s, &how);
	put(k, TABLES, b.data, b.size);
	free(b.data);
	sb_free(&text);
}

/* Two symbols, "init" at 0 and "work" at 0x40 of the module's code. */
static void put_module(struct fake_kernel *k, unsigned n)
{
	static const char strings[] = "\0init\0work\0elsewhere";
	uint64_t module = FAKE_MODULE(n), tables = module + 0x200, symtab = module + 0x300, list = module + FAKE_MODULE_LIST;
	uint64_t next = n + 1 < FAKE_MODULE_COUNT ? FAKE_MODULE(n + 1) + FAKE_MODULE_LIST : FAKE_MODULES;
	uint64_t prev = n ? FAKE_MODULE(n - 1) + FAKE_MODULE_LIST : FAKE_MODULES;
	char name[] = {'m', 'o', 'd', (char)('0' + n), '\0'};

	image_u32(&k->image, fake_paddr(module), n == 2 ? 3 : 0);
	put_pointer(k, list, next);
	put_pointer(k, list + 8, prev);
	put(k, module + 24, name, sizeof(name));
	put_pointer(k, module + 88, FAKE_MODULE_CODE(n));
	image_u32(&k->image, fake_paddr(module + 96), 0x1000);
	put_pointer(k, module + 104, tables);
	put_pointer(k, tables, symtab);
	image_u32(&k->image, fake_paddr(tables + 8), 4);
	put_pointer(k, tables + 16, module + 0x400);
	put_pointer(k, tables + 24, module + 0x500);
	put(k, module + 0x400, strings, sizeof(strings));
	put(k, module + 0x500, "?tT", 4);
	image_u32(&k->image, fake_paddr(symtab + 24), 1);
	image_u32(&k->image, fake_paddr(symtab + 28), 0x00010000);	/* section 1 */
	put_pointer(k, symtab + 32, FAKE_MODULE_CODE(n));
	image_u32(&k->image, fake_paddr(symtab + 48), 6);
	image_u32(&k->image, fake_paddr(symtab + 52), 0x00010000);
	put_pointer(k, symtab + 56, FAKE_MODULE_CODE(n) + 0x40);
	image_u32(&k->image, fake_paddr(symtab + 72), 11);		/* not defined here */
}

static void keep_line(struct log *log, enum log_level level, const char *msg)
{
	struct fake_kernel *k = (struct fake_kernel *)log;

	(void)level;
	sb_printf(&k->log, "%s\n", msg);
}

void fake_kernel_init(struct fake_kernel *k)
{
	fake_kernel_init_with(k, "", "");
}

void fake_kernel_init_with(struct fake_kernel *k, const char *symbols, const char *more_types)
{
	static const char banner[] = "Linux version " RELEASE " (someone@somewhere) #1 SMP\n";
	const struct btf_text how = {0};
	size_t btf_size;
	struct sb all_types = {0};
	uint8_t *btf;

	sb_printf(&all_types, "%s%s", types, more_types);
	btf = btf_from_text(all_types.s, &how, &btf_size);
	sb_free(&all_types);
	*k = (struct fake_kernel){.logger = {keep_line}, .fd = -1};
	sb_str(&k->log, "");
	image_init(&k->image, false);
	put_tables(k);
	put(k, FAKE_BASE + 0x1000, banner, sizeof(banner));
	put(k, FAKE_UTS, "Linux", 6);
	put(k, FAKE_UTS + 130, RELEASE, sizeof(RELEASE));
	put_pointer(k, FAKE_UTS + 0x800, FAKE_COMMAND_LINE);
	put(k, FAKE_COMMAND_LINE, "quiet", 6);
	put_symbols(k, btf_size, symbols);
	put(k, BTF, btf, btf_size);
	free(btf);
	put_pointer(k, FAKE_BASE + 0x5f000, FAKE_BASE);
	put_pointer(k, FAKE_MODULES, FAKE_MODULE(0) + FAKE_MODULE_LIST);
	put_pointer(k, FAKE_MODULES + 8, FAKE_MODULE(FAKE_MODULE_COUNT - 1) + FAKE_MODULE_LIST);
	for (unsigned n = 0; n < FAKE_MODULE_COUNT; n++)
		put_module(k, n);
}

void fake_functions_only(struct fake_kernel *k)
{
	const uint64_t table = FAKE_BASE + 0x50000, names = FAKE_BASE + 0x51000;
	char name[16];

	put_symbols(k, 0, "");
	for (unsigned i = 0; i < 40; i++) {
		uint64_t entry = table + 12 * i;

		snprintf(name, sizeof(name), "export_%02u", i);
		put(k, names + 16 * i, name, sizeof(name));
		image_u32(&k->image, fake_paddr(entry), (uint32_t)(FAKE_EXPORT(i) - entry));
		image_u32(&k->image, fake_paddr(entry + 4), (uint32_t)(names + 16 * i - (entry + 4)));
		image_u32(&k->image, fake_paddr(entry + 8), 0);
	}
}

void fake_kernel_free(struct fake_kernel *k)
{
	image_free(&k->image);
	sb_free(&k->notes);
	sb_free(&k->log);
	if (k->fd >= 0)
		close(k->fd);
}

char *fake_vmcoreinfo(const char *extra)
{
	struct sb sb = {0};

	sb_printf(&sb, "OSRELEASE=" RELEASE "\n%sPAGESIZE=4096\nSYMBOL(_stext)=%llx\nSYMBOL(init_uts_ns)=%llx\n"
		       "SYMBOL(swapper_pg_dir)=%llx\nNUMBER(phys_base)=%lld\nKERNELOFFSET=0\n",
		  extra, FAKE_BASE, FAKE_UTS, fake_addr(FAKE_TOP_TABLE),
		  (long long)(FAKE_PADDR - (FAKE_BASE - 0xffffffff80000000)));
	return sb.s;
}

void fake_add_note(struct fake_kernel *k, const char *name, uint32_t type, const void *desc, size_t size)
{
	uint8_t *note = xmalloc(size + 64);

	sb_add(&k->notes, note, image_note(&k->image, name, type, desc, size, note));
	free(note);
}

void fake_add_vmcoreinfo(struct fake_kernel *k, const char *text)
{
	fake_add_note(k, "VMCOREINFO", 0, text, strlen(text));
}

void fake_put_vmcoreinfo(struct fake_kernel *k, uint64_t paddr, const char *text)
{
	uint8_t note[4096 + 64];

	assert_true(strlen(text) < 4000);
	image_put(&k->image, paddr, note, image_note(&k->image, "VMCOREINFO", 0, text, strlen(text), note));
}

struct program *fake_open(struct fake_kernel *k)
{
	return fake_open_as(k, ELF_EM_X86_64);
}

struct program *fake_open_as(struct fake_kernel *k, unsigned machine)
{
	char path[64];
	const char *paths = path;
	struct program_options o = {.vmcores = &paths, .vmcore_count = 1, .log = &k->logger};
	struct program *p;
	struct err err;

	image_file(&k->image, machine, k->notes.s, k->notes.len, &k->fd, path);
	if (!program_open(&o, &p, &err))
		fail_msg("%s", err.msg);
	return p;
}
