/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/networking/ethtool_-k_[link]: offloads, by the kernel's own names and in ethtool's groups */
#include "emit/emit.h"
#include "kernel/net.h"

#include <string.h>

enum { NAME = 32, MOST = 64 };

struct features {
	const char *names[MOST];
	long count;
	unsigned long active, changeable, wanted;
	unsigned long shown;
};

/* What ethtool has a name of its own for, from before the kernel named features. */
static const struct group {
	const char *title, *pattern;
} groups[] = {
	{"rx-checksumming", "rx-checksum"}, {"tx-checksumming", "tx-checksum-*"}, {"scatter-gather", "tx-scatter-gather*"},
	{"tcp-segmentation-offload", "tx-tcp*-segmentation"}, {"udp-fragmentation-offload", "tx-udp-fragmentation"},
	{"generic-segmentation-offload", "tx-generic-segmentation"}, {"generic-receive-offload", "rx-gro"},
	{"large-receive-offload", "rx-lro"}, {"rx-vlan-offload", "rx-vlan-hw-parse"}, {"tx-vlan-offload", "tx-vlan-hw-insert"},
	{"ntuple-filters", "rx-ntuple-filter"}, {"receive-hashing", "rx-hashing"},
};

/* Features that no one may change are of the kernel's own making. */
static bool is_fixed(const struct features *f, long i)
{
	static const char *const never[] = {"vlan-challenged", "tx-lockless", "netns-local"};

	for (size_t k = 0; k < ARRAY_LEN(never); k++)
		if (!strcmp(f->names[i], never[k]))
			return true;
	return !(f->changeable >> i & 1);
}

static void print_feature(struct emit *e, struct features *f, long i, const char *indent, const char *title)
{
	bool active = f->active >> i & 1, wanted = f->wanted >> i & 1;

	f->shown |= 1UL << i;
	row(e, "%s%s: %s%s\n", indent, title, active ? "on" : "off",
	    is_fixed(f, i) ? " [fixed]" : wanted != active ? wanted ? " [requested on]" : " [requested off]" : "");
}

static void print_group(struct emit *e, struct features *f, const struct group *g)
{
	long members = 0, only = 0;
	bool any = false;

	for (long i = 0; i < f->count; i++)
		if (*f->names[i] && glob_match(g->pattern, f->names[i])) {
			members++;
			only = i;
			any |= f->active >> i & 1;
		}
	if (members == 1 && !strchr(g->pattern, '*'))
		print_feature(e, f, only, "", g->title);
	if (!members || !strchr(g->pattern, '*'))
		return;
	row(e, "%s: %s\n", g->title, any ? "on" : "off");
	for (long i = 0; i < f->count; i++)
		if (*f->names[i] && glob_match(g->pattern, f->names[i]))
			print_feature(e, f, i, "\t", f->names[i]);
}

static bool read_names(struct emit *e, struct features *f)
{
	uint64_t table = symaddr(e, "netdev_features_strings");
	struct symbol s;

	if (!table || !symbol_at(e, table, &s) || s.size < NAME)
		return false;
	f->count = (long)(s.size / NAME < MOST ? s.size / NAME : MOST);
	for (long i = 0; i < f->count; i++)
		f->names[i] = string(e, table + (uint64_t)i * NAME);
	return true;
}

EMITTER(cmd_ethtool_k)
{
	struct features f = {.active = (unsigned long)num(self, "features"),
			     .changeable = (unsigned long)num(self, "hw_features"),
			     .wanted = (unsigned long)num(self, "wanted_features")};

	if (!read_names(e, &f)) {
		stub(e, "the kernel's names of features were not found");
		return;
	}
	out(e, "Features for %s:\n", str(self, "name"));
	for (size_t i = 0; i < ARRAY_LEN(groups); i++)
		print_group(e, &f, &groups[i]);
	for (long i = 0; i < f.count; i++)
		if (*f.names[i] && !(f.shown >> i & 1))
			print_feature(e, &f, i, "", f.names[i]);
}
