/* SPDX-License-Identifier: GPL-2.0-or-later */
/* internal.h - what the files of src/program share with each other only. */
#ifndef VR_PROGRAM_INTERNAL_H
#define VR_PROGRAM_INTERNAL_H

#include "program/arch.h"
#include "program/debuginfo.h"
#include "program/kallsyms.h"
#include "program/program.h"
#include "program/vmcoreinfo.h"

#include <pthread.h>

#define PROGRAM_SOURCES_MAX 16

struct module_set;

struct program {
	struct arena arena;		/* everything below that has no owner of its own */
	struct log *log;
	struct dump *dump;
	size_t page_cache;	/* bytes, of each worker */
	struct vmcoreinfo vmcoreinfo;
	struct translation translation;
	struct program_facts facts;
	const char *cannot[PROGRAM_ABILITIES];	/* why not; NULL: it can */
	struct program_source sources[PROGRAM_SOURCES_MAX];
	size_t source_count;
	struct program_registers *registers;
	size_t register_count;
	struct kallsyms *kallsyms;		/* NULL: none */
	struct kallsyms *own_kallsyms;		/* the kernel's own table, where the above is a fuller one; else NULL */
	bool few_data_symbols;			/* those of exports and VMCOREINFO only */
	struct type_source *btf;		/* the kernel's own, of the dump or of vmlinux; NULL: none */
	void *btf_data;
	struct debuginfo debuginfo;		/* files beside the dump */
	struct types types;			/* for what opening itself must know */

	/* Modules' symbols and types are read when first asked for: these change after program_open(). */
	pthread_mutex_t lock;
	struct memory *memory;
	struct module_set *modules;
};

/* The memory of a program that is still being opened. */
struct memory *memory_new_sized(struct dump *d, const struct translation *t, size_t cache_bytes);
void memory_forget_translations(struct memory *m);

/* A number in the kernel's byte order; false where the memory can't be read. */
bool memory_word(struct memory *m, uint64_t addr, unsigned bytes, bool big_endian, uint64_t *value);

/*
 * Ways to the page tables.  Each finds VMCOREINFO, the architecture and the tables, and verifies them; false,
 * and why in p->cannot, if not.
 */
bool bootstrap_from_notes(struct program *p);
bool bootstrap_from_memory(struct program *p);
bool bootstrap_from_text(struct program *p, const char *text, size_t size, const char *from);
/* Without VMCOREINFO: from the registers that QEMU saved to the image, and from there to its symbols. */
bool rescue_by_registers(struct program *p);
/* The mapped part of where images may lie, and where in physical memory it begins. */
bool program_find_image(struct program *p, uint64_t *start, uint64_t *size, uint64_t *paddr);
/* Without anything: from the symbols and the banner in the image to its page tables. */
bool rescue_by_image(struct program *p);
/* Sets translation.direct where init() could not; symbols help. */
void program_find_direct_map(struct program *p);
/* Forgets a VMCOREINFO that turned out to be another kernel's: facts.release is known by other means. */
void program_drop_foreign_vmcoreinfo(struct program *p);
/* VMCOREINFO as the kernel keeps it, by its symbol; NULL unless all of it could be read. */
const char *program_own_vmcoreinfo(struct program *p, size_t *size);
/* Takes that where the dump's note has something else; true if so. */
bool program_correct_vmcoreinfo(struct program *p);
/* Where the kernel image is likely to lie, as far as VMCOREINFO tells. */
bool program_image(const struct program *p, uint64_t *start, uint64_t *size);
/*
 * If this is a crash kernel, started by one that crashed: goes over to that one, as far as VMCOREINFO, page
 * tables and registers.  Symbols must be there, and are to be loaded anew after that.
 */
bool follow_crash_kernel(struct program *p);
/* From the notes in f, which need not be the dump's own. */
void program_read_registers(struct program *p, const struct dump_facts *f);
/* A register that only QEMU's notes have ("cr3"), from the set of that number. */
bool program_qemu_register(const struct program *p, size_t set, const char *name, uint64_t *value);
/* Makes p->kallsyms of a table that names functions only, and of what exports and VMCOREINFO name. */
bool add_exported_symbols(struct program *p, const struct kallsyms *functions, struct err *err);
/* Sets facts.crippled where the dump filter took pages that it should have kept. */
void program_check_filter(struct program *p);
bool program_load_btf(struct program *p, struct err *err);
void program_add_source(struct program *p, const char *what, const char *fmt, ...) PRINTF_LIKE(3, 4);

#endif
