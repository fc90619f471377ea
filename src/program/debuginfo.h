/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * debuginfo.h - what files beside the dump know of its kernel: vmlinux, debug
 * files of modules, System.map.  Nothing is opened that is not needed, but a
 * vmlinux that was named by the user.
 */
#ifndef VR_DEBUGINFO_H
#define VR_DEBUGINFO_H

#include "elf/object.h"
#include "program/program.h"

struct module_debug;
struct prepared;

/* Where files are looked for, and who is told what was found. */
struct debug_dirs {
	const char *const *dirs;
	size_t count;
	struct log *log;
	bool has_default;		/* the last of them is not the user's */
};

struct file_list {
	char **paths;
	size_t count;
};
void file_list_free(struct file_list *l);

struct debuginfo {
	struct debug_dirs dirs;
	const char *vmlinux_path;	/* the user's; NULL: to be searched for */
	const char *prepared_path;	/* NULL: none */
	bool allow_mismatch, no_btf;

	bool tried;			/* to open vmlinux */
	struct object *vmlinux;		/* NULL: none */
	struct object *debug;		/* file with its DWARF, where that is another; else NULL */
	struct object *alt;		/* dwz's common file of either; NULL: none */
	struct err why;			/* why there is no vmlinux */
	struct prepared *prepared;	/* NULL: none, or not of this kernel */
	uint8_t *prepared_types;	/* its BTF, once it served */
	struct section btf;		/* of vmlinux, once it served */
	struct type_source *types;	/* made from the above; NULL: none */

	struct module_debug *modules;	/* sources that find and read their file when first asked */
	size_t module_count;
	bool listed;
	struct file_list module_files;	/* all *.ko* of this kernel below the directories, once listed */
};

void debuginfo_init(struct program *p, const struct program_options *o);
void debuginfo_free(struct program *p);

/* The kernel's build ID from its notes in memory, where VMCOREINFO has none (before 5.9). */
void debuginfo_note_build_id(struct program *p);

/* Opens and checks the prepared file, if there is one. */
void debuginfo_open_prepared(struct program *p);
bool debuginfo_prepared_types(struct program *p, struct err *err);

/* Each of these looks for vmlinux if that has not happened yet. */
bool debuginfo_open_vmlinux(struct program *p, struct err *err);
bool debuginfo_symbols(struct program *p, struct err *err);
/* From the section .BTF, which continues as p->btf, or from DWARF. */
bool debuginfo_btf(struct program *p, struct err *err);
bool debuginfo_dwarf(struct program *p, struct err *err);

/* One source for each module, that has no types from the dump. */
void debuginfo_modules(struct program *p);
void debuginfo_add_sources(struct program *p, struct types *graph);
void debuginfo_free_modules(struct debuginfo *d);

/* ---- files (debugfile.c) ----------------------------------------------------------- */

/* Opens an ELF file, unpacks it if it is compressed. */
bool debugfile_open(struct log *log, const char *path, struct object **out, struct err *err);
/* The file with that build ID (hex) in one of the directories' .build-id; NULL if there is none. */
struct object *debugfile_by_build_id(const struct debug_dirs *d, const char *build_id);
/* vmlinux of this kernel, in any of the places that distributions have for it; NULL and the reason. */
struct object *debugfile_find_vmlinux(const struct debug_dirs *d, const struct program_facts *f, struct err *err);
/* The file that has the DWARF of o (.gnu_debuglink), and dwz's file of either (.gnu_debugaltlink); NULL if there is none. */
struct object *debugfile_linked(const struct debug_dirs *d, struct object *o);
struct object *debugfile_alternate(const struct debug_dirs *d, struct object *o);
/* False, and why, if the file is not of the kernel that crashed. */
bool debugfile_matches(const struct debug_dirs *d, const struct program_facts *f, struct object *o, struct err *err);
/* Its release as linux_banner in it has it; "" if it does not say. */
void debugfile_release(struct object *vmlinux, char *release, size_t room);
/* System.map in one of the directories; NULL if there is none. */
struct input *debugfile_system_map(const struct debug_dirs *d, const struct program_facts *f);
/* Adds the module files of that release; a directory of the user's may itself be where they lie. */
void debugfile_list_modules(const struct debug_dirs *d, const char *release, struct file_list *out);

#endif
