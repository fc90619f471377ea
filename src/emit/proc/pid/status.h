/* SPDX-License-Identifier: GPL-2.0-or-later */
/* status.h - the parts of proc/[pid]/status, each in a file of its own. */
#ifndef VR_EMIT_PROC_PID_STATUS_H
#define VR_EMIT_PROC_PID_STATUS_H

#include "emit/emit.h"

void status_memory(struct emit *e, ref task, ref mm);		/* status_memory.c */
void status_signals(struct emit *e, ref task);			/* status_signals.c */
void status_security(struct emit *e, ref task);			/* status_security.c */

#endif
