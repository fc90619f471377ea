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

/* shm_add_rss_swap() */
struct shm_pages shm_pages(ref segment)
{
	struct emit *e = context(segment);
	ref file = ptr(segment, "shm_file"), inode = ptr(file, "f_inode");
	struct shm_pages p = {.resident = num(inode, "i_mapping->nrpages")};

	if (has_sym(e, "hugetlbfs_file_operations") && addr(file, "f_op") == symaddr(e, "hugetlbfs_file_operations"))
		p.resident = shift_left(p.resident, num(cast(ptr(inode, "i_sb->s_fs_info"), "struct hugetlbfs_sb_info"), "hstate->order"));
	else if (has_type(e, "struct shmem_inode_info"))
		p.swapped = num(container(inode, "struct shmem_inode_info", "vfs_inode"), "swapped");
	return p;
}
