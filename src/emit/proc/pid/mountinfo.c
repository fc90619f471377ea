/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/mountinfo: the mounts that a process sees.  show_mountinfo(), fs/proc_namespace.c */
#include "emit/proc/pid/mounts.h"

#include <string.h>

static long major_of(long dev)
{
	return dev >> 20;
}

static long minor_of(long dev)
{
	return dev & 0xfffff;
}

/* get_dominating_id(): the closest peer group above its master's that can be seen from root. */
static long dominating_group(ref mount, ref root)
{
	uint64_t ns = addr(mount, "mnt_ns");

	EACH(master, chain(ptr(mount, "mnt_master"), "mnt_master")) {
		if (addr(master, "mnt_ns") == ns && mount_point(master, root))
			return num(master, "mnt_group_id");
		EACH(peer, list(sub(master, "mnt_share"), "struct mount", "mnt_share"))
			if (addr(peer, "mnt_ns") == ns && mount_point(peer, root))
				return num(peer, "mnt_group_id");
	}
	return 0;
}

/* Flags of propagation moved from the mount's flags to a word of their own in 6.17. */
static void print_propagation(struct emit *e, ref mount, ref root)
{
	bool own_word = has(mount, "mnt_t_flags");
	long flags = own_word ? num(mount, "mnt_t_flags") : num(mount, "mnt.mnt_flags");

	if (flags & (own_word ? 1 : 0x1000))
		out(e, " shared:%ld", num(mount, "mnt_group_id"));
	if (addr(mount, "mnt_master")) {
		long master = num(mount, "mnt_master->mnt_group_id"), dominating = dominating_group(mount, root);

		out(e, " master:%ld", master);
		if (dominating && dominating != master)
			out(e, " propagate_from:%ld", dominating);
	}
	if (flags & (own_word ? 2 : 0x2000))
		out(e, " unbindable");
}

static void print_line(struct emit *e, ref mount, ref root, const char *where)
{
	enum { MNT_READONLY = 0x40, SB_RDONLY = 1 };
	ref sb = ptr(mount, "mnt.mnt_sb");
	long dev = num(sb, "s_dev");

	out(e, "%ld %ld %ld:%ld %s %s %s", num(mount, "mnt_id"), num(mount, "mnt_parent->mnt_id"), major_of(dev), minor_of(dev),
	    esc(e, mount_root(mount), " \t\n\\"), esc(e, where, " \t\n\\"),
	    num(mount, "mnt.mnt_flags") & MNT_READONLY ? "ro" : "rw");
	print_mount_flags(mount);
	print_propagation(e, mount, root);
	out(e, " - ");
	print_mount_type(sb);
	out(e, " ");
	print_mount_source(mount);
	out(e, num(sb, "s_flags") & SB_RDONLY ? " ro" : " rw");
	print_super_flags(sb);
	print_mount_options(mount);
	out(e, "\n");
}

EMITTER(proc_pid_mountinfo)
{
	print_seen_mounts(e, "proc_pid_mountinfo", self, print_line);
}
