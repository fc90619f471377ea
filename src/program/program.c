/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a program step by step; each step that fails leaves the others what they can do without it. */
#include "program/internal.h"

#include <stdlib.h>
#include <string.h>

#include "program/modules.h"

void program_add_source(struct program *p, const char *what, const char *fmt, ...)
{
	va_list ap;

	if (p->source_count == PROGRAM_SOURCES_MAX)
		return;
	va_start(ap, fmt);
	p->sources[p->source_count++] = (struct program_source){what, arena_vprintf(&p->arena, fmt, ap)};
	va_end(ap);
	log_msg(p->log, LOG_INFO, "%s: %s", what, p->sources[p->source_count - 1].source);
}

static void cannot(struct program *p, enum program_ability ability, const char *what, const struct err *err)
{
	p->cannot[ability] = arena_strdup(&p->arena, err->msg);
	log_msg(p->log, LOG_WARN, "no %s: %s", what, err->msg);
}

/* ---- steps ------------------------------------------------------------------- */

/* From the cheapest way to the dearest. */
static void find_kernel(struct program *p, bool with_symbols)
{
	bool found = bootstrap_from_notes(p);

	if (p->translation.arch)
		program_read_registers(p, dump_facts(p->dump));
	if (!found && with_symbols)
		found = rescue_by_registers(p);
	if (!found)
		found = bootstrap_from_memory(p);
	if (!found && with_symbols)
		rescue_by_image(p);
	/* A dump may name no machine: which one it is, its memory has told by now. */
	if (p->translation.arch && !p->register_count)
		program_read_registers(p, dump_facts(p->dump));
}

static const char *vmcoreinfo_text(const struct program *p, const char *key)
{
	const char *value = vmcoreinfo_get(&p->vmcoreinfo, key);

	return value ? value : "";
}

static void note_facts(struct program *p)
{
	const struct arch *arch = p->translation.arch;
	struct program_facts *f = &p->facts;
	uint64_t page_size;

	f->arch = arch ? arch->name : dump_facts(p->dump)->machine_name;
	f->machine = arch ? arch->machine : dump_facts(p->dump)->machine;
	f->big_endian = arch ? arch->big_endian : dump_facts(p->dump)->big_endian;
	f->word_size = arch ? arch->word_size : 8;
	f->page_shift = p->translation.page_shift ? p->translation.page_shift : 12;
	if (vmcoreinfo_number(&p->vmcoreinfo, "PAGESIZE", &page_size) && page_size >= 4096 && page_size <= MiB &&
	    !(page_size & (page_size - 1)))
		f->page_shift = (unsigned)__builtin_ctzll(page_size);
	f->page_size = 1ULL << f->page_shift;
	if (!f->release)
		f->release = vmcoreinfo_text(p, "OSRELEASE");
	f->build_id = vmcoreinfo_text(p, "BUILD-ID");
	f->va_bits = p->translation.va_bits;
	f->phys_base = p->translation.phys_base;
	vmcoreinfo_number(&p->vmcoreinfo, "CRASHTIME", &f->crash_time);
	vmcoreinfo_number(&p->vmcoreinfo, "KERNELOFFSET", &f->kaslr_offset);
}

static void note_memory(struct program *p)
{
	const struct dump_facts *f = dump_facts(p->dump);

	program_add_source(p, "memory", "%s%s%s", f->format, f->compression[0] ? ", " : "", f->compression);
	if (p->cannot[CAN_TRANSLATE])
		log_msg(p->log, LOG_WARN, "no virtual memory: %s", p->cannot[CAN_TRANSLATE]);
	else
		program_add_source(p, "page tables", "%s, %u levels, top table at 0x%llx (VMCOREINFO from %s)",
				   p->translation.arch->name, p->translation.levels,
				   (unsigned long long)p->translation.root,
				   p->facts.vmcoreinfo_from[0] ? p->facts.vmcoreinfo_from : "none");
}

/* Do the symbols belong to this kernel?  Its banner must name the release. */
static void check_banner(struct program *p)
{
	char banner[256];
	uint64_t addr;

	if (!kallsyms_find(p->kallsyms, "linux_banner", 0, &addr) ||
	    memory_read_string(p->memory, addr, banner, sizeof(banner), NULL) != MEM_OK) {
		log_msg(p->log, LOG_DEBUG, "linux_banner can't be read: symbols not verified");
		return;
	}
	if (strncmp(banner, "Linux version ", 14) != 0 ||
	    strncmp(banner + 14, p->facts.release, strlen(p->facts.release)) != 0)
		log_msg(p->log, LOG_WARN, "linux_banner is not where the symbols have it");
	else
		log_msg(p->log, LOG_DEBUG, "linux_banner found where the symbols have it");
}

static void symbols_beside_the_dump(struct program *p, struct err *in_dump)
{
	struct err err;

	log_msg(p->log, LOG_INFO, "no symbols in the dump: %s", in_dump->msg);
	if (debuginfo_symbols(p, &err)) {
		check_banner(p);
		return;
	}
	err_set(in_dump, "%.200s; %.250s", arena_strdup(&p->arena, in_dump->msg), err.msg);
	cannot(p, CAN_SYMBOLS, "symbols", in_dump);
}

/* By the keys of VMCOREINFO or, where it has none, by a search through the image. */
static bool open_kallsyms(struct program *p, const char **how, struct err *err)
{
	struct kallsyms_window w = {.big_endian = p->facts.big_endian, .word_size = p->facts.word_size};

	*how = "by VMCOREINFO";
	if (kallsyms_open_keys(p->memory, &p->vmcoreinfo, w.big_endian, w.word_size, &p->kallsyms, err))
		return true;
	if (!program_image(p, &w.start, &w.size))
		return false;
	log_msg(p->log, LOG_INFO, "kallsyms: %s; searching the kernel image", err->msg);
	*how = "by search";
	return kallsyms_open_scan(p->memory, &w, &p->kallsyms, err);
}

/* Without CONFIG_KALLSYMS_ALL (Debian's arm64) the table has functions only: no init_task, no list of modules. */
static bool names_data(const struct kallsyms *k)
{
	uint64_t ignored;

	return kallsyms_find(k, "init_task", 0, &ignored) || kallsyms_find(k, "linux_banner", 0, &ignored);
}

/* A vmlinux names the data as well.  Without one, what is exported to modules is better than nothing. */
static void complete_symbols(struct program *p)
{
	struct kallsyms *functions = p->kallsyms;
	struct err err;

	log_msg(p->log, LOG_INFO, "kallsyms in the dump (%u) names functions only", kallsyms_count(functions));
	p->own_kallsyms = functions;
	p->kallsyms = NULL;
	if (debuginfo_symbols(p, &err))
		return;
	log_msg(p->log, LOG_WARN, "the kernel's own symbols are of functions only (no CONFIG_KALLSYMS_ALL): %s", err.msg);
	p->few_data_symbols = true;
	if (!add_exported_symbols(p, functions, &err)) {
		log_msg(p->log, LOG_WARN, "no exported symbols: %s", err.msg);
		p->kallsyms = functions;
		p->own_kallsyms = NULL;
	}
	program_add_source(p, "symbols", "kallsyms in the dump, exports and VMCOREINFO (%u)", kallsyms_count(p->kallsyms));
}

static void load_symbols(struct program *p, bool wanted)
{
	struct err err = {"not wanted"};
	const char *how = "by search";

	if (wanted && p->cannot[CAN_TRANSLATE])
		err_set(&err, "kernel memory can't be read: %s", p->cannot[CAN_TRANSLATE]);
	else if (wanted && !p->kallsyms)
		open_kallsyms(p, &how, &err);
	if (p->kallsyms && program_correct_vmcoreinfo(p))
		note_facts(p);
	debuginfo_note_build_id(p);
	if (!p->kallsyms) {
		symbols_beside_the_dump(p, &err);
		return;
	}
	if (kallsyms_missing(p->kallsyms))
		log_msg(p->log, LOG_WARN, "kallsyms: %u symbols lie in pages that the dump lacks",
			kallsyms_missing(p->kallsyms));
	if (names_data(p->kallsyms))
		program_add_source(p, "symbols", "kallsyms in the dump (%u, found %s)", kallsyms_count(p->kallsyms), how);
	else
		complete_symbols(p);
	check_banner(p);
}

static void add_kernel_types(struct program *p, struct types *graph)
{
	if (p->btf)
		types_add_source(graph, p->btf);
	if (p->debuginfo.types)
		types_add_source(graph, p->debuginfo.types);
}

/* A prepared file, or vmlinux: its BTF if that is wanted, else its DWARF. */
static bool types_beside_the_dump(struct program *p, struct err *in_dump)
{
	struct err err;

	log_msg(p->log, LOG_INFO, "no types in the dump: %s", in_dump->msg);
	if (debuginfo_prepared_types(p, &err) || debuginfo_btf(p, &err) || debuginfo_dwarf(p, &err))
		return true;
	return err_set(in_dump, "%.200s; %.250s", arena_strdup(&p->arena, in_dump->msg), err.msg);
}

static void load_types(struct program *p, bool wanted)
{
	struct err err = {"BTF is not wanted"};
	bool ok = false;

	types_init(&p->types);
	if (wanted && p->cannot[CAN_TRANSLATE])
		err_set(&err, "kernel memory can't be read: %s", p->cannot[CAN_TRANSLATE]);
	else if (wanted)
		ok = program_load_btf(p, &err);
	if (ok)
		program_add_source(p, "types", "BTF in the dump (%u types)", btf_type_count(p->btf));
	if (ok && !btf_whole(p->btf, &err))
		log_msg(p->log, LOG_WARN, "damaged: %s; --no-btf with --vmlinux does without it", err.msg);
	if (!ok && !types_beside_the_dump(p, &err))
		cannot(p, CAN_TYPES, "types", &err);
	add_kernel_types(p, &p->types);
}

static void load_modules(struct program *p)
{
	size_t symbols = 0;
	struct err err;

	if (!p->kallsyms || p->cannot[CAN_TYPES]) {
		modules_lost(p->modules);
		return;
	}
	if (!modules_load(p, &err)) {
		log_msg(p->log, LOG_WARN, "no modules: %s", err.msg);
		modules_lost(p->modules);
	} else {
		for (size_t i = 0; i < p->modules->count; i++)
			symbols += p->modules->modules[i].symbol_count;
		program_add_source(p, "modules", "%zu in the kernel's list (%zu symbols)", p->modules->count, symbols);
	}
	if (p->btf && !module_btf_load(p, &err))
		log_msg(p->log, LOG_INFO, "no types of modules in the dump: %s", err.msg);
	else if (p->btf)
		program_add_source(p, "types of modules", "BTF in the dump (%zu modules)", p->modules->btf_count);
	debuginfo_modules(p);
}

static void close_symbols(struct program *p)
{
	kallsyms_close(p->kallsyms);
	kallsyms_close(p->own_kallsyms);
	p->kallsyms = p->own_kallsyms = NULL;
}

/* With the kernel that crashed in place of the crash kernel. */
static void start_again(struct program *p, const struct program_options *o)
{
	close_symbols(p);
	p->source_count = 0;
	p->facts.release = NULL;
	p->few_data_symbols = false;
	p->cannot[CAN_SYMBOLS] = NULL;
	note_facts(p);
	note_memory(p);
	debuginfo_free(p);	/* what was found beside the dump was looked for by the other kernel's build ID */
	debuginfo_init(p, o);
	debuginfo_open_prepared(p);
	load_symbols(p, !o->no_kallsyms);
}

/* ---- open and close ---------------------------------------------------------------- */

bool program_open(const struct program_options *o, struct program **out, struct err *err)
{
	struct program *p;
	struct dump *dump;
	struct err why;

	if (!dump_open_spooled(o->vmcores, o->vmcore_count, o->spool_dir, o->log, &dump, err))
		return false;
	p = xcalloc(1, sizeof(*p));
	p->log = o->log;
	p->dump = dump;
	p->page_cache = o->page_cache ? o->page_cache : PAGE_CACHE_BYTES;
	pthread_mutex_init(&p->lock, NULL);
	p->modules = xcalloc(1, sizeof(*p->modules));
	p->memory = memory_new_sized(p->dump, &p->translation, OPEN_CACHE_BYTES);
	find_kernel(p, !o->no_kallsyms);
	note_facts(p);
	note_memory(p);
	debuginfo_init(p, o);
	debuginfo_open_prepared(p);
	load_symbols(p, !o->no_kallsyms);
	if (p->kallsyms && follow_crash_kernel(p))
		start_again(p, o);
	if (o->vmlinux)
		debuginfo_open_vmlinux(p, &why);	/* the user is told even if it is not needed */
	program_find_direct_map(p);
	load_types(p, !o->no_btf);
	load_modules(p);
	program_check_filter(p);
	*out = p;
	return true;
}

void program_close(struct program *p)
{
	if (!p)
		return;
	modules_free(p->modules);
	types_free(&p->types);
	if (p->btf)
		p->btf->close(p->btf);
	free(p->btf_data);
	debuginfo_free(p);
	close_symbols(p);
	memory_free(p->memory);
	vmcoreinfo_free(&p->vmcoreinfo);
	dump_close(p->dump);
	pthread_mutex_destroy(&p->lock);
	arena_free(&p->arena);
	free(p);
}

/* ---- what it knows ------------------------------------------------------------------ */

bool program_can(const struct program *p, enum program_ability ability, const char **why)
{
	if (why && p->cannot[ability])
		*why = p->cannot[ability];
	return !p->cannot[ability];
}

struct dump *program_dump(const struct program *p)
{
	return p->dump;
}

const struct program_facts *program_facts(const struct program *p)
{
	return &p->facts;
}

size_t program_sources(const struct program *p, const struct program_source **out)
{
	*out = p->sources;
	return p->source_count;
}

const char *program_vmcoreinfo(const struct program *p, const char *key)
{
	return vmcoreinfo_get(&p->vmcoreinfo, key);
}

bool program_vmcoreinfo_number(const struct program *p, const char *key, uint64_t *value)
{
	return vmcoreinfo_number(&p->vmcoreinfo, key, value);
}

const char *program_modules_broken(const struct program *p)
{
	return p->modules->broken;
}

size_t program_modules(struct program *p, const struct program_module **out)
{
	*out = p->modules->modules;
	return p->modules->count;
}

struct memory *program_memory(struct program *p)
{
	return p->memory;
}

uint64_t program_functions_missing(const struct program *p)
{
	const struct kallsyms *functions = p->few_data_symbols && p->own_kallsyms ? p->own_kallsyms : p->kallsyms;

	return (functions ? kallsyms_missing(functions) : 0) + p->modules->symbols_lost;
}

bool program_may_lack_symbol_at(struct program *p, uint64_t addr)
{
	uint64_t start, size;

	if (program_functions_missing(p))
		return true;
	return p->kallsyms && p->few_data_symbols &&
	       (!program_image(p, &start, &size) || (addr >= start && addr - start < LIMIT_IMAGE));
}

uint64_t program_symbols_missing(const struct program *p)
{
	return program_functions_missing(p) + (p->kallsyms && p->few_data_symbols);
}

uint64_t program_types_missing(const struct program *p)
{
	return p->modules->types_lost;
}

void program_init_types(struct program *p, struct types *graph)
{
	types_init(graph);
	add_kernel_types(p, graph);
	module_btf_add_sources(p, graph);
	debuginfo_add_sources(p, graph);
}
