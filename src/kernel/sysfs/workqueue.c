/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/devices/virtual/workqueue/…: kernel/workqueue.c */
#include "kernel/sysfs/rows.h"

static ref queue_of(const struct sysfs_file *f)
{
	return ptr(container(f->kobject, "struct wq_device", "dev.kobj"), "wq");
}

static SYSFS_FILE(show_per_cpu)
{
	out(e, "%d\n", !(num(queue_of(f), "flags") & enumv(e, "WQ_UNBOUND")));
}

/* Since 7.3 queues of each CPU have some as well, hence the new name. */
static ref attributes_of(const struct sysfs_file *f)
{
	return ptr(queue_of(f), "attrs|unbound_attrs");
}

static SYSFS_FILE(show_attribute)
{
	out(e, "%ld\n", num_(attributes_of(f), row->path, 0));
}

static SYSFS_FILE(show_number)
{
	out(e, "%ld\n", num_(queue_of(f), row->path, 0));
}

static void print_mask(struct emit *e, ref variable)
{
	out(e, "%s\n", bitmap_hex(sub(variable, "[0]"), "bits", nr_cpu_ids(e)));
}

static SYSFS_FILE(show_mask)
{
	print_mask(e, sub(attributes_of(f), "cpumask"));
}

/* The mask of all queues: symbol */
static SYSFS_FILE(show_common_mask)
{
	print_mask(e, sym(e, row->symbol, "cpumask_var_t"));
}

static SYSFS_FILE(show_scope)
{
	ref names = sym(e, "wq_affn_names", "char *[8]");
	long scope = num(attributes_of(f), "affn_scope") & 7;

	if (scope == enumv(e, "WQ_AFFN_DFL"))
		out(e, "%s (%s)\n", str_at(names, "[]", scope),
		    str_at(names, "[]", val(sym(e, "wq_affn_dfl", "unsigned int")) & 7));
	else
		out(e, "%s\n", str_at(names, "[]", scope));
}

/* Until 6.6 an unbound queue had one pool for each node. */
static SYSFS_FILE(show_by_node)
{
	out(e, "%d\n", !num(attributes_of(f), "no_numa"));
}

static SYSFS_FILE(show_pools)
{
	ref queue = queue_of(f), possible = elem(sym(e, "node_states", "nodemask_t[]"), "", enumv(e, "N_POSSIBLE"));
	const char *blank = "";

	EACH_KEY(node, bits(possible, "bits", size(possible, "bits") * 8)) {
		ref pool_of_node = ptr_at(queue, "numa_pwq_tbl[]", node);

		if (null(pool_of_node))
			pool_of_node = ptr(queue, "dfl_pwq");
		out(e, "%s%ld:%ld", blank, node, num(pool_of_node, "pool->id"));
		blank = " ";
	}
	out(e, "\n");
}

#define ALL "devices/virtual/workqueue"
#define ONE "devices/virtual/workqueue/~"

const struct sysfs_row sysfs_workqueue_rows[] = {
	{"per_cpu", ONE, .print = show_per_cpu},
	{"max_active", ONE, show_number, .path = "saved_max_active"},
	{"nice", ONE, show_attribute, .path = "nice"},
	{"affinity_strict", ONE, show_attribute, .path = "affn_strict"},
	{"affinity_scope", ONE, .print = show_scope},
	{"numa", ONE, .print = show_by_node},
	{"pool_ids", ONE, .print = show_pools},
	{"cpumask", ONE, .print = show_mask},
	{"cpumask", ALL, show_common_mask, .symbol = "wq_unbound_cpumask"},
	{"cpumask_requested", ALL, show_common_mask, .symbol = "wq_requested_unbound_cpumask"},
	{"cpumask_isolated", ALL, show_common_mask, .symbol = "wq_isolated_cpumask"},
};
const size_t sysfs_workqueue_row_count = ARRAY_LEN(sysfs_workqueue_rows);
