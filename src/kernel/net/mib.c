/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SNMP counters: their names are tables in the kernel, their values arrays of each CPU. */
#include "kernel/net.h"

/* Tables end with an empty name, or (6.17) where the next symbol begins. */
const struct mib_item *mib_table(struct emit *e, const char *symbol, size_t *count)
{
	enum { LIMIT = 1024 };
	struct mib_item *items_ = file_alloc(e, LIMIT, sizeof(*items_));
	size_t item = sizeof_type(e, "struct snmp_mib"), room = LIMIT;
	uint64_t table = symaddr(e, symbol);
	struct symbol s;

	*count = 0;
	if (table && item && symbol_at(e, table, &s) && s.size / item < room)
		room = s.size / item;
	EACH(entry, array_n(at(e, table, "struct snmp_mib"), "", (long)room)) {
		if (!addr(entry, "name"))
			break;
		items_[*count].name = str(entry, "name");
		items_[(*count)++].entry = num(entry, "entry");
	}
	return items_;
}

/* Is there room for an empty name behind the count items that it has? */
bool mib_table_has_end(struct emit *e, const char *symbol, size_t count)
{
	size_t item = sizeof_type(e, "struct snmp_mib");
	struct symbol s;

	return item && symbol_at(e, symaddr(e, symbol), &s) && s.size / item > count;
}

/* The per-CPU pointer has the type of its struct, of which mibs[] is a member. */
uint64_t mib_sum(ref holder, const char *member, long entry)
{
	uint64_t sum = 0;

	EACH_KEY(cpu, cpus(context(holder), CPUS_POSSIBLE))
		sum += (uint64_t)num_at(percpu_ptr_(holder, member, cpu), "mibs[]", entry);
	return sum;
}

bool mib_present(ref holder, const char *member)
{
	return has_(holder, member) && num_(holder, member, 0);
}
