/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kernel.h - what several emitters need to know of the kernel.  The history of
 * each layout lives here, once, with the release that changed it.
 */
#ifndef VR_KERNEL_H
#define VR_KERNEL_H

#include "object/object.h"

/* ---- tasks (task.c) ------------------------------------------------------------ */

struct walk tasks(struct emit *e);	/* struct task_struct of each process (thread group leaders), init_task excepted */
struct walk threads(ref task);		/* all threads of its process, leader first */

#endif
