/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From physical memory to virtual memory: VMCOREINFO, architecture, page
 * tables.  A dump may hold several VMCOREINFO texts (that of a crash kernel
 * beside that of the kernel that crashed), so that each is judged by what it
 * promises: its release must stand where it says that init_uts_ns lies.
 */
#include "program/internal.h"

#include <stdlib.h>
#include <string.h>

#define CANDIDATES_MAX 16
#define UTS_WINDOW 512	/* a reference count, then six fields of 65 bytes */

struct candidate {
	char *text;
	size_t size;
	const char *from;
	bool at_crash;		/* has CRASHTIME: written by a kernel that crashed */
};

struct candidates {
	struct candidate list[CANDIDATES_MAX];
	size_t count;
	const char *from;
};

/* Better means tried earlier; among equals the first one found stays first. */
static bool add_candidate(const char *text, size_t size, uint64_t paddr, void *arg)
{
	struct candidates *all = arg;
	struct candidate c = {.size = size, .from = all->from};
	size_t at = all->count;

	(void)paddr;
	if (all->count == CANDIDATES_MAX)
		return false;
	c.text = xmalloc(size + 1);
	memcpy(c.text, text, size);
	c.text[size] = '\0';
	c.at_crash = strstr(c.text, "\nCRASHTIME=") != NULL;
	while (c.at_crash && at > 0 && !all->list[at - 1].at_crash) {
		all->list[at] = all->list[at - 1];
		at--;
	}
	all->list[at] = c;
	all->count++;
	return true;
}

/* ---- judging ----------------------------------------------------------------- */

static bool contains(const uint8_t *data, size_t size, const char *s)
{
	return memmem(data, size, s, strlen(s)) != NULL;
}

enum verdict { WRONG, UNKNOWN, RIGHT };	/* ascending */

/* Do the tables, as far as they are there, have the image where VMCOREINFO has it? */
static bool image_is_mapped(struct program *p)
{
	const struct translation *t = &p->translation;
	uint64_t stext, paddr;
	enum mem_status status;

	if (!vmcoreinfo_symbol(&p->vmcoreinfo, "_stext", &stext) || !linear_covers(&t->image, stext))
		return false;
	status = t->arch->walk(t, memory_page_cache(p->memory), t->root, stext, &paddr);
	if (status == MEM_OK)
		return paddr == stext + t->image.offset;
	return status != MEM_NOT_MAPPED && status != MEM_HOLE;
}

/* UNKNOWN: the page that would tell is not in the dump. */
static enum verdict verify(struct program *p)
{
	const char *release = vmcoreinfo_get(&p->vmcoreinfo, "OSRELEASE");
	uint8_t window[UTS_WINDOW];
	enum mem_status status;
	uint64_t addr;

	if (!release || !vmcoreinfo_symbol(&p->vmcoreinfo, "init_uts_ns", &addr))
		return UNKNOWN;
	memory_forget_translations(p->memory);
	status = memory_read(p->memory, addr, window, sizeof(window), NULL);
	if (status == MEM_NOT_MAPPED)
		return WRONG;
	if (status != MEM_OK)
		return image_is_mapped(p) ? UNKNOWN : WRONG;
	return contains(window, sizeof(window), "Linux") && contains(window, sizeof(window), release) ? RIGHT : WRONG;
}

static const struct arch *find_arch(const struct program *p)
{
	const struct dump_facts *f = dump_facts(p->dump);
	const struct arch *arch = arch_by_machine(f->machine, f->big_endian);

	if (!arch)
		arch = arch_by_name(f->machine_name);
	return arch ? arch : arch_by_vmcoreinfo(&p->vmcoreinfo);
}

/* Tries VMCOREINFO alone, then what the container says beside it. */
static enum verdict find_tables(struct program *p, struct err *err)
{
	const struct dump_facts *f = dump_facts(p->dump);
	const struct translation_hints hints[] = {
		{0},
		{.has_phys_base = f->has_phys_base, .phys_base = f->phys_base},
		{.has_phys_base = true, .phys_base = 0},
	};
	struct translation best = {0};
	enum verdict best_verdict = WRONG;

	for (size_t i = 0; i < ARRAY_LEN(hints) && best_verdict != RIGHT; i++) {
		const struct arch *arch = p->translation.arch;
		enum verdict verdict;

		p->translation = (struct translation){.arch = arch};
		if (!arch->init(&p->translation, &p->vmcoreinfo, &hints[i], err))
			continue;
		verdict = verify(p);
		if (verdict > best_verdict) {
			best_verdict = verdict;
			best = p->translation;
		}
	}
	if (best_verdict == WRONG)
		best.arch = p->translation.arch;
	p->translation = best;
	memory_forget_translations(p->memory);
	return best_verdict;
}

static enum verdict try_candidate(struct program *p, const struct candidate *c, struct err *err)
{
	struct arch const *arch;

	vmcoreinfo_free(&p->vmcoreinfo);
	vmcoreinfo_parse(&p->vmcoreinfo, c->text, c->size);
	arch = find_arch(p);
	p->translation = (struct translation){.arch = arch};
	if (!arch) {
		err_set(err, "architecture %u (%s) is not supported", dump_facts(p->dump)->machine,
			dump_facts(p->dump)->machine_name);
		return WRONG;
	}
	err_set(err, "the release is not where VMCOREINFO has init_uts_ns: its page tables are not in this dump");
	return find_tables(p, err);
}

/* ---- all together --------------------------------------------------------------- */

static bool choose(struct program *p, const struct candidates *all)
{
	enum verdict best_verdict = WRONG;
	const struct candidate *best = NULL;
	struct err err = {{0}};

	for (size_t i = 0; i < all->count && best_verdict != RIGHT; i++) {
		enum verdict verdict = try_candidate(p, &all->list[i], &err);

		if (!best || verdict > best_verdict) {
			best = &all->list[i];
			best_verdict = verdict;
		}
	}
	if (!best)
		return false;
	if (best_verdict != RIGHT)
		best_verdict = try_candidate(p, best, &err);	/* others were tried in between */
	p->facts.vmcoreinfo_from = best->from;
	p->cannot[CAN_TRANSLATE] = best_verdict == WRONG ? arena_strdup(&p->arena, err.msg) : NULL;
	if (best_verdict == UNKNOWN)
		log_msg(p->log, LOG_WARN, "page tables could not be verified: the page of init_uts_ns can't be read");
	log_msg(p->log, LOG_INFO, "VMCOREINFO from %s: %zu keys", best->from, p->vmcoreinfo.count);
	return best_verdict != WRONG;
}

static void free_candidates(struct candidates *all)
{
	for (size_t i = 0; i < all->count; i++)
		free(all->list[i].text);
}

bool bootstrap_from_notes(struct program *p)
{
	struct candidates all = {.count = 0, .from = "note"};
	const struct dump_facts *f = dump_facts(p->dump);
	bool ok;

	p->facts.vmcoreinfo_from = "";
	p->cannot[CAN_TRANSLATE] = "no VMCOREINFO in the dump";
	for (size_t i = 0; i < f->note_count; i++)
		if (strcmp(f->notes[i].name, "VMCOREINFO") == 0)
			add_candidate((const char *)f->notes[i].desc, f->notes[i].size, 0, &all);
	if (!all.count && f->vmcoreinfo)
		add_candidate(f->vmcoreinfo, f->vmcoreinfo_size, 0, &all);
	ok = choose(p, &all);
	if (!p->translation.arch)
		p->translation.arch = find_arch(p);
	free_candidates(&all);
	return ok;
}

bool bootstrap_from_memory(struct program *p)
{
	struct candidates all = {.count = 0, .from = "memory scan"};
	bool ok;

	log_msg(p->log, LOG_INFO, "no usable VMCOREINFO note: searching the memory for it");
	vmcoreinfo_scan(p->dump, add_candidate, &all);
	ok = choose(p, &all);
	free_candidates(&all);
	return ok;
}

bool bootstrap_from_text(struct program *p, const char *text, size_t size, const char *from)
{
	struct candidates all = {.count = 0, .from = from};
	bool ok;

	add_candidate(text, size, 0, &all);
	ok = choose(p, &all);
	free_candidates(&all);
	return ok;
}

void program_drop_foreign_vmcoreinfo(struct program *p)
{
	const char *release = vmcoreinfo_get(&p->vmcoreinfo, "OSRELEASE");

	if (release && strcmp(release, p->facts.release) == 0)
		return;
	vmcoreinfo_free(&p->vmcoreinfo);
	p->facts.vmcoreinfo_from = "";
}

/* From the text on; data symbols that VMCOREINFO names follow all that is of interest to a search. */
bool program_image(const struct program *p, uint64_t *start, uint64_t *size)
{
	static const char *const data_symbols[] = {"init_uts_ns", "node_online_map", "mem_section", "prb"};
	uint64_t end, furthest = 0;

	if (!vmcoreinfo_symbol(&p->vmcoreinfo, "_stext", start))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(data_symbols); i++)
		if (vmcoreinfo_symbol(&p->vmcoreinfo, data_symbols[i], &end) && end > *start &&
		    end - *start < LIMIT_IMAGE && end - *start > furthest)
			furthest = end - *start;
	*size = furthest ? furthest : LIMIT_IMAGE;
	return true;
}
