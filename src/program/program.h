/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * program.h - a crashed kernel: memory + symbols + types + registers.
 *
 * A struct program is immutable once open.  What changes while a report runs
 * (page cache, translation cache) hangs off a struct memory, one per worker;
 * each worker also has its own type graph (program_init_types).
 *
 * Where each thing comes from is tried in order, and program_sources() says
 * which one served:
 *   memory   ELF or kdump-compressed dump
 *   symbols  kallsyms in the dump, symbol table of vmlinux, System.map
 *   types    BTF in the dump, BTF or DWARF of vmlinux, a prepared file
 */
#ifndef VR_PROGRAM_H
#define VR_PROGRAM_H

#include "base/base.h"
#include "dump/dump.h"
#include "types/types.h"

struct program;

struct program_options {
	const char *const *vmcores;		/* one dump, or the members of a split set */
	size_t vmcore_count;
	const char *spool_dir;			/* for dumps from a pipe, or packed as a whole; NULL: none */
	const char *vmlinux;			/* NULL: none given */
	const char *const *debuginfo_dirs;
	size_t debuginfo_dir_count;
	const char *types_file;			/* made by `prepare`; NULL: none */
	bool no_btf;				/* do not use BTF: types from DWARF only */
	bool no_kallsyms;			/* do not use the dump's symbols */
	bool allow_mismatch;			/* take a vmlinux whose build ID differs */
	size_t page_cache;			/* bytes, for each worker; 0: PAGE_CACHE_BYTES */
	struct log *log;
};

/*
 * Opens what can be opened.  Fails only when not even the container can be read.  Without
 * translation, symbols or types a program still opens: see program_can().
 */
bool program_open(const struct program_options *o, struct program **out, struct err *err);
void program_close(struct program *p);

/* What this program can do.  Where it can't, *why (may be NULL) says so in words for the user. */
enum program_ability {
	CAN_TRANSLATE,	/* kernel virtual memory can be read */
	CAN_SYMBOLS,
	CAN_TYPES,
	PROGRAM_ABILITIES
};
bool program_can(const struct program *p, enum program_ability ability, const char **why);

struct dump *program_dump(const struct program *p);

/* ---- facts --------------------------------------------------------------- */

struct program_facts {
	const char *arch;		/* "x86_64", "aarch64", …: as uname -m prints it */
	unsigned machine;		/* EM_* */
	bool big_endian;
	unsigned word_size;		/* bytes of a kernel pointer */
	uint64_t page_size;		/* the kernel's, in bytes */
	unsigned page_shift;
	const char *release;		/* OSRELEASE, or as init_uts_ns has it; "" if unknown */
	const char *build_id;		/* hex; "" if unknown */
	uint64_t crash_time;		/* unix seconds, 0 if the dump does not say (CRASHTIME) */
	uint64_t kaslr_offset;
	uint64_t phys_base;		/* x86_64 */
	unsigned va_bits;		/* of kernel virtual addresses */
	const char *vmcoreinfo_from;	/* "note", "memory scan", "" */
	const char *crippled;		/* how it shows that the dump filter took too much; NULL: it does not */
};
const struct program_facts *program_facts(const struct program *p);

/* Which source served what, for info, log and manifest: "symbols" -> "kallsyms in the dump (186798)". */
struct program_source {
	const char *what, *source;
};
size_t program_sources(const struct program *p, const struct program_source **out);

/* ---- VMCOREINFO ------------------------------------------------------------ */

/* Value of a line KEY=value ("OSRELEASE", "SYMBOL(_stext)"); NULL if absent. */
const char *program_vmcoreinfo(const struct program *p, const char *key);
/* The same as a number: hex for SYMBOL(), KERNELOFFSET and 0x…, decimal (may be negative) else. */
bool program_vmcoreinfo_number(const struct program *p, const char *key, uint64_t *value);

/* ---- memory ------------------------------------------------------------------ */

/* A worker's view of the memory: page cache and translation cache. */
struct memory;

struct memory *memory_new(struct program *p);
/* The view that the program was opened with: what opening it touched.  For extract. */
struct memory *program_memory(struct program *p);
void memory_free(struct memory *m);

/* On failure *bad (may be NULL) is the first address that could not be read; buf is unspecified. */
enum mem_status memory_read(struct memory *m, uint64_t addr, void *buf, size_t len, uint64_t *bad);
enum mem_status memory_read_phys(struct memory *m, uint64_t paddr, void *buf, size_t len, uint64_t *bad);
/* User space of the process whose top page table is at virtual address pgd (mm_struct.pgd). */
enum mem_status memory_read_user(struct memory *m, uint64_t pgd, uint64_t addr, void *buf, size_t len, uint64_t *bad);
/* What a process's page tables say of one of its addresses. */
enum page_entry_kind { ENTRY_EMPTY, ENTRY_PAGE, ENTRY_SWAP, ENTRY_OTHER };
struct page_entry {
	enum page_entry_kind kind;	/* PAGE: there is memory, even if the CPU may not use it (PROT_NONE) */
	unsigned shift;			/* it speaks for 2^shift bytes */
	uint64_t paddr;			/* of the page */
	bool young, dirty;
	bool saved_dirty;		/* x86: dirty too since 6.6, something else before */
	bool special;			/* no page of the process's own: the zero page, device memory */
	uint64_t swap_type, swap_offset;	/* SWAP: where it is, or what else the type stands for */
};
/* MEM_UNSUPPORTED where the architecture's entries are not known. */
enum mem_status memory_user_entry(struct memory *m, uint64_t pgd, uint64_t addr, struct page_entry *out);
/* Reads up to len - 1 bytes up to a NUL; always terminates buf.  MEM_OK if the NUL was met or buf is full. */
enum mem_status memory_read_string(struct memory *m, uint64_t addr, char *buf, size_t len, uint64_t *bad);
enum mem_status memory_translate(struct memory *m, uint64_t addr, uint64_t *paddr);
struct page_cache *memory_page_cache(struct memory *m);

/* ---- symbols ------------------------------------------------------------------ */

struct symbol {
	const char *name;	/* lives as long as the buffer given, or the program */
	const char *module;	/* NULL for the kernel proper */
	uint64_t addr;
	uint64_t size;		/* distance to the next symbol where the table has no sizes; 0 if unknown */
	char letter;		/* as nm prints it; unreliable from 7.0 on */
};

#define SYMBOL_NAME_MAX 512

/*
 * Not 0: "no such symbol" proves nothing.  Symbols of the kernel's own table that lie in pages which the dump
 * lacks, or at least 1 where that table names functions only (no CONFIG_KALLSYMS_ALL).
 */
uint64_t program_symbols_missing(const struct program *p);
bool program_may_lack_symbol_at(struct program *p, uint64_t addr);	/* the same of one address: data outside of the image has none */
uint64_t program_functions_missing(const struct program *p);	/* the same, of functions only */
/* The kernel's configuration, which lies in its image gzipped (CONFIG_IKCONFIG), at kernel_config_data. */
bool program_config(struct memory *m, uint64_t addr, struct sb *text, struct err *err);
/* Parts of the modules' types that could not be read: "no such type" proves nothing then. */
uint64_t program_types_missing(const struct program *p);
/* The nth symbol of that name in ascending address order; kernel first, then modules. */
bool program_symbol_nth(struct program *p, const char *name, unsigned nth, uint64_t *addr);
bool program_symbol(struct program *p, const char *name, uint64_t *addr);
/* Symbol of one module only. */
bool program_module_symbol(struct program *p, const char *module, const char *name, uint64_t *addr);
/* The symbol that contains addr.  name is the storage for the name. */
bool program_symbol_at(struct program *p, uint64_t addr, char name[SYMBOL_NAME_MAX], struct symbol *out);
/* All symbols in the kernel's own table and in the modules', in table order; stops when fn returns false. */
void program_each_symbol(struct program *p, bool (*fn)(const struct symbol *s, void *arg), void *arg);

/* ---- modules -------------------------------------------------------------------- */

struct program_module {
	const char *name;
	uint64_t addr;			/* of its struct module */
	struct { uint64_t base, size; } ranges[8];	/* memory it occupies */
	unsigned range_count;
	uint64_t text_end;		/* of the code in the first of them; 0 if none has code and data */
	size_t symbol_count;
};
/* In the order of the kernel's list (newest first). */
size_t program_modules(struct program *p, const struct program_module **out);
/* Why there may be more modules than those; NULL if they are all. */
const char *program_modules_broken(const struct program *p);

/* ---- types ------------------------------------------------------------------------ */

/* Fills a worker's graph with this program's sources: the kernel's first, then the modules'. */
void program_init_types(struct program *p, struct types *graph);

/* ---- CPUs ---------------------------------------------------------------------------- */

struct program_registers {
	unsigned note;			/* index of the PRSTATUS note */
	int pid;			/* pr_pid: what it means depends on who wrote the dump */
	const char *const *names;	/* arch's order: "rip", "rsp", … */
	const uint64_t *values;
	unsigned count;
};
/* Register sets in the order of the notes; which CPU each belongs to is for src/kernel to find out. */
size_t program_registers(const struct program *p, const struct program_registers **out);

#endif
