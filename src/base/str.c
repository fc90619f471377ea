/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void grow(struct sb *sb, size_t more)
{
	size_t need = sb->len + more + 1;

	if (need <= sb->room)
		return;
	sb->room = need < 256 ? 256 : need + need / 2;
	sb->s = xrealloc(sb->s, sb->room, 1);
}

void sb_add(struct sb *sb, const void *data, size_t len)
{
	grow(sb, len);
	if (len)
		memcpy(sb->s + sb->len, data, len);
	sb->len += len;
	sb->s[sb->len] = '\0';
}

void sb_str(struct sb *sb, const char *s)
{
	sb_add(sb, s, strlen(s));
}

void sb_char(struct sb *sb, char c)
{
	sb_add(sb, &c, 1);
}

void sb_vprintf(struct sb *sb, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	grow(sb, 128);
	va_copy(again, ap);
	n = vsnprintf(sb->s + sb->len, sb->room - sb->len, fmt, ap);
	if (n > 0 && (size_t)n >= sb->room - sb->len) {
		grow(sb, (size_t)n);
		vsnprintf(sb->s + sb->len, sb->room - sb->len, fmt, again);
	}
	va_end(again);
	if (n > 0)
		sb->len += (size_t)n;
	sb->s[sb->len] = '\0';
}

void sb_printf(struct sb *sb, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	sb_vprintf(sb, fmt, ap);
	va_end(ap);
}

/* Length of the valid UTF-8 sequence at s, 0 if there is none. */
static unsigned utf8_len(const unsigned char *s)
{
	unsigned n = s[0] < 0x80 ? 1 : s[0] >= 0xc2 && s[0] < 0xe0 ? 2 : (s[0] & 0xf0) == 0xe0 ? 3 : s[0] >= 0xf0 && s[0] < 0xf5 ? 4 : 0;

	for (unsigned i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if (n == 3 && ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] >= 0xa0)))
		return 0;
	if (n == 4 && ((s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] >= 0x90)))
		return 0;
	return n;
}

/* Length of what stands in JSON as it is: all but control characters, quotes, backslashes and what is no UTF-8. */
static size_t plain_len(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned n;

	do {
		while (*p >= 0x20 && *p < 0x7f && *p != '"' && *p != '\\')
			p++;
		n = *p < 0x80 ? 0 : utf8_len(p);
		p += n;
	} while (n);
	return (size_t)(p - (const unsigned char *)s);
}

void sb_json(struct sb *sb, const char *s)
{
	sb_char(sb, '"');
	for (;;) {
		size_t n = plain_len(s);

		sb_add(sb, s, n);
		s += n;
		if (!*s)
			break;
		if ((unsigned char)*s >= 0x80)
			sb_str(sb, "\\ufffd");
		else if (*s == '"' || *s == '\\')
			sb_printf(sb, "\\%c", *s);
		else if (*s == '\n')
			sb_str(sb, "\\n");
		else if (*s == '\t')
			sb_str(sb, "\\t");
		else
			sb_printf(sb, "\\u%04x", (unsigned char)*s);
		s++;
	}
	sb_char(sb, '"');
}

void sb_cut(struct sb *sb, size_t len)
{
	if (len < sb->len) {
		sb->len = len;
		sb->s[len] = '\0';
	}
}

void sb_free(struct sb *sb)
{
	free(sb->s);
	*sb = (struct sb){0};
}

bool str_starts(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

bool str_ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && !strcmp(s + n - m, suffix);
}

/* One [abc], [a-z] or [!a-z] of a pattern: where it ends, or NULL if c does not match. */
static const char *match_class(const char *p, char c)
{
	bool negate = *p == '!', hit = false;

	for (p += negate; *p; p++) {
		if (p[1] == '-' && p[2] && p[2] != ']') {
			hit |= c >= p[0] && c <= p[2];
			p += 2;
		} else {
			hit |= *p == c;
		}
		if (p[1] == ']')
			return hit != negate ? p + 2 : NULL;
	}
	return NULL;
}

void hex_text(char *out, const void *bytes, size_t len)
{
	const uint8_t *b = bytes;

	*out = '\0';
	for (size_t i = 0; i < len; i++)
		snprintf(out + 2 * i, 3, "%02x", b[i]);
}

bool glob_match(const char *p, const char *s)
{
	const char *star = NULL, *mark = s;

	while (*s) {
		const char *after = *p == '[' ? match_class(p + 1, *s) : NULL;

		if (*p == '*') {
			star = ++p;
			mark = s;
		} else if (after || *p == '?' || (*p == *s && *p != '[')) {
			p = after ? after : p + 1;
			s++;
		} else if (star) {
			p = star;
			s = ++mark;
		} else {
			return false;
		}
	}
	while (*p == '*')
		p++;
	return !*p;
}
