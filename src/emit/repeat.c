/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that thousands of processes have in common: made once, and then again from memory. */
#include "emit/emit.h"

#include <string.h>

struct repeat {
	bool kept;
	struct repeat_of of;
	char *text;
	size_t size, room;
};

bool repeat_file(struct emit *e, const char *emitter, struct repeat_of of)
{
	const struct repeat *r = slot(e, emitter, sizeof(*r));

	if (!r->kept || r->of.what != of.what || memcmp(r->of.seen_from, of.seen_from, sizeof(of.seen_from)) != 0 || tainted(e))
		return false;
	out_bytes(e, r->text, r->size);
	return true;
}

void keep_file(struct emit *e, const char *emitter, struct repeat_of of)
{
	struct repeat *r = slot(e, emitter, sizeof(*r));

	r->kept = !e->note_count && !e->notes_dropped && !e->withheld && !tainted(e);
	if (!r->kept)
		return;
	if (e->out.len > r->room) {
		r->room = e->out.len * 2;
		r->text = worker_alloc(e, r->room, 1);
	}
	r->of = of;
	r->size = e->out.len;
	if (r->size)
		memcpy(r->text, e->out.s, r->size);
}
