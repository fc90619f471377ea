/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/devices/virtual/workqueue/…: kernel/workqueue.c */
#include "kernel/sysfs/rows.h"

static ref queue_of(const struct sysfs_file *f)
{
	return ptr(container(f->kobject, "struct wq_device", "dev.kobj"), "wq");
}

static void show_per_cpu(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%d\n", !(num(queue_of(f), "flags") & enumv(e, "WQ_UNBOUND")));
}

/* a: path of the number */
static void show_number(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%ld\n", num_(queue_of(f), row->a, 0));
}

static void print_mask(struct emit *e, ref variable)
{
	out(e, "%s\n", bitmap_hex(sub(variable, "[0]"), "bits", nr_cpu_ids(e)));
}

static void show_mask(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	print_mask(e, sub(queue_of(f), "unbound_attrs->cpumask"));
}

/* Of all queues; a: the variable */
static void show_common_mask(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	print_mask(e, sym(e, row->a, "cpumask_var_t"));
}

static void show_scope(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref names = sym(e, "wq_affn_names", "char *[8]");
	long scope = num(queue_of(f), "unbound_attrs->affn_scope") & 7;

	if (scope == enumv(e, "WQ_AFFN_DFL"))
		out(e, "%s (%s)\n", str_at(names, "[]", scope), str_at(names, "[]", val(sym(e, "wq_affn_dfl", "unsigned int")) & 7));
	else
		out(e, "%s\n", str_at(names, "[]", scope));
}

/* Until 6.6 an unbound queue had one pool for each node. */
static void show_by_node(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%d\n", !num(queue_of(f), "unbound_attrs->no_numa"));
}

static void show_pools(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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
	{"per_cpu", ONE, show_per_cpu, 0, 0, 0, 0},
	{"max_active", ONE, show_number, "saved_max_active", 0, 0, 0},
	{"nice", ONE, show_number, "unbound_attrs->nice", 0, 0, 0},
	{"affinity_strict", ONE, show_number, "unbound_attrs->affn_strict", 0, 0, 0},
	{"affinity_scope", ONE, show_scope, 0, 0, 0, 0},
	{"numa", ONE, show_by_node, 0, 0, 0, 0},
	{"pool_ids", ONE, show_pools, 0, 0, 0, 0},
	{"cpumask", ONE, show_mask, 0, 0, 0, 0},
	{"cpumask", ALL, show_common_mask, "wq_unbound_cpumask", 0, 0, 0},
	{"cpumask_requested", ALL, show_common_mask, "wq_requested_unbound_cpumask", 0, 0, 0},
	{"cpumask_isolated", ALL, show_common_mask, "wq_isolated_cpumask", 0, 0, 0},
};
const size_t sysfs_workqueue_row_count = ARRAY_LEN(sysfs_workqueue_rows);
