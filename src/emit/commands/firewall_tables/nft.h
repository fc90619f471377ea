/* SPDX-License-Identifier: GPL-2.0-or-later */
/* nft.h - the parts of what nft list ruleset prints. */
#ifndef VR_EMIT_NFT_H
#define VR_EMIT_NFT_H

#include "kernel/nft.h"

struct nft_listing {
	struct emit *e;
	ref net, table;
	long family;
	bool handles;		/* nft -a */
	bool begun;		/* a block has been printed: the next is set off by an empty line */
};

/* "\n\tset x { # handle 3\n"; struct nft_listing says whether the line before is to be empty. */
void nft_block(struct nft_listing *l, const char *kind, const char *name, long handle);
/* "filter", "dstnat - 5"; hook -1: of any */
const char *nft_priority_text(struct emit *e, long family, long hook, long priority);
const char *nft_devices(struct emit *e, ref hooks, size_t *devices);	/* of a list of struct nft_hook: "eth0, eth1"; how many */
void nft_print_objects(struct nft_listing *l);
void nft_print_sets(struct nft_listing *l);
void nft_print_chains(struct nft_listing *l);

#endif
