/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCKS = 64 };

/* Everything that a fact points at must be readable memory. */
static size_t touch_facts(const struct dump_facts *f)
{
	size_t sum = strlen(f->format) + strlen(f->release) + strlen(f->node) + strlen(f->machine_name) + strlen(f->compression);

	for (size_t i = 0; i < f->note_count; i++)
		sum += strlen(f->notes[i].name) + (f->notes[i].size ? f->notes[i].desc[0] + f->notes[i].desc[f->notes[i].size - 1] : 0);
	for (size_t i = 0; i < f->remark_count; i++)
		sum += strlen(f->remarks[i]);
	if (f->vmcoreinfo && strlen(f->vmcoreinfo) != f->vmcoreinfo_size)
		abort();
	return sum + (f->eraseinfo ? strlen(f->eraseinfo) : 0);
}

void fuzz_dump(struct dump *d)
{
	const struct dump_facts *f = dump_facts(d);
	uint8_t *buf = xmalloc(f->block_size), bits[32];
	struct dump_quality q;
	uint64_t n = 0;

	touch_facts(f);
	dump_quality(d, &q);
	d->ops->ram_bits(d, 0, bits, sizeof(bits) * 8);
	for (int i = 0; i < BLOCKS && (n = dump_next_block(d, n)) != UINT64_MAX; i++, n++) {
		enum mem_status before = dump_block_status(d, n), after = dump_read_block(d, n, buf, NULL);

		if (before != MEM_OK && after == MEM_OK)
			abort();
	}
	for (uint64_t i = 0; i < BLOCKS; i++)
		dump_read_block(d, i, buf, NULL);
	dump_read_block(d, f->block_count, buf, NULL);
	dump_read_block(d, UINT64_MAX, buf, NULL);
	if (dump_next_block(d, f->block_count) != UINT64_MAX)
		abort();
	free(buf);
	dump_close(d);
}
