/* SPDX-License-Identifier: GPL-2.0-or-later */
/* file.h - how the files of control groups are printed: by the function with which the kernel prints them. */
#ifndef VR_CGROUP_FILE_H
#define VR_CGROUP_FILE_H

#include "kernel/kernel.h"

/* A row of files.def. */
struct cgroup_row {
	const char *function;
	void (*print)(struct emit *e, const struct cgroup_row *row, ref css, ref type);
	const char *object;	/* struct around the css */
	const char *path;	/* of what is printed, in that object */
};

/*
 * css: struct cgroup_subsys_state of the group, for the controller that the file is of ("self" for the core's).
 * type: struct cftype.
 */
#define CGROUP_FILE(name)									\
	void name(__attribute__((unused)) struct emit *e, __attribute__((unused)) const struct cgroup_row *row,	\
		  __attribute__((unused)) ref css, __attribute__((unused)) ref type)

#define PRINTER(function, how, object, path) CGROUP_FILE(cgroup_##how);
#include "kernel/cgroup/files.def"
#undef PRINTER

uint64_t cgroup_file_reader(ref file);			/* the kernel's function; 0 for files that cannot be read */
ref css_object(const struct cgroup_row *row, ref css);	/* the struct around it that the row names */
ref css_of(ref cgroup, const char *controller);		/* "memory_cgrp_id"; null where that is not enabled */
bool css_is_root(ref css);

/* The part of cpu.stat that the cpu controller adds; css: its own.  Times in units of so many ns. */
void print_bandwidth_stat(struct emit *e, ref css, long unit, const char *suffix);
void print_burst_stat(struct emit *e, ref css, long unit, const char *suffix);
void print_memory_stat_v1(struct emit *e, ref memcg);

/* "max" for what no limit is, else the number. */
void print_limit(struct emit *e, long value, long none);

#endif
