/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a BTF blob: open it, make every type, ask for names. */
#include "fuzz/fuzz.h"
#include "types/types.h"

static void use_type(struct type *t)
{
	const struct member *m = t->members;
	uint64_t bytes;

	types_size(t, &bytes);
	type_strip(type_target(t));
	for (uint32_t i = 0; i < t->member_count && i < 16; i++)
		types_size(member_type(t, &m[i]), &bytes);
	if (t->name[0])
		types_find(t->graph, t->name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct type_source *source;
	struct types graph;
	int64_t value;

	if (!btf_open(data, size, NULL, "fuzz", NULL, &source, NULL))
		return 0;
	types_init(&graph);
	types_add_source(&graph, source);
	for (uint32_t id = 1; id < btf_type_count(source) && id < 4096; id++)
		use_type(types_by_id(&graph, source, id));
	types_enumerator(&graph, "A", &value);
	types_variable(&graph, "a");
	types_free(&graph);
	source->close(source);
	return 0;
}
