/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/dma: ISA DMA channels in use.  proc_dma_show(), kernel/dma.c */
#include "emit/emit.h"

#define CHANNELS 8

EMITTER(proc_dma)
{
	uint64_t channel, size = 2 * e->facts->word_size;

	if (!has_sym(e, "dma_chan_busy")) {
		absent(e, "the kernel has no ISA DMA");
		return;
	}
	/* { int lock; const char *device_id; }, whose name, struct dma_chan, is that of another struct as well */
	channel = symaddr(e, "dma_chan_busy");
	EACH_KEY(i, numbers(e, CHANNELS)) {
		uint64_t entry = channel + (uint64_t)i * size;

		if (val(at(e, entry, "int")))
			row(e, "%2ld: %s\n", i, string(e, read_word(e, entry + size / 2)));
	}
}
