/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that make proc/interrupts share. */
#ifndef VR_EMIT_PROC_INTERRUPTS_H
#define VR_EMIT_PROC_INTERRUPTS_H

#include "emit/emit.h"

struct irq_columns {
	int number;		/* width of the first column */
	int chip;		/* width of the chip's name; negative: flush left */
	const char *gap;	/* " " where a count is followed by a blank */
};

/* arch_show_interrupts() */
void show_irq_stat_table(struct emit *e, const struct irq_columns *c);
void show_irq_stat_x86(struct emit *e, const struct irq_columns *c);
void show_ipis_arm64(struct emit *e, const struct irq_columns *c);

#endif
