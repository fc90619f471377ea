/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/crypto: registered algorithms.  c_show(), crypto/proc.c, and the show functions of the types */
#include "emit/emit.h"

#include <string.h>

enum { TYPE_MASK = 15, CIPHER = 1, COMPRESS = 2, LARVAL = 0x10, ASYNC = 0x80, TESTED = 0x400, INTERNAL = 0x2000 };

/* What each type's show function prints behind its name: members of the struct around crypto_alg. */
static const struct crypto_kind {
	const char *show, *type;
	const char *around, *base;	/* the struct, and where crypto_alg lies in it */
	bool async, blocks;
	const char *lines[6][2];
} kinds[] = {
	{"crypto_skcipher_show", "skcipher", "struct skcipher_alg", "base", true, true,
	 {{"min keysize  ", "min_keysize"}, {"max keysize  ", "max_keysize"}, {"ivsize       ", "ivsize"},
	  {"chunksize    ", "chunksize"}, {"walksize     ", "walksize"}, {"statesize    ", "statesize"}}},
	{"crypto_lskcipher_show", "lskcipher", "struct lskcipher_alg", "co.base", false, true,
	 {{"min keysize  ", "co.min_keysize"}, {"max keysize  ", "co.max_keysize"}, {"ivsize       ", "co.ivsize"},
	  {"chunksize    ", "co.chunksize"}, {"statesize    ", "co.statesize"}}},
	{"crypto_aead_show", "aead", "struct aead_alg", "base", true, true,
	 {{"ivsize       ", "ivsize"}, {"maxauthsize  ", "maxauthsize"}, {"geniv        ", NULL}}},
	{"crypto_shash_show", "shash", "struct shash_alg", "base", false, true, {{"digestsize   ", "digestsize"}}},
	{"crypto_ahash_show", "ahash", "struct ahash_alg", "halg.base", true, true,
	 {{"digestsize   ", "halg.digestsize"}}},
	{"crypto_rng_show", "rng", "struct rng_alg", "base", false, false, {{"seedsize     ", "seedsize"}}},
	{"crypto_akcipher_show", "akcipher", NULL, NULL, false, false, {{0}}},
	{"crypto_sig_show", "sig", NULL, NULL, false, false, {{0}}},
	{"crypto_kpp_show", "kpp", NULL, NULL, false, false, {{0}}},
	{"crypto_scomp_show", "scomp", NULL, NULL, false, false, {{0}}},
	{"crypto_acomp_show", "acomp", NULL, NULL, false, false, {{0}}},
};

static void show_kind(struct emit *e, ref alg, const struct crypto_kind *k)
{
	ref around = alg;

	out(e, "type         : %s\n", k->type);
	if (k->async)
		out(e, "async        : %s\n", num(alg, "cra_flags") & ASYNC ? "yes" : "no");
	if (k->blocks)
		out(e, "blocksize    : %lu\n", num(alg, "cra_blocksize"));
	if (k->around)
		around = at(e, alg.addr - offsetof_member(e, k->around, k->base), k->around);
	for (unsigned i = 0; i < ARRAY_LEN(k->lines) && k->lines[i][0]; i++) {
		if (!k->lines[i][1])
			out(e, "%s: <none>\n", k->lines[i][0]);
		else if (has_(around, k->lines[i][1]))
			out(e, "%s: %lu\n", k->lines[i][0], num_(around, k->lines[i][1], 0));
	}
}

/* Algorithms of the types that have no show function. */
static void show_plain(struct emit *e, ref alg)
{
	long type = num(alg, "cra_flags") & TYPE_MASK;

	if (type == CIPHER)
		out(e, "type         : cipher\nblocksize    : %lu\nmin keysize  : %lu\nmax keysize  : %lu\n",
		    num(alg, "cra_blocksize"), num(alg, "cra_u.cipher.cia_min_keysize"),
		    num(alg, "cra_u.cipher.cia_max_keysize"));
	else
		out(e, "type         : %s\n", type == COMPRESS ? "compression" : "unknown");
}

static void show_type(struct emit *e, ref alg)
{
	long flags = num(alg, "cra_flags");
	const char *show = "";

	if (flags & LARVAL) {
		out(e, "type         : larval\nflags        : 0x%lx\n", flags);
		return;
	}
	if (addr(alg, "cra_type") && addr(alg, "cra_type->show"))
		show = symbol_name(e, addr(alg, "cra_type->show"));
	for (const struct crypto_kind *k = kinds; *show && k < kinds + ARRAY_LEN(kinds); k++) {
		if (!strcmp(show, k->show)) {
			show_kind(e, alg, k);
			return;
		}
	}
	show_plain(e, alg);
}

EMITTER(proc_crypto)
{
	if (!has_sym(e, "crypto_alg_list")) {
		absent(e, "the kernel has no crypto API");
		return;
	}
	EACH(alg, list(sym(e, "crypto_alg_list", "struct list_head"), "struct crypto_alg", "cra_list")) {
		long flags = num(alg, "cra_flags");

		out(e, "name         : %s\n", str(alg, "cra_name"));
		out(e, "driver       : %s\n", str(alg, "cra_driver_name"));
		out(e, "module       : %s\n", addr(alg, "cra_module") ? str(alg, "cra_module->name") : "kernel");
		out(e, "priority     : %ld\nrefcnt       : %lu\n", num(alg, "cra_priority"), num(alg, "cra_refcnt"));
		out(e, "selftest     : %s\ninternal     : %s\n", flags & TESTED ? "passed" : "unknown",
		    flags & INTERNAL ? "yes" : "no");
		show_type(e, alg);
		out(e, "\n");
	}
}
