/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/rcu/rcu.txt: the grace period, who holds it up, callbacks waiting on each CPU. */
#include "emit/emit.h"

/* RCU_SEQ_CTR_SHIFT: the low two bits of a sequence number say how far it is. */
#define SEQ_STATE 3

static const char *age(struct emit *e, uint64_t since)
{
	uint64_t now = (uint64_t)val(sym(e, "jiffies_64", "unsigned long"));
	long ms = (int64_t)(now - since) > 0 ? jiffies_to_ms(e, now - since) : 0;

	return file_printf(e, "%ld.%03ld s", ms / 1000, ms % 1000);
}

/* gp_state_names[] is the kernel's own. */
static const char *gp_state(struct emit *e, ref state)
{
	long i = num(state, "gp_state");

	if (!has_sym(e, "gp_state_names") || i < 0 || i > 16)
		return file_printf(e, "state %ld", i);
	return string(e, read_word(e, symaddr(e, "gp_state_names") + (uint64_t)i * e->facts->word_size));
}

static void print_grace_period(struct emit *e, ref state)
{
	uint64_t seq = (uint64_t)num(state, "gp_seq"), expedited = (uint64_t)num(state, "expedited_sequence");

	row(e, "%s: grace period %ld %s, %s\n", str(state, "name"), (long)seq >> 2,
	    seq & SEQ_STATE ? file_printf(e, "in progress for %s", age(e, (uint64_t)num(state, "gp_start"))) : "done",
	    gp_state(e, state));
	row(e, "its kernel thread: task %ld (%s), last active %s before the crash\n", num(state, "gp_kthread->pid"),
	    str(state, "gp_kthread->comm"), age(e, (uint64_t)num(state, "gp_activity")));
	row(e, "expedited grace period: %s\n", expedited & SEQ_STATE ? "in progress" : "none in progress");
}

/* Leaves of the tree of rcu_nodes: bit n of qsmask stands for CPU grplo + n. */
static bool print_cpus(struct emit *e, ref node, const char *kind, uint64_t mask)
{
	long low = num(node, "grplo");

	for (long bit = 0; bit < 64; bit++) {
		ref curr;

		if (!(mask >> bit & 1))
			continue;
		curr = cpu_current(e, low + bit);
		row(e, "  %s grace period waits for CPU %ld, which runs task %ld (%s)\n", kind, low + bit,
		    num(curr, "pid"), str(curr, "comm"));
	}
	return mask != 0;
}

/* Preempted readers, newest first; from gp_tasks on they hold up the current grace period. */
static bool print_readers(struct emit *e, ref node)
{
	uint64_t holding = addr(node, "gp_tasks");
	bool holds = false;

	if (!has_member(e, "struct task_struct", "rcu_node_entry"))
		return false;
	EACH(task, list(sub(node, "blkd_tasks"), "struct task_struct", "rcu_node_entry")) {
		holds |= sub(task, "rcu_node_entry").addr == holding;
		row(e, "  task %ld (%s) was preempted as a reader%s\n", num(task, "pid"), str(task, "comm"),
		    holds ? ", and holds up the grace period" : "");
	}
	return holds;
}

static void print_nodes(struct emit *e, ref state)
{
	long count = val(sym(e, "rcu_num_nodes", "int")), leaves = val(sym(e, "rcu_num_lvls", "int")) - 1;
	bool active = num(state, "gp_seq") & SEQ_STATE, held_up = false;

	row(e, "\nHeld up by\n");
	EACH(node, array_n(state, "node", count)) {
		if (num(node, "level") != leaves)
			continue;
		if (active)
			held_up |= print_cpus(e, node, "the", (uint64_t)num(node, "qsmask"));
		held_up |= print_cpus(e, node, "an expedited", (uint64_t)num(node, "expmask"));
		held_up |= print_readers(e, node);
	}
	if (!held_up)
		row(e, active ? "  nothing: its kernel thread has yet to end it\n" : "  nothing: none is in progress\n");
}

EMITTER(rcu)
{
	ref state;

	if (!has_sym(e, "rcu_state")) {
		absent(e, "this kernel has tiny RCU");
		return;
	}
	state = sym(e, "rcu_state", "struct rcu_state");
	print_grace_period(e, state);
	print_nodes(e, state);
	row(e, "\n%-6s %12s %12s %10s\n", "CPU", "gp_seq", "gp_needed", "callbacks");
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		ref data = percpu(e, "rcu_data", "struct rcu_data", cpu);

		row(e, "%-6ld %12ld %12ld %10ld\n", cpu, num(data, "gp_seq") >> 2, num(data, "gp_seq_needed") >> 2,
		    num(data, "cblist.len"));
	}
}
