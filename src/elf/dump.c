/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ELF vmcores: /proc/vmcore, makedumpfile -E, QEMU's dump-guest-memory, /proc/kcore.
 *
 * The physical address of a segment is what counts.  Segments overlap (the
 * kernel image appears twice in /proc/vmcore), end within pages, come in any
 * order; they are turned into disjoint spans once.
 */
#include "elf/elf.h"

#include <stdlib.h>
#include <string.h>

enum {
	BLOCK_SHIFT = 12,
	BLOCK = 1 << BLOCK_SHIFT,
	FLAG_INCOMPLETE = 1,		/* e_flags, set by makedumpfile when the disk was full */
	NT_AUXV = 6, NT_FILE = 0x46494c45,
};

/* A range of physical addresses in one state. */
struct piece {
	uint64_t start, offset;		/* physical address, place in the file */
	enum mem_status status;
};

struct elf_dump {
	struct dump d;
	struct input *in;
	struct piece *pieces;
	struct spans spans;
};

static struct elf_dump *elf_dump(struct dump *d)
{
	return (struct elf_dump *)d;
}

/* ---- reading -------------------------------------------------------------- */

/* Reads a block, or with no buffer says whether it could be.  All of it must be there. */
static enum mem_status visit_block(struct elf_dump *e, uint64_t block, uint8_t *buf, uint64_t *file_bytes)
{
	uint64_t addr = block << BLOCK_SHIFT;
	size_t left = BLOCK, n;

	if (block >= e->d.facts.block_count)
		return MEM_HOLE;
	for (; left; left -= n, addr += n) {
		const struct span *s = spans_find(&e->spans, addr);
		const struct piece *p;
		enum mem_status status;

		if (!s || s->start > addr)
			return MEM_HOLE;
		p = &e->pieces[s->source];
		if (p->status != MEM_OK)
			return p->status;
		n = s->end - addr < left ? (size_t)(s->end - addr) : left;
		if (buf) {
			status = input_to_mem(input_read(e->in, p->offset + (addr - p->start), buf, n));
			if (status != MEM_OK)
				return status;
			if (file_bytes)
				*file_bytes += n;
			buf += n;
		}
	}
	return MEM_OK;
}

static enum mem_status elf_read_block(struct dump *d, uint64_t block, void *buf, uint64_t *file_bytes)
{
	return visit_block(elf_dump(d), block, buf, file_bytes);
}

static enum mem_status elf_block_status(struct dump *d, uint64_t block)
{
	return visit_block(elf_dump(d), block, NULL, NULL);
}

static uint64_t elf_next_block(struct dump *d, uint64_t block)
{
	struct elf_dump *e = elf_dump(d);

	while (block < d->facts.block_count) {
		const struct span *s = spans_find(&e->spans, block << BLOCK_SHIFT);

		if (!s)
			break;
		if (e->pieces[s->source].status != MEM_OK) {
			/* On to the block in which the next piece begins, or to the one after this. */
			uint64_t next = s->end >> BLOCK_SHIFT;

			block = next > block ? next : block + 1;
			continue;
		}
		if (s->start >> BLOCK_SHIFT > block)
			block = s->start >> BLOCK_SHIFT;
		if (visit_block(e, block, NULL, NULL) == MEM_OK)
			return block;
		block++;
	}
	return UINT64_MAX;
}

static void count_blocks(struct dump_quality *q, enum mem_status status, uint64_t count)
{
	if (status == MEM_OK)
		q->present += count;
	else if (status == MEM_LOST)
		q->lost += count;
	else if (status == MEM_EXCLUDED)
		q->excluded += count;
}

static void elf_quality(struct dump *d, struct dump_quality *q)
{
	struct elf_dump *e = elf_dump(d);
	uint64_t done = 0;	/* blocks below it are counted */

	for (size_t i = 0; i < e->spans.count; i++) {
		const struct span *s = &e->spans.v[i];
		uint64_t first = s->start >> BLOCK_SHIFT, last = s->end >> BLOCK_SHIFT;

		if (s->start % BLOCK && first >= done) {	/* begins within a block */
			count_blocks(q, visit_block(e, first, NULL, NULL), 1);
			done = first + 1;
		}
		first = first > done ? first : done;
		if (last > first) {
			count_blocks(q, e->pieces[s->source].status, last - first);
			done = last;
		}
		if (s->end % BLOCK && last >= done) {
			count_blocks(q, visit_block(e, last, NULL, NULL), 1);
			done = last + 1;
		}
	}
	q->hole = d->facts.block_count - q->present - q->lost - q->excluded;
}

static void elf_ram_bits(struct dump *d, uint64_t first, uint8_t *bits, size_t count)
{
	struct elf_dump *e = elf_dump(d);
	uint64_t block = first, end = first + count;

	memset(bits, 0, (count + 7) / 8);
	while (block < end) {
		const struct span *s = spans_find(&e->spans, block << BLOCK_SHIFT);
		uint64_t last;

		if (!s)
			break;
		if (s->start >> BLOCK_SHIFT > block)
			block = s->start >> BLOCK_SHIFT;
		for (last = (s->end - 1) >> BLOCK_SHIFT; block <= last && block < end; block++)
			bits[(block - first) / 8] |= (uint8_t)(1 << (block - first) % 8);
	}
}

static void elf_close(struct dump *d)
{
	struct elf_dump *e = elf_dump(d);

	spans_free(&e->spans);
	free(e->pieces);
	input_close(e->in);
}

static const struct dump_ops elf_ops = {
	.read_block = elf_read_block,
	.block_status = elf_block_status,
	.next_block = elf_next_block,
	.quality = elf_quality,
	.ram_bits = elf_ram_bits,
	.close = elf_close,
};

/* ---- opening -------------------------------------------------------------- */

/* All ones in the file's word size: no physical address (the vmalloc area of /proc/kcore). */
static bool has_paddr(const struct elf_segment *s, const struct elf_header *h)
{
	return s->paddr != (h->is64 ? UINT64_MAX : UINT32_MAX);
}

static void add_piece(struct elf_dump *e, struct span *spans, size_t *n, struct piece p, uint64_t size)
{
	uint64_t last;

	if (size > UINT64_MAX - p.start)	/* wraps: keep what does not */
		size = UINT64_MAX - p.start;
	if (!size)
		return;
	e->pieces[*n] = p;
	spans[*n] = (struct span){p.start, p.start + size, *n};
	++*n;
	last = (p.start + size - 1) >> BLOCK_SHIFT;
	if (last >= e->d.facts.block_count)
		e->d.facts.block_count = last + 1;
}

/* The part of a segment in the given state: what the file holds, what it should hold, what was left out. */
static void add_part(struct elf_dump *e, struct span *spans, size_t *n, const struct elf_segment *s, enum mem_status status)
{
	uint64_t backed = s->filesz < s->memsz || !s->memsz ? s->filesz : s->memsz;
	uint64_t there = s->offset < e->in->size ? e->in->size - s->offset : 0;
	struct piece p = {s->paddr, s->offset, status};
	uint64_t skip = 0, size;

	if (there > backed)
		there = backed;
	if (status == MEM_OK) {
		size = there;
	} else if (status == MEM_LOST) {
		skip = there;
		size = backed - there;
	} else {
		skip = backed;
		size = s->memsz > backed ? s->memsz - backed : 0;
	}
	if (__builtin_add_overflow(p.start, skip, &p.start))
		return;
	add_piece(e, spans, n, p, size);
}

/*
 * Where segments overlap, data in the file goes before what is lost, and that
 * before memory without data.  makedumpfile -E gives such memory to any long
 * run of pages that it left out, zero or not: it may not be read as zeros.
 */
static void map_segments(struct elf_dump *e, const struct elf_segment *segments, const struct elf_header *h)
{
	static const enum mem_status precedence[] = {MEM_OK, MEM_LOST, MEM_EXCLUDED};
	size_t most = (size_t)h->phnum * ARRAY_LEN(precedence), n = 0;
	struct span *spans = xcalloc(most, sizeof(*spans));

	e->pieces = xcalloc(most, sizeof(*e->pieces));
	for (size_t k = 0; k < ARRAY_LEN(precedence); k++)
		for (uint64_t i = 0; i < h->phnum; i++)
			if (segments[i].type == ELF_PT_LOAD && has_paddr(&segments[i], h))
				add_part(e, spans, &n, &segments[i], precedence[k]);
	e->spans = spans_resolve(spans, n);
	free(spans);
}

/* Appends what one PT_NOTE segment holds; false if not all of it could be read. */
static bool append_notes(struct input *in, const struct elf_segment *s, struct sb *all)
{
	uint64_t there = s->offset < in->size ? in->size - s->offset : 0;
	uint64_t n = s->filesz < there ? s->filesz : there;
	bool ok = true;
	uint8_t *data;

	if (n > LIMIT_NOTES_SIZE - all->len)
		n = LIMIT_NOTES_SIZE - all->len;
	if (!n)
		return !s->filesz;
	data = xmalloc((size_t)n);
	ok = input_read(in, s->offset, data, (size_t)n) == INPUT_OK;
	if (ok)
		sb_add(all, data, (size_t)n);
	free(data);
	while (all->len % 4)
		sb_char(all, '\0');
	return ok && n == s->filesz;
}

/* The contents of all PT_NOTE segments, one after the other; false if some are missing. */
static bool read_notes(struct elf_dump *e, const struct elf_segment *segments, uint64_t count)
{
	struct dump_facts *facts = &e->d.facts;
	struct sb all = {0};
	bool whole = true;

	for (uint64_t i = 0; i < count; i++)
		if (segments[i].type == ELF_PT_NOTE)
			whole &= append_notes(e->in, &segments[i], &all);
	facts->note_data = (const uint8_t *)arena_strndup(&e->d.arena, all.s ? all.s : "", all.len);
	facts->note_data_size = all.len;
	sb_free(&all);
	return notes_parse(facts, &e->d.arena) && whole;
}

/* A process' core has notes that no kernel's has. */
static bool is_process_core(const struct dump_facts *facts)
{
	if (facts->vmcoreinfo)
		return false;
	for (size_t i = 0; i < facts->note_count; i++) {
		const struct dump_note *n = &facts->notes[i];

		if (!strcmp(n->name, "CORE") && (n->type == NT_AUXV || n->type == NT_FILE))
			return true;
	}
	return false;
}

static bool check_header(struct input *in, const struct elf_header *h, struct err *err)
{
	bool image = h->type == ELF_ET_EXEC || h->type == ELF_ET_DYN;

	if (h->type != ELF_ET_CORE)
		return err_set(err, "%s: this is %s, not a vmcore (ET_CORE)%s", in->name, elf_type_name(h->type),
			       image ? "; a vmlinux goes with --vmlinux" : "");
	if (!h->phnum)
		return err_set(err, "%s: an ELF core without program headers: there is no memory in it", in->name);
	return true;
}

static bool load(struct elf_dump *e, struct err *err)
{
	struct dump_facts *facts = &e->d.facts;
	struct elf_segment *segments;
	struct arena temp = {0};
	struct elf_header h;
	bool ok;

	if (!elf_read_header(e->in, &h, err) || !check_header(e->in, &h, err))
		return false;
	facts->big_endian = h.big_endian;
	facts->word_bits = h.is64 ? 64 : 32;
	facts->machine = h.machine;
	facts->incomplete = h.flags & FLAG_INCOMPLETE;
	ok = elf_read_segments(e->in, &h, &temp, &segments, err);
	if (ok) {
		if (!read_notes(e, segments, h.phnum))
			dump_remark(&e->d, "some of the notes (registers, VMCOREINFO) are cut off or damaged");
		map_segments(e, segments, &h);
	}
	arena_free(&temp);
	if (!ok)
		return false;
	if (is_process_core(facts))
		return err_set(err, "%s: this is the core of a process, not of a kernel", e->in->name);
	if (!e->spans.count)
		return err_set(err, "%s: an ELF core, but none of its segments has memory with a physical address", e->in->name);
	return true;
}

static void add_remarks(struct elf_dump *e)
{
	if (e->d.facts.incomplete)
		dump_remark(&e->d, "makedumpfile marked the dump as incomplete (disk full?): memory is missing from it");
	for (size_t i = 0; i < e->spans.count; i++) {
		if (e->pieces[e->spans.v[i].source].status == MEM_LOST) {
			dump_remark(&e->d, "the file was cut short: it ends before the memory that its headers promise");
			break;
		}
	}
}

bool elf_dump_open(struct input *in, struct dump **out, struct err *err)
{
	struct elf_dump *e = xcalloc(1, sizeof(*e));
	struct dump_facts *facts = &e->d.facts;

	e->d.ops = &elf_ops;
	e->in = in;
	facts->format = "ELF";
	facts->compression = "";
	facts->dump_level = -1;
	facts->block_size = BLOCK;
	facts->file_count = 1;
	facts->file_size = in->size;
	if (!load(e, err)) {
		spans_free(&e->spans);
		free(e->pieces);
		arena_free(&e->d.arena);
		free(e);
		return false;
	}
	add_remarks(e);
	*out = &e->d;
	return true;
}
