/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sysfs.h - the files of /sys, by the tree in which the kernel keeps them: a part of kernel.h. */
#ifndef VR_KERNEL_SYSFS_H
#define VR_KERNEL_SYSFS_H

#include "object/object.h"

struct sysfs_file {
	ref node;		/* struct kernfs_node */
	ref kobject;		/* the object whose folder it lies in; null for none */
	uint64_t attribute;	/* struct attribute or struct bin_attribute */
	const char *path;	/* "kernel/slab/dentry/order" */
	const char *name;	/* its last part */
};

/*
 * How a file is printed.  Several rows may have one name: the first whose folder matches counts.  A file
 * that no row names is looked up by its show function.
 */
struct sysfs_row {
	const char *name;	/* of the file; "*": any; or "mtu_show()": of the function by which the kernel shows it */
	const char *folder;	/* glob; * matches slashes too, "/~" at the end is one part */
	void (*print)(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row);
	/* What print() goes by, a few of these; where there are none, name .print itself: compilers ask for that */
	const char *path;	/* of the member that is shown, as in num() */
	const char *other_path;	/* of a second one */
	const char *type;	/* of the object that has the member, or of the variable */
	const char *kobject;	/* path of the kobject, whose folder it is, in that object */
	const char *symbol;	/* of a variable */
	const char *choice;	/* of the variable that says which of symbol's texts is in use */
	const char *enumerator;
	const char *text;	/* what is shown; or texts by number: "none,some,all" */
	const char *kind;	/* cases that print() tells apart: a unit, "!" for inverted */
	int bit, old_bit;	/* number of a bit, and in kernels that had it elsewhere */
	int width;		/* of the text, in digits or characters */
};

/* Each file that some row can print, and each link. */
typedef void sysfs_visit(struct emit *e, ref node, const char *path, void *arg);
void sysfs_nodes(struct emit *e, sysfs_visit *visit, void *arg);
/* Prints one of those nodes; path as it was given then. */
void sysfs_print(struct emit *e, ref node, const char *path);
/* What the file "devices/system/node/node0/meminfo" says; NULL if there is none, or it can't be rebuilt. */
const char *sysfs_text(struct emit *e, const char *path);
ref sysfs_node(struct emit *e, const char *path);	/* struct kernfs_node; null if there is none */
/* The first line of a kobject's file; NULL as above. */
const char *sysfs_attribute(ref kobject, const char *name);
/* The name of the first entry in a kobject's folder of that name, as "sda" in block/; NULL if there is none. */
const char *sysfs_first_entry(ref kobject, const char *folder);

#endif
