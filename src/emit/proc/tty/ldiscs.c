/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/tty/ldiscs: line disciplines.  tty_ldiscs_seq_show(), drivers/tty/tty_ldisc.c */
#include "emit/emit.h"

#define MAX_DISCIPLINES 32

EMITTER(proc_tty_ldiscs)
{
	ref table = sym(e, "tty_ldiscs", "struct tty_ldisc_ops *[32]");
	struct symbol s;
	long n = symbol_at(e, table.addr, &s) ? (long)(s.size / e->facts->word_size) : 0;

	EACH(ops, pointers_n(table, "", n < MAX_DISCIPLINES ? n : MAX_DISCIPLINES))
		row(e, "%-10s %2ld\n", addr(ops, "name") ? str(ops, "name") : "???", KEY(ops));
}
