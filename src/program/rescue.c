/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dumps without VMCOREINFO: of a kernel that died before it wrote it, or made
 * by a QEMU that was not told where it is.  QEMU's notes have the page table
 * that a CPU used, the kernel image is mapped there, kallsyms lies in the image,
 * and with the symbols all else is found; VMCOREINFO, too, if it exists.
 */
#include "program/internal.h"

#include <stdlib.h>
#include <string.h>

#define GAP_MAX 8	/* steps not mapped inside of an image: memory of init code that was given back */

bool program_find_image(struct program *p, uint64_t *start, uint64_t *size, uint64_t *paddr)
{
	const struct arch *arch = p->translation.arch;
	unsigned gap = 0;
	uint64_t end = 0, ignored;

	*start = 0;
	for (uint64_t at = arch->image_first; at < arch->image_last && gap < GAP_MAX; at += arch->image_align) {
		if (memory_translate(p->memory, at, *start ? &ignored : paddr) != MEM_OK) {
			gap += *start != 0;
			continue;
		}
		if (!*start)
			*start = at;
		end = at + arch->image_align;
		gap = 0;
		if (end - *start >= LIMIT_IMAGE)
			break;
	}
	*size = end - *start;
	return *start != 0;
}

/* Takes a table for the kernel's if kallsyms lies in the image that it maps. */
static bool try_root(struct program *p, uint64_t root, bool five_levels)
{
	const struct arch *arch = p->translation.arch;
	struct translation_hints hints = {.has_root = true, .root = root, .five_levels = five_levels};
	struct kallsyms_window w = {.big_endian = arch->big_endian, .word_size = arch->word_size};
	struct vmcoreinfo none = {.count = 0};
	uint64_t paddr = 0;
	struct err err;

	p->translation = (struct translation){.arch = arch};
	if (!arch->init(&p->translation, &none, &hints, &err))
		return false;
	memory_forget_translations(p->memory);
	if (!program_find_image(p, &w.start, &w.size, &paddr) || !kallsyms_open_scan(p->memory, &w, &p->kallsyms, &err)) {
		log_msg(p->log, LOG_DEBUG, "no kernel image below the page table at 0x%llx", (unsigned long long)root);
		return false;
	}
	p->translation.image = (struct linear_range){w.start, w.start + w.size - 1, paddr - w.start};
	p->translation.phys_base = paddr - w.start + arch->image_first;
	return true;
}

/* A process's tables serve for the kernel too, but its own are there for certain. */
static void use_kernel_table(struct program *p)
{
	uint64_t addr, root;

	for (const char *const *name = p->translation.arch->top_tables; *name; name++) {
		if (!kallsyms_find(p->kallsyms, *name, 0, &addr) || memory_translate(p->memory, addr, &root) != MEM_OK)
			continue;
		p->translation.root = root;
		memory_forget_translations(p->memory);
		return;
	}
}

/* "Linux version RELEASE (…" */
static bool read_release(struct program *p)
{
	char banner[256];
	uint64_t addr;
	size_t len;

	if (!kallsyms_find(p->kallsyms, "linux_banner", 0, &addr) ||
	    memory_read_string(p->memory, addr, banner, sizeof(banner), NULL) != MEM_OK ||
	    !str_starts(banner, "Linux version "))
		return false;
	len = strcspn(banner + 14, " ");
	p->facts.release = arena_strndup(&p->arena, banner + 14, len);
	return true;
}

static bool read_vmcoreinfo(struct program *p)
{
	size_t size;
	const char *text = program_own_vmcoreinfo(p, &size);

	return text && bootstrap_from_text(p, text, size, "symbol vmcoreinfo_note");
}

/*
 * CR3 has more in it than the address: with page table isolation, bit 12 set while in user space, where
 * the kernel is not mapped.
 */
static bool try_register(struct program *p, uint64_t cr3, bool five_levels)
{
	uint64_t root = cr3 & ~0xfffULL;

	return try_root(p, root, five_levels) || (root & 0x1000 && try_root(p, root & ~0x1000ULL, five_levels));
}

bool rescue_by_registers(struct program *p)
{
	struct translation known;
	uint64_t cr3, cr4;
	bool found = false;

	for (size_t cpu = 0; !found && program_qemu_register(p, cpu, "cr3", &cr3); cpu++) {
		program_qemu_register(p, cpu, "cr4", &cr4);
		found = try_register(p, cr3, cr4 >> 12 & 1);
	}
	if (!found || !read_release(p)) {
		kallsyms_close(p->kallsyms);
		p->kallsyms = NULL;
		p->facts.release = NULL;
		p->translation = (struct translation){.arch = p->translation.arch};
		memory_forget_translations(p->memory);
		return false;
	}
	use_kernel_table(p);
	program_drop_foreign_vmcoreinfo(p);
	known = p->translation;
	if (!read_vmcoreinfo(p)) {
		p->translation = known;
		memory_forget_translations(p->memory);
	}
	p->cannot[CAN_TRANSLATE] = NULL;
	log_msg(p->log, LOG_INFO, "page tables found by the registers in QEMU's notes");
	return true;
}
