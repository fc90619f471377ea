/* SPDX-License-Identifier: GPL-2.0-or-later */
/* On which nodes the memory of a mapping is to be. */
#include "kernel/kernel.h"

enum { MAX_NODES = 64 };

/* mpol_to_str(), mm/mempolicy.c: "interleave=static:0-1" */
static const char *policy_text(ref policy)
{
	struct emit *e = context(policy);
	enum { STATIC = 1 << 15, RELATIVE = 1 << 14, BALANCING = 1 << 13 };	/* MPOL_F_… */
	long mode = null(policy) ? 0 : num(policy, "mode"), flags = null(policy) ? 0 : num(policy, "flags");
	const char *name = str_at(sym(e, "policy_modes", "char *[8]"), "[]", mode), *nodes = "";

	if (flags & (STATIC | RELATIVE | BALANCING))
		name = file_printf(e, "%s=%s%s%s", name, flags & STATIC ? "static" : flags & RELATIVE ? "relative" : "",
				   flags & (STATIC | RELATIVE) && flags & BALANCING ? "|" : "",
				   flags & BALANCING ? "balancing" : "");
	if (mode == enum_or(e, "MPOL_LOCAL", -1) || !mode)
		return name;
	if (has(policy, "nodes"))	/* 5.14; there was one union of them before */
		nodes = bitmap_list(bits(policy, "nodes.bits", MAX_NODES));
	else if (mode == enumv(e, "MPOL_PREFERRED"))
		nodes = file_printf(e, "%ld", num(policy, "v.preferred_node"));
	else
		nodes = bitmap_list(bits(policy, "v.nodes.bits", MAX_NODES));
	return *nodes ? file_printf(e, "%s:%s", name, nodes) : name;
}

/* __get_vma_policy(), else the task's own.  Files in shared memory may have one for each range. */
static ref policy_of(ref task, ref vma)
{
	struct emit *e = context(vma);
	ref ops = ptr(vma, "vm_ops"), file = ptr(vma, "vm_file");

	if (!null(ops) && has(ops, "get_policy") && addr(ops, "get_policy")) {
		if (!null(file) && has_function(e, "shmem_aops") && addr(file, "f_mapping->a_ops") == symaddr(e, "shmem_aops") &&
		    !addr(container(ptr(file, "f_inode"), "struct shmem_inode_info", "vfs_inode"), "policy.root.rb_node"))
			return ptr(task, "mempolicy");
		fail(e, "policy of a mapping", "told by a function that is not known", addr(ops, "get_policy"));
	}
	return null(ptr(vma, "vm_policy")) ? ptr(task, "mempolicy") : ptr(vma, "vm_policy");
}

const char *mapping_policy(ref task, ref vma)
{
	return policy_text(policy_of(task, vma));
}
