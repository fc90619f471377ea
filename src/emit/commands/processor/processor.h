/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that make lscpu share. */
#ifndef VR_EMIT_PROCESSOR_H
#define VR_EMIT_PROCESSOR_H

#include "emit/commands/table.h"

/* A file of a CPU's folder in sysfs, its first line: "topology/core_id"; NULL if there is none. */
const char *cpu_file(struct emit *e, long cpu, const char *name);
/* "0-3", "0,1": ranges of three and more, as lscpu writes them; text: "0-1,4" */
const char *cpu_ranges(struct emit *e, const char *text);

/* How many groups of CPUs there are that share something: lists: the file that names those of one group. */
long cpu_groups(struct emit *e, const char *lists, const char *older);

void lscpu_line(struct table *t, const char *name, const char *value);	/* NULL: no such line */
bool cpu_flag(const char *flags, const char *flag);	/* is that word among them?  flags: NULL for none */
void lscpu_virtualization(struct emit *e, struct table *t, const char *flags);
void lscpu_nodes(struct emit *e, struct table *t);
void lscpu_caches(struct emit *e, struct table *t);
void lscpu_vulnerabilities(struct emit *e, struct table *t);

const char *arm_vendor(struct emit *e, const char *implementer);
const char *arm_model(const char *implementer, const char *part);
const char *arm_stepping(struct emit *e, const char *maker, const char *variant, const char *revision);

#endif
