/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the forms of lsscsi share: one line for each SCSI device and NVMe namespace. */
#ifndef VR_EMIT_LSSCSI_H
#define VR_EMIT_LSSCSI_H

#include "kernel/kernel.h"

/* A line of lsscsi, and what it is about: a SCSI device or an NVMe namespace; the other is null. */
struct lsscsi_line {
	ref device, ns, controller;
	ref disk;		/* struct gendisk; null if it is none */
	const char *name;	/* "[0:0:0:0]" */
	const char *node;	/* "/dev/sda", "-" */
};

/* How a form differs from plain lsscsi; NULL, also as an answer of middle(): it does not. */
struct lsscsi_form {
	const char *(*middle)(struct emit *e, const struct lsscsi_line *l);	/* instead of vendor, model and revision */
	const char *(*before_node)(struct emit *e, const struct lsscsi_line *l);
	const char *(*after_node)(struct emit *e, const struct lsscsi_line *l);	/* may have more lines, too */
};
void lsscsi_print(struct emit *e, const struct lsscsi_form *form);
const char *lsscsi_transport(struct emit *e, const struct lsscsi_line *l);

#endif
