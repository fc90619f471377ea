/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/irq/[irq]/…: where an interrupt may go, where it goes, how many were spurious.  kernel/irq/proc.c */
#include "emit/emit.h"

#define IRQD_SETAFFINITY_PENDING (1 << 8)

/* A cpumask_var_t is an array or a pointer to one. */
static ref mask_at(ref desc, bool pending)
{
	ref mask = pending ? sub(desc, "pending_mask") : sub(desc, "irq_common_data.affinity");

	return sub(mask, "[0]");
}

static ref affinity(ref desc)
{
	return mask_at(desc, has(desc, "pending_mask") &&
		       num(desc, "irq_common_data.state_use_accessors") & IRQD_SETAFFINITY_PENDING);
}

/* A kernel for one CPU has none of the files that say which ones. */
static bool has_affinity(struct emit *e, ref desc)
{
	if (has(desc, "irq_common_data.affinity"))
		return true;
	absent(e, "CONFIG_SMP is off");
	return false;
}

static ref effective(struct emit *e, ref desc)
{
	ref mask;

	if (!has(desc, "irq_common_data.effective_affinity")) {
		absent(e, "the kernel does not keep effective affinities");
		return (ref){0, e->poison};
	}
	mask = sub(desc, "irq_common_data.effective_affinity");
	return sub(mask, "[0]");
}

static void show_list(struct emit *e, ref mask)
{
	row(e, "%s\n", bitmap_list(bits(mask, "bits", nr_cpu_ids(e))));
}

static void show_hex(struct emit *e, ref mask)
{
	row(e, "%s\n", bitmap_hex(mask, "bits", nr_cpu_ids(e)));
}

EMITTER(proc_irq_smp_affinity)
{
	if (has_affinity(e, self))
		show_hex(e, affinity(self));
}

EMITTER(proc_irq_smp_affinity_list)
{
	if (has_affinity(e, self))
		show_list(e, affinity(self));
}

EMITTER(proc_irq_effective_affinity)
{
	ref mask = effective(e, self);

	if (mask.addr)
		show_hex(e, mask);
}

EMITTER(proc_irq_effective_affinity_list)
{
	ref mask = effective(e, self);

	if (mask.addr)
		show_list(e, mask);
}

/* No hint reads as an empty mask. */
EMITTER(proc_irq_affinity_hint)
{
	ref hint;

	if (!has_affinity(e, self))
		return;
	hint = ptr(self, "affinity_hint");
	if (null(hint))
		row(e, "%s\n", bitmap_hex_of(no_walk(e), nr_cpu_ids(e)));
	else
		show_hex(e, hint);
}

EMITTER(proc_irq_node)
{
	if (has_affinity(e, self))
		row(e, "%d\n", (int)num_or(self, "irq_common_data.node", 0));
}

EMITTER(proc_irq_spurious)
{
	row(e, "count %lu\nunhandled %lu\nlast_unhandled %lu ms\n", num(self, "irq_count"), num(self, "irqs_unhandled"),
	    jiffies_to_ms(e, (uint64_t)num(self, "last_unhandled")) & UINT32_MAX);
}

EMITTER(proc_irq_default_smp_affinity)
{
	ref mask;

	if (!has_sym(e, "irq_default_affinity")) {
		absent(e, "the kernel is for one CPU");
		return;
	}
	mask = sym(e, "irq_default_affinity", "cpumask_var_t");
	show_hex(e, sub(mask, "[0]"));
}
