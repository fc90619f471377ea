/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/sysvipc/msg: message queues.  sysvipc_msg_proc_show(), ipc/msg.c */
#include "emit/emit.h"

EMITTER(proc_sysvipc_msg)
{
	if (!has_sym(e, "init_ipc_ns")) {
		absent(e, "the kernel has no System V IPC");
		return;
	}
	out(e, "       key      msqid perms      cbytes       qnum lspid lrpid   uid   gid  cuid  cgid"
	       "      stime      rtime      ctime\n");
	EACH(perm, ipc_objects(e, IPC_MSG)) {
		ref queue = container(perm, "struct msg_queue", "q_perm");

		row(e, "%10ld %10ld  %4lo  %10lu %10lu %5lu %5lu %5lu %5lu %5lu %5lu %10lu %10lu %10lu\n",
		    num(perm, "key"), num(perm, "id"), num(perm, "mode"), num(queue, "q_cbytes"), num(queue, "q_qnum"),
		    pid_number(ptr(queue, "q_lspid"), 0), pid_number(ptr(queue, "q_lrpid"), 0),
		    num(perm, "uid"), num(perm, "gid"), num(perm, "cuid"), num(perm, "cgid"),
		    num(queue, "q_stime"), num(queue, "q_rtime"), num(queue, "q_ctime"));
	}
}
