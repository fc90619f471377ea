/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dwarf.h - types from the DWARF (2 to 5) of a vmlinux or a module.
 *
 * The units are passed once, when the first name is asked for: the top level
 * of each, over everything that has children, into a table of distinct names.
 * Everything else is read from the file when a type is made.  Neither the
 * units nor the types stay in memory.
 */
#ifndef VR_DWARF_H
#define VR_DWARF_H

#include "elf/object.h"
#include "types/types.h"

/* What is opened.  All of it must stay open until the source is closed. */
struct dwarf_files {
	struct object *object;
	struct object *alt;		/* dwz's common file; NULL: none */
	/* A module's: the kernel's own DWARF.  What both define alike is left to the kernel.  NULL: none. */
	struct type_source *kernel;
};

/* name: for log and manifest.  module: NULL for the kernel proper. */
bool dwarf_open(const struct dwarf_files *files, const char *name, const char *module, struct type_source **out,
		struct err *err);

/* Builds the table of names now.  False if damage hid some of them: the first is in err. */
bool dwarf_whole(struct type_source *dwarf, struct err *err);

/* Every name in the table, in the order of the file; stops when fn returns false. TYPE_QUALIFIER: a variable. */
void dwarf_each(struct type_source *dwarf, bool (*fn)(enum type_kind kind, const char *name, uint64_t id, void *arg),
		void *arg);

#endif
