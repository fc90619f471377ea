/* SPDX-License-Identifier: GPL-2.0-or-later */
/* private.h - shared by the files of this folder only. */
#ifndef VR_DUMP_PRIVATE_H
#define VR_DUMP_PRIVATE_H

#include "dump/dump.h"

enum { SNIFF_SIZE = 1024 };

enum container { CONTAINER_ELF, CONTAINER_KDUMP, CONTAINER_FLATTENED };

/* What the file is, by its first bytes; false, and the name of what it is instead, if no dump. */
bool sniff(struct input *in, enum container *out, struct err *err);

/*
 * The file, or standard input for "-", as an input; through an unnamed file in
 * dir where that takes unpacking or reading to its end.  dir may be NULL.
 */
bool open_or_spool(const char *path, const char *dir, struct log *log, struct input **out, struct err *err);

#endif
