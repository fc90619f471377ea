/* SPDX-License-Identifier: GPL-2.0-or-later */
/* C type names taken apart: "unsigned long", "const struct x *". */
#include "types/names.h"

#include <string.h>

/* Words counted in any order: "unsigned long int" = "long unsigned int" = "unsigned long". */
struct basic {
	unsigned shorts, longs, signs, unsigneds, ints, chars, int128s;
	unsigned others;	/* words that are no part of an integer's name */
};

static void count_word(struct basic *b, const char *word, size_t len)
{
	const struct {
		const char *word;
		unsigned *count;
	} words[] = {
		{"short", &b->shorts},	{"long", &b->longs}, {"signed", &b->signs}, {"unsigned", &b->unsigneds},
		{"int", &b->ints},	{"char", &b->chars}, {"__int128", &b->int128s},
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (strlen(words[i].word) == len && !memcmp(words[i].word, word, len)) {
			++*words[i].count;
			return;
		}
	}
	b->others++;
}

/* gcc's spelling, then clang's. */
static void spell_integer(const struct basic *b, const char *spelling[3])
{
	static const struct {
		const char *gcc, *clang;
	} names[][2] = {
		/* signed, unsigned */
		{{"short int", "short"}, {"short unsigned int", "unsigned short"}},
		{{"int", NULL}, {"unsigned int", NULL}},
		{{"long int", "long"}, {"long unsigned int", "unsigned long"}},
		{{"long long int", "long long"}, {"long long unsigned int", "unsigned long long"}},
		{{"__int128", NULL}, {"__int128 unsigned", "unsigned __int128"}},
	};
	size_t row = b->int128s ? 4 : b->longs ? 1 + b->longs : b->shorts ? 0 : 1;

	if (b->chars) {
		spelling[0] = b->unsigneds ? "unsigned char" : b->signs ? "signed char" : "char";
		return;
	}
	spelling[0] = names[row][b->unsigneds != 0].gcc;
	spelling[1] = names[row][b->unsigneds != 0].clang;
}

static bool is_integer(const struct basic *b)
{
	return !b->others && b->longs <= 2 && b->shorts <= 1 &&
	       (b->shorts || b->longs || b->signs || b->unsigneds || b->ints || b->chars || b->int128s);
}

static size_t word_length(const char *s)
{
	return strcspn(s, " *[");
}

static bool is_word(const char *s, size_t len, const char *word)
{
	return strlen(word) == len && !memcmp(s, word, len);
}

bool c_name_parse(const char *s, struct c_name *n)
{
	struct basic basic = {0};
	size_t used = 0, len;

	memset(n, 0, sizeof(*n));
	n->kind = TYPE_VOID;
	for (;; s += len) {
		s += strspn(s, " ");
		len = word_length(s);
		if (!len)
			break;
		if (is_word(s, len, "const") || is_word(s, len, "volatile"))
			continue;
		if (!used && n->kind == TYPE_VOID) {
			n->kind = is_word(s, len, "struct") ? TYPE_STRUCT :
				  is_word(s, len, "union")  ? TYPE_UNION :
				  is_word(s, len, "enum")   ? TYPE_ENUM : TYPE_VOID;
			if (n->kind != TYPE_VOID)
				continue;
		}
		if (used + len + 2 > sizeof(n->name))
			return false;
		if (used)
			n->name[used++] = ' ';
		memcpy(n->name + used, s, len);
		used += len;
		count_word(&basic, s, len);
	}
	n->suffix = s;
	n->spelling[0] = n->name;
	if (n->kind == TYPE_VOID && is_integer(&basic))
		spell_integer(&basic, n->spelling);
	else if (!strcmp(n->name, "bool"))
		n->spelling[1] = "_Bool";
	else if (!strcmp(n->name, "_Bool"))
		n->spelling[1] = "bool";
	return used > 0;
}
