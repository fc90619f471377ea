/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support/fake_worker.h"

#include <stdlib.h>
#include <string.h>

void fake_worker_init(struct fake_worker *w, const char *symbols, const char *types)
{
	*w = (struct fake_worker){0};
	fake_kernel_init_with(&w->k, symbols, types);
}

void fake_put(struct fake_worker *w, uint64_t address, uint64_t value)
{
	image_u64(&w->k.image, fake_paddr(address), value);
}

void fake_put_u32(struct fake_worker *w, uint64_t address, uint32_t value)
{
	image_u32(&w->k.image, fake_paddr(address), value);
}

void fake_put_string(struct fake_worker *w, uint64_t address, const char *s)
{
	fake_put_bytes(w, address, s, strlen(s) + 1);
}

void fake_put_bytes(struct fake_worker *w, uint64_t address, const void *data, size_t size)
{
	image_put(&w->k.image, fake_paddr(address), data, size);
}

void fake_worker_open(struct fake_worker *w, const char *extra)
{
	char *info = fake_vmcoreinfo(extra);

	fake_add_vmcoreinfo(&w->k, info);
	free(info);
	w->p = fake_open(&w->k);
	w->e = emit_new(w->p);
	emit_begin(w->e);
}

void fake_worker_close(struct fake_worker *w)
{
	emit_free(w->e);
	program_close(w->p);
	fake_kernel_free(&w->k);
}
