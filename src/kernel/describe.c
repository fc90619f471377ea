/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an address points at, in words: a symbol, a task, a stack, a slab object, a page. */
#include "kernel/kernel.h"

#include <string.h>

/* ---- struct page of an address ------------------------------------------------------- */

/*
 * The array of struct page, indexed by page frame number.  x86-64: vmemmap_base with memory
 * randomisation (4.9), else a constant.  aarch64: from VMCOREINFO (5.19), shifted by where RAM starts.
 */
static uint64_t vmemmap(struct emit *e)
{
	uint64_t from;
	int64_t ram;

	if (!strcmp(e->facts->arch, "x86_64"))
		return has_sym(e, "vmemmap_base") ? (uint64_t)val(sym(e, "vmemmap_base", "unsigned long")) :
		       e->facts->va_bits > 48 ? 0xffd4000000000000ULL : 0xffffea0000000000ULL;
	from = vmcoreinfo(e, "NUMBER(VMEMMAP_START)");
	ram = val(sym(e, "memstart_addr", "long"));
	return from - (uint64_t)(ram >> e->facts->page_shift) * sizeof_type(e, "struct page");
}

ref page_of_frame(struct emit *e, uint64_t frame)
{
	bool was = tainted(e);
	uint64_t base;

	e->taint = false;
	base = vmemmap(e);
	if (tainted(e))
		return (ref){0, e->poison};
	e->taint = was;
	return at(e, base + frame * sizeof_type(e, "struct page"), "struct page");
}

ref page_of(struct emit *e, uint64_t address)
{
	uint64_t physical;

	if (!translate(e, address, &physical))
		return (ref){0, e->poison};
	return page_of_frame(e, physical >> e->facts->page_shift);
}

/*
 * The first page of the compound page that a page is part of.  Bit 0 of compound_head marks a tail
 * page; the rest is the head's address.  In compound_info (7.1) it may be a mask instead, which makes
 * the head's address of the tail's.
 */
ref head_page(ref page)
{
	uint64_t info = addr(page, "compound_info|compound_head");

	if (!(info & 1))
		return page;
	return (ref){info >= (uint64_t)-(4 * GiB) ? page.addr & info : info - 1, page.type};
}

/*
 * PG_slab was a flag until it became one of the types of pages (46df8e73a4a3, 6.10).  Those were bits at
 * first, which are clear in the pages that are of the type, below a top that says that there is one; since
 * 6.12 (4ffca5a96678) they are numbers in the top byte.  VMCOREINFO has what page_type then is.
 */
static bool is_slab_page(struct emit *e, ref page)
{
	uint32_t slab, type;

	if (has_enum(e, "PG_slab") && enumv(e, "PG_slab") < 64)
		return num(page, "flags") >> enumv(e, "PG_slab") & 1;
	slab = (uint32_t)vmcoreinfo(e, "NUMBER(PAGE_SLAB_MAPCOUNT_VALUE)");
	type = (uint32_t)num(page, "page_type");
	if (slab << 8)
		return type >> 31 && !(type & ~slab);
	return type >> 24 == slab >> 24;
}

/* The cache and the object that hold an address.  False if it is not slab memory. */
bool slab_object(struct emit *e, uint64_t address, struct slab_object *out)
{
	bool was = tainted(e), ok = false;
	ref page, head, cache;

	e->taint = false;
	page = page_of(e, address);
	if (!poisoned(page)) {
		head = head_page(page);
		if (is_slab_page(e, head)) {
			/* struct slab, an overlay of struct page, since 5.17 (d122019bf061) */
			cache = ptr(has_type(e, "struct slab") ? cast(head, "struct slab") : head, "slab_cache");
			out->size = has(cache, "size") ? (uint64_t)num(cache, "size") : 0;
			out->cache = str(cache, "name");
			out->start = address & ~(e->facts->page_size - 1);
			out->start -= (uint64_t)index_of(page, head) * e->facts->page_size;
			ok = !tainted(e) && out->size && address >= out->start;
			if (ok) {
				out->start += (address - out->start) / out->size * out->size;
				out->start += (uint64_t)num_or(cache, "red_left_pad", 0);
				out->offset = address - out->start;
			}
		}
	}
	e->taint = was;
	return ok;
}

/* ---- in words ---------------------------------------------------------------------------- */

static const char *describe_stack(struct emit *e, uint64_t address)
{
	uint64_t physical;

	for (long cpu = 0; cpu <= highest_cpu(e); cpu++) {
		size_t n;
		const struct stack_span *s = cpu_stack_spans(e, cpu, &n);
		struct stack_span task;

		if (!cpu_has_run(e, cpu))
			continue;
		task = task_stack_span(e, cpu_current(e, cpu));
		if (address >= task.low && address < task.high)
			return file_printf(e, "stack of task %s", str(cpu_current(e, cpu), "comm"));
		if (task.low && task.low - address <= e->facts->page_size)
			return file_printf(e, "below the stack of task %s", str(cpu_current(e, cpu), "comm"));
		for (size_t i = 0; i < n; i++)
			if (address >= s[i].low && address < s[i].high)
				return file_printf(e, "%s stack of CPU %ld", stack_kind_name(s[i].kind), cpu);
		/* Their guard pages, where nothing is mapped: exceptions' stacks lie one upon another. */
		for (size_t i = 0; i < n; i++)
			if (s[i].low - address <= e->facts->page_size && !translate(e, address, &physical))
				return file_printf(e, "below the %s stack of CPU %ld", stack_kind_name(s[i].kind), cpu);
	}
	return NULL;
}

static const char *describe_task(struct emit *e, uint64_t address)
{
	ref task;

	if (!is_task(e, address))
		return NULL;
	task = at(e, address, "struct task_struct");
	return file_printf(e, "task %ld (%s)", num(task, "pid"), str(task, "comm"));
}

static const char *describe_slab(struct emit *e, uint64_t address)
{
	struct slab_object o;

	if (!slab_object(e, address, &o))
		return NULL;
	if (!o.offset)
		return file_printf(e, "slab %s", o.cache);
	return file_printf(e, "slab %s+0x%llx", o.cache, (unsigned long long)o.offset);
}

/* Variables at their start are called by their name alone. */
static const char *describe_symbol(struct emit *e, uint64_t address)
{
	struct symbol s;

	if (!symbol_at(e, address, &s) || (s.size && address - s.addr >= s.size))
		return NULL;
	if (address != s.addr)
		return symbol_offset(e, address);
	return s.module ? file_printf(e, "%s [%s]", s.name, s.module) : s.name;
}

/* Of a module's data there may be no symbols (CONFIG_KALLSYMS_ALL). */
static const char *describe_module(struct emit *e, uint64_t address)
{
	const struct program_module *modules;
	size_t n = program_modules(e->program, &modules);

	for (size_t i = 0; i < n; i++)
		for (unsigned r = 0; r < modules[i].range_count; r++)
			if (address - modules[i].ranges[r].base < modules[i].ranges[r].size)
				return file_printf(e, "0x%llx in module %s", (unsigned long long)address, modules[i].name);
	return NULL;
}

const char *describe_address(struct emit *e, uint64_t address)
{
	const char *text = poison_words(address);
	bool was = tainted(e);
	uint64_t physical;

	if (text)
		return text;
	/* The kernel's half of the address space begins with ones. */
	if (!(address >> 63))
		return address < 4 * GiB ? "" : address >> 56 ? "not canonical" : "user address, or a number";
	if (address >> 56 != 0xff)
		return "not canonical";
	if (address >= (uint64_t)-4095)
		return "error code, or a small negative number";
	if (!(text = describe_task(e, address)) && !(text = describe_symbol(e, address)) &&
	    !(text = describe_stack(e, address)) && !(text = describe_slab(e, address)) && !(text = describe_module(e, address)))
		text = translate(e, address, &physical) ?
		       file_printf(e, "kernel memory, physical 0x%llx", (unsigned long long)physical) : "not mapped";
	e->taint = was;
	return text;
}
