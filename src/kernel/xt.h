/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * xt.h - tables of iptables and ip6tables: those of ip_tables ("legacy"), and those that iptables-nft keeps in
 * nf_tables, in one form.
 */
#ifndef VR_KERNEL_XT_H
#define VR_KERNEL_XT_H

#include "kernel/nft.h"

/* What iptables says of a match or a target: in its listing, and as options. */
struct xt_words {
	const char *list, *save;	/* " tcp dpt:22", " -m tcp --dport 22"; NULL: not set */
};

struct xt_address {
	struct nft_value address, mask;	/* len 0: any */
	bool inverted;
};

struct xt_rule {
	struct xt_address from, to;
	const char *in, *out;		/* "eth0", "br+"; "": any */
	bool in_inverted, out_inverted;
	long protocol;			/* 0: any */
	bool protocol_inverted, fragment, fragment_inverted, is_goto;
	struct xt_words matches;	/* of all, in a row */
	const char *target;		/* "DROP", or the chain; "": none */
	const char *saved_target;	/* what iptables-save calls it; NULL: the same */
	uint64_t jump;			/* in ip_tables: the offset that it goes to; 0: nowhere */
	struct xt_words target_words;
	struct counter_pair counters;
	bool lost;			/* it could not be read: not to be shown */
};

struct xt_chain {
	const char *name, *policy;	/* "ACCEPT"; NULL: a user's chain */
	struct counter_pair counters;
	struct xt_rule *rules;
	size_t count, room;
	long references;
	uint64_t start;			/* of its first rule: where jumps to it go */
	bool lost;			/* its policy, or how often it is referred to */
};

struct xt_table {
	struct emit *e;
	ref net;
	bool v6, of_nft, incompatible;	/* it has chains that iptables did not make */
	const char *name;
	struct xt_chain *chains;
	size_t count, room;
};

/* Which tables there are (xt/tables.c), in the order of iptables-save; how many. */
bool xt_types_known(struct emit *e);	/* false, with stub() said: there may be tables that cannot be read */
size_t xt_table_names(ref net, bool v6, bool of_nft, const char *names[], size_t room);
bool xt_table_exists(ref net, bool v6, bool of_nft, const char *name);
/* Fills it from ip_tables (xt/legacy.c) or nf_tables (xt/from_nft.c); false: it could not be (noted). */
bool xt_legacy_table(ref net, bool v6, const char *name, struct xt_table *t);
bool xt_nft_table(ref net, bool v6, const char *name, struct xt_table *t);

struct xt_chain *xt_chain_add(struct xt_table *t, const char *name);
struct xt_rule *xt_rule_add(struct xt_table *t, struct xt_chain *c);
void xt_words_add(struct emit *e, struct xt_rule *r, struct xt_words w);

/* Extensions (xt/match.c, xt/target.c): data of size bytes; what is not known is said to be so. */
struct xt_extension {
	struct emit *e;
	ref net;
	bool v6;
	const char *name;
	long revision;
	uint64_t data;
	size_t size;
};
struct xt_words xt_match_words(const struct xt_extension *x);
/* *alias: what iptables-save calls it, NULL if the same. */
struct xt_words xt_target_words(const struct xt_extension *x, const char **alias);
const char *xt_quoted(struct emit *e, const char *text);	/* as an option's argument */
const char *xt_flags_text(struct emit *e, const char *const *names, size_t count, unsigned long bits);	/* "NEW,ESTABLISHED" */
/* The match "tcp" of a port range, flags; inversions as in struct xt_tcp. */
struct xt_ports {
	bool used;
	unsigned from[2], to[2];
	unsigned option, mask, compare, inversions;
};
enum { XT_INVERT_SOURCE = 1, XT_INVERT_DESTINATION = 2, XT_INVERT_FLAGS = 4, XT_INVERT_OPTION = 8 };
struct xt_words xt_ports_words(struct emit *e, const char *protocol, const struct xt_ports *p);
struct xt_words xt_mark_words(struct emit *e, const char *what, unsigned long mark, unsigned long mask, bool inverted);
struct xt_words xt_limit_words(struct emit *e, const char *rate, unsigned long burst);

#endif
