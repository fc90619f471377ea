/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

struct walk ipc_objects(struct emit *e, enum ipc_kind kind)
{
	ref ids = sub_at(sym(e, "init_ipc_ns", "struct ipc_namespace"), "ids[]", kind);

	return idr(sub(ids, "ipcs_idr"), "struct kern_ipc_perm");
}

/* get_semotime(): each semaphore has a time of its own since 3.12. */
long sem_last_operation(ref set)
{
	long last = 0;

	EACH(s, array_n(set, "sems", num(set, "sem_nsems"))) {
		long t = num(s, "sem_otime");

		if (t > last)
			last = t;
	}
	return last;
}
