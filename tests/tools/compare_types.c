/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * compare_types VMLINUX [-v]: does the BTF of a kernel say the same as its DWARF?
 *
 * Every struct, union, enum and typedef that has a name in both is compared:
 * size, members, offsets, bit sizes, array lengths, enumerators, and the types
 * of members as far as names go.  Where a name has several definitions it is
 * enough that one of the DWARF's is the same.  Exits with 1 on a difference.
 *
 * compare_types VMLINUX --layout NAME...: prints the layout of structs from
 * DWARF, a member a line, for a comparison with another program's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dwarf/dwarf.h"

enum { MOST_DEFINITIONS = 64 };

struct comparison {
	struct types btf, dwarf;
	struct type_source *btf_source, *dwarf_source;
	unsigned long compared, different, missing;
	bool verbose;
	bool signs_told;	/* the BTF says which enumerations are signed */
	char why[256];
};

static bool differ(struct comparison *c, const char *what, const char *name, uint64_t a, uint64_t b)
{
	snprintf(c->why, sizeof(c->why), "%s of '%s': %#llx in BTF, %#llx in DWARF", what, name, (unsigned long long)a,
		 (unsigned long long)b);
	return false;
}

static bool same_members(struct comparison *c, struct type *a, struct type *b, unsigned depth);

/* Early writers of BTF did not say of a plain char whether it has a sign. */
static bool same_integer(const struct type *a, const struct type *b)
{
	return a->size == b->size && a->is_bool == b->is_bool && (a->is_signed == b->is_signed || (a->is_char && b->is_char));
}

/* The newer writers say "enum64" where 32 bits do not do; the older lose the upper half. */
static bool knows_wide_enums(struct comparison *c)
{
	for (uint32_t id = 1; id < btf_type_count(c->btf_source); id++) {
		struct type *t = types_by_id(&c->btf, c->btf_source, id);

		for (uint32_t i = 0; i < t->enumerator_count; i++)
			if (t->enumerators[i].value > INT32_MAX)
				return true;
	}
	return false;
}

/* What is behind an id is compared by kind and name; where there is no name, by what is in it. */
static bool same_type(struct comparison *c, struct type *a, struct type *b, const char *of, unsigned depth)
{
	while (a->kind == TYPE_QUALIFIER)
		a = type_target(a);
	while (b->kind == TYPE_QUALIFIER)
		b = type_target(b);
	if (a->kind != b->kind)
		return differ(c, "kind of the type", of, a->kind, b->kind);
	if (strcmp(a->name, b->name) && a->kind != TYPE_INT && a->kind != TYPE_FLOAT)
		return differ(c, "name of the type", of, 0, 0);
	if (a->kind == TYPE_ARRAY) {
		if (a->count != b->count)
			return differ(c, "array length", of, a->count, b->count);
		return same_type(c, type_target(a), type_target(b), of, depth);
	}
	if (a->kind == TYPE_POINTER || a->kind == TYPE_FUNCTION)
		return depth > 8 || same_type(c, type_target(a), type_target(b), of, depth + 1);
	if (a->kind == TYPE_TYPEDEF || a->name[0])
		return a->kind != TYPE_INT || same_integer(a, b) || differ(c, "integer", of, a->size, b->size);
	return depth > 8 || same_members(c, a, b, depth + 1);
}

static bool same_enumerators(struct comparison *c, const struct type *a, const struct type *b)
{
	if (a->enumerator_count != b->enumerator_count)
		return differ(c, "number of enumerators", a->name, a->enumerator_count, b->enumerator_count);
	for (uint32_t i = 0; i < a->enumerator_count; i++) {
		const struct enumerator *x = &a->enumerators[i], *y = &b->enumerators[i];

		if (strcmp(x->name, y->name))
			return differ(c, "enumerator", x->name, i, i);
		if (x->value == y->value)
			continue;
		if (c->signs_told)
			return differ(c, "enumerator", x->name, (uint64_t)x->value, (uint64_t)y->value);
		/* pahole before 1.24: values of 32 bits, without a word on their sign */
		if ((uint32_t)x->value != (uint32_t)y->value)
			return differ(c, "enumerator", x->name, (uint64_t)x->value, (uint64_t)y->value);
	}
	return !c->signs_told || a->is_signed == b->is_signed || differ(c, "signedness", a->name, a->is_signed, b->is_signed);
}

static bool same_members(struct comparison *c, struct type *a, struct type *b, unsigned depth)
{
	if (a->size != b->size)
		return differ(c, "size", a->name, a->size, b->size);
	if (a->incomplete != b->incomplete)
		return differ(c, "definition", a->name, !a->incomplete, !b->incomplete);
	if (a->kind == TYPE_ENUM)
		return same_enumerators(c, a, b);
	if (a->member_count != b->member_count)
		return differ(c, "number of members", a->name, a->member_count, b->member_count);
	for (uint32_t i = 0; i < a->member_count; i++) {
		const struct member *x = &a->members[i], *y = &b->members[i];

		if (strcmp(x->name, y->name))
			return differ(c, "name of member", x->name, i, i);
		if (x->bit_offset != y->bit_offset)
			return differ(c, "offset", x->name, x->bit_offset, y->bit_offset);
		if (x->bit_size != y->bit_size)
			return differ(c, "bit size", x->name, x->bit_size, y->bit_size);
		if (!same_type(c, member_type(a, x), member_type(b, y), x->name, depth))
			return false;
	}
	return true;
}

static bool same_definition(struct comparison *c, struct type *a, struct type *b)
{
	if (a->kind == TYPE_TYPEDEF)
		return same_type(c, type_target(a), type_target(b), a->name, 0);
	return same_members(c, a, b, 0);
}

/*
 * Differences that are known: of what a header defines anew each time it is
 * included, our DWARF index has one if line and size are the same.
 */
static const char *const explained[] = {
	"elf_note_info",	/* fs/binfmt_elf.c, again for compat */
	"pt_iommu_map_args",	/* drivers/iommu/generic_pt/iommu_pt.h, for each format of page tables */
};

static bool is_explained(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(explained); i++)
		if (!strcmp(explained[i], name))
			return true;
	return false;
}

static void compare(struct comparison *c, struct type *a)
{
	static const char *const tags[] = {[TYPE_STRUCT] = "struct ", [TYPE_UNION] = "union ", [TYPE_ENUM] = "enum ",
					   [TYPE_TYPEDEF] = ""};
	char name[LIMIT_SYMBOL_NAME], why[sizeof(c->why)] = "";
	struct type *b;
	unsigned nth;

	snprintf(name, sizeof(name), "%s%s", tags[a->kind], a->name);
	for (nth = 0; nth < MOST_DEFINITIONS && (b = types_find_nth(&c->dwarf, name, nth)); nth++) {
		if (same_definition(c, a, b)) {
			c->compared++;
			return;
		}
		if (!nth)
			memcpy(why, c->why, sizeof(why));
	}
	if (!nth) {
		c->missing++;
		if (c->verbose)
			printf("only in BTF: %s\n", name);
		return;
	}
	c->compared++;
	c->different += !is_explained(a->name);
	printf("%s: %s (%u in DWARF): %s\n", is_explained(a->name) ? "different, as explained" : "different", name, nth, why);
}

static void print_layout(struct comparison *c, const char *name)
{
	struct type *t;
	char full[LIMIT_SYMBOL_NAME];

	snprintf(full, sizeof(full), "struct %s", name);
	t = types_find(&c->dwarf, full);
	if (!t)
		return;
	printf("%s %llu\n", full, (unsigned long long)t->size);
	for (uint32_t i = 0; i < t->member_count; i++) {
		const struct member *m = &t->members[i];
		uint64_t size = 0;

		types_size(member_type(t, m), &size);
		printf("%s %llu %llu %u\n", m->name[0] ? m->name : "-", (unsigned long long)(m->bit_offset),
		       (unsigned long long)size, m->bit_size);
	}
}

static bool open_sources(struct comparison *c, const char *path, struct section *btf, struct err *err)
{
	struct object *o;
	struct input *in;

	return input_open(path, &in, err) && object_open(in, &o, err) && section_open(o, ".BTF", btf, err) &&
	       section_load(btf, err) &&
	       btf_open(btf->data, (size_t)btf->size, NULL, "BTF", NULL, &c->btf_source, err) &&
	       btf_whole(c->btf_source, err) && dwarf_open(&(struct dwarf_files){.object = o}, "DWARF", NULL, &c->dwarf_source, err) &&
	       dwarf_whole(c->dwarf_source, err);
}

int main(int argc, char **argv)
{
	struct comparison c = {.verbose = argc > 2 && !strcmp(argv[2], "-v")};
	struct section btf;
	struct err err = {{0}};

	if (argc < 2 || !open_sources(&c, argv[1], &btf, &err)) {
		fprintf(stderr, "%s\n", argc < 2 ? "usage: compare_types VMLINUX [-v | --layout NAME...]" : err.msg);
		return 2;
	}
	types_init(&c.btf);
	types_add_source(&c.btf, c.btf_source);
	c.signs_told = knows_wide_enums(&c);
	types_init(&c.dwarf);
	types_add_source(&c.dwarf, c.dwarf_source);
	if (argc > 3 && !strcmp(argv[2], "--layout")) {
		for (int i = 3; i < argc; i++)
			print_layout(&c, argv[i]);
		return 0;
	}
	for (uint32_t id = 1; id < btf_type_count(c.btf_source); id++) {
		struct type *t = types_by_id(&c.btf, c.btf_source, id);

		if (t->name[0] && !t->incomplete &&
		    (t->kind == TYPE_STRUCT || t->kind == TYPE_UNION || t->kind == TYPE_ENUM || t->kind == TYPE_TYPEDEF))
			compare(&c, t);
	}
	printf("%lu compared, %lu different, %lu only in BTF\n", c.compared, c.different, c.missing);
	return c.different != 0;
}
