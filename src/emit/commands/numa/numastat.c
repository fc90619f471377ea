/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/numa/numastat, numastat_-n: where memory was allocated, as numactl's numastat prints it */
#include "emit/emit.h"
#include "emit/commands/numa/numastat.h"

#include <stdlib.h>
#include <string.h>

struct node_files *numastat_read(struct emit *e, const char *file)
{
	struct node_files *files = file_alloc(e, 1, sizeof(*files));

	if (!has_sym(e, "node_data")) {
		absent(e, "the kernel has no NUMA");
		return files;
	}
	EACH(node, nodes(e)) {
		long id = num(node, "node_id");
		const char *text = sysfs_text(e, file_printf(e, "devices/system/node/node%ld/%s", id, file));

		if (!text)
			fail(e, file, "a node has no such file, or it cannot be rebuilt", node.addr);
		if (files->count < LIMIT_NUMA_NODES) {
			files->ids[files->count] = id;
			files->texts[files->count++] = text ? text : "";
		}
	}
	forgive(e);	/* what could not be read is not in the texts, and no row is printed without it */
	return files;
}

/* The number behind a name: "numa_hit 123", "Node 0 MemTotal:   385372 kB" */
static bool value_of(const char *text, const char *name, double *value)
{
	size_t n = strlen(name);

	for (const char *line = text; line && *line; line = strchr(line, '\n'), line += line != NULL) {
		const char *behind = str_starts(line, "Node ") ? strchr(line + strlen("Node "), ' ') : NULL;
		const char *found = behind ? behind + 1 : line;

		if (strncmp(found, name, n) || (found[n] != ':' && found[n] != ' '))
			continue;
		*value = strtod(found + n + 1, NULL);
		return true;
	}
	return false;
}

void numastat_heading(struct emit *e, const struct node_files *files, const char *title)
{
	out(e, "\n%s (in MBs):\n%-16s", title, "");
	for (long i = 0; i < files->count; i++)
		out(e, " %15s", file_printf(e, "Node %ld", files->ids[i]));
	out(e, " %15s\n%-16s", "Total", "");
	for (long i = 0; i <= files->count; i++)
		out(e, " ---------------");
	out(e, "\n");
}

void numastat_row(struct emit *e, const struct node_files *files, const char *name, const char *label, double scale)
{
	const char *line = file_printf(e, "%-16s", label);
	double total = 0, value;

	for (long i = 0; i < files->count; i++) {
		if (!value_of(files->texts[i], name, &value))
			return;		/* not known, or this kernel does not count it */
		total += value * scale;
		line = file_printf(e, "%s %15.2f", line, value * scale);
	}
	row(e, "%s %15.2f\n", line, total);
}

static const char *const counters[][2] = {
	{"numa_hit", "Numa_Hit"}, {"numa_miss", "Numa_Miss"}, {"numa_foreign", "Numa_Foreign"},
	{"interleave_hit", "Interleave_Hit"}, {"local_node", "Local_Node"}, {"other_node", "Other_Node"},
};

EMITTER(cmd_numastat_n)
{
	const struct node_files *files = numastat_read(e, "numastat");

	if (!files->count)
		return;
	numastat_heading(e, files, "Per-node numastat info");
	for (size_t i = 0; i < ARRAY_LEN(counters); i++)
		numastat_row(e, files, counters[i][0], counters[i][1], (double)kb(e, 1) / 1024);
}

EMITTER(cmd_numastat)
{
	const struct node_files *files = numastat_read(e, "numastat");
	double value;

	if (!files->count)
		return;
	out(e, "%-16s", "");
	for (long i = 0; i < files->count; i++)
		out(e, "%16s", file_printf(e, "node%ld", files->ids[i]));
	out(e, "\n");
	for (size_t c = 0; c < ARRAY_LEN(counters); c++) {
		const char *line = file_printf(e, "%-16s", counters[c][0]);
		long i = 0;

		for (; i < files->count && value_of(files->texts[i], counters[c][0], &value); i++)
			line = file_printf(e, "%s%16.0f", line, value);
		if (i == files->count)
			row(e, "%s\n", line);
	}
}
