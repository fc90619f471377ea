/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tracers put the address of a trampoline in the place of a return address, and keep the real one:
 * the function graph tracer on a shadow stack of the task (ftrace_graph_ret_addr()), return probes
 * in a list of the task (rethook_find_ret_addr(), since 5.18; 73f9b911faa7).
 */
#include "kernel/unwind_internal.h"

/* Shadow stacks: 50 entries of 32 bytes until 6.10, since then a page that entries are pushed to. */
#define SHADOW_STACK 4096

struct trampolines {
	struct damage damage;
	uint64_t graph, rethook;
};

static const struct trampolines *trampolines(struct emit *e)
{
	struct trampolines *t = slot(e, "trampolines", sizeof(*t));

	if (damage_begin(e, &t->damage)) {
		t->graph = has_function(e, "return_to_handler") ? symaddr(e, "return_to_handler") : 0;
		t->rethook = has_function(e, "arch_rethook_trampoline") ? symaddr(e, "arch_rethook_trampoline") : 0;
		damage_end(e, &t->damage);
	}
	damage_tell(e, &t->damage, "what tracers put on stacks");
	return t;
}

/* An entry says where on the stack it took the return address from, whatever lies between entries. */
static uint64_t from_shadow_stack(struct unwind *u, uint64_t place)
{
	struct emit *e = u->e;
	uint64_t stack, ret_at, retp_at, value;

	if (!has(u->task, "ret_stack") || !has_member(e, "struct ftrace_ret_stack", "retp"))
		return 0;
	stack = addr(u->task, "ret_stack");
	ret_at = offsetof_member(e, "struct ftrace_ret_stack", "ret");
	retp_at = offsetof_member(e, "struct ftrace_ret_stack", "retp");
	for (uint64_t a = stack; stack && a < stack + SHADOW_STACK; a += 8)
		if (unwind_word(u, a, &value) && value == place && unwind_word(u, a - retp_at + ret_at, &value))
			return value;
	return 0;
}

static uint64_t from_rethooks(struct unwind *u, uint64_t place)
{
	if (!has(u->task, "rethooks"))
		return 0;
	EACH(node, llist(sub(u->task, "rethooks"), "struct rethook_node", "llist"))
		if (addr(node, "frame") == place)
			return addr(node, "ret_addr");
	return 0;
}

uint64_t unwind_real_return(struct unwind *u, uint64_t pc, uint64_t place)
{
	const struct trampolines *t = trampolines(u->e);
	bool was = tainted(u->e);
	uint64_t real = 0;

	if (pc && pc == t->graph)
		real = from_shadow_stack(u, place);
	else if (pc && pc == t->rethook)
		real = from_rethooks(u, place);
	u->e->taint = was;
	return real ? real : pc;
}
