/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sweep.h - reports of a damaged copy of a dump, held against the report of the sound one.
 *
 * Whatever is shown as complete must be, to the byte, what the sound dump shows; what is partial
 * must have a reason and, where it mirrors a file of the kernel, no line of its own making.
 */
#ifndef VR_TEST_SWEEP_H
#define VR_TEST_SWEEP_H

#include "support/report_text.h"

struct sweep {
	char core[4096], copy[64];	/* the sound dump; its copy, to be damaged */
	struct report_text golden;
	const char *unchecked;		/* path of a file that copies what nothing can vouch for; NULL: none */
	unsigned long runs;
	unsigned long refused;		/* not opened, which is said with a reason */
	unsigned long with_reason;	/* some file or scope tells what it lacks */
	unsigned long invented, silent;	/* lies: must stay 0 */
};

/* Makes the report of the sound dump; false (and a message) where that fails. */
bool sweep_start(struct sweep *s, const char *core);
/* Copies the dump to s->copy; returns its descriptor, open for reading and writing. */
int sweep_copy(struct sweep *s);
/* Compares a report of the copy; `what` says what was done to it. */
void sweep_compare(struct sweep *s, const char *what, const struct report_text *r);
/* Makes a report of the copy and compares it. */
void sweep_run(struct sweep *s, const char *what);
/* Prints the counts in one line and clears them; asserts that there were no lies. */
void sweep_finish(struct sweep *s, const char *what);
void sweep_free(struct sweep *s);

/* $VR_DAMAGE: "all" or a number; else `sample`; never more than total. */
unsigned long sweep_sample(unsigned long total, unsigned long sample);

#endif
