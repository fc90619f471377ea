/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const paths[CAPTURES] = {
#define CAPTURE(name, path) [CAPTURE_##name] = path,
#include "report/captures.def"
#undef CAPTURE
};

bool captured_number(const struct sb *text, const char *key, uint64_t *value)
{
	size_t n = strlen(key);

	for (const char *line = text->s; line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		char *end;

		if (strncmp(line, key, n) || (line[n] != ':' && line[n] != ' '))
			continue;
		*value = strtoull(line + n + 1, &end, 10);
		return end != line + n + 1;
	}
	return false;
}

static void add_consumer(struct capture *c, const struct consumer *new)
{
	unsigned at = c->top_count;

	while (at && c->top[at - 1].kb < new->kb)
		at--;
	if (at == TOP_CONSUMERS)
		return;
	if (c->top_count < TOP_CONSUMERS)
		c->top_count++;
	memmove(&c->top[at + 1], &c->top[at], (c->top_count - at - 1) * sizeof(*c->top));
	c->top[at] = *new;
}

/* Name and resident memory out of proc/[pid]/status: kernel threads and zombies have none. */
static void look_at_status(struct capture *c, struct mask *mask, const struct emit_file *f)
{
	struct sb text = {0};
	struct consumer new = {.pid = strtol(f->path + strlen("proc/"), NULL, 10)};

	mask_add(mask, mask_form(f->path), f->data, f->size, &text);
	if (captured_number(&text, "VmRSS", &new.kb) && str_starts(text.s, "Name:\t")) {
		snprintf(new.name, sizeof(new.name), "%.*s", (int)strcspn(text.s + 6, "\n"), text.s + 6);
		add_consumer(c, &new);
	}
	sb_free(&text);
}

void capture_file(struct capture *c, struct mask *mask, const struct emit_file *f)
{
	if (!strcmp(f->emitter->path, "proc/[pid]/status")) {
		look_at_status(c, mask, f);
		return;
	}
	for (int i = 0; i < CAPTURES; i++)
		if (!strcmp(f->path, paths[i]))
			mask_add(mask, mask_form(f->path), f->data, f->size, &c->text[i]);
}

/* Blocks are divided by empty lines: that of the CPU that panicked, else the first. */
bool captured_stack(const struct capture *c, const char **text, size_t *len)
{
	const struct sb *cpus = &c->text[CAPTURE_cpus];
	const char *mark, *end;

	if (!cpus->len)
		return false;
	*text = cpus->s;
	mark = strstr(cpus->s, "panicking CPU");
	for (const char *s = mark; s && s > cpus->s; s--) {
		if (s[0] == '\n' && s[-1] == '\n') {
			*text = s + 1;
			break;
		}
	}
	end = strstr(*text, "\n\n");
	*len = end ? (size_t)(end - *text) : strlen(*text);
	return true;
}

void capture_free(struct capture *c)
{
	for (int i = 0; i < CAPTURES; i++)
		sb_free(&c->text[i]);
}
