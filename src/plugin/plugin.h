/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugin.h - plugins: named groups of emitters.  See plugins.def. */
#ifndef VR_PLUGIN_H
#define VR_PLUGIN_H

#include "emit/emit.h"

enum plugin_default { PLUGIN_ON, PLUGIN_OFF, PLUGIN_EXPERIMENTAL };

struct plugin {
	const char *name, *prefix, *description;
	enum plugin_default initial;
};

extern const struct plugin plugins[];
extern const size_t plugin_count;
/* The plugin that an output path belongs to; never NULL. */
const struct plugin *plugin_of(const char *path);
const struct plugin *plugin_named(const char *name);

#endif
