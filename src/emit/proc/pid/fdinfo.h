/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fdinfo.h - what kinds of files add to proc/[pid]/fdinfo/[fd]: file_operations.show_fdinfo. */
#ifndef VR_EMIT_PROC_PID_FDINFO_H
#define VR_EMIT_PROC_PID_FDINFO_H

#include "emit/emit.h"

void fdinfo_inotify(struct emit *e, ref file);		/* fdinfo_notify.c */
void fdinfo_fanotify(struct emit *e, ref file);
void fdinfo_bpf_prog(struct emit *e, ref file);		/* fdinfo_bpf.c */
void fdinfo_bpf_map(struct emit *e, ref file);
void fdinfo_eventfd(struct emit *e, ref file);		/* fdinfo_kinds.c */
void fdinfo_epoll(struct emit *e, ref file);
void fdinfo_signalfd(struct emit *e, ref file);
void fdinfo_timerfd(struct emit *e, ref file);
void fdinfo_pidfd(struct emit *e, ref file);
void fdinfo_socket(struct emit *e, ref file);
void fdinfo_tty(struct emit *e, ref file);

#endif
