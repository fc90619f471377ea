/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Split BTF of modules.  kernel/bpf/btf.c: btf_modules, 36e68442d1af (5.11).
 *
 * The list is read when the program is opened; each module's data when a type
 * is first looked for that the kernel's own BTF does not know.
 */
#include "program/modules.h"

#include <stdlib.h>
#include <string.h>

#include "program/lazy_source.h"

struct module_btf {
	struct lazy_source lazy;	/* first: open_types() gets no more */
	uint64_t addr, size;		/* of the data in the dump */
	void *data;
};

/* Members of struct btf_module and struct btf. */
struct btf_layout {
	struct field list, module, btf;
	struct field data, data_size, start_id, start_str_off, name;
};

static bool find_layout(struct types *graph, struct btf_layout *l)
{
	struct type *module = types_find(graph, "struct btf_module"), *btf = types_find(graph, "struct btf");

	if (!module || !btf)
		return false;
	*l = (struct btf_layout){
		.list = field_of(module, "list"),
		.module = field_of(module, "module"),
		.btf = field_of(module, "btf"),
		.data = field_of(btf, "data"),
		.data_size = field_of(btf, "data_size"),
		.start_id = field_of(btf, "start_id"),
		.start_str_off = field_of(btf, "start_str_off"),
		.name = field_of(btf, "name"),
	};
	return l->list.size && l->btf.size && l->data.size && l->data_size.size && l->start_id.size &&
	       l->start_str_off.size && l->name.size;
}

static void open_types(struct lazy_source *s)
{
	struct module_btf *b = (struct module_btf *)s;
	struct program *p = s->program;
	struct blob blob;
	struct err err;

	if (!blob_read(&blob, p->memory, false, b->addr, b->size) || blob.missing) {
		p->modules->types_lost++;
		log_msg(p->log, LOG_INFO, "types of module %s: not all in the dump", s->source.module);
		blob_free(&blob);
		return;
	}
	b->data = blob.data;
	if (btf_open(b->data, b->size, p->btf, s->source.name, s->source.module, &s->inner, &err))
		return;
	p->modules->types_lost++;
	log_msg(p->log, LOG_INFO, "types of module %s: %s", s->source.module, err.msg);
}

/* ---- the list ------------------------------------------------------------------- */

static void add_btf(struct program *p, uint64_t element, void *layout)
{
	const struct btf_layout *l = layout;
	uint64_t module = element - l->list.offset;
	struct module_set *set = p->modules;
	uint64_t btf, start_id, start_string;
	struct module_btf b = {0};
	char name[128];

	if (!field_read(p, module, l->btf, &btf) || !field_read(p, btf, l->data, &b.addr) ||
	    !field_read(p, btf, l->data_size, &b.size) || !field_read(p, btf, l->start_id, &start_id) ||
	    !field_read(p, btf, l->start_str_off, &start_string) || b.size > LIMIT_BTF_SIZE ||
	    memory_read_string(p->memory, btf + l->name.offset, name, sizeof(name), NULL) != MEM_OK) {
		set->types_lost++;
		log_msg(p->log, LOG_WARN, "struct btf_module at 0x%llx: can't be read", (unsigned long long)module);
		return;
	}
	if (start_id != btf_type_count(p->btf) || start_string != btf_string_size(p->btf)) {
		log_msg(p->log, LOG_WARN, "types of module %s continue another kernel's types", name);
		return;
	}
	lazy_source_init(&b.lazy, p, open_types, arena_printf(&p->arena, "BTF of module %s in the dump", name),
			 arena_strdup(&p->arena, name));
	if (!(set->btf_count & (set->btf_count + 1)))	/* full at 0, 1, 3, 7, … */
		set->btf = xrealloc(set->btf, set->btf_count * 2 + 1, sizeof(*set->btf));
	set->btf[set->btf_count++] = b;
}

bool module_btf_load(struct program *p, struct err *err)
{
	struct btf_layout l;
	const char *broken;
	uint64_t head;

	if (!find_layout(&p->types, &l) || !kallsyms_find(p->kallsyms, "btf_modules", 0, &head)) {
		bool lost = program_functions_missing(p) > 0;	/* pages with symbols: its own may be among them */

		p->modules->types_lost += lost;
		return err_set(err, "%s", lost ? "btf_modules is not among the symbols that could be read" :
			       "the kernel keeps no BTF of modules");
	}
	broken = list_each(p, head, LIMIT_MODULES, add_btf, &l);
	p->modules->types_lost += broken != NULL;
	if (broken)
		log_msg(p->log, LOG_WARN, "list of modules' BTF, %zu of them: %s", p->modules->btf_count, broken);
	return true;
}

bool module_btf_has(const struct module_set *set, const char *module)
{
	for (size_t i = 0; i < set->btf_count; i++)
		if (!strcmp(set->btf[i].lazy.source.module, module))
			return true;
	return false;
}

void module_btf_free(struct module_set *set)
{
	for (size_t i = 0; i < set->btf_count; i++) {
		lazy_source_close(&set->btf[i].lazy);
		free(set->btf[i].data);
	}
	free(set->btf);
}

void module_btf_add_sources(struct program *p, struct types *graph)
{
	for (size_t i = 0; i < p->modules->btf_count; i++)
		types_add_source(graph, &p->modules->btf[i].lazy.source);
}
