/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * arch.h - what differs from one processor architecture to the next.
 *
 * To add an architecture:
 *   1. arch_<name>.c with a struct arch: machine, name, byte order, word size, a
 *      key of VMCOREINFO that no other architecture has;
 *   2. register names in the order of its NT_PRSTATUS note;
 *   3. init(): from VMCOREINFO the physical address of the kernel's top page
 *      table, the number of levels, and where the kernel image lies;
 *   4. walk(): one address through the tables, for the kernel and for a process;
 *   5. top_tables and shapes, for dumps in which nothing names them (may be left out);
 *   6. a row in arch.c, and in tests/test_program_arch.c a walk over tables
 *      written as text: every page size, absent, damaged and missing tables; a
 *      row in tests/fuzz/fuzz_pagetable.c.
 */
#ifndef VR_ARCH_H
#define VR_ARCH_H

#include "base/base.h"
#include "dump/dump.h"
#include "program/program.h"
#include "program/vmcoreinfo.h"

struct arch;

/* Virtual addresses that lie in physical memory in one piece: physical = virtual + offset (mod 2^64). */
struct linear_range {
	uint64_t start, last;	/* both inclusive: the last may be 2^64 - 1; start == last == 0: unknown */
	uint64_t offset;
};

/* How one kernel's virtual addresses become physical ones. */
struct translation {
	const struct arch *arch;
	unsigned page_shift, va_bits, levels;
	uint64_t phys_base;		/* x86: how far the image lies from where it was linked to */
	uint64_t root;			/* physical address of the kernel's top table */
	uint64_t attribute_mask;	/* bits of a table entry that are no part of the address (memory encryption) */
	struct linear_range image;	/* the kernel's text and data */
	struct linear_range direct;	/* all of the memory */
};

/* What the container and its notes say, where VMCOREINFO does not. */
struct translation_hints {
	bool has_phys_base, has_root;
	uint64_t phys_base;
	uint64_t root;		/* x86: CR3 of a CPU */
	bool five_levels;
};

/* One way in which page tables may be built. */
struct table_shape {
	unsigned page_shift, va_bits, levels;
};

struct arch {
	unsigned machine;		/* EM_* */
	const char *name;		/* as uname -m prints it */
	bool big_endian;
	unsigned word_size;
	const char *vmcoreinfo_key;	/* that no other architecture has, for containers that name none */
	const char *const *register_names;	/* those of NT_PRSTATUS, then those that QEMU's own note adds */
	unsigned register_count;	/* 8 bytes each, from PRSTATUS_REGISTERS on */
	const char *const *top_tables;	/* symbols of the kernel's top page table, NULL at the end */
	const char *direct_base_symbol;		/* variable that holds the start of the direct map; NULL: init() finds it */
	const uint64_t *direct_bases;		/* where it may start otherwise */
	unsigned direct_base_count;
	const struct table_shape *shapes;	/* to be tried where nothing says which it is */
	unsigned shape_count;
	uint64_t image_first, image_last, image_align;	/* where kernel images lie */
	unsigned qemu_count;
	const uint16_t *qemu_offsets;	/* of the added ones, in a "QEMU" note */
	bool (*init)(struct translation *t, const struct vmcoreinfo *v, const struct translation_hints *hints,
		     struct err *err);
	/*
	 * root: t->root for a kernel address, else the top table of a process for one of its addresses.
	 * MEM_NOT_MAPPED: the tables say so.  MEM_DAMAGED: they make no sense.  Else why a table can't be read.
	 */
	enum mem_status (*walk)(const struct translation *t, struct page_cache *pages, uint64_t root, uint64_t addr,
				uint64_t *paddr);
	/* The entry for an address of a process, whatever it says; NULL: not known how to read them. */
	enum mem_status (*user_entry)(const struct translation *t, struct page_cache *pages, uint64_t root, uint64_t addr,
				      struct page_entry *out);
};

#define NT_PRSTATUS 1
#define PRSTATUS_PID 32
#define PRSTATUS_REGISTERS 112	/* on every 64-bit architecture */

const struct arch *arch_by_machine(unsigned machine, bool big_endian);
const struct arch *arch_by_name(const char *name);
const struct arch *arch_by_vmcoreinfo(const struct vmcoreinfo *v);

/* x86, RISC-V: the kernel has the upper half of the addresses, a process the lower; bits above the translated repeat the last. */
bool is_canonical(const struct translation *t, uint64_t root, uint64_t addr);
/* The table of one level has 2^bits entries of 8 bytes: reads the one that addr selects by the bits above shift. */
enum mem_status table_entry(const struct translation *t, struct page_cache *pages, uint64_t table, uint64_t addr,
			    unsigned shift, unsigned bits, uint64_t *entry);

/* Where addr lies in a page of 2^shift bytes; page: what its entry says, with any bits below. */
static inline uint64_t address_in_page(uint64_t page, unsigned shift, uint64_t addr)
{
	uint64_t offset = (1ULL << shift) - 1;

	return (page & ~offset) | (addr & offset);
}

static inline bool linear_covers(const struct linear_range *range, uint64_t addr)
{
	return range->last && addr >= range->start && addr <= range->last;
}

extern const struct arch arch_x86_64, arch_aarch64, arch_riscv64, arch_s390x;

#endif
