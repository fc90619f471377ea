/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies inside a process: its threads, open files, namespaces. */
#include "emit/emit.h"

SCOPE_FUNCTION(scope_tid)
{
	EACH(task, threads(parent))
		scope_item_number(e, items, task, num(task, "pid"));
}
