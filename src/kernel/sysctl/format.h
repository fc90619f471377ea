/* SPDX-License-Identifier: GPL-2.0-or-later */
/* format.h - one function per way of printing a sysctl; used by value.c through handlers.def. */
#ifndef VR_SYSCTL_FORMAT_H
#define VR_SYSCTL_FORMAT_H

#include "kernel/kernel.h"

typedef const char *sysctl_format(struct emit *e, ref entry);

#define HANDLER(function, how) sysctl_format sysctl_##how;
#include "kernel/sysctl/handlers.def"
#undef HANDLER

/* "a\tb\tc\n" out of an array at address, as proc_dointvec() and its kin print it. */
struct vector {
	uint64_t address;
	size_t width, count;	/* bytes of an element */
	bool is_signed;
	long multiply, divide;	/* conversion of each; 0: none */
};
const char *sysctl_vector(struct emit *e, struct vector v);
const char *sysctl_number(struct emit *e, long value);	/* "42\n" */

#endif
