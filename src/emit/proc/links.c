/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Symbolic links of proc/.  proc/self leads to whoever reads it: here to init, whose namespaces are the ones
 * that a reader on the host would have had.
 */
#include "emit/emit.h"

static bool has_init(struct emit *e)
{
	if (init_lives(e))
		return true;
	stub(e, "there is no process 1: init has ended");
	return false;
}

EMITTER(proc_self)
{
	if (has_init(e))
		symlink_to(e, "1");
}

EMITTER(proc_mounts)
{
	if (has_init(e))
		symlink_to(e, "self/mounts");
}

/* Without init the files lie in proc/net itself: scope_net(). */
EMITTER(proc_net)
{
	if (init_lives(e))
		symlink_to(e, "self/net");
	else
		absent(e, "process 1 has ended: this is the directory itself");
}
