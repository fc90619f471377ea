/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "program/layout.h"

#include <string.h>

struct field field_of(struct type *t, const char *path)
{
	uint64_t offset = 0, size;

	while (t) {
		size_t len = strcspn(path, ".");
		struct type_member_at at;
		char name[64];

		if (len >= sizeof(name))
			break;
		memcpy(name, path, len);
		name[len] = '\0';
		if (!type_find_member(t, name, &at) || at.bit_size || at.bit_offset % 8)
			break;
		offset += at.bit_offset / 8;
		t = at.type;
		if (!path[len])
			return types_size(t, &size) && size <= UINT32_MAX ? (struct field){offset, (unsigned)size}
									  : (struct field){0};
		path += len + 1;
	}
	return (struct field){0};
}

bool field_read(struct program *p, uint64_t obj, struct field f, uint64_t *value)
{
	if (f.size != 1 && f.size != 2 && f.size != 4 && f.size != 8)
		return false;
	return memory_word(p->memory, obj + f.offset, f.size, p->facts.big_endian, value);
}

struct list_walk list_start(uint64_t head)
{
	return (struct list_walk){.head = head, .at = head, .seen = head, .next_mark = 1};
}

bool list_next(struct list_walk *w, struct program *p, uint64_t limit)
{
	unsigned word = p->facts.word_size;
	uint64_t next;

	if (w->broken)
		return false;
	if (!memory_word(p->memory, w->at + (w->backwards ? word : 0), word, p->facts.big_endian, &next)) {
		w->unreadable = true;
		w->broken = "an element can't be read";
		return false;
	}
	if (next == w->head)
		return false;
	if (next == w->seen || w->count == limit) {
		w->broken = next == w->seen ? "it runs in a circle" : "it is longer than any real one";
		return false;
	}
	if (++w->count == w->next_mark) {
		w->seen = next;
		w->next_mark *= 2;
	}
	w->before = w->at;
	w->at = next;
	return true;
}

const char *list_each(struct program *p, uint64_t head, uint64_t limit,
		      void (*fn)(struct program *p, uint64_t element, void *arg), void *arg)
{
	struct list_walk walk = list_start(head), back = walk;

	while (list_next(&walk, p, limit))
		fn(p, walk.at, arg);
	back.backwards = true;
	while (walk.unreadable && list_next(&back, p, limit) && back.at != walk.at && back.at != walk.before)
		fn(p, back.at, arg);
	return walk.broken;
}
