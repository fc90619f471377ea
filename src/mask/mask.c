/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk over a text: at the beginning of each word all that could stand there is tried. */
#include "mask/internal.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *glob;
	unsigned form;
} forms[] = {
#define FORM(glob, form) {glob, form},
#include "mask/forms.def"
#undef FORM
};

unsigned mask_form(const char *path)
{
	unsigned form = MASK_TEXT;

	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		if (glob_match(forms[i].glob, path))
			form |= forms[i].form;
	return form;
}

struct mask *mask_new(void)
{
	struct mask *m = xcalloc(1, sizeof(*m));

	m->seen_end = &m->seen;
	return m;
}

void mask_free(struct mask *m)
{
	if (!m)
		return;
	numbers_free(&m->numbers);
	arena_free(&m->arena);
	sb_free(&m->string);
	free(m);
}

unsigned long mask_overflow(const struct mask *m)
{
	return m->overflow;
}

/* ---- words -------------------------------------------------------------------------------- */

bool place_follows(const struct place *at, const char *text)
{
	size_t n = strlen(text);

	return n <= (size_t)(at->p - at->start) && !strncasecmp(at->p - n, text, n);
}

/* What was written "\n", "\040" or "\x2d" is no part of the word that follows: its length; 0: none. */
static size_t escape_length(const struct place *at)
{
	if (behind(at, 1) != '\\')
		return 0;
	if (strchr("nrtbf", *at->p))
		return 1;
	if (*at->p == 'x' && is_hex(ahead(at, 1)) && is_hex(ahead(at, 2)))
		return 3;
	return is_digit(ahead(at, 0)) && is_digit(ahead(at, 1)) && is_digit(ahead(at, 2)) ? 3 : 0;
}

static size_t mask_here(struct mask *m, const struct place *at, struct sb *out)
{
	bool addresses = !(at->form & MASK_NO_ADDRESSES);
	size_t n = 0;

	if (*at->p == ':')
		return addresses && ahead(at, 1) == ':' && !is_alnum(behind(at, 1)) ? mask_ipv6(m, at, out) : 0;
	if (addresses && is_hex(*at->p)) {
		n = mask_hex(m, at, out);
		if (!n)
			n = mask_hardware(m, at, out);
		if (!n)
			n = mask_ipv6(m, at, out);
		if (!n)
			n = mask_ipv4(m, at, out);
	}
	return n ? n : mask_name(m, at, out);
}

/* ---- columns ----------------------------------------------------------------------------------- */

/* Where a gap of several blanks follows on the same line, it takes up what replacements made longer or shorter. */
struct columns {
	ptrdiff_t shift;	/* since the line began or the last gap */
};

static size_t put_blanks(struct columns *c, const struct place *at, struct sb *out)
{
	size_t n = 0;
	ptrdiff_t width;

	while (ahead(at, n) == ' ')
		n++;
	width = (ptrdiff_t)n;
	if (n > 1 && ahead(at, n) != '\n') {
		width = width > c->shift ? width - c->shift : 1;
		c->shift -= (ptrdiff_t)n - width;
	}
	for (ptrdiff_t i = 0; i < width; i++)
		sb_char(out, ' ');
	return n;
}

/* ---- the text ------------------------------------------------------------------------------------ */

/* Of an escape only that: the word after it begins anew. */
static size_t put_word(struct mask *m, struct columns *c, const struct place *at, struct sb *out)
{
	size_t before = out->len, len = escape_length(at);

	if (len) {
		sb_add(out, at->p, len);
		return len;
	}
	len = mask_here(m, at, out);
	c->shift += (ptrdiff_t)(out->len - before) - (ptrdiff_t)len;
	if (len)
		return len;
	while (is_alnum(ahead(at, len)))
		len++;
	sb_add(out, at->p, len);
	return len;
}

void mask_add(struct mask *m, unsigned form, const char *text, size_t len, struct sb *out)
{
	struct place at = {.start = text, .end = text + len, .p = text, .form = form};
	struct columns columns = {0};

	if (!m) {
		sb_add(out, text, len);
		return;
	}
	while (at.p < at.end) {
		size_t n = 0;

		if (is_alnum(*at.p) || *at.p == ':')
			n = put_word(m, &columns, &at, out);
		else if (*at.p == ' ')
			n = put_blanks(&columns, &at, out);
		if (!n) {
			if (*at.p == '\n')
				columns.shift = 0;
			sb_char(out, *at.p);
			n = 1;
		}
		at.p += n;
	}
}

const char *mask_string(struct mask *m, const char *s)
{
	if (!m || !s)
		return s;
	sb_cut(&m->string, 0);
	sb_str(&m->string, "");
	mask_add(m, MASK_TEXT, s, strlen(s), &m->string);
	return m->string.s;
}
