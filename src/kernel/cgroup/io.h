/* SPDX-License-Identifier: GPL-2.0-or-later */
/* io.h - what a group has of each disk (io.c). */
#ifndef VR_CGROUP_IO_H
#define VR_CGROUP_IO_H

#include "kernel/kernel.h"

struct walk io_groups(ref css);			/* struct blkcg_gq, in the order that the kernel lists them */
const char *io_disk_name(ref group);		/* "8:0"; NULL for a disk that is not shown */
/* struct blkg_policy_data of the policy of that symbol; null where the disk has none of it */
ref io_policy_data(ref group, const char *policy);
const char *io_cost_stat(ref group);		/* " cost.usage=0", or "" */

#endif
