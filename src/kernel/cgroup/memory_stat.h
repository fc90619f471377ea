/* SPDX-License-Identifier: GPL-2.0-or-later */
/* memory_stat.h - the counters of a group of the memory controller (memory_stat.c). */
#ifndef VR_CGROUP_MEMORY_STAT_H
#define VR_CGROUP_MEMORY_STAT_H

#include "kernel/kernel.h"

/* Of a struct mem_cgroup and all below it; item: of enum node_stat_item or memcg_stat_item, as the kernel keeps it. */
long memory_state(ref memcg, long item);
long memory_event(ref memcg, long event);		/* enum vm_event_item */
long memory_node_state(ref memcg, long node, long item);
/* Of the group alone. */
long memory_state_local(ref memcg, long item);
long memory_event_local(ref memcg, long event);
long memory_node_state_local(ref memcg, long node, long item);

bool is_memory_event(struct emit *e, const char *name);	/* counted as an event, not as an item */
long memory_unit(struct emit *e, long item, const char *name);	/* by which it is multiplied when it is shown */

#endif
