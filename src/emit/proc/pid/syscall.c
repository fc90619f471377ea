/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/syscall: the system call that a task is in.  proc_pid_syscall(), fs/proc/base.c; task_current_syscall() */
#include "emit/emit.h"

struct call {
	int number;
	unsigned long arguments[6], sp, pc;
};

static struct call x86_call(ref r)
{
	return (struct call){(int)num(r, "orig_ax"),
			     {addr(r, "di"), addr(r, "si"), addr(r, "dx"), addr(r, "r10"), addr(r, "r8"), addr(r, "r9")},
			     addr(r, "sp"), addr(r, "ip")};
}

static struct call arm64_call(ref r)
{
	return (struct call){(int)num(r, "syscallno"),
			     {addr(r, "orig_x0"), addr(r, "regs[1]"), addr(r, "regs[2]"), addr(r, "regs[3]"),
			      addr(r, "regs[4]"), addr(r, "regs[5]")},
			     addr(r, "sp"), addr(r, "pc")};
}

EMITTER(proc_pid_syscall)
{
	struct call c = {.number = -1};
	ref regs;

	if (*task_state(self) == 'R') {
		row(e, "running\n");
		return;
	}
	regs = task_user_regs(self);
	if (!null(regs))
		c = has(regs, "orig_ax") ? x86_call(regs) : arm64_call(regs);
	if (c.number < 0)
		row(e, "%d 0x%lx 0x%lx\n", c.number, c.sp, c.pc);
	else
		row(e, "%d 0x%lx 0x%lx 0x%lx 0x%lx 0x%lx 0x%lx 0x%lx 0x%lx\n", c.number, c.arguments[0], c.arguments[1],
		    c.arguments[2], c.arguments[3], c.arguments[4], c.arguments[5], c.sp, c.pc);
}
