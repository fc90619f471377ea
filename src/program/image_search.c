/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The last resort: no VMCOREINFO, no register that leads to page tables.  The
 * kernel image lies in physical memory in one piece, with its symbol table in
 * it.  Where the banner lies and where the symbols have it tells by how much the
 * addresses differ; then the symbols name the page tables, and the shape of those
 * is the one in which the walk ends where the banner lies.
 */
#include "program/internal.h"

#include <stdio.h>
#include <string.h>

#define WINDOW (64 * MiB)	/* searched at a time; larger than an image from its names to its end */
#define BANNER "Linux version "
#define HITS_MAX 64

/* ---- symbols -------------------------------------------------------------------- */

/* Windows overlap by half, so that no image is cut in all of them. */
static bool find_symbols(struct program *p, uint64_t *near)
{
	const struct dump_facts *f = dump_facts(p->dump);
	struct kallsyms_window w = {.physical = true, .big_endian = f->big_endian, .word_size = 8, .size = WINDOW};
	uint64_t block = dump_next_block(p->dump, 0);

	while (block != UINT64_MAX) {
		uint64_t next;

		w.start = block * f->block_size & ~(WINDOW / 2 - 1);
		*near = w.start;
		if (kallsyms_open_scan(p->memory, &w, &p->kallsyms, NULL))
			return true;
		next = (w.start + WINDOW / 2) / f->block_size;
		block = dump_next_block(p->dump, next > block ? next : block + 1);
	}
	return false;
}

/* ---- where the image lies ---------------------------------------------------------- */

/* Physical addresses of texts that look like the banner, near the symbols. */
static size_t find_banners(struct program *p, uint64_t near, uint64_t hits[HITS_MAX])
{
	uint64_t start = near > WINDOW ? near - WINDOW : 0;
	size_t count = 0;

	for (uint64_t at = start; at < near + 2 * WINDOW; at += 64 * KiB) {
		struct blob b;
		const uint8_t *from, *hit;

		if (blob_read(&b, p->memory, true, at, 64 * KiB + sizeof(BANNER))) {
			for (from = b.data; count < HITS_MAX; from = hit + 1) {
				hit = memmem(from, (size_t)(b.data + b.size - from), BANNER, sizeof(BANNER) - 1);
				if (!hit)
					break;
				hits[count++] = at + (uint64_t)(hit - b.data);
			}
		}
		blob_free(&b);
	}
	return count;
}

/* At that distance, does init_uts_ns hold the release that the banner names? */
static bool distance_fits(struct program *p, uint64_t banner, uint64_t distance, char release[65])
{
	char text[256] = "";
	uint8_t uts[512];
	uint64_t addr, bad;

	memory_read_phys(p->memory, banner, text, sizeof(text) - 1, &bad);
	snprintf(release, 65, "%.*s", (int)strcspn(text + sizeof(BANNER) - 1, " "), text + sizeof(BANNER) - 1);
	return release[0] && kallsyms_find(p->kallsyms, "init_uts_ns", 0, &addr) &&
	       memory_read_phys(p->memory, addr + distance, uts, sizeof(uts), &bad) == MEM_OK &&
	       memmem(uts, sizeof(uts), release, strlen(release) + 1) != NULL;
}

/* ---- page tables --------------------------------------------------------------------- */

/*
 * Symbols relative to their own place, found in physical memory, have physical addresses until it is known
 * where the image is mapped.
 */
static bool anchor_symbols(struct program *p, uint64_t *banner, uint64_t *distance)
{
	uint64_t start, size, paddr;

	if (*distance || !program_find_image(p, &start, &size, &paddr))
		return *distance != 0;
	kallsyms_rebase(p->kallsyms, start - paddr);
	*banner += start - paddr;
	*distance = paddr - start;
	return true;
}

static bool try_shape(struct program *p, const struct arch *arch, const struct table_shape *shape, uint64_t root,
		      uint64_t banner, uint64_t distance)
{
	uint64_t paddr;

	p->translation = (struct translation){
		.arch = arch,
		.page_shift = shape->page_shift,
		.va_bits = shape->va_bits,
		.levels = shape->levels,
		.root = root,
	};
	memory_forget_translations(p->memory);
	return anchor_symbols(p, &banner, &distance) && memory_translate(p->memory, banner, &paddr) == MEM_OK &&
	       paddr == banner + distance;
}

static bool find_tables(struct program *p, const struct arch *arch, uint64_t banner, uint64_t distance)
{
	uint64_t top;

	for (const char *const *name = arch->top_tables; *name; name++) {
		if (!kallsyms_find(p->kallsyms, *name, 0, &top))
			continue;
		for (unsigned i = 0; i < arch->shape_count; i++)
			if (try_shape(p, arch, &arch->shapes[i], top + distance, banner, distance))
				return true;
	}
	return false;
}

static bool find_kernel(struct program *p, const struct arch *arch)
{
	uint64_t near, banner, hits[HITS_MAX];
	char release[65];
	size_t count;

	if (!find_symbols(p, &near) || !kallsyms_find(p->kallsyms, "linux_banner", 0, &banner))
		return false;
	count = find_banners(p, near, hits);
	for (size_t i = 0; i < count; i++) {
		uint64_t distance = hits[i] - banner;

		if (!distance_fits(p, hits[i], distance, release) || !find_tables(p, arch, banner, distance))
			continue;
		p->facts.release = arena_strdup(&p->arena, release);
		return true;
	}
	return false;
}

bool rescue_by_image(struct program *p)
{
	const struct arch *arch = p->translation.arch;

	if (!arch || !arch->shape_count)
		return false;
	log_msg(p->log, LOG_INFO, "no VMCOREINFO in memory either: searching for the kernel image");
	if (find_kernel(p, arch)) {
		program_drop_foreign_vmcoreinfo(p);
		p->cannot[CAN_TRANSLATE] = NULL;
		return true;
	}
	kallsyms_close(p->kallsyms);
	p->kallsyms = NULL;
	p->translation = (struct translation){.arch = arch};
	memory_forget_translations(p->memory);
	return false;
}
