/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/slabinfo: slab caches.  slab_show(), mm/slab_common.c */
#include "emit/emit.h"

EMITTER(proc_slabinfo)
{
	if (!slab_counters(e)) {
		absent(e, "the allocator keeps no counters (CONFIG_SLUB_DEBUG off)");
		return;
	}
	out(e, "slabinfo - version: 2.1\n"
	       "# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab>"
	       " : tunables <limit> <batchcount> <sharedfactor> : slabdata <active_slabs> <num_slabs> <sharedavail>\n");
	EACH(cache, slab_caches(e)) {
		struct slab_info s = slab_info(cache);

		row(e, "%-17s %6ld %6ld %6lu %4ld %4ld : tunables %4ld %4ld %4ld : slabdata %6ld %6ld %6ld\n",
		    str(cache, "name"), s.active_objects, s.objects, num(cache, "size"), s.objects_per_slab,
		    s.pages_per_slab, s.limit, s.batch, s.shared, s.active_slabs, s.slabs, s.shared_available);
	}
}
