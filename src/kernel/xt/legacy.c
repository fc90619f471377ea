/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tables of ip_tables and ip6_tables: entries in a row, each with matches and a target behind it.  A chain of a
 * hook ends with its policy, one of the user's begins with a target that names it and ends with a return.
 * net/ipv4/netfilter/ip_tables.c, translate_table()
 */
#include "kernel/xt.h"

#include <string.h>

enum { LIMIT_ENTRY_SIZE = 65536 };	/* what an entry can say that it has */

struct blob {
	struct xt_table *t;
	ref info;
	const char *entry;		/* struct ipt_entry, ip6t_entry */
	uint64_t base, size;
	struct xt_chain *chain;		/* that the entries are of */
	bool of_user;
	uint64_t policy_at;
};

static ref find_table(ref net, bool v6, const char *name)
{
	struct emit *e = context(net);
	ref kept = has(net, "xt.tables") ? sub(net, "xt") : at(e, net_generic(net, "xt_pernet_id"), "struct xt_pernet");

	EACH(table, list(elem(kept, "tables", v6 ? NFPROTO_IPV6_ : NFPROTO_IPV4_), "struct xt_table", "list"))
		if (strcmp(str(table, "name"), name) == 0)
			return table;
	return at(e, 0, "struct xt_table");
}

/* xt_get_this_cpu_counter(): with more than one CPU, the place of the packets is a pointer to counters of each. */
static struct counter_pair counters(struct emit *e, ref entry)
{
	ref here = sub(entry, "counters");
	struct counter_pair sum = {0};

	if (nr_cpu_ids(e) <= 1)
		return (struct counter_pair){(uint64_t)num(here, "pcnt"), (uint64_t)num(here, "bcnt")};
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		ref c = percpu_ptr(at(e, here.addr, "struct xt_counters *"), "", cpu);

		sum.packets += (uint64_t)num(c, "pcnt");
		sum.bytes += (uint64_t)num(c, "bcnt");
	}
	return sum;
}

static struct nft_value value(struct emit *e, ref o, size_t n)
{
	struct nft_value v = {.len = n};
	const void *p = read_bytes(e, o.addr, n);

	if (p)
		memcpy(v.bytes, p, n);
	return v;
}

static struct xt_address address(struct emit *e, ref a, ref mask, size_t n, bool inverted)
{
	struct xt_address r = {value(e, a, n), value(e, mask, n), inverted};
	bool any = !inverted;

	for (size_t i = 0; i < n; i++)
		any &= !r.mask.bytes[i];
	if (any)
		r.address.len = 0;
	return r;
}

static void read_head(struct emit *e, struct xt_rule *r, ref entry, bool v6)
{
	enum { INV_IN = 1, INV_OUT = 2, INV_SRC = 8, INV_DST = 16, INV_FRAG = 32, INV_PROTO = 64, V4_FRAG = 1,
	      V4_GOTO = 2, V6_GOTO = 4 };
	ref ip = v6 ? sub(entry, "ipv6") : sub(entry, "ip");
	long inverted = num(ip, "invflags"), flags = num(ip, "flags");
	size_t n = v6 ? 16 : 4;

	r->from = address(e, sub(ip, "src"), sub(ip, "smsk"), n, inverted & INV_SRC);
	r->to = address(e, sub(ip, "dst"), sub(ip, "dmsk"), n, inverted & INV_DST);
	r->in = str(ip, "iniface");	/* with its '+' */
	r->out = str(ip, "outiface");
	r->in_inverted = inverted & INV_IN;
	r->out_inverted = inverted & INV_OUT;
	r->protocol = num(ip, "proto");
	r->protocol_inverted = inverted & INV_PROTO;
	r->fragment = !v6 && flags & V4_FRAG;
	r->fragment_inverted = !v6 && inverted & INV_FRAG;
	r->is_goto = flags & (v6 ? V6_GOTO : V4_GOTO);
	r->counters = counters(e, entry);
}

static void read_matches(struct blob *b, struct xt_rule *r, uint64_t from, uint64_t to)
{
	struct emit *e = b->t->e;
	uint64_t header = sizeof_type(e, "struct xt_entry_match");

	while (from + header <= to) {
		ref m = at(e, from, "struct xt_entry_match"), match = ptr(m, "u.kernel.match");
		uint64_t size = (uint64_t)num(m, "u.match_size");
		struct xt_extension x = {e, b->t->net, b->t->v6, str(match, "name"), num(match, "revision"),
					 from + header, (size_t)(size - header)};

		if (size < header || size > to - from) {
			fail(e, "xt_entry_match", "does not end within its entry", from);
			return;
		}
		xt_words_add(e, r, xt_match_words(&x));
		from += size;
	}
}

static const char *verdict_name(struct emit *e, int verdict)
{
	static const char *const names[] = {"DROP", "ACCEPT", NULL, "QUEUE", "RETURN"};

	return one_of(e, names, -(long)verdict - 1);
}

/* A jump is kept as the offset of the first rule; its chain's name is looked up when all are known. */
static void read_target(struct blob *b, struct xt_rule *r, uint64_t target, uint64_t end, uint64_t next)
{
	struct emit *e = b->t->e;
	ref o = at(e, target, "struct xt_entry_target"), kind = ptr(o, "u.kernel.target");
	uint64_t header = sizeof_type(e, "struct xt_entry_target"), size = (uint64_t)num(o, "u.target_size");
	struct xt_extension x = {e, b->t->net, b->t->v6, str(kind, "name"), num(kind, "revision"), target + header,
				 (size_t)(size - header)};
	int verdict;

	if (size < header || size > end - target) {
		fail(e, "xt_entry_target", "does not end within its entry", target);
		return;
	}
	if (*x.name) {
		r->target = x.name;
		r->target_words = xt_target_words(&x, &r->saved_target);
		return;
	}
	verdict = (int)num(at(e, target, "struct xt_standard_target"), "verdict");
	if (verdict < 0)
		r->target = verdict_name(e, verdict);
	else if ((uint64_t)verdict != next)		/* to the next rule: it has no target */
		r->jump = (uint64_t)verdict;
}

/* The name that an ERROR target has begins a chain of the user's; NULL: it is none. */
static const char *chain_head(struct emit *e, uint64_t target)
{
	ref o = at(e, target, "struct xt_entry_target");

	if (strcmp(str(o, "u.kernel.target->name"), "ERROR") != 0)
		return NULL;
	return string(e, target + sizeof_type(e, "struct xt_entry_target"));
}

/* A chain of the user's ends with a return that nobody wrote. */
static void end_chain(struct blob *b)
{
	if (b->chain && b->of_user && b->chain->count)
		b->chain->count--;
	b->chain = NULL;
}

static void begin_hook(struct blob *b, uint64_t offset)
{
	static const char *const hooks[] = {"PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"};
	long valid = num(find_table(b->t->net, b->t->v6, b->t->name), "valid_hooks");

	for (long h = 0; h < (long)ARRAY_LEN(hooks); h++)
		if (valid >> h & 1 && (uint64_t)num_at(b->info, "hook_entry[]", h) == offset) {
			end_chain(b);
			b->chain = xt_chain_add(b->t, hooks[h]);
			b->of_user = false;
			b->policy_at = (uint64_t)num_at(b->info, "underflow[]", h);
			return;
		}
}

static void read_entry(struct blob *b, ref entry, uint64_t offset, uint64_t target, uint64_t next)
{
	struct emit *e = b->t->e;
	const char *head = chain_head(e, entry.addr + target);
	struct xt_rule *r;

	begin_hook(b, offset);
	if (head) {
		end_chain(b);
		if (next == b->size)
			return;		/* the end of the table */
		b->chain = xt_chain_add(b->t, head);
		b->chain->start = next;
		b->of_user = true;
		return;
	}
	if (!b->chain)
		return;
	if (!b->of_user && offset == b->policy_at) {
		b->chain->policy = verdict_name(e, (int)num(at(e, entry.addr + target, "struct xt_standard_target"), "verdict"));
		b->chain->counters = counters(e, entry);
		b->chain = NULL;
		return;
	}
	r = xt_rule_add(b->t, b->chain);
	read_head(e, r, entry, b->t->v6);
	read_matches(b, r, entry.addr + sizeof_type(e, b->entry), entry.addr + target);
	read_target(b, r, entry.addr + target, entry.addr + (next - offset), next);
	r->lost = tainted(e);
	forgive(e);
}

/* The chains of the user's come last, each behind the one before. */
static struct xt_chain *chain_at(struct xt_table *t, uint64_t start)
{
	size_t low = 0, high = t->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (t->chains[middle].start < start)
			low = middle + 1;
		else
			high = middle;
	}
	return low < t->count && t->chains[low].start == start ? &t->chains[low] : NULL;
}

static void name_jumps(struct xt_table *t)
{
	for (size_t i = 0; i < t->count; i++)
		for (size_t k = 0; k < t->chains[i].count; k++) {
			struct xt_rule *r = &t->chains[i].rules[k];
			struct xt_chain *to = r->jump ? chain_at(t, r->jump) : NULL;

			if (r->jump && !to)
				fail(t->e, "xt rule", "it jumps to where no chain begins", r->jump);
			if (to) {
				r->target = to->name;
				to->references++;
			}
		}
}

bool xt_legacy_table(ref net, bool v6, const char *name, struct xt_table *t)
{
	struct emit *e = context(net);
	struct blob b = {.t = t, .entry = v6 ? "struct ip6t_entry" : "struct ipt_entry"};

	*t = (struct xt_table){.e = e, .net = net, .v6 = v6, .name = name};
	if (!has_type(e, b.entry) || !has_type(e, "struct xt_table_info")) {
		stub(e, "the types of iptables' modules are not known");
		return false;
	}
	b.info = ptr(find_table(net, v6, name), "private");
	b.base = sub(b.info, "entries").addr;
	b.size = (uint64_t)num(b.info, "size");
	if (b.size > LIMIT_XT_RULES) {
		fail(e, "xt_table_info", "more than a table can have", b.info.addr);
		return false;
	}
	for (uint64_t offset = 0; offset < b.size;) {
		ref entry = at(e, b.base + offset, b.entry);
		uint64_t target = (uint64_t)num(entry, "target_offset"), length = (uint64_t)num(entry, "next_offset");

		if (target < sizeof_type(e, b.entry) || length < target + sizeof_type(e, "struct xt_entry_target") ||
		    length > b.size - offset ||
		    length > LIMIT_ENTRY_SIZE) {
			fail(e, "xt entry", "does not end within its table", entry.addr);
			return false;
		}
		read_entry(&b, entry, offset, target, offset + length);
		offset += length;
	}
	name_jumps(t);
	return true;
}
