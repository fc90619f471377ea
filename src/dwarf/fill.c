/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A DIE made into a type of the graph, read from the file when it is asked for. */
#include "dwarf/internal.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_WINDOW = 512, OP_PLUS_UCONST = 0x23, OP_CONSTU = 0x10 };
enum { ATE_BOOLEAN = 2, ATE_COMPLEX_FLOAT = 3, ATE_FLOAT = 4, ATE_SIGNED = 5, ATE_SIGNED_CHAR = 6,
       ATE_IMAGINARY_FLOAT = 9, ATE_SIGNED_FIXED = 0xd };

/* A DIE and what follows it, as much of the unit as was needed so far. */
struct window {
	struct dwarf *d;
	const struct dwarf_unit *unit;
	const struct abbrev_table *abbrevs;
	struct rd r;
	uint64_t offset;	/* of r.base in the section */
	uint8_t *buf;
	struct err *err;
};

typedef bool window_fn(struct window *w, const struct die *die, void *arg);

static uint64_t unsigned_or(const struct value *v, uint64_t otherwise)
{
	return v->class == VALUE_UNSIGNED || v->class == VALUE_SIGNED ? v->u : otherwise;
}

static uint64_t target(const struct die *die)
{
	return die->type.class == VALUE_REF ? die->type.u : 0;
}

/* Moves behind the children of a DIE, by its sibling if there is one. */
static void skip_children(struct window *w, const struct die *of)
{
	uint64_t next = ID_OFFSET(of->sibling.u);
	unsigned depth = 1;
	struct die die;

	if (!of->children)
		return;
	if (of->sibling.class == VALUE_REF && ID_PART(of->sibling.u) == w->unit->part && next <= w->unit->end &&
	    next > w->offset + rd_pos(&w->r)) {
		rd_seek(&w->r, next - w->offset);
		return;
	}
	while (depth && rd_left(&w->r)) {
		if (!die_read(w->d, w->unit, w->abbrevs, &w->r, w->offset, &die))
			depth--;
		else if (die.children)
			depth++;
	}
	if (depth)
		rd_fail(&w->r, "children without an end");
}

/* The next child of that tag; false when there are no more. */
static bool next_child(struct window *w, uint16_t tag, struct die *child)
{
	while (die_read(w->d, w->unit, w->abbrevs, &w->r, w->offset, child)) {
		/* its own children, where it has any, are passed over before it is used: names stay valid */
		skip_children(w, child);
		if (child->tag == tag)
			return !w->r.failed;
	}
	return false;
}

/*
 * Reads the DIE with that id and calls fn, with the cursor behind the DIE.  If fn comes to the
 * end of the bytes read it is called again, with more of them.
 */
static bool with_die(struct dwarf *d, uint64_t id, window_fn *fn, void *arg, struct err *err)
{
	struct window w = {.d = d, .unit = unit_of(d, id), .offset = ID_OFFSET(id), .err = err};
	const struct section *info;
	uint64_t left, len = FIRST_WINDOW;
	bool ok = false;

	if (!w.unit)
		return err_set(err, "nothing at 0x%llx", (unsigned long long)ID_OFFSET(id));
	w.abbrevs = unit_abbrevs(d, w.unit, err);
	if (!w.abbrevs)
		return false;
	info = &d->parts[w.unit->part].info;
	left = w.unit->end - w.offset;
	if (info->data)
		len = left;
	for (;; len *= 4) {
		struct die die;

		if (len > left)
			len = left;
		if (!info->data) {
			w.buf = xrealloc(w.buf, (size_t)len, 1);
			if (!section_read(info, w.offset, w.buf, (size_t)len, err))
				break;
		}
		w.r = rd_init(info->data ? info->data + w.offset : w.buf, (size_t)len, info->object->header.big_endian,
			      info->name);
		if (die_read(d, w.unit, w.abbrevs, &w.r, w.offset, &die))
			ok = fn(&w, &die, arg);
		else
			rd_fail(&w.r, "the end of a list where an entry was expected");
		if (!w.r.failed || len == left)
			break;
	}
	free(w.buf);
	if (w.r.failed)
		return err_set(err, "%s+0x%llx: %s", info->name, (unsigned long long)(w.offset + w.r.where),
			       w.r.why ? w.r.why : "damaged");
	return ok;
}

/* ---- members -------------------------------------------------------------------- */

static const char *keep_name(struct window *w, const struct value *name)
{
	if (name->class == VALUE_INLINE_STRING)
		return arena_strdup(&w->d->arena, name->s);
	return name->class == VALUE_STRING ? name->s : "";
}

/* Bytes from the start of the struct: a constant, or in DWARF 2 the expression "add so much". */
static bool member_offset(const struct die *m, uint64_t *bytes)
{
	struct rd r;
	uint8_t op;

	*bytes = 0;
	if (m->location.class == VALUE_NONE)
		return true;	/* of a union, or of a bit field counted from the start */
	if (m->location.class != VALUE_BLOCK) {
		*bytes = m->location.u;
		return true;
	}
	r = rd_init(m->location.block, (size_t)m->location.u, false, "location");
	op = rd_u8(&r);
	*bytes = rd_uleb(&r);
	return !r.failed && (op == OP_PLUS_UCONST || op == OP_CONSTU) && !rd_left(&r);
}

struct basics {
	uint64_t size, encoding, next;	/* of a DIE; what it refers to if it has no size itself */
};

static bool read_basics(struct window *w, const struct die *die, void *arg)
{
	struct basics *s = arg;

	(void)w;
	s->size = unsigned_or(&die->byte_size, 0);
	s->encoding = unsigned_or(&die->encoding, 0);
	s->next = die->tag == TAG_typedef || die->tag == TAG_const || die->tag == TAG_volatile ? target(die) : 0;
	return true;
}

/* Of the first type that has a size, from s->next on. */
static bool find_basics(struct dwarf *d, struct basics *s)
{
	for (unsigned depth = 0; !s->size && s->next && depth < LIMIT_TYPE_DEPTH; depth++)
		if (!with_die(d, s->next, read_basics, s, NULL))
			return false;
	return s->size != 0;
}

/* Size of the storage unit of an old bit field: its own, or its type's. */
static uint64_t storage_size(struct window *w, const struct die *m)
{
	struct basics s = {.size = unsigned_or(&m->byte_size, 0), .next = target(m)};

	return find_basics(w->d, &s) ? s.size : 0;
}

static bool fill_member(struct window *w, const struct die *die, struct member *m)
{
	uint64_t bytes, bits = unsigned_or(&die->bit_size, 0);

	if (!member_offset(die, &bytes) || bytes > UINT64_MAX / 8 || bits > UINT32_MAX)
		return false;
	*m = (struct member){.type_id = target(die), .bit_offset = bytes * 8, .bit_size = (uint32_t)bits};
	if (die->data_bit_offset.class != VALUE_NONE) {
		m->bit_offset += die->data_bit_offset.u;
	} else if (die->bit_offset.class != VALUE_NONE && bits) {
		/* DWARF 2 counts from the most significant bit of a storage unit of so many bytes */
		uint64_t storage = w->d->parts[w->unit->part].file->object->header.big_endian ? 0 : storage_size(w, die) * 8;

		m->bit_offset += storage ? storage - die->bit_offset.u - bits : die->bit_offset.u;
	}
	return true;
}

struct list {
	void *items;
	uint32_t count, room;
};

static void *list_add(struct list *l, size_t size)
{
	if (l->count == l->room) {
		l->room = l->room ? l->room * 2 : 64;
		l->items = xrealloc(l->items, l->room, size);
	}
	return memset((char *)l->items + l->count++ * size, 0, size);
}

/* Moves a list into the graph's arena. */
static void *list_keep(struct list *l, struct arena *arena, size_t size)
{
	void *kept = NULL;

	if (l->count) {
		kept = arena_calloc(arena, l->count, size);
		memcpy(kept, l->items, l->count * size);
	}
	free(l->items);
	return kept;
}

static bool fill_members(struct window *w, const struct die *die, struct type *t)
{
	struct list members = {0};
	struct die child;

	while (die->children && next_child(w, TAG_member, &child)) {
		struct member *m = list_add(&members, sizeof(*m));

		if (!fill_member(w, &child, m)) {
			free(members.items);
			return err_set(w->err, "member '%s' at an offset that is not a constant", keep_name(w, &child.name));
		}
		m->name = keep_name(w, &child.name);
	}
	t->member_count = members.count;
	t->members = list_keep(&members, &t->graph->arena, sizeof(struct member));
	return true;
}

/* ---- enumerations ------------------------------------------------------------------ */

/* Producers sign-extend negative values themselves (DW_FORM_sdata): the other forms are unsigned. */
static int64_t enumerator_value(const struct die *die)
{
	return (int64_t)unsigned_or(&die->const_value, 0);
}

static bool is_signed(uint64_t encoding)
{
	return encoding == ATE_SIGNED || encoding == ATE_SIGNED_CHAR || encoding == ATE_SIGNED_FIXED;
}

static bool fill_enum(struct window *w, const struct die *die, struct type *t)
{
	struct basics beneath = {.next = target(die)};
	struct list list = {0};
	bool negative = false;
	struct die child;

	while (die->children && next_child(w, TAG_enumerator, &child)) {
		struct enumerator *e = list_add(&list, sizeof(*e));

		e->name = keep_name(w, &child.name);
		e->value = enumerator_value(&child);
		negative |= e->value < 0;
	}
	/* the integer type beneath says it, where the producer names one */
	t->is_signed = find_basics(w->d, &beneath) ? is_signed(beneath.encoding) : negative;
	t->enumerator_count = list.count;
	t->enumerators = list_keep(&list, &t->graph->arena, sizeof(struct enumerator));
	return true;
}

/* ---- arrays ------------------------------------------------------------------------ */

/* Elements of one dimension; an upper bound of -1, in any width, is that of a [0]. */
static uint64_t dimension(const struct die *range)
{
	uint64_t upper = range->upper_bound.u;

	if (range->count.class == VALUE_UNSIGNED || range->count.class == VALUE_SIGNED)
		return range->count.u == UINT64_MAX ? 0 : range->count.u;
	if (range->upper_bound.class != VALUE_UNSIGNED && range->upper_bound.class != VALUE_SIGNED)
		return 0;
	return upper == UINT32_MAX || upper == UINT64_MAX ? 0 : upper + 1;
}

/* All dimensions multiplied out: that is what BTF has, and the graph is to be the same. */
static bool fill_array(struct window *w, const struct die *die, struct type *t)
{
	struct die range;

	t->kind = TYPE_ARRAY;
	t->count = die->children;
	while (die->children && next_child(w, TAG_subrange, &range))
		if (__builtin_mul_overflow(t->count, dimension(&range), &t->count))
			return err_set(w->err, "an array of more elements than can be counted");
	return true;
}

/* ---- types ------------------------------------------------------------------------- */

static void fill_base(const struct die *die, struct type *t)
{
	uint64_t encoding = unsigned_or(&die->encoding, 0);

	t->kind = encoding == ATE_FLOAT || encoding == ATE_COMPLEX_FLOAT || encoding == ATE_IMAGINARY_FLOAT ? TYPE_FLOAT :
													      TYPE_INT;
	t->is_signed = is_signed(encoding);
	t->is_bool = encoding == ATE_BOOLEAN;
	t->is_char = t->size == 1 && !strcmp(t->name, "char");
}

static bool fill_aggregate(struct window *w, const struct die *die, struct type *t)
{
	t->kind = die->tag == TAG_union ? TYPE_UNION : die->tag == TAG_enumeration ? TYPE_ENUM : TYPE_STRUCT;
	t->target_id = 0;
	t->incomplete = die->declaration;
	if (die->declaration)
		return true;
	return t->kind == TYPE_ENUM ? fill_enum(w, die, t) : fill_members(w, die, t);
}

static bool fill_by_tag(struct window *w, const struct die *die, struct type *t)
{
	switch (die->tag) {
	case TAG_structure: case TAG_class: case TAG_union: case TAG_enumeration:
		return fill_aggregate(w, die, t);
	case TAG_base:
		fill_base(die, t);
		t->target_id = 0;
		return true;
	case TAG_pointer: case TAG_reference: case TAG_rvalue_reference:
		t->kind = TYPE_POINTER;
		t->size = unsigned_or(&die->byte_size, w->unit->address_size);
		return true;
	case TAG_array:
		return fill_array(w, die, t);
	case TAG_typedef:
		t->kind = TYPE_TYPEDEF;
		return true;
	case TAG_const: case TAG_volatile: case TAG_restrict: case TAG_atomic: case TAG_packed: case TAG_immutable:
		t->kind = TYPE_QUALIFIER;
		return true;
	case TAG_subroutine: case TAG_subprogram:
		t->kind = TYPE_FUNCTION;
		return true;
	case TAG_unspecified:
		t->kind = TYPE_VOID;
		return true;
	default:
		return err_set(w->err, "tag 0x%x is no type of C", die->tag);
	}
}

struct variable {
	uint64_t type, declaration;	/* ids */
};

static bool read_variable(struct window *w, const struct die *die, void *arg)
{
	struct variable *v = arg;

	(void)w;
	v->type = target(die);
	v->declaration = die->specification.class == VALUE_REF ? die->specification.u : 0;
	return true;
}

/* A definition says its type only where the declaration that it refers to does not. */
uint64_t fill_variable_type(struct dwarf *d, uint64_t id)
{
	struct variable v = {.declaration = id};

	for (unsigned depth = 0; !v.type && v.declaration && depth < LIMIT_TYPE_DEPTH; depth++)
		if (!with_die(d, v.declaration, read_variable, &v, NULL))
			return 0;
	return v.type;
}

struct filling {
	struct type *t;
	uint64_t instead;	/* id of the unit that defines what the DIE only declares */
};

static bool fill_die(struct window *w, const struct die *die, void *arg)
{
	struct filling *f = arg;
	struct type *t = f->t;

	if (die->declaration && die->signature.class == VALUE_REF && die->signature.u) {
		f->instead = die->signature.u;
		return true;
	}
	t->name = keep_name(w, &die->name);
	t->size = unsigned_or(&die->byte_size, 0);
	t->target_id = target(die);
	return fill_by_tag(w, die, t);
}

bool dwarf_fill(struct dwarf *d, struct types *graph, struct type *t, struct err *err)
{
	struct filling f = {t, 0};
	bool ok;

	(void)graph;
	ok = with_die(d, t->id, fill_die, &f, err);
	if (ok && f.instead) {
		uint64_t id = f.instead;

		f.instead = 0;
		ok = with_die(d, id, fill_die, &f, err);
	}
	return ok || err_prepend(err, "%s: type at 0x%llx", d->source.name, (unsigned long long)ID_OFFSET(t->id));
}
