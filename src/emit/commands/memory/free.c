/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/memory/free, free_-m: memory and swap in use, as procps 4 counts it */
#include "emit/emit.h"

static void show(struct emit *e, long unit_kb)
{
	long total = kb(e, total_ram_pages(e)), unused = kb(e, zone_pages(e, "NR_FREE_PAGES"));
	long reclaimable = node_pages(e, "NR_SLAB_RECLAIMABLE_B|NR_SLAB_RECLAIMABLE");
	long cache = kb(e, buffer_pages(e) + cached_pages(e) + reclaimable), available = kb(e, available_pages(e));
	long shared = kb(e, node_pages(e, "NR_SHMEM")), swap = kb(e, total_swap_pages(e)), swap_free = kb(e, free_swap_pages(e));

	if (available > total)
		available = unused;
	out(e, "               total        used        free      shared  buff/cache   available\n");
	row(e, "Mem:     %11ld %11ld %11ld %11ld %11ld %11ld\n", total / unit_kb, (total - available) / unit_kb, unused / unit_kb,
	    shared / unit_kb, cache / unit_kb, available / unit_kb);
	row(e, "Swap:    %11ld %11ld %11ld\n", swap / unit_kb, (swap - swap_free) / unit_kb, swap_free / unit_kb);
}

EMITTER(cmd_free)
{
	show(e, 1);
}

EMITTER(cmd_free_m)
{
	show(e, 1024);
}
