/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "emit/commands/networking/counters.h"

#include <string.h>

const char *counters_text(struct emit *e, ref net, void (*emitter)(struct emit *e, ref net))
{
	struct capture_mark mark = capture_begin(e);
	const char *text;

	emitter(e, net);
	text = capture_end(e, &mark);
	return text ? text : "";
}

static const char *word(struct emit *e, const char **text)
{
	size_t n;
	const char *w;

	*text += strspn(*text, " ");
	n = strcspn(*text, " \n");
	w = file_printf(e, "%.*s", (int)n, *text);
	*text += n;
	return w;
}

void counter_pairs(struct emit *e, const char *text, counter_visit *visit, void *arg)
{
	while (*text) {
		const char *names = text, *values = strchr(text, '\n'), *section;
		size_t n;

		if (!values++)
			return;
		section = word(e, &names);
		n = strlen(section);
		if (!n || strncmp(values, section, n)) {	/* its numbers were withheld */
			text = values;
			continue;
		}
		section = file_printf(e, "%.*s", (int)n - 1, section);
		for (word(e, &values); *names && *names != '\n' && *values && *values != '\n';) {
			const char *name = word(e, &names);

			visit(e, section, name, word(e, &values), arg);
		}
		text = values + strcspn(values, "\n");
		text += *text == '\n';
	}
}

void counter_lines(struct emit *e, const char *text, counter_line_visit *visit, void *arg)
{
	while (*text) {
		size_t n = strcspn(text, "\n"), name = strcspn(text, " \t\n"), blank = strspn(text + name, " \t");

		if (name + blank < n)
			visit(e, file_printf(e, "%.*s", (int)name, text),
			      file_printf(e, "%.*s", (int)(n - name - blank), text + name + blank), arg);
		text += n + (text[n] == '\n');
	}
}
