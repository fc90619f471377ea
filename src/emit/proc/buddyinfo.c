/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/buddyinfo: free blocks of each order, per zone.  frag_show_print(), mm/vmstat.c */
#include "emit/emit.h"

EMITTER(proc_buddyinfo)
{
	EACH(node, nodes(e)) {
		EACH(zone, zones(node)) {
			if (!num(zone, "present_pages"))
				continue;
			out(e, "Node %ld, zone %8s ", num(node, "node_id"), str(zone, "name"));
			EACH(area, array(zone, "free_area"))
				out(e, "%6ld ", num(area, "nr_free"));
			out(e, "\n");
		}
	}
}
