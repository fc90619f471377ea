/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counters of the memory controller: mm/memcontrol.c.
 *
 * Until 5.12 struct mem_cgroup had them as sums that CPUs add to.  Since 5.13 (2d146aa3aa84) they are folded by rstat,
 * behind a pointer since 6.1; those of nodes behind a pointer since 6.9.  Since 6.10 (ff48c71c26aa) only items that
 * are used have a place.
 */
#include "kernel/cgroup/memory_stat.h"

#include <string.h>

#include "kernel/cgroup/rstat.h"

enum { NOWHERE = 0xff };	/* U8_MAX: an item that is not counted */

static bool is_folded(ref memcg)
{
	return has(memcg, "vmstats->state|vmstats.state");
}

static ref totals(ref memcg)
{
	return has(memcg, "vmstats->state") ? ptr(memcg, "vmstats") : sub(memcg, "vmstats");
}

/* A group's counters on one node. */
static ref node_totals(ref pn)
{
	return has(pn, "lruvec_stats->state") ? ptr(pn, "lruvec_stats") : sub(pn, "lruvec_stats");
}

static ref on_node(ref memcg, long node)
{
	return ptr_at(memcg, "nodeinfo[]", node);
}

/* How many numbers each node has. */
static long node_items(struct emit *e)
{
	return len(at(e, 0, "struct lruvec_stats"), "state");
}

/* ---- where an item is ---------------------------------------------------------------------- */

/*
 * Since 6.10 a table of bytes tells the place of an item.  Places began with 1 in the first release of that; what
 * the first item has tells.  Items that are not counted have no place.
 */
static const uint8_t *place_table(struct emit *e, long *base)
{
	enum { ITEMS = 256 };
	struct {
		const uint8_t *places;
		long base;
	} *known = slot(e, "memory places", sizeof(*known));

	if (!known->places) {
		uint8_t *places = worker_alloc(e, ITEMS, 1);
		uint64_t table = symaddr(e, "mem_cgroup_stats_index");
		struct symbol s = {.size = 0};
		const uint8_t *bytes;

		symbol_at(e, table, &s);
		bytes = read_bytes(e, table, s.size < ITEMS ? s.size : ITEMS);
		memset(places, NOWHERE, ITEMS);
		if (!bytes)
			return NULL;
		memcpy(places, bytes, s.size < ITEMS ? s.size : ITEMS);
		known->base = places[val(sub_at(sym(e, "memcg_node_stat_items", "unsigned int[512]"), "[]", 0)) & 0xff];
		if (tainted(e))
			return NULL;
		known->places = places;
	}
	*base = known->base;
	return known->places;
}

/* n: how many places there are. */
static long place_of(struct emit *e, long item, long n)
{
	const uint8_t *places;
	long base, place;

	if (!has_sym(e, "mem_cgroup_stats_index"))
		return item < n ? item : -1;
	places = place_table(e, &base);
	if (!places || item < 0 || item >= NOWHERE)
		return -1;
	place = places[item];
	return place == NOWHERE || place < base || place - base >= n ? -1 : place - base;
}

static long state_place(ref memcg, long item)
{
	return place_of(context(memcg), item, len(totals(memcg), "state"));
}

/* Events are kept in the order of memcg_vm_event_stat since 5.19 (8278f1c7b47f). */
static long event_place(ref memcg, long event)
{
	struct emit *e = context(memcg);
	long n = len(totals(memcg), "events");
	const uint32_t *table;

	if (n == len(at(e, 0, "struct vm_event_state"), "event"))
		return event < n ? event : -1;
	table = read_bytes(e, symaddr(e, "memcg_vm_event_stat"), (size_t)n * sizeof(*table));
	for (long i = 0; table && i < n; i++)
		if (table[i] == event)
			return i;
	return -1;
}

/* ---- what is pending: a vector of state, events, state of node 0, of node 1, … -------------------- */

static ref memcg_of(ref css)
{
	return container(css, "struct mem_cgroup", "css");
}

/* Nodes that groups have counters on: those with memory, by number. */
static long node_count(struct emit *e)
{
	long n = 0;

	EACH(node, nodes(e))
		if (num(node, "node_id") >= n)
			n = num(node, "node_id") + 1;
	return n;
}

static size_t width(ref css)
{
	struct emit *e = context(css);
	ref memcg = memcg_of(css);

	return (size_t)(len(totals(memcg), "state") + len(totals(memcg), "events") +
			node_count(e) * node_items(e));
}

/* Adds n numbers, less those that were handed on before. */
static int64_t *add(ref o, const char *now, const char *before, int64_t *vector)
{
	size_t size = 0, old_size = 0, n;
	const int64_t *v = bytes_(o, now, &size), *old = before ? bytes_(o, before, &old_size) : NULL;

	n = (size_t)size_(o, now) / sizeof(*v);
	for (size_t i = 0; i < n && v && (old || !before); i++)
		vector[i] += v[i] - (old ? old[i] : 0);
	return vector + n;
}

static void add_pending(ref css, long cpu, int64_t *vector)
{
	struct emit *e = context(css);
	ref memcg = memcg_of(css), own = cpu < 0 ? totals(memcg) : percpu_ptr(memcg, "vmstats_percpu", cpu);

	vector = cpu < 0 ? add(own, "state_pending", NULL, vector) : add(own, "state", "state_prev", vector);
	vector = cpu < 0 ? add(own, "events_pending", NULL, vector) : add(own, "events", "events_prev", vector);
	EACH(node, nodes(e)) {
		ref pn = on_node(memcg, num(node, "node_id"));
		ref at_node = cpu < 0 ? node_totals(pn) : percpu_ptr(pn, "lruvec_stats_percpu", cpu);
		int64_t *part = vector + num(node, "node_id") * node_items(e);

		if (cpu < 0)
			add(at_node, "state_pending", NULL, part);
		else
			add(at_node, "state", "state_prev", part);
	}
}

static ref top(struct emit *e)
{
	return sub(deref(sym(e, "root_mem_cgroup", "struct mem_cgroup *")), "css");
}

static const struct fold_kind kind = {.slot = "memory counters", .root = top, .width = width, .add = add_pending};

static long pending(ref memcg, long place)
{
	const int64_t *vector = fold_pending(&kind, sub(memcg, "css"));

	return vector ? vector[place] : 0;
}

/* ---- the counters ----------------------------------------------------------------------------------- */

static long positive(long n)
{
	return n < 0 ? 0 : n;
}

long memory_state(ref memcg, long item)
{
	long place;

	if (!is_folded(memcg))
		return positive(num_at(memcg, "vmstats[]", item));
	place = state_place(memcg, item);
	return place < 0 ? 0 : positive(num_at(totals(memcg), "state[]", place) + pending(memcg, place));
}

long memory_event(ref memcg, long event)
{
	long place;

	if (!is_folded(memcg))
		return num_at(memcg, "vmevents[]", event);
	place = event_place(memcg, event);
	if (place < 0)
		return 0;
	return num_at(totals(memcg), "events[]", place) + pending(memcg, len(totals(memcg), "state") + place);
}

long memory_node_state(ref memcg, long node, long item)
{
	ref pn = on_node(memcg, node);
	long place, before;

	if (!is_folded(memcg))
		return positive(num_at(pn, "lruvec_stat[]", item));
	place = place_of(context(memcg), item, node_items(context(memcg)));
	if (place < 0)
		return 0;
	before = len(totals(memcg), "state") + len(totals(memcg), "events") + node * node_items(context(memcg));
	return positive(num_at(node_totals(pn), "state[]", place) + pending(memcg, before + place));
}

/* Each CPU has all that it ever counted for the group, folded or not. */
static long cpu_sum(ref memcg, const char *path, long place)
{
	long sum = 0;

	if (place < 0)
		return 0;
	EACH_KEY(cpu, cpus(context(memcg), CPUS_POSSIBLE))
		sum += num_(has(memcg, "vmstats_local") ? percpu_ptr(memcg, "vmstats_local", cpu) : percpu_ptr(memcg, "vmstats_percpu", cpu),
			    path, place);
	return sum;
}

long memory_state_local(ref memcg, long item)
{
	return positive(cpu_sum(memcg, "state[]|stat[]", is_folded(memcg) ? state_place(memcg, item) : item));
}

long memory_event_local(ref memcg, long event)
{
	return cpu_sum(memcg, "events[]", is_folded(memcg) ? event_place(memcg, event) : event);
}

long memory_node_state_local(ref memcg, long node, long item)
{
	ref pn = on_node(memcg, node);
	bool folded = is_folded(memcg);
	long place = folded ? place_of(context(memcg), item, node_items(context(memcg))) : item, sum = 0;

	if (place < 0)
		return 0;
	EACH_KEY(cpu, cpus(context(memcg), CPUS_POSSIBLE))
		sum += folded ? num_at(percpu_ptr(pn, "lruvec_stats_percpu", cpu), "state[]", place) :
				num_at(percpu_ptr(pn, "lruvec_stat_local", cpu), "count[]", place);
	return positive(sum);
}

/* ---- how they are shown ------------------------------------------------------------------------------- */

/* Some became items of nodes in 7.0; an enumerator tells by the enum it is in. */
bool is_memory_event(struct emit *e, const char *name)
{
	const char *found = enum_name(e, "enum vm_event_item", enumv(e, name));

	return found && !strcmp(found, name);
}

/* memcg_page_state_output_unit(): events are plain numbers, as are bytes; the rest are pages. */
static long find_unit(struct emit *e, long item, const char *name)
{
	static const char *const in_bytes[] = {
		"MEMCG_PERCPU_B", "MEMCG_ZSWAP_B", "NR_SLAB_RECLAIMABLE_B", "NR_SLAB_UNRECLAIMABLE_B",
	};

	if (!strncmp(name, "workingset_", 11) || !strncmp(name, "pgdemote_", 9) || !strncmp(name, "pgpromote_", 10) ||
	    !strncmp(name, "pgsteal_", 8) || !strncmp(name, "pgscan_", 7) || !strcmp(name, "pgrefill"))
		return 1;
	for (unsigned i = 0; i < ARRAY_LEN(in_bytes); i++)
		if (item == enum_or(e, in_bytes[i], -1))
			return 1;
	return item == enum_or(e, "NR_KERNEL_STACK_KB", -1) ? 1024 : (long)e->facts->page_size;
}

/* Each group has all of them: found once. */
long memory_unit(struct emit *e, long item, const char *name)
{
	enum { ITEMS = 256 };
	long *known = slot(e, "memory units", ITEMS * sizeof(*known));

	if (item < 0 || item >= ITEMS || tainted(e))
		return find_unit(e, item, name);
	if (!known[item])
		known[item] = find_unit(e, item, name);
	return known[item];
}
