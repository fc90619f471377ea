/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/nf_conntrack_expect: connections that helpers expect.  exp_seq_show(), net/netfilter/nf_conntrack_expect.c */
#include "emit/emit.h"
#include "kernel/net.h"

EMITTER(proc_net_nf_conntrack_expect)
{
	struct bucket_walk_options o = {.stride = e->facts->word_size, .type = "struct nf_conntrack_expect", .member = "hnode"};
	size_t expected = 0;

	if (!has_module_sym(e, "nf_conntrack", "nf_ct_expect_hash")) {
		absent(e, "connection tracking is not loaded");
		return;
	}
	o.base = addr(sym(e, "nf_ct_expect_hash", "void *"), "");
	o.count = (size_t)val(sym(e, "nf_ct_expect_hsize", "unsigned int"));
	EACH(expect, buckets(e, o))
		if (addr(expect, "master->ct_net.net") == self.addr)
			expected++;
	if (expected)
		stub(e, "how expected connections are printed is not known");
}
