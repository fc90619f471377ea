/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as an ELF file with DWARF: pass its units, make every type that has a name. */
#include "dwarf/dwarf.h"
#include "fuzz/fuzz.h"
#include "support/mem_input.h"

struct user {
	struct types graph;
	struct type_source *source;
	unsigned left;
};

static bool use(enum type_kind kind, const char *name, uint64_t id, void *arg)
{
	struct user *u = arg;
	uint64_t bytes;

	if (kind == TYPE_QUALIFIER) {
		types_variable(&u->graph, name);
	} else {
		struct type *t = types_by_id(&u->graph, u->source, id);

		types_size(type_strip(t), &bytes);
		for (uint32_t i = 0; i < t->member_count && i < 16; i++)
			types_size(member_type(t, &t->members[i]), &bytes);
	}
	return --u->left > 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input *in = mem_input(data, size);
	struct user u = {.left = 200};
	struct object *o;

	if (!object_open(in, &o, NULL)) {
		input_close(in);
		return 0;
	}
	if (dwarf_open(&(struct dwarf_files){.object = o}, "fuzz", NULL, &u.source, NULL)) {
		types_init(&u.graph);
		types_add_source(&u.graph, u.source);
		dwarf_each(u.source, use, &u);
		types_free(&u.graph);
		u.source->close(u.source);
	}
	object_close(o);
	return 0;
}
