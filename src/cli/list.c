/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vmcore-report list: plugins and output files; with a dump, what becomes of each. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

struct tally {
	const struct selection *selection;
	unsigned long (*results)[EMIT_ABSENT + 1];	/* by emitter */
	char **reasons;					/* first one that is not "complete" */
};

static bool want_emitter(void *arg, const struct emitter *em)
{
	return selection_wants_emitter(((struct tally *)arg)->selection, em);
}

static bool want_file(void *arg, const char *path)
{
	return selection_wants_file(((struct tally *)arg)->selection, path);
}

static bool take_file(void *arg, const struct emit_file *f)
{
	struct tally *t = arg;
	size_t i;

	if (!f->path)
		return true;
	i = (size_t)(f->emitter - emitters);
	t->results[i][f->result]++;
	if (f->result != EMIT_COMPLETE && !t->reasons[i]) {
		const char *why = f->reason ? f->reason : f->note_count ? f->notes[0] : "";

		t->reasons[i] = xstrdup(why);
	}
	return true;
}

static void print_row(const struct tally *t, size_t i)
{
	const char *sep = "";

	printf("%-52s ", emitters[i].path);
	for (int r = EMIT_COMPLETE; r <= EMIT_ABSENT; r++) {
		if (!t->results[i][r])
			continue;
		printf("%s%lu %s", sep, t->results[i][r], emit_result_name((enum emit_result)r));
		sep = ", ";
	}
	if (!*sep)
		printf("%s", emitters[i].off ? "off" : "none");
	if (t->reasons[i] && *t->reasons[i])
		printf(": %s", t->reasons[i]);
	putchar('\n');
}

static void print_table(const struct selection *s)
{
	printf("Plugins:\n\n");
	for (size_t i = 0; i < plugin_count; i++)
		printf("%-20s %-4s %s\n", plugins[i].name, s->run[i] ? "on" : "off", plugins[i].description);
	printf("\nOutput files:\n\n");
	for (size_t i = 0; i < emitter_count; i++)
		printf("%-52s %-10s %s%s\n", emitters[i].path, scope_name(emitters[i].scope),
		       plugin_of(emitters[i].path)->name, emitters[i].off ? ", off" : "");
}

static void tally_dump(struct tally *t, struct program *p)
{
	const struct emit_run run = {want_emitter, want_file, take_file, t};
	struct emit *e = emit_new(p);

	t->results = xcalloc(emitter_count, sizeof(*t->results));
	t->reasons = xcalloc(emitter_count, sizeof(*t->reasons));
	emit_run(e, &run);
	for (size_t i = 0; i < emitter_count; i++) {
		print_row(t, i);
		free(t->reasons[i]);
	}
	free(t->reasons);
	free(t->results);
	emit_free(e);
}

enum exit_code command_list(struct options *o, struct terminal *t)
{
	struct selection s;
	struct tally tally = {.selection = &s};
	struct program *p;
	struct err err = {""};

	if (!select_plugins(o, t, &s, &err)) {
		log_msg(&t->log, LOG_ERROR, "%s", err.msg);
		return EXIT_USAGE;
	}
	if (!o->vmcores.n) {
		print_table(&s);
	} else if (open_program(o, t, NULL, &p, &err)) {
		tally_dump(&tally, p);
		program_close(p);
	} else {
		log_msg(&t->log, LOG_ERROR, "%s", err.msg);
		selection_free(&s);
		return EXIT_FAILED;
	}
	selection_free(&s);
	return EXIT_COMPLETE;
}
