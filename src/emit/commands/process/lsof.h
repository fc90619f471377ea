/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lsof.h - columns of lsof that depend on what is open: lsof_file.c, lsof_socket.c. */
#ifndef VR_EMIT_LSOF_H
#define VR_EMIT_LSOF_H

#include "emit/emit.h"

struct lsof_entry {
	const char *type, *device, *size, *node, *name;
};

/* What a path leads to: of a directory, an executable, a mapping. */
struct lsof_entry lsof_path(ref path);
/* A file behind a descriptor: sockets, anonymous inodes and offsets too. */
struct lsof_entry lsof_file(ref file);
struct lsof_entry lsof_socket(ref file, const char *name);
char lsof_lock(ref file, long pid);		/* 'R', 'W': on the whole file; 'r', 'w': on part of it; ' ' */

#endif
