/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "emit/emit.h"

SCOPE_FUNCTION(scope_pid)
{
	EACH(task, tasks(e))
		scope_item_number(e, items, task, num(task, "pid"));
}
