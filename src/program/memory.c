/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Virtual memory: page tables are walked, and what they said is kept.
 *
 * The unit is a frame of 4 KiB, whatever the kernel's page size and the
 * container's block size are: both are multiples of it.
 */
#include "program/internal.h"

#include <stdlib.h>
#include <string.h>

#define FRAME_SHIFT 12
#define FRAME_SIZE (1ULL << FRAME_SHIFT)
#define NO_FRAME UINT64_MAX
#define TLB_SIZE 4096

struct tlb_entry {
	uint64_t root, page, frame;	/* page: virtual address, frame: physical address, both >> FRAME_SHIFT */
};

struct memory {
	const struct translation *translation;
	struct page_cache *pages;
	unsigned block_shift;
	uint64_t last_frame;		/* NO_FRAME: last_data is stale */
	const uint8_t *last_data;
	struct tlb_entry tlb[TLB_SIZE];
};

struct memory *memory_new_sized(struct dump *d, const struct translation *t, size_t cache_bytes)
{
	struct memory *m = xcalloc(1, sizeof(*m));

	m->translation = t;
	m->pages = page_cache_new(d, cache_bytes);
	m->block_shift = (unsigned)__builtin_ctz(dump_facts(d)->block_size);
	m->last_frame = NO_FRAME;
	memory_forget_translations(m);
	return m;
}

void memory_forget_translations(struct memory *m)
{
	for (size_t i = 0; i < TLB_SIZE; i++)
		m->tlb[i].page = UINT64_MAX;
}

struct memory *memory_new(struct program *p)
{
	return memory_new_sized(p->dump, &p->translation, p->page_cache);
}

void memory_free(struct memory *m)
{
	if (!m)
		return;
	page_cache_free(m->pages);
	free(m);
}

struct page_cache *memory_page_cache(struct memory *m)
{
	m->last_frame = NO_FRAME;	/* the caller may displace it */
	return m->pages;
}

/* ---- translation ----------------------------------------------------------- */

/*
 * Where a table is missing from the dump, a kernel address may still be known to lie in a linear range.
 * Where the tables can be read, they are right: parts of those ranges are not mapped any more.
 */
static bool translate_linear(const struct translation *t, uint64_t addr, uint64_t *paddr)
{
	const struct linear_range *range = linear_covers(&t->image, addr) ? &t->image : &t->direct;

	if (!linear_covers(range, addr))
		return false;
	*paddr = addr + range->offset;
	return true;
}

/*
 * A page of a process may be there though the CPU must not use it: PROT_NONE, or taken away for a while to learn
 * which node uses it (CONFIG_NUMA_BALANCING).  The kernel reads such pages too, for /proc/PID/cmdline.
 */
static enum mem_status find_unusable_page(struct memory *m, uint64_t root, uint64_t addr, uint64_t *paddr)
{
	const struct translation *t = m->translation;
	struct page_entry entry;
	enum mem_status status;

	if (!t->arch->user_entry)
		return MEM_NOT_MAPPED;
	status = t->arch->user_entry(t, m->pages, root, addr, &entry);
	if (status != MEM_OK)
		return status;
	if (entry.kind != ENTRY_PAGE)
		return MEM_NOT_MAPPED;
	*paddr = entry.paddr | (addr & ((1ULL << entry.shift) - 1));
	return MEM_OK;
}

static enum mem_status walk(struct memory *m, uint64_t root, uint64_t addr, uint64_t *paddr)
{
	const struct translation *t = m->translation;
	enum mem_status status = MEM_UNSUPPORTED;

	if (!t->arch)
		return MEM_UNSUPPORTED;
	m->last_frame = NO_FRAME;
	if (t->root)
		status = t->arch->walk(t, m->pages, root, addr, paddr);
	if (status == MEM_NOT_MAPPED && root != t->root)
		return find_unusable_page(m, root, addr, paddr);
	if (status != MEM_OK && status != MEM_NOT_MAPPED && root == t->root && translate_linear(t, addr, paddr))
		return MEM_OK;
	return status;
}

static inline enum mem_status translate(struct memory *m, uint64_t root, uint64_t addr, uint64_t *paddr)
{
	uint64_t page = addr >> FRAME_SHIFT;
	struct tlb_entry *entry = &m->tlb[(page ^ page >> 12 ^ root >> FRAME_SHIFT) & (TLB_SIZE - 1)];
	enum mem_status status;

	if (entry->page == page && entry->root == root) {
		*paddr = entry->frame << FRAME_SHIFT | (addr & (FRAME_SIZE - 1));
		return MEM_OK;
	}
	status = walk(m, root, addr, paddr);
	if (status == MEM_OK)
		*entry = (struct tlb_entry){root, page, *paddr >> FRAME_SHIFT};
	return status;
}

enum mem_status memory_translate(struct memory *m, uint64_t addr, uint64_t *paddr)
{
	return translate(m, m->translation->root, addr, paddr);
}

/* ---- reading --------------------------------------------------------------- */

/* The bytes at a physical address up to the end of the frame; valid until the next call. */
static inline const uint8_t *frame_at(struct memory *m, uint64_t paddr, enum mem_status *status)
{
	uint64_t frame = paddr >> FRAME_SHIFT;
	const uint8_t *block;

	if (frame != m->last_frame) {
		block = page_cache_get(m->pages, paddr >> m->block_shift, status);
		if (!block)
			return NULL;
		m->last_frame = frame;
		m->last_data = block + (paddr & ((1ULL << m->block_shift) - 1) & ~(FRAME_SIZE - 1));
	}
	*status = MEM_OK;
	return m->last_data + (paddr & (FRAME_SIZE - 1));
}

static inline const uint8_t *view(struct memory *m, uint64_t root, uint64_t addr, enum mem_status *status)
{
	uint64_t paddr;

	*status = translate(m, root, addr, &paddr);
	return *status == MEM_OK ? frame_at(m, paddr, status) : NULL;
}

static inline size_t to_frame_end(uint64_t addr, size_t len)
{
	size_t room = FRAME_SIZE - (addr & (FRAME_SIZE - 1));

	return len < room ? len : room;
}

/* Sizes of the kernel's scalars are worth their own copies: this is what emitters spend their time on. */
static inline void copy(void *to, const void *from, size_t len)
{
	switch (len) {
	case 1: memcpy(to, from, 1); break;
	case 2: memcpy(to, from, 2); break;
	case 4: memcpy(to, from, 4); break;
	case 8: memcpy(to, from, 8); break;
	default: memcpy(to, from, len);
	}
}

/* By the tables at root, or (a constant of each caller, for speed) by physical addresses. */
static inline enum mem_status read_frames(struct memory *m, bool physical, uint64_t root, uint64_t addr, void *buf,
					  size_t len, uint64_t *bad)
{
	uint8_t *to = buf;

	while (len > 0) {
		size_t n = to_frame_end(addr, len);
		enum mem_status status;
		const uint8_t *from = physical ? frame_at(m, addr, &status) : view(m, root, addr, &status);

		if (!from) {
			if (bad)
				*bad = addr;
			return status;
		}
		copy(to, from, n);
		to += n;
		addr += n;
		len -= n;
	}
	return MEM_OK;
}

enum mem_status memory_read(struct memory *m, uint64_t addr, void *buf, size_t len, uint64_t *bad)
{
	return read_frames(m, false, m->translation->root, addr, buf, len, bad);
}

enum mem_status memory_read_user(struct memory *m, uint64_t pgd, uint64_t addr, void *buf, size_t len, uint64_t *bad)
{
	uint64_t root;
	enum mem_status status = memory_translate(m, pgd, &root);

	if (status == MEM_OK && root != m->translation->root)
		return read_frames(m, false, root, addr, buf, len, bad);
	if (bad)
		*bad = addr;
	return status == MEM_OK ? MEM_NOT_MAPPED : status;	/* the kernel's own tables hold no process */
}

enum mem_status memory_user_entry(struct memory *m, uint64_t pgd, uint64_t addr, struct page_entry *out)
{
	const struct translation *t = m->translation;
	uint64_t root;
	enum mem_status status = memory_translate(m, pgd, &root);

	if (status != MEM_OK)
		return status;
	if (root == t->root)
		return MEM_NOT_MAPPED;
	if (!t->arch || !t->arch->user_entry)
		return MEM_UNSUPPORTED;
	m->last_frame = NO_FRAME;
	return t->arch->user_entry(t, m->pages, root, addr, out);
}

enum mem_status memory_read_phys(struct memory *m, uint64_t paddr, void *buf, size_t len, uint64_t *bad)
{
	return read_frames(m, true, 0, paddr, buf, len, bad);
}

enum mem_status memory_read_string(struct memory *m, uint64_t addr, char *buf, size_t len, uint64_t *bad)
{
	size_t done = 0;

	while (done + 1 < len) {
		size_t n = to_frame_end(addr, len - 1 - done);
		enum mem_status status;
		const uint8_t *from = view(m, m->translation->root, addr, &status), *nul;

		if (!from) {
			buf[done] = '\0';
			if (bad)
				*bad = addr;
			return status;
		}
		nul = memchr(from, '\0', n);
		memcpy(buf + done, from, nul ? (size_t)(nul - from) : n);
		done += nul ? (size_t)(nul - from) : n;
		addr += n;
		if (nul)
			break;
	}
	if (len)
		buf[done] = '\0';
	return MEM_OK;
}

bool memory_word(struct memory *m, uint64_t addr, unsigned bytes, bool big_endian, uint64_t *value)
{
	uint8_t raw[8];

	if (memory_read(m, addr, raw, bytes, NULL) != MEM_OK)
		return false;
	*value = bytes == 4 ? get_u32(raw, big_endian) : bytes == 2 ? get_u16(raw, big_endian) :
		 bytes == 1 ? raw[0] : get_u64(raw, big_endian);
	return true;
}
