/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that make proc/timer_list share. */
#ifndef VR_EMIT_PROC_TIMER_LIST_H
#define VR_EMIT_PROC_TIMER_LIST_H

#include "emit/emit.h"

int timer_list_version(struct emit *e);
void show_tick_devices(struct emit *e);
/* Is a member of that name a time, which is printed with its unit? */
bool timer_list_in_ns(const char *member);

#endif
