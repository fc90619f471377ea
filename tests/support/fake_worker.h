/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_worker.h - a fake kernel and a worker that reads it, as tests of the vocabulary and of src/kernel/ want them:
 * init, put into memory what is to lie there, open, ask, close.
 */
#ifndef VR_TESTS_FAKE_WORKER_H
#define VR_TESTS_FAKE_WORKER_H

#include "object/object.h"
#include "support/fake_kernel.h"

struct fake_worker {
	struct fake_kernel k;
	struct program *p;	/* this and the next: once it is open */
	struct emit *e;
};

/* With more symbols and types, as fake_kernel_init_with() has them. */
void fake_worker_init(struct fake_worker *w, const char *symbols, const char *types);
/* A number of eight bytes or of four, a string with its NUL, or any bytes, at an address of the kernel. */
void fake_put(struct fake_worker *w, uint64_t address, uint64_t value);
void fake_put_u32(struct fake_worker *w, uint64_t address, uint32_t value);
void fake_put_string(struct fake_worker *w, uint64_t address, const char *s);
void fake_put_bytes(struct fake_worker *w, uint64_t address, const void *data, size_t size);
/* Adds the note with VMCOREINFO (extra lines come first), opens the dump and begins a file. */
void fake_worker_open(struct fake_worker *w, const char *extra);
void fake_worker_close(struct fake_worker *w);

#endif
