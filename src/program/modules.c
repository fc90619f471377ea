/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's list of modules.  kernel/module/main.c, include/linux/module.h */
#include "program/modules.h"

#include <stdlib.h>
#include <string.h>

/* Members of struct module, by every name that they have had. */
struct module_layout {
	struct field list, name, state;
	struct field symtab, num_symtab, strtab, typetab;	/* of struct mod_kallsyms, or of struct module before 4.5 */
	struct field kallsyms;					/* pointer to the above, 8244062ef1e5 (4.5) */
	struct { struct field base, size; } range[8];
	struct field text_size;					/* at the start of the first of them */
	unsigned range_count;
	bool has_unformed;
	int64_t unformed;
};

static void add_range(struct module_layout *l, struct field base, struct field size)
{
	if (base.size && size.size && l->range_count < ARRAY_LEN(l->range)) {
		l->range[l->range_count].base = base;
		l->range[l->range_count++].size = size;
	}
}

/* struct module_memory mem[MOD_MEM_NUM_TYPES]: ac3b43283923 (6.4) */
static bool memory_array(struct module_layout *l, struct type *module)
{
	struct type_member_at at;
	struct type *array, *element;
	struct field base, size;
	uint64_t stride;

	if (!type_find_member(module, "mem", &at))
		return false;
	array = type_strip(at.type);
	if (array->kind != TYPE_ARRAY)
		return false;
	element = type_target(array);
	base = field_of(element, "base");
	size = field_of(element, "size");
	if (!base.size || !size.size || !types_size(element, &stride))
		return false;
	base.offset += at.bit_offset / 8;
	size.offset += at.bit_offset / 8;
	for (uint64_t i = 0; i < array->count && i < ARRAY_LEN(l->range); i++) {
		add_range(l, base, size);
		base.offset += stride;
		size.offset += stride;
	}
	return true;
}

static void find_ranges(struct module_layout *l, struct type *module)
{
	if (memory_array(l, module))
		return;
	/* struct module_layout: 7523e4dc5057 (4.5); data_layout: 01dc0386efb7 (5.18), some architectures */
	l->text_size = field_of(module, "core_layout.text_size");
	if (!l->text_size.size)
		l->text_size = field_of(module, "core_text_size");
	add_range(l, field_of(module, "core_layout.base"), field_of(module, "core_layout.size"));
	add_range(l, field_of(module, "data_layout.base"), field_of(module, "data_layout.size"));
	add_range(l, field_of(module, "init_layout.base"), field_of(module, "init_layout.size"));
	add_range(l, field_of(module, "module_core"), field_of(module, "core_size"));
	add_range(l, field_of(module, "module_init"), field_of(module, "init_size"));
}

static bool find_layout(struct types *graph, struct module_layout *l, struct err *err)
{
	struct type *module = types_find(graph, "struct module"), *tables = types_find(graph, "struct mod_kallsyms");

	if (!module)
		return err_set(err, "no struct module among the types");
	l->list = field_of(module, "list");
	l->name = field_of(module, "name");
	l->state = field_of(module, "state");
	if (!l->list.size || !l->name.size)
		return err_set(err, "struct module has no list or no name");
	l->has_unformed = l->state.size && types_enumerator(graph, "MODULE_STATE_UNFORMED", &l->unformed);
	find_ranges(l, module);
	l->kallsyms = field_of(module, "kallsyms");
	if (!l->kallsyms.size || !tables)
		tables = module;
	l->symtab = field_of(tables, "symtab");
	l->num_symtab = field_of(tables, "num_symtab");
	l->strtab = field_of(tables, "strtab");
	l->typetab = field_of(tables, "typetab");
	return true;
}

static void read_symbol_tables(struct program *p, const struct module_layout *l, uint64_t addr, struct module_symbols *s)
{
	uint64_t tables = addr;

	if (l->kallsyms.size && !field_read(p, addr, l->kallsyms, &tables)) {
		p->modules->symbols_lost++;
		return;
	}
	if (!field_read(p, tables, l->symtab, &s->symtab) || !field_read(p, tables, l->strtab, &s->strtab) ||
	    !field_read(p, tables, l->num_symtab, &s->count_in_symtab) || s->count_in_symtab > LIMIT_SYMBOLS) {
		p->modules->symbols_lost++;
		s->count_in_symtab = 0;
	}
	field_read(p, tables, l->typetab, &s->typetab);
}

static void read_ranges(struct program *p, const struct module_layout *l, struct program_module *m)
{
	uint64_t text;

	for (unsigned i = 0; i < l->range_count; i++) {
		uint64_t base, size;

		if (!field_read(p, m->addr, l->range[i].base, &base) || !field_read(p, m->addr, l->range[i].size, &size) ||
		    !base || !size || size > UINT64_MAX - base)
			continue;
		m->ranges[m->range_count].base = base;
		m->ranges[m->range_count++].size = size;
	}
	if (l->text_size.size && m->range_count && field_read(p, m->addr, l->text_size, &text) && text &&
	    text <= m->ranges[0].size)
		m->text_end = m->ranges[0].base + text;
}

/* A module that is being set up or torn down is skipped, as /proc/modules skips it. */
static bool is_formed(struct program *p, const struct module_layout *l, uint64_t addr)
{
	uint64_t state;

	return !l->has_unformed || !field_read(p, addr, l->state, &state) || state != (uint64_t)l->unformed;
}

static void add_module(struct program *p, uint64_t element, void *layout)
{
	const struct module_layout *l = layout;
	uint64_t addr = element - l->list.offset;
	struct module_set *set = p->modules;
	char name[128];
	size_t room = l->name.size < sizeof(name) ? l->name.size : sizeof(name);
	struct program_module *m;

	if (!is_formed(p, l, addr))
		return;
	if (memory_read_string(p->memory, addr + l->name.offset, name, room, NULL) != MEM_OK) {
		log_msg(p->log, LOG_WARN, "module at 0x%llx: its name can't be read", (unsigned long long)addr);
		set->symbols_lost++;
		return;
	}
	if (!(set->count & (set->count + 1))) {	/* full at 0, 1, 3, 7, … */
		set->modules = xrealloc(set->modules, set->count * 2 + 1, sizeof(*set->modules));
		set->symbols = xrealloc(set->symbols, set->count * 2 + 1, sizeof(*set->symbols));
	}
	m = &set->modules[set->count];
	*m = (struct program_module){.name = arena_strdup(&p->arena, name), .addr = addr};
	set->symbols[set->count] = (struct module_symbols){0};
	read_ranges(p, l, m);
	read_symbol_tables(p, l, addr, &set->symbols[set->count]);
	m->symbol_count = set->symbols[set->count].count_in_symtab;
	set->count++;
}

/* "modules" may be the name of other symbols too: what the list's ends point to points back to its head. */
static bool is_head(struct program *p, uint64_t addr)
{
	unsigned word = p->facts.word_size;
	uint64_t next, prev, back;

	if (!memory_word(p->memory, addr, word, p->facts.big_endian, &next) ||
	    !memory_word(p->memory, addr + word, word, p->facts.big_endian, &prev))
		return false;
	if (memory_word(p->memory, next + word, word, p->facts.big_endian, &back))
		return back == addr;
	return memory_word(p->memory, prev, word, p->facts.big_endian, &back) && back == addr;
}

static bool find_head(struct program *p, uint64_t *head)
{
	for (unsigned nth = 0; kallsyms_find(p->kallsyms, "modules", nth, head); nth++)
		if (is_head(p, *head))
			return true;
	return false;
}

void modules_lost(struct module_set *set)
{
	set->broken = "the list of modules can't be read";
	set->symbols_lost++;
	set->types_lost++;
}

bool modules_load(struct program *p, struct err *err)
{
	struct module_layout l = {0};
	struct module_set *set = p->modules;
	uint64_t head;

	if (!kallsyms_find(p->kallsyms, "modules", 0, &head) && !program_symbols_missing(p))
		return true;
	if (!find_layout(&p->types, &l, err))
		return false;
	if (!find_head(p, &head))
		return err_set(err, "symbol modules: not among those that could be read, or no list there that can be read");
	set->broken = list_each(p, head, LIMIT_MODULES, add_module, &l);
	set->symbols_lost += set->broken != NULL;
	if (set->broken)
		log_msg(p->log, LOG_WARN, "list of modules, %zu of them: %s", set->count, set->broken);
	return true;
}

void modules_free(struct module_set *set)
{
	if (!set)
		return;
	module_btf_free(set);
	for (size_t i = 0; i < set->count; i++) {
		free(set->symbols[i].symbols);
		free(set->symbols[i].by_addr);
		blob_free(&set->symbols[i].strings);
	}
	name_index_free(&set->index);
	free(set->first_entry);
	free(set->modules);
	free(set->symbols);
	free(set);
}
