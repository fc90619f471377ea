/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Overlapping ranges are resolved by halves: the first half of the list, itself
 * resolved, is laid over the second.  n log n, whatever the order and the overlap.
 */
#include "base/base.h"

#include <stdlib.h>

static void append(struct spans *s, struct span span)
{
	if (span.start < span.end)
		s->v[s->count++] = span;
}

/* over, and what of under shows beside it; both sorted and disjoint. */
static struct spans lay_over(const struct spans *over, const struct spans *under)
{
	/* Each span of over can cut one of under in two. */
	struct spans out = {xcalloc(2 * over->count + under->count, sizeof(*out.v)), 0};
	size_t i = 0;

	for (size_t j = 0; j < under->count; j++) {
		struct span rest = under->v[j];

		for (; i < over->count && over->v[i].start < rest.end; i++) {
			struct span top = over->v[i];

			if (rest.start < top.start)
				append(&out, (struct span){rest.start, top.start, rest.source});
			if (rest.start < top.end)
				rest.start = top.end < rest.end ? top.end : rest.end;
			if (top.end > rest.end)
				break;	/* it may cover the next one too */
			append(&out, top);
		}
		append(&out, rest);
	}
	for (; i < over->count; i++)
		append(&out, over->v[i]);
	return out;
}

static bool in_order(const struct span *in, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (in[i].start >= in[i].end || (i && in[i].start < in[i - 1].end))
			return false;
	return true;
}

struct spans spans_resolve(const struct span *in, size_t count)
{
	struct spans first, second, both;

	if (count <= 1 || in_order(in, count)) {
		both = (struct spans){xcalloc(count, sizeof(*both.v)), 0};
		for (size_t i = 0; i < count; i++)
			append(&both, in[i]);
		return both;
	}
	first = spans_resolve(in, count / 2);
	second = spans_resolve(in + count / 2, count - count / 2);
	both = lay_over(&first, &second);
	spans_free(&first);
	spans_free(&second);
	return both;
}

const struct span *spans_find(const struct spans *s, uint64_t addr)
{
	size_t low = 0, high = s->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->v[mid].end <= addr)
			low = mid + 1;
		else
			high = mid;
	}
	return low < s->count ? &s->v[low] : NULL;
}

void spans_free(struct spans *s)
{
	free(s->v);
	*s = (struct spans){0};
}
