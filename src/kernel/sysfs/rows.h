/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rows.h - which files of sysfs can be printed, and the printers that several tables use. */
#ifndef VR_SYSFS_ROWS_H
#define VR_SYSFS_ROWS_H

#include "kernel/kernel.h"

#include <stdio.h>

const struct sysfs_row *sysfs_row(const char *path);	/* NULL if no row matches */
struct sysfs_file sysfs_file(ref node, const char *path);

typedef void sysfs_print_fn(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row);

/* "42\n": a: struct around the kobject, b: the kobject's member in it, c: path of the number. */
sysfs_print_fn sysfs_field;
sysfs_print_fn sysfs_field_signed;
/* The same, a string. */
sysfs_print_fn sysfs_field_string;
/* "1\n" or "0\n": bit d (decimal) of the number c. */
sysfs_print_fn sysfs_field_bit;
/* a: symbol, b: its type */
sysfs_print_fn sysfs_variable;
sysfs_print_fn sysfs_variable_signed;
sysfs_print_fn sysfs_variable_bool;		/* "true\n" or "false\n" */
/* a: the text */
sysfs_print_fn sysfs_constant;

/* The object of type row->a around the file's kobject. */
ref sysfs_object(const struct sysfs_file *f, const struct sysfs_row *row);

extern const struct sysfs_row sysfs_slab_rows[], sysfs_irq_rows[], sysfs_module_rows[], sysfs_mm_rows[], sysfs_node_rows[],
	sysfs_device_rows[], sysfs_system_rows[];
extern const size_t sysfs_slab_row_count, sysfs_irq_row_count, sysfs_module_row_count, sysfs_mm_row_count,
	sysfs_node_row_count, sysfs_device_row_count, sysfs_system_row_count;

#endif
