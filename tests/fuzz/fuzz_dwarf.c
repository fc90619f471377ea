/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as an ELF file with DWARF: pass its units, make every type that has a name. */
#include "dwarf/dwarf.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct memory_input {
	struct input in;
	const uint8_t *data;
};

static enum input_status read_memory(struct input *in, uint64_t off, void *buf, size_t len)
{
	if (off > in->size || len > in->size - off)
		return INPUT_EOF;
	memcpy(buf, ((struct memory_input *)in)->data + off, len);
	return INPUT_OK;
}

static void close_memory(struct input *in)
{
	(void)in;
}

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
	struct memory_input in = {{size, "fuzz", read_memory, close_memory}, data};
	struct user u = {.left = 200};
	struct object *o;

	if (!size || !object_open(&in.in, &o, NULL))
		return 0;
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
