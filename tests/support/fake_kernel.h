/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_kernel.h - a kernel of a few pages, as a dump: page tables, symbols,
 * types, a list of modules and VMCOREINFO, each of which a test may spoil.
 */
#ifndef VR_TESTS_FAKE_KERNEL_H
#define VR_TESTS_FAKE_KERNEL_H

#include "program/program.h"
#include "support/memory_image.h"

#define FAKE_BASE 0xffffffff81000000ULL		/* where the image is mapped … */
#define FAKE_PADDR 0x100000ULL			/* … and where it lies */
#define FAKE_TOP_TABLE (FAKE_PADDR + 0x180000)
#define FAKE_UTS (FAKE_BASE + 0x90000)		/* behind all that is searched for, as in a real image */
#define FAKE_COMMAND_LINE (FAKE_BASE + 0x91000)	/* what saved_command_line points to */
#define FAKE_MORE (FAKE_BASE + 0x92000)		/* free for tests, up to FAKE_BASE + 0x180000 */
#define FAKE_MORE_TYPES 11
#define FAKE_FUNCTION(n) (FAKE_BASE + 0x3000 + 16 * (n))	/* "function_<n>" */
#define FAKE_EXPORT(n) (FAKE_BASE + 0x91800 + 8 * (n))
#define FAKE_MODULES (FAKE_BASE + 0x60000)	/* head of the list */
#define FAKE_MODULE(n) (FAKE_BASE + 0x61000 + 0x1000 * (n))
#define FAKE_MODULE_COUNT 4			/* "mod0" to "mod3"; "mod2" is not formed */
#define FAKE_MODULE_LIST 8			/* offset of list in struct module */
#define FAKE_MODULE_CODE(n) (0xffffffffc0000000ULL + 0x1000 * (n))

struct fake_kernel {
	struct log logger;	/* writes to log */
	struct sb log;		/* what opening said */
	struct memory_image image;
	struct sb notes;	/* of the dump's note segment */
	int fd;
};

void fake_kernel_init(struct fake_kernel *k);
/*
 * With more symbols (kallsyms_text.h; in ascending order, from FAKE_MORE on) and more types (btf_text.h;
 * the first one has the id FAKE_MORE_TYPES).
 */
void fake_kernel_init_with(struct fake_kernel *k, const char *symbols, const char *types);
/* Its symbols are made anew, of functions only; 40 variables "export_NN" are exported, at FAKE_EXPORT(NN). */
void fake_functions_only(struct fake_kernel *k);
void fake_kernel_free(struct fake_kernel *k);
uint64_t fake_paddr(uint64_t addr);
/* The text of its VMCOREINFO; extra lines come first. */
char *fake_vmcoreinfo(const char *extra);
void fake_add_note(struct fake_kernel *k, const char *name, uint32_t type, const void *desc, size_t size);
void fake_add_vmcoreinfo(struct fake_kernel *k, const char *text);
/* The same note in memory, at the start of a page. */
void fake_put_vmcoreinfo(struct fake_kernel *k, uint64_t paddr, const char *text);
struct program *fake_open(struct fake_kernel *k);	/* close it before fake_kernel_free() */
struct program *fake_open_as(struct fake_kernel *k, unsigned machine);	/* what the dump's header says that it is of; 0: nothing */

#endif
