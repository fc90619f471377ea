/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support/mem_input.h"

#include <stdlib.h>
#include <string.h>

struct mem {
	struct input in;
	const uint8_t *data;
};

static enum input_status mem_read(struct input *in, uint64_t off, void *buf, size_t len)
{
	if (off > in->size || len > in->size - off)
		return INPUT_EOF;
	if (len)
		memcpy(buf, ((struct mem *)in)->data + off, len);
	return INPUT_OK;
}

static void mem_close(struct input *in)
{
	free(in);
}

struct input *mem_input(const uint8_t *data, size_t size)
{
	struct mem *m = xcalloc(1, sizeof(*m));

	m->in = (struct input){.size = size, .name = "memory", .read = mem_read, .close = mem_close};
	m->data = data;
	return &m->in;
}
