/* SPDX-License-Identifier: GPL-2.0-or-later */
/* counters.h - reading /proc/net/snmp and netstat, which have a line of names above a line of numbers (counters.c). */
#ifndef VR_EMIT_COUNTERS_H
#define VR_EMIT_COUNTERS_H

#include "emit/emit.h"

/* What such a file says; "" if there is none. */
const char *counters_text(struct emit *e, ref net, void (*emitter)(struct emit *e, ref net));

/* section: "TcpExt" */
typedef void counter_visit(struct emit *e, const char *section, const char *name, const char *value, void *arg);
/* Of the two lines, where one has been withheld the other is not used. */
void counter_pairs(struct emit *e, const char *text, counter_visit *visit, void *arg);

/* snmp6 has a counter to a line. */
typedef void counter_line_visit(struct emit *e, const char *name, const char *value, void *arg);
void counter_lines(struct emit *e, const char *text, counter_line_visit *visit, void *arg);

#endif
