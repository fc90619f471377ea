/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

/* A key that is being switched on has -1: static_key_count(). */
bool static_key_on(struct emit *e, const char *symbol)
{
	return num(sym(e, symbol, "struct static_key"), "enabled") != 0;
}
