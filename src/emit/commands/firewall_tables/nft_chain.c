/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chains with their rules, as nft list ruleset prints them.  nftables' chain_print() and std_prios, src/rule.c */
#include "emit/commands/firewall_tables/nft.h"
#include "emit/emit.h"

static const char *hook_name(struct emit *e, long family, long hook)
{
	static const char *const inet[] = {"prerouting", "input", "forward", "output", "postrouting", "ingress"};
	static const char *const arp[] = {"input", "output", "forward"};
	static const char *const netdev[] = {"ingress", "egress"};

	if (family == NFPROTO_ARP_)
		return one_of(e, arp, hook);
	return family == NFPROTO_NETDEV_ ? one_of(e, netdev, hook) : one_of(e, inet, hook);
}

const char *nft_priority_text(struct emit *e, long family, long hook, long priority)
{
	enum { NEAR = 10 };
	static const struct {
		bool bridge, others;
		long hook, value;
		const char *name;
	} names[] = {
		{false, false, -1, -300, "raw"}, {false, false, -1, -150, "mangle"}, {false, false, 0, -100, "dstnat"}, {false, true, -1, 0, "filter"},
		{false, false, -1, 50, "security"}, {false, false, 4, 100, "srcnat"}, {true, false, 0, -300, "dstnat"}, {true, false, -1, -200, "filter"},
		{true, false, 3, 100, "out"}, {true, false, 4, 300, "srcnat"},
	};
	bool bridge = family == NFPROTO_BRIDGE_, others = family == NFPROTO_ARP_ || family == NFPROTO_NETDEV_;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		long off = priority - names[i].value;

		if (names[i].bridge != bridge || (others && !names[i].others) ||
		    (names[i].hook >= 0 && names[i].hook != hook) || off < -NEAR || off > NEAR)
			continue;
		return off ? file_printf(e, "%s %c %ld", names[i].name, off < 0 ? '-' : '+',
					 off < 0 ? -off : off) : names[i].name;
	}
	return file_printf(e, "%ld", priority);
}

const char *nft_devices(struct emit *e, ref hooks, size_t *devices)
{
	const char *text = "";
	size_t count = 0;

	EACH(hook, list(hooks, "struct nft_hook", "list")) {
		/* By name, and devices that match it, since 6.17. */
		const char *name = has(hook, "ifname") ? str(hook, "ifname") : str(hook, "ops.dev->name");

		text = file_printf(e, "%s%s%s", text, count++ ? ", " : "", name);
	}
	*devices = count;
	return text;
}

/* " device "eth0"", " devices = { eth0, eth1 }" */
static const char *devices(struct emit *e, ref base)
{
	size_t count = 0;
	const char *text = has(base, "hook_list") ? nft_devices(e, sub(base, "hook_list"), &count) : "";	/* 5.5 */

	return count == 1 ? file_printf(e, " device \"%s\"", text) : count ? file_printf(e, " devices = { %s }", text) : "";
}

static void print_base(struct nft_listing *l, ref base)
{
	enum { HW_OFFLOAD = 2, INGRESS = 5 };
	struct emit *e = l->e;
	long hook = num(base, "ops.hooknum"), policy = num(base, "policy");
	bool on_devices = l->family == NFPROTO_NETDEV_ || (l->family == NFPROTO_INET_ && hook == INGRESS);

	row(e, "\t\ttype %s hook %s%s priority %s; policy %s;\n", str(base, "type->name"), hook_name(e, l->family, hook),
	    on_devices ? devices(e, base) : "", nft_priority_text(e, l->family, hook, (int32_t)num(base, "ops.priority")),
	    policy ? "accept" : "drop");
	if (num(base, "chain.flags") & HW_OFFLOAD)
		row(e, "\t\tflags offload;\n");
}

void nft_print_chains(struct nft_listing *l)
{
	enum { BINDING = 4 };		/* NFT_CHAIN_BINDING: within a rule */
	struct emit *e = l->e;

	EACH(chain, nft_chains(l->net, l->table)) {
		ref base = nft_base_chain(chain);
		size_t size = 0;
		const unsigned char *data = has(chain, "udata") ? nft_user_data(chain, &size) : NULL;
		const char *comment = nft_user_string(e, data, size, 0);

		if (num(chain, "flags") & BINDING)
			remark(e, "a chain without a name, within a rule, is shown beside it");
		nft_block(l, "chain", str(chain, "name"), num(chain, "handle"));
		if (comment)
			out(e, "\t\tcomment \"%s\"\n", comment);
		if (!null(base))
			print_base(l, base);
		EACH(rule, nft_rules(l->net, chain)) {
			struct scratch s = scratch_begin(e);

			out(e, "\t\t%s", nft_rule_text(l->net, l->family, rule));
			out(e, l->handles ? " # handle %ld\n" : "\n", num(rule, "handle"));
			scratch_end(e, s);
		}
		forgive(e);		/* of rules that were lost the notes tell */
		out(e, "\t}\n");
	}
}
