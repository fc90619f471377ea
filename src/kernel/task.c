/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

struct walk tasks(struct emit *e)
{
	return list(sub(sym(e, "init_task", "struct task_struct"), "tasks"), "struct task_struct", "tasks");
}

struct walk threads(ref task)
{
	return list(sub(ptr(task, "signal"), "thread_head"), "struct task_struct", "thread_node");
}
