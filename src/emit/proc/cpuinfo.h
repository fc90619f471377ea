/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that make proc/cpuinfo share. */
#ifndef VR_EMIT_PROC_CPUINFO_H
#define VR_EMIT_PROC_CPUINFO_H

#include "emit/emit.h"

void show_cpu_arm64(struct emit *e, long cpu);

#endif
