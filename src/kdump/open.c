/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens a kdump-compressed dump: headers, notes, the set of files, what there is to know before reading pages. */
#include "elf/elf.h"
#include "kdump/private.h"

#include <stdlib.h>
#include <string.h>

enum {
	CACHE_CHUNK = 4096, CACHE_CHUNKS = 64,	/* per file, for bitmaps and descriptors */
};

/* ---- the set of files ----------------------------------------------------------- */

static int by_start(const void *a, const void *b)
{
	const struct kdump_file *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

static bool read_headers(struct kdump *k, struct input *const *inputs, size_t count, struct err *err)
{
	k->files = xcalloc(count, sizeof(*k->files));
	for (size_t i = 0; i < count; i++) {
		struct kdump_file *f = &k->files[i];

		if (!kdump_read_header(inputs[i], &f->h, err))
			return false;
		f->in = inputs[i];
		f->cached = input_cached(inputs[i], CACHE_CHUNK, CACHE_CHUNKS);
		k->file_count++;
		f->end = UINT64_MAX;
		if (f->h.split) {	/* a part may be empty: makedumpfile divides by blocks of pages */
			f->start = f->h.start_pfn;
			f->end = f->h.end_pfn > f->start ? f->h.end_pfn : f->start;
		} else if (count > 1) {
			return err_set(err, "%s: not a part of a split dump, but given together with %zu other files",
				       inputs[i]->name, count - 1);
		}
	}
	qsort(k->files, count, sizeof(*k->files), by_start);
	return true;
}

static bool same_dump(const struct kdump_header *a, const struct kdump_header *b)
{
	return a->is64 == b->is64 && a->big_endian == b->big_endian && a->block_size == b->block_size &&
	       a->bitmap_blocks == b->bitmap_blocks &&
	       a->max_mapnr == b->max_mapnr && a->sub_hdr_size == b->sub_hdr_size && !strcmp(a->release, b->release) &&
	       !strcmp(a->node, b->node) && a->note_size == b->note_size;
}

static bool check_set(struct kdump *k, struct err *err)
{
	for (size_t i = 1; i < k->file_count; i++) {
		const struct kdump_file *a = &k->files[i - 1], *b = &k->files[i];

		if (!same_dump(&k->files[0].h, &b->h))
			return err_set(err, "%s and %s are not parts of the same dump: their headers differ",
				       k->files[0].in->name, b->in->name);
		if (a->end > b->start)
			return err_set(err, "%s and %s both hold page 0x%llx: the same part of the dump given twice?",
				       a->in->name, b->in->name, (unsigned long long)b->start);
	}
	return true;
}

/* Ranges of pages that no file of the set holds. */
static void remark_gaps(struct kdump *k)
{
	uint64_t done = 0, missing = 0, end = k->d.facts.block_count;
	size_t gaps = 0;

	for (size_t i = 0; i <= k->file_count; i++) {
		uint64_t from = i < k->file_count ? k->files[i].start : end;

		if (from > end)
			from = end;
		if (from > done) {
			gaps++;
			missing += from - done;
		}
		done = i < k->file_count && k->files[i].end > done ? k->files[i].end : done;
	}
	if (gaps)
		dump_remark(&k->d, "a split dump of which files are missing: %llu of %llu page numbers are in none of the %zu files given",
			    (unsigned long long)missing, (unsigned long long)end, k->file_count);
}

/* ---- facts ------------------------------------------------------------------------ */

/* A range of the file, at the end of the arena; NULL if it is empty, too long or not there. */
static uint8_t *read_range(struct kdump *k, uint64_t off, uint64_t *size, uint64_t limit)
{
	struct input *in = k->files[0].in;
	uint8_t *data;

	if (!off || !*size || *size > limit || off >= in->size)
		return NULL;
	if (*size > in->size - off)
		*size = in->size - off;
	data = arena_alloc(&k->d.arena, (size_t)*size + 1);
	return input_read(in, off, data, (size_t)*size) == INPUT_OK ? data : NULL;
}

static void read_notes(struct kdump *k)
{
	const struct kdump_header *h = &k->files[0].h;
	struct dump_facts *facts = &k->d.facts;
	uint64_t size = h->note_size;
	uint8_t *data = read_range(k, h->note_off, &size, LIMIT_NOTES_SIZE);
	bool whole = !h->note_size;

	if (data) {
		facts->note_data = data;
		facts->note_data_size = (size_t)size;
		whole = notes_parse(facts, &k->d.arena) && size == h->note_size;
	}
	if (!whole)
		dump_remark(&k->d, "some of the notes (registers, VMCOREINFO) are cut off or damaged");
	size = h->vmcoreinfo_size;
	if (!facts->vmcoreinfo && (data = read_range(k, h->vmcoreinfo_off, &size, LIMIT_VMCOREINFO))) {
		facts->vmcoreinfo = (const char *)data;
		facts->vmcoreinfo_size = strlen((const char *)data);
	}
	size = h->eraseinfo_size;
	data = read_range(k, h->eraseinfo_off, &size, LIMIT_VMCOREINFO);
	if (data)
		facts->eraseinfo = (const char *)data;
}

static unsigned machine_of(const struct kdump_header *h)
{
	static const struct {
		const char *name;
		unsigned machine;
	} table[] = {
		{"x86_64", ELF_EM_X86_64}, {"aarch64", ELF_EM_AARCH64}, {"riscv64", ELF_EM_RISCV}, {"s390x", ELF_EM_S390},
		{"ppc64", ELF_EM_PPC64}, {"ppc64le", ELF_EM_PPC64}, {"loongarch64", ELF_EM_LOONGARCH}, {"i386", ELF_EM_386},
		{"i486", ELF_EM_386}, {"i586", ELF_EM_386}, {"i686", ELF_EM_386}, {"arm", ELF_EM_ARM}, {"armv7l", ELF_EM_ARM},
	};

	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (!strcmp(h->machine, table[i].name))
			return table[i].machine;
	return 0;
}

static void fill_facts(struct kdump *k)
{
	const struct kdump_header *h = &k->files[0].h;
	struct dump_facts *facts = &k->d.facts;

	facts->format = "kdump-compressed";
	facts->header_version = h->version;
	facts->dump_level = h->dump_level;
	facts->incomplete = h->status & KDUMP_INCOMPLETE;
	facts->big_endian = h->big_endian;
	facts->word_bits = h->is64 ? 64 : 32;
	facts->machine = machine_of(h);
	facts->block_size = h->block_size;
	facts->block_count = h->max_mapnr;
	facts->file_count = (unsigned)k->file_count;
	memcpy(facts->release, h->release, sizeof(facts->release));
	memcpy(facts->build, h->build, sizeof(facts->build));
	memcpy(facts->node, h->node, sizeof(facts->node));
	memcpy(facts->machine_name, h->machine, sizeof(facts->machine_name));
	facts->has_phys_base = true;
	facts->phys_base = h->phys_base;
	for (size_t i = 0; i < k->file_count; i++) {
		facts->file_size += k->files[i].in->size;
		facts->incomplete |= (k->files[i].h.status & KDUMP_INCOMPLETE) != 0;
	}
	if (facts->incomplete)
		dump_remark(&k->d, "makedumpfile marked the dump as incomplete (disk full?): memory is missing from it");
}

/* ---- bitmaps and descriptors ---------------------------------------------------------- */

static bool open_bitmaps(struct kdump *k, struct err *err)
{
	struct kdump_file *f = &k->files[0];
	uint64_t bits = kdump_bitmap_bits(&f->h, &k->single_bitmap);

	if (f->h.bitmap_blocks > LIMIT_BITMAP_SIZE / f->h.block_size)
		return err_set(err, "%s: bitmaps of %u blocks of %u bytes, %llu bytes at the most are supported",
			       f->in->name, f->h.bitmap_blocks, f->h.block_size, (unsigned long long)LIMIT_BITMAP_SIZE);
	if (k->d.facts.block_count > bits) {
		dump_remark(&k->d, "the header counts %llu pages, but the bitmaps only %llu",
			    (unsigned long long)k->d.facts.block_count, (unsigned long long)bits);
		k->d.facts.block_count = bits;
	}
	k->bitmap1_off = kdump_bitmap_offset(&f->h);
	bitmap_open(&k->bitmap2, f->in, k->bitmap1_off + (k->single_bitmap ? 0 : bits / 8), k->d.facts.block_count);
	if (k->bitmap2.bits < k->d.facts.block_count)
		dump_remark(&k->d, "the file was cut short within its bitmaps: it has next to no memory");
	k->bitmap2.in = f->cached;	/* from here on small reads at random places */
	return true;
}

static bool load(struct kdump *k, struct input *const *inputs, size_t count, struct err *err)
{
	if (!read_headers(k, inputs, count, err) || !check_set(k, err))
		return false;
	fill_facts(k);
	if (!open_bitmaps(k, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!kdump_locate(k, &k->files[i], err))
			return false;
	k->codecs = codec_pool_new(k->d.facts.block_size);
	read_notes(k);
	remark_gaps(k);
	kdump_sample(k);
	return true;
}

bool kdump_open(struct input *const *inputs, size_t count, struct dump **out, struct err *err)
{
	struct kdump *k = xcalloc(1, sizeof(*k));

	k->d.ops = &kdump_ops;
	if (!load(k, inputs, count, err)) {
		kdump_release(k);
		arena_free(&k->d.arena);
		free(k);
		return false;
	}
	*out = &k->d;
	return true;
}
