/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/selinux/sestatus, sestatus_-b: SELinux as the kernel knows it; its name and configuration are in files */
#include "emit/emit.h"

#include <stdlib.h>
#include <string.h>

static void print_line(struct emit *e, const char *name, const char *value)
{
	row(e, "%-31s %s\n", name, value);
}

/* The policy hung on a struct of its own, ss, before 5.10 (461698026ffa). */
static ref policy_of(ref state)
{
	return has(state, "policy") ? sub(ptr(state, "policy"), "policydb") : sub(ptr(state, "ss"), "policydb|policy->policydb");
}

static bool print_status(struct emit *e, ref *policy)
{
	bool there = has_sym(e, "selinux_state");
	ref state = there ? sym(e, "selinux_state", "struct selinux_state") : at(e, 0, "void");

	if (!there && has_function(e, "selinux_init")) {
		stub(e, "the state of SELinux was not found");
		return false;
	}
	if (!there || !num(state, "initialized")) {
		print_line(e, "SELinux status:", "disabled");
		return false;
	}
	*policy = policy_of(state);
	remark(e, "the policy's name, its configuration and the newest version that the kernel takes are not in memory");
	print_line(e, "SELinux status:", "enabled");
	print_line(e, "SELinuxfs mount:", "/sys/fs/selinux");
	/* Without CONFIG_SECURITY_SELINUX_DEVELOP there is only one mode. */
	print_line(e, "Current mode:", !has(state, "enforcing") || num(state, "enforcing") ? "enforcing" : "permissive");
	print_line(e, "Policy MLS status:", num(*policy, "mls_enabled") ? "enabled" : "disabled");
	print_line(e, "Policy deny_unknown status:", num(*policy, "allow_unknown") ? "allowed" : "denied");
	if (has(state, "checkreqprot"))		/* until 6.4 */
		print_line(e, "Memory protection checking:",
			   num(state, "checkreqprot") ? "requested (insecure)" : "actual (secure)");
	else
		print_line(e, "Memory protection checking:", "actual (secure)");
	return true;
}

struct boolean {
	const char *name;
	bool on;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct boolean *)a)->name, ((const struct boolean *)b)->name);
}

/* struct cond_bool_datum of each, in the order of their numbers, from 1; their names in the same order */
static void print_booleans(struct emit *e, ref policy)
{
	enum { BOOLEANS = 5, MOST = 65536 };	/* SYM_BOOLS */
	long count = num_at(policy, "symtab[].nprim|p_symtab[].nprim", BOOLEANS);
	uint64_t names = (uint64_t)val(elem(policy, "sym_val_to_name", BOOLEANS)), values = addr(policy, "bool_val_to_struct");
	struct boolean *found;
	size_t n = 0;

	if (count <= 0 || count > MOST)
		return;
	found = file_alloc(e, (size_t)count, sizeof(*found));
	EACH_KEY(i, numbers(e, count)) {
		uint64_t offset = (uint64_t)i * e->facts->word_size;
		uint64_t name = read_word(e, names + offset), value = read_word(e, values + offset);

		if (tainted(e) || !name || !value)
			continue;
		found[n] = (struct boolean){string(e, name), num(at(e, value, "struct cond_bool_datum"), "state")};
		n += !tainted(e);
	}
	forgive(e);	/* those that could not be read are not among them */
	qsort(found, n, sizeof(*found), by_name);
	out(e, "\nPolicy booleans:\n");
	for (size_t i = 0; i < n; i++)
		row(e, "%-43s %s\n", found[i].name, found[i].on ? "on" : "off");
}

EMITTER(cmd_sestatus)
{
	ref policy;

	print_status(e, &policy);
}

EMITTER(cmd_sestatus_b)
{
	ref policy;

	if (print_status(e, &policy))
		print_booleans(e, policy);
}
