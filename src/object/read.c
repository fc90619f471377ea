/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Refs, and reading through them. */
#include "object/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- loads --------------------------------------------------------------- */

bool load(struct emit *e, const char *type, const char *what, uint64_t address, void *buf, size_t n)
{
	uint64_t bad = address;
	enum mem_status status = memory_read(e->memory, address, buf, n, &bad);

	if (status == MEM_OK)
		return true;
	fail_read(e, type, what, status, bad);
	return false;
}

uint64_t scalar_from(const struct emit *e, const void *buf, unsigned n, bool is_signed)
{
	bool be = e->facts->big_endian;

	switch (n) {
	case 1: {
		uint8_t v;

		memcpy(&v, buf, 1);
		return is_signed ? (uint64_t)(int8_t)v : v;
	}
	case 2:
		return is_signed ? (uint64_t)(int16_t)get_u16(buf, be) : get_u16(buf, be);
	case 4:
		return is_signed ? (uint64_t)(int32_t)get_u32(buf, be) : get_u32(buf, be);
	case 8:
		return get_u64(buf, be);
	}
	return 0;
}

bool load_pointer(struct emit *e, const char *type, const char *what, uint64_t address, uint64_t *value)
{
	uint8_t buf[8];

	if (!load(e, type, what, address, buf, e->facts->word_size))
		return false;
	*value = scalar_from(e, buf, e->facts->word_size, false);
	return true;
}

/* ---- types by name ---------------------------------------------------------- */

struct type *pointer_to(struct emit *e, struct type *target)
{
	struct type *t = arena_alloc(&e->worker, sizeof(*t));

	*t = (struct type){.kind = TYPE_POINTER, .name = "", .size = e->facts->word_size,
			   .graph = &e->types, .target = target};
	return t;
}

static struct type *array_of(struct emit *e, struct type *element, uint64_t count)
{
	struct type *t = arena_alloc(&e->worker, sizeof(*t));

	*t = (struct type){.kind = TYPE_ARRAY, .name = "", .count = count, .graph = &e->types, .target = element};
	return t;
}

/* "struct uart_amba_port{type}": of several of that name, the first that has the member. */
static struct type *find_with_member(struct emit *e, const char *base, const char *member, size_t length)
{
	const char *wanted = file_printf(e, "%.*s", (int)length, member);
	struct type_member_at found;

	for (unsigned nth = 0; nth < LIMIT_HOMONYMS; nth++) {
		struct type *t = types_find_nth(&e->types, base, nth);

		if (!t || type_find_member(t, wanted, &found))
			return t;
	}
	return NULL;
}

static struct type *make_named(struct emit *e, const char *name)
{
	size_t n = strcspn(name, "*[{"), braced = name[n] == '{' ? strcspn(name + n, "}") : 0;
	const char *member = name + n + 1, *suffix = name + n + braced + (name[n + braced] == '}');
	char base[128];
	struct type *t;

	while (n && name[n - 1] == ' ')
		n--;
	if (n >= sizeof(base))
		return NULL;
	memcpy(base, name, n);
	base[n] = '\0';
	if (braced)
		t = find_with_member(e, base, member, braced - 1);
	else
		t = strcmp(base, "void") ? types_find(&e->types, base) : e->types.void_type;
	for (; t && *suffix; suffix++) {
		if (*suffix == '*')
			t = pointer_to(e, t);
		else if (*suffix == '[')
			t = array_of(e, t, strtoull(suffix + 1, NULL, 10));
	}
	return t;
}

struct type *named_type(struct emit *e, const char *name)
{
	struct type *t = strmap_get(&e->type_names, name);

	if (!t) {
		t = make_named(e, name);
		strmap_put(&e->type_names, worker_strdup(e, name), t ? t : e->poison);
	}
	return t == e->poison ? NULL : t;
}

long index_of(ref element, ref first)
{
	uint64_t size;

	if (poisoned(element) || poisoned(first) || !types_size(first.type, &size) || !size) {
		context(first)->taint = true;
		return 0;
	}
	return (int64_t)(element.addr - first.addr) / (int64_t)size;
}

/* Where types of modules are lost, one that is not found may yet exist: no answer, so it taints. */
bool has_type(struct emit *e, const char *type)
{
	if (named_type(e, type))
		return true;
	if (program_types_missing(e->program))
		fail_at(e, "", type, "not among the types that could be read", 0);
	return false;
}

bool has_member(struct emit *e, const char *type, const char *path)
{
	return has_type(e, type) && !path_get(e, named_type(e, type), path)->error;
}

size_t sizeof_type(struct emit *e, const char *type)
{
	struct type *t = named_type(e, type);
	uint64_t n;

	if (t && types_size(t, &n))
		return n;
	fail_at(e, type, "size", "no such type", 0);
	return 0;
}

size_t offsetof_member(struct emit *e, const char *type, const char *path)
{
	struct type *t = named_type(e, type);
	const struct path *p = t ? path_get(e, t, path) : NULL;

	if (!p || p->error || p->step_count > 1 || (p->step_count && p->steps[0].deref)) {
		fail_at(e, type, path, p && p->error ? p->error : "no such type", 0);
		return 0;
	}
	return p->step_count ? p->steps[0].offset : 0;
}

/* ---- refs --------------------------------------------------------------------- */

ref poison(struct emit *e)
{
	taint(e);
	return (ref){0, e->poison};
}

bool poisoned(ref o)
{
	return o.type == context(o)->poison;
}

bool null(ref o)
{
	if (poisoned(o))
		taint(context(o));
	return !o.addr;
}

bool same(ref a, ref b)
{
	return a.addr == b.addr;
}

ref at(struct emit *e, uint64_t address, const char *type)
{
	struct type *t = named_type(e, type);

	if (!t) {
		fail_at(e, "", type, "no such type", 0);
		return poison(e);
	}
	return (ref){address, t};
}

ref cast(ref o, const char *type)
{
	return poisoned(o) ? poison(context(o)) : at(context(o), o.addr, type);
}

/* Where part of the table is lost, a symbol that is not found may yet exist: no answer, so it taints. */
bool has_sym(struct emit *e, const char *name)
{
	uint64_t unused;

	if (find_symbol(e, name, &unused))
		return true;
	if (program_symbols_missing(e->program))
		fail_at(e, "", name, "not among the symbols that could be read", 0);
	return false;
}

bool has_function(struct emit *e, const char *name)
{
	if (knows_sym(e, name))
		return true;
	if (program_functions_missing(e->program))
		fail_at(e, "", name, "not among the functions that could be read", 0);
	return false;
}

bool knows_sym(struct emit *e, const char *name)
{
	uint64_t unused;

	return find_symbol(e, name, &unused);
}

uint64_t symaddr(struct emit *e, const char *name)
{
	uint64_t a = 0;

	if (!find_symbol(e, name, &a))
		fail_at(e, "", name, "no such symbol", 0);
	return a;
}

ref sym(struct emit *e, const char *name, const char *type)
{
	uint64_t a;

	if (!find_symbol(e, name, &a)) {
		fail_at(e, "", name, "no such symbol", 0);
		return poison(e);
	}
	return at(e, a, type);
}

/* What a CPU's copy of a per-CPU variable lies behind its symbol.  0 on kernels without SMP. */
static bool percpu_offset(struct emit *e, long cpu, uint64_t *offset)
{
	uint64_t table;

	*offset = 0;
	if (!find_symbol(e, "__per_cpu_offset", &table))
		return !has_sym(e, "__per_cpu_offset") && !program_symbols_missing(e->program);
	if (cpu < 0 || cpu >= LIMIT_CPUS) {
		fail_at(e, "", "__per_cpu_offset", "no such CPU", (uint64_t)cpu);
		return false;
	}
	return load_pointer(e, "", "__per_cpu_offset", table + (uint64_t)cpu * e->facts->word_size, offset);
}

ref percpu(struct emit *e, const char *name, const char *type, long cpu)
{
	ref o = sym(e, name, type);
	uint64_t offset;

	if (poisoned(o) || !percpu_offset(e, cpu, &offset))
		return poison(e);
	o.addr += offset;
	return o;
}

/* Walks a path from o; *p and the address of what it names.  False after having noted why not. */
static bool locate(ref o, const char *text, long i, const struct path **out, uint64_t *address)
{
	struct emit *e = context(o);
	const struct path *p;
	uint64_t a = o.addr;

	if (o.type == e->poison) {
		taint(e);
		return false;
	}
	p = path_get(e, o.type, text);
	if (p->error) {
		fail_at(e, o.type->name, text, p->error, 0);
		return false;
	}
	if (p->denied) {
		fail_at(e, o.type->name, text, "taken away by the damage sweep", a);
		return false;
	}
	if (!a) {
		fail_at(e, o.type->name, text, "read through a NULL pointer", 0);
		return false;
	}
	for (unsigned s = 0; s < p->step_count; s++) {
		const struct path_step *step = &p->steps[s];

		a += step->offset;
		if (step->stride) {
			if (i < 0 || (step->count && (uint64_t)i >= step->count)) {
				fail_at(e, o.type->name, text, "index past the end of the array", a);
				return false;
			}
			a += (uint64_t)i * step->stride;
		}
		if (step->deref) {
			if (!load_pointer(e, o.type->name, text, a, &a))
				return false;
			if (!a) {
				fail_at(e, o.type->name, text, "NULL pointer on the way", 0);
				return false;
			}
		}
	}
	*out = p;
	*address = a;
	return true;
}

ref sub_(ref o, const char *path, long i)
{
	const struct path *p;
	uint64_t a;

	if (!locate(o, path, i, &p, &a))
		return poison(context(o));
	return (ref){a, p->type};
}

ref ptr_(ref o, const char *path, long i)
{
	struct emit *e = context(o);
	const struct path *p;
	struct type *t;
	uint64_t a;

	if (!locate(o, path, i, &p, &a))
		return poison(e);
	t = type_strip(p->type);
	if (t->kind != TYPE_POINTER) {
		fail_at(e, o.type->name, path, "not a pointer", 0);
		return poison(e);
	}
	if (!load_pointer(e, o.type->name, path, a, &a))
		return poison(e);
	return (ref){a, type_target(t)};
}

ref percpu_ptr_(ref o, const char *path, long cpu)
{
	struct emit *e = context(o);
	ref p = ptr_(o, path, 0);
	uint64_t offset;

	if (poisoned(p) || !percpu_offset(e, cpu, &offset))
		return poison(e);
	if (p.addr)
		p.addr += offset;
	return p;
}

ref deref(ref o)
{
	return ptr_(o, "", 0);
}

ref container_(ref o, const char *type, const char *member)
{
	struct emit *e = context(o);
	uint64_t offset;
	bool was = e->taint;

	if (poisoned(o))
		return poison(e);
	e->taint = false;
	offset = offsetof_member(e, type, member);
	if (e->taint)
		return poison(e);
	e->taint = was;
	return at(e, o.addr - offset, type);
}

/* ---- numbers ------------------------------------------------------------------------- */

static long load_bits(struct emit *e, ref o, const struct path *p, uint64_t a)
{
	unsigned first = p->bit_offset, n = p->bit_size, size = (first + n + 7) / 8;
	uint8_t buf[16] = {0};
	uint64_t v = 0;

	if (n > 64 || size > 8) {
		fail_at(e, o.type->name, p->text, "bit field too wide", 0);
		return 0;
	}
	if (!load(e, o.type->name, p->text, a, buf, size))
		return 0;
	if (e->facts->big_endian) {
		for (unsigned k = 0; k < size; k++)
			v = v << 8 | buf[k];
		v >>= size * 8 - first - n;
	} else {
		v = get_u64(buf, false) >> first;
	}
	if (n < 64) {
		v &= (1ULL << n) - 1;
		if (p->scalar_signed && n && (v >> (n - 1)))
			v |= ~0ULL << n;
	}
	return (long)v;
}

static long load_number(ref o, const struct path *p, uint64_t a)
{
	struct emit *e = context(o);
	uint8_t buf[8];

	if (!p->scalar_size) {
		fail_at(e, o.type->name, p->text, "not a number", 0);
		return 0;
	}
	if (p->bit_size)
		return load_bits(e, o, p, a);
	if (!load(e, o.type->name, p->text, a, buf, p->scalar_size))
		return 0;
	return (long)scalar_from(e, buf, p->scalar_size, p->scalar_signed);
}

long num_(ref o, const char *path, long i)
{
	const struct path *p;
	uint64_t a;

	return locate(o, path, i, &p, &a) ? load_number(o, p, a) : 0;
}

long num_or_(ref o, const char *path, long value)
{
	return poisoned(o) || has_(o, path) ? num_(o, path, 0) : value;
}

long val(ref o)
{
	return num_(o, "", 0);
}

uint64_t read_word(struct emit *e, uint64_t address)
{
	uint64_t v = 0;

	return load_pointer(e, "", "word", address, &v) ? v : 0;
}

/* True where there is something; what there was and is lost is noted. */
static bool probed(struct emit *e, const char *what, enum mem_status status, uint64_t address)
{
	if (status != MEM_OK && status != MEM_NOT_MAPPED && status != MEM_HOLE)
		fail_read(e, "", what, status, address);
	return status == MEM_OK;
}

bool probe_word(struct emit *e, uint64_t address, uint64_t *value)
{
	uint8_t buf[8];
	uint64_t bad = address;

	if (address % e->facts->word_size ||
	    !probed(e, "word", memory_read(e->memory, address, buf, e->facts->word_size, &bad), bad))
		return false;
	*value = scalar_from(e, buf, e->facts->word_size, false);
	return true;
}

bool translate(struct emit *e, uint64_t address, uint64_t *physical)
{
	return probed(e, "page table", memory_translate(e->memory, address, physical), address);
}

bool has_(ref o, const char *path)
{
	struct emit *e = context(o);

	return !poisoned(o) && !path_get(e, o.type, path)->error;
}

long len_(ref o, const char *path)
{
	struct emit *e = context(o);
	const struct path *p;
	struct type *t;

	if (poisoned(o)) {
		taint(e);
		return 0;
	}
	p = path_get(e, o.type, path);
	t = p->error ? NULL : type_strip(p->type);
	if (!t || t->kind != TYPE_ARRAY) {
		fail_at(e, o.type->name, path, p->error ? p->error : "not an array", 0);
		return 0;
	}
	return (long)t->count;
}

long size_(ref o, const char *path)
{
	struct emit *e = context(o);
	const struct path *p;
	uint64_t n = 0;

	if (poisoned(o)) {
		taint(e);
		return 0;
	}
	p = path_get(e, o.type, path);
	if (p->error || !types_size(p->type, &n)) {
		fail_at(e, o.type->name, path, p->error ? p->error : "of unknown size", 0);
		return 0;
	}
	return (long)n;
}

/* ---- strings and bytes -------------------------------------------------------------------- */

static const char *read_string(struct emit *e, const char *type, const char *what, uint64_t address, size_t max)
{
	char buf[LIMIT_STRING];
	uint64_t bad = address;
	enum mem_status status = memory_read_string(e->memory, address, buf, max < sizeof(buf) ? max : sizeof(buf), &bad);

	if (status != MEM_OK) {
		fail_read(e, type, what, status, bad);
		return "";
	}
	if (max >= sizeof(buf) && strlen(buf) == sizeof(buf) - 1)
		fail_at(e, type, what, "a longer string than is read", address);
	return arena_strdup(&e->file, buf);
}

const char *string(struct emit *e, uint64_t address)
{
	return read_string(e, "", "string", address, LIMIT_STRING);
}

const char *str_(ref o, const char *path, long i)
{
	struct emit *e = context(o);
	const struct path *p;
	struct type *t;
	uint64_t a;

	if (!locate(o, path, i, &p, &a))
		return "";
	t = type_strip(p->type);
	if (t->kind == TYPE_POINTER) {
		if (!load_pointer(e, o.type->name, path, a, &a) || !a)
			return "";
		return read_string(e, o.type->name, path, a, LIMIT_STRING);
	}
	if (t->kind != TYPE_ARRAY) {
		fail_at(e, o.type->name, path, "not a string", 0);
		return "";
	}
	return read_string(e, o.type->name, path, a, t->count ? t->count + 1 : LIMIT_STRING);
}

const void *bytes_(ref o, const char *path, size_t *n)
{
	struct emit *e = context(o);
	const struct path *p;
	uint64_t a, total;
	void *buf;

	*n = 0;
	if (!locate(o, path, 0, &p, &a))
		return NULL;
	if (!types_size(p->type, &total) || total > LIMIT_OUTPUT_FILE) {
		fail_at(e, o.type->name, path, "of unknown size", 0);
		return NULL;
	}
	buf = arena_alloc(&e->file, total);
	if (!load(e, o.type->name, path, a, buf, total))
		return NULL;
	*n = total;
	return buf;
}

const void *read_bytes(struct emit *e, uint64_t address, size_t n)
{
	void *buf;

	if (n > LIMIT_OUTPUT_FILE) {
		fail_at(e, "", "bytes", "more than any file may hold", address);
		return NULL;
	}
	buf = arena_alloc(&e->file, n);
	return load(e, "", "bytes", address, buf, n) ? buf : NULL;
}

const void *read_user(struct emit *e, ref mm, uint64_t address, size_t n)
{
	uint64_t pgd = addr(mm, "pgd"), bad = address;
	enum mem_status status;
	void *buf;

	if (poisoned(mm) || !pgd || n > LIMIT_OUTPUT_FILE)
		return NULL;
	buf = arena_alloc(&e->file, n);
	status = e->no_user_memory ? MEM_EXCLUDED : memory_read_user(e->memory, pgd, address, buf, n, &bad);
	if (status == MEM_OK)
		return buf;
	fail_read(e, "", "user memory", status, bad);
	return NULL;
}
