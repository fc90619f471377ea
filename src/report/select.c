/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which plugins run: -o, -e, -n, --experimental. */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

static bool names(const struct name_list *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->v[i], name))	/* NOLINT(clang-analyzer-core.NonNullParamChecker): plugins have names */
			return true;
	return false;
}

const char *selection_why_not(const struct selection_request *r, size_t plugin)
{
	const struct plugin *p = &plugins[plugin];

	if (names(&r->skip, p->name))
		return "skipped";
	if (r->only.n)
		return names(&r->only, p->name) ? NULL : "not specified";
	if (p->initial == PLUGIN_ON || names(&r->enable, p->name) || (p->initial == PLUGIN_EXPERIMENTAL && r->experimental))
		return NULL;
	return p->initial == PLUGIN_EXPERIMENTAL ? "experimental" : "optional";
}

static const char *unknown_name(const struct name_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (!plugin_named(list->v[i]))
			return list->v[i];
	return NULL;
}

/* As in sos report: an unknown name is fatal where it is to run, a remark where it is not. */
bool selection_make(const struct selection_request *r, struct selection *s, struct err *remark, struct err *err)
{
	const char *unknown = unknown_name(&r->only);

	if (!unknown)
		unknown = unknown_name(&r->enable);
	if (unknown)
		return err_set(err, "%s", unknown);
	remark->msg[0] = '\0';
	if (unknown_name(&r->skip))
		err_set(remark, "%s", unknown_name(&r->skip));
	s->run = xcalloc(plugin_count, sizeof(*s->run));
	s->named = xcalloc(plugin_count, sizeof(*s->named));
	for (size_t i = 0; i < plugin_count; i++) {
		s->run[i] = !selection_why_not(r, i);
		s->named[i] = names(&r->only, plugins[i].name) || names(&r->enable, plugins[i].name);
	}
	return true;
}

void selection_free(struct selection *s)
{
	free(s->run);
	free(s->named);
}

bool selection_wants_emitter(const struct selection *s, const struct emitter *em)
{
	size_t plugin = (size_t)(plugin_of(em->path) - plugins);

	return s->run[plugin] && (!em->off || s->named[plugin]);
}

static bool any_match(const struct name_list *globs, const char *path)
{
	for (size_t i = 0; i < globs->n; i++)
		if (glob_match(globs->v[i], path))
			return true;
	return false;
}

bool selection_wants_file(const struct selection *s, const char *path)
{
	return (!s->only_files.n || any_match(&s->only_files, path)) && !any_match(&s->skip_files, path);
}
