/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/fdinfo/[fd] of eventfd, epoll, signalfd, timerfd, pidfd and sockets. */
#include "emit/proc/pid/fdinfo.h"

#include <string.h>

static ref private(ref file, const char *type)
{
	return cast(ptr(file, "private_data"), type);
}

void fdinfo_eventfd(struct emit *e, ref file)
{
	ref event = private(file, "struct eventfd_ctx");

	row(e, "eventfd-count: %16lx\n", (unsigned long)num(event, "count"));
	if (has(event, "id"))		/* 5.2 */
		row(e, "eventfd-id: %ld\n", num(event, "id"));
	if (has_function(e, "__x64_sys_cachestat") || has_function(e, "__arm64_sys_cachestat"))	/* both came with 6.5 */
		row(e, "eventfd-semaphore: %ld\n", num(event, "flags") & 1);
}

/* ep_show_fdinfo(): in the order of the tree, by struct file and descriptor. */
void fdinfo_epoll(struct emit *e, ref file)
{
	EACH(item, rbtree(sub(private(file, "struct eventpoll"), "rbr"), "struct epitem", "rbn")) {
		ref target = ptr(item, "ffd.file"), inode = ptr(target, "f_inode");

		row(e, "tfd: %8ld events: %8lx data: %16lx  pos:%ld ino:%lx sdev:%lx\n", num(item, "ffd.fd"),
		    (unsigned long)num(item, "event.events"), (unsigned long)num(item, "event.data"), num(target, "f_pos"),
		    (unsigned long)num(inode, "i_ino"), (unsigned long)num(inode, "i_sb->s_dev"));
	}
}

void fdinfo_signalfd(struct emit *e, ref file)
{
	row(e, "sigmask:\t%016lx\n", ~(unsigned long)num(private(file, "struct signalfd_ctx"), "sigmask.sig[0]"));
}

static uint64_t now(struct emit *e, long clock)
{
	enum { REALTIME = 0, BOOTTIME = 7, REALTIME_ALARM = 8, BOOTTIME_ALARM = 9 };

	if (clock == REALTIME || clock == REALTIME_ALARM)
		return clock_realtime(e);
	return clock == BOOTTIME || clock == BOOTTIME_ALARM ? clock_boottime(e) : clock_monotonic(e);
}

void fdinfo_timerfd(struct emit *e, ref file)
{
	enum { FIRST_ALARM = 8 };
	ref timer = private(file, "struct timerfd_ctx");
	long clock = num(timer, "clockid"), interval = num(timer, "tintv");
	bool alarm = clock >= FIRST_ALARM;
	long left = (alarm ? num(timer, "t.alarm.node.expires") : num(timer, "t.tmr.node.expires")) - (long)now(e, clock);

	if (left < 0)
		left = 0;
	row(e, "clockid: %ld\nticks: %lu\nsettime flags: 0%lo\n", clock, (unsigned long)num(timer, "ticks"),
	    (unsigned long)num(timer, "settime_flags"));
	row(e, "it_value: (%ld, %ld)\n", left / NSEC_PER_SEC, left % NSEC_PER_SEC);
	row(e, "it_interval: (%ld, %ld)\n", interval / NSEC_PER_SEC, interval % NSEC_PER_SEC);
}

void fdinfo_pidfd(struct emit *e, ref file)
{
	ref pid = pidfd_pid(file);
	long tgid = enumv(e, "PIDTYPE_TGID");

	if (!addr(elem(pid, "tasks", tgid), "first")) {		/* reaped */
		row(e, "Pid:\t-1\nNSpid:\t-1\n");
		return;
	}
	row(e, "Pid:\t%ld\n", pid_number(pid, 0));
	out(e, "NSpid:");
	EACH_KEY(level, numbers(e, num(pid, "level") + 1))
		out(e, "\t%ld", pid_number(pid, level));
	out(e, "\n");
}

/* Files sent and not yet received; a listening socket counts those of connections not yet accepted (6.0). */
static long files_in_flight(struct emit *e, ref sk)
{
	enum { LISTEN = 10 };
	long n = num(cast(sk, "struct unix_sock"), "scm_stat.nr_fds");

	if (num(sk, "__sk_common.skc_state") != LISTEN || !has_function(e, "unix_show_fdinfo"))
		return n;
	EACH(skb, list(cast(sub(sk, "sk_receive_queue"), "struct list_head"), "struct sk_buff", "list"))
		n += num(cast(ptr(skb, "sk"), "struct unix_sock"), "scm_stat.nr_fds");
	return n;
}

void fdinfo_socket(struct emit *e, ref file)
{
	ref socket = private(file, "struct socket"), sk = ptr(socket, "sk");
	const char *function = method(ptr(socket, "ops"), "show_fdinfo");

	if (!strcmp(function, "unix_show_fdinfo") && !null(sk))
		row(e, "scm_fds: %lu\n", (unsigned long)files_in_flight(e, sk));
	else if (*function)
		remark(e, "what %s() would have added is not shown", function);
}

/* tty_show_fdinfo(): drivers may add something; masters of pseudo terminals do. */
void fdinfo_tty(struct emit *e, ref file)
{
	ref own = private(file, "struct tty_file_private"), tty = ptr(own, "tty");
	const char *function = null(tty) ? "" : method(ptr(tty, "ops"), "show_fdinfo");

	if (!strcmp(function, "pty_show_fdinfo"))
		row(e, "tty-index:\t%ld\n", num(tty, "index"));
	else if (*function)
		remark(e, "what %s() would have added is not shown", function);
}
