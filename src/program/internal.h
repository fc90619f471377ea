/* SPDX-License-Identifier: GPL-2.0-or-later */
/* internal.h - what the files of src/program share with each other only. */
#ifndef VR_PROGRAM_INTERNAL_H
#define VR_PROGRAM_INTERNAL_H

#include "program/arch.h"
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
	struct vmcoreinfo vmcoreinfo;
	struct translation translation;
	struct program_facts facts;
	const char *cannot[PROGRAM_ABILITIES];	/* why not; NULL: it can */
	struct program_source sources[PROGRAM_SOURCES_MAX];
	size_t source_count;
	struct program_registers *registers;
	size_t register_count;
	struct kallsyms *kallsyms;		/* NULL: none */
	struct type_source *btf;		/* the kernel's own; NULL: none */
	void *btf_data;
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

/* Finds VMCOREINFO and with it the architecture and the page tables; says in p->cannot what it did not find. */
void program_bootstrap(struct program *p);
/* Where the kernel image is likely to lie, as far as it is known. */
bool program_image(const struct program *p, uint64_t *start, uint64_t *size);
void program_read_registers(struct program *p);
/* A register that only QEMU's notes have ("cr3"), of the first CPU. */
bool program_qemu_register(const struct program *p, const char *name, uint64_t *value);
bool program_load_btf(struct program *p, struct err *err);
void program_add_source(struct program *p, const char *what, const char *fmt, ...) PRINTF_LIKE(3, 4);

#endif
