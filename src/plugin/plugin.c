/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plugin/plugin.h"

#include <string.h>

const struct plugin plugins[] = {
#define PLUGIN(name, prefix, initial, description) {#name, prefix, description, PLUGIN_##initial},
#include "plugin/plugins.def"
#undef PLUGIN
};
const size_t plugin_count = ARRAY_LEN(plugins);

const struct plugin *plugin_of(const char *path)
{
	const struct plugin *best = NULL;

	for (size_t i = 0; i < plugin_count; i++)
		if (str_starts(path, plugins[i].prefix) && (!best || strlen(plugins[i].prefix) > strlen(best->prefix)))
			best = &plugins[i];
	return best;
}

const struct plugin *plugin_named(const char *name)
{
	for (size_t i = 0; i < plugin_count; i++)
		if (!strcmp(plugins[i].name, name))
			return &plugins[i];
	return NULL;
}
