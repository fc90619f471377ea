/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/sysvipc/ipcs: System V IPC objects, as util-linux lists them.  Owners are numbers but for root. */
#include "emit/emit.h"

static const char *owner(struct emit *e, ref perm)
{
	long uid = num(perm, "uid");

	return uid ? file_printf(e, "%ld", uid) : "root";
}

static void show_head(struct emit *e, ref perm)
{
	out(e, "0x%08lx %-10ld %-10.10s %-10.3lo ", num(perm, "key") & 0xffffffff, num(perm, "id"), owner(e, perm),
	    num(perm, "mode") & 0777);
}

EMITTER(cmd_ipcs)
{
	enum { SHM_DEST = 01000, SHM_LOCKED = 02000 };

	if (!has_sym(e, "init_ipc_ns")) {
		absent(e, "the kernel has no System V IPC");
		return;
	}
	out(e, "\n------ Message Queues --------\n%-10s %-10s %-10s %-10s %-12s %-12s\n", "key", "msqid", "owner", "perms",
	    "used-bytes", "messages");
	EACH(perm, ipc_objects(e, IPC_MSG)) {
		ref queue = container(perm, "struct msg_queue", "q_perm");

		show_head(e, perm);
		out(e, "%-12ld %-12ld\n", num(queue, "q_cbytes"), num(queue, "q_qnum"));
	}
	out(e, "\n------ Shared Memory Segments --------\n%-10s %-10s %-10s %-10s %-10s %-10s %-12s\n", "key", "shmid", "owner",
	    "perms", "bytes", "nattch", "status");
	EACH(perm, ipc_objects(e, IPC_SHM)) {
		ref segment = container(perm, "struct shmid_kernel", "shm_perm");
		long mode = num(perm, "mode");

		show_head(e, perm);
		out(e, "%-10lu %-10ld %-6s %-6s\n", num(segment, "shm_segsz"), num(segment, "shm_nattch"),
		    mode & SHM_DEST ? "dest" : " ", mode & SHM_LOCKED ? "locked" : " ");
	}
	out(e, "\n------ Semaphore Arrays --------\n%-10s %-10s %-10s %-10s %-10s\n", "key", "semid", "owner", "perms", "nsems");
	EACH(perm, ipc_objects(e, IPC_SEM)) {
		show_head(e, perm);
		out(e, "%-10ld\n", num(container(perm, "struct sem_array", "sem_perm"), "sem_nsems"));
	}
	out(e, "\n");
}
