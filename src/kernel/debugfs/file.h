/* SPDX-License-Identifier: GPL-2.0-or-later */
/* file.h - how files of debugfs are printed: by the function with which the kernel opens, or else reads them. */
#ifndef VR_DEBUGFS_FILE_H
#define VR_DEBUGFS_FILE_H

#include "kernel/kernel.h"

/* A row of files.def. */
struct debugfs_row {
	const char *function;
	void (*print)(struct emit *e, const struct debugfs_row *row, ref dentry, uint64_t data);
	const char *what;	/* type, symbol or member, as print() wants it */
};

/* data: what the file was created for, i_private of its inode. */
#define DEBUGFS_FILE(name)									\
	void name(__attribute__((unused)) struct emit *e, __attribute__((unused)) const struct debugfs_row *row,	\
		  __attribute__((unused)) ref dentry, __attribute__((unused)) uint64_t data)

#define PRINTER(function, how, what) DEBUGFS_FILE(debugfs_##how);
#include "kernel/debugfs/files.def"
#undef PRINTER

const struct debugfs_row *debugfs_row(ref dentry);	/* NULL if nobody knows how to print it */
uint64_t debugfs_data(ref dentry);
uint64_t debugfs_object(ref dentry);

#endif
