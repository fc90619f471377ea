/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/cli.h"

#include <string.h>

#define NAME_ROOM 64

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
	return a < b ? (a < c ? a : c) : (b < c ? b : c);
}

/* Letters to add, take away or change to make one of the other (Levenshtein). */
static unsigned distance(const char *a, const char *b)
{
	unsigned row[NAME_ROOM + 1];
	size_t n = strlen(b);

	for (size_t j = 0; j <= n; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; a[i - 1]; i++) {
		unsigned diagonal = row[0];

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= n; j++) {
			unsigned above = row[j];

			row[j] = min3(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[n];
}

const char *nearest_name(const char *typed, const char *const *names, size_t n)
{
	const char *best = NULL;
	/* More than a third of it wrong is another name. */
	unsigned least = (unsigned)(strlen(typed) / 3 + 1);

	for (size_t i = 0; i < n && strlen(typed) <= NAME_ROOM; i++) {
		unsigned d;

		if (strlen(names[i]) > NAME_ROOM)
			continue;
		d = distance(typed, names[i]);
		if (d <= least && (!best || d < least)) {
			least = d;
			best = names[i];
		}
	}
	/* A part of a name is meant as that name. */
	for (size_t i = 0; i < n && !best && strlen(typed) > 2; i++)
		if (strstr(names[i], typed))
			best = names[i];
	return best;
}
