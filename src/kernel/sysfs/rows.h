/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rows.h - which files of sysfs can be printed, and the printers that several tables use. */
#ifndef VR_SYSFS_ROWS_H
#define VR_SYSFS_ROWS_H

#include "kernel/kernel.h"

#include <stdio.h>

const struct sysfs_row *sysfs_row(struct emit *e, ref node, const char *path);	/* NULL if no row matches */
struct sysfs_file sysfs_file(ref node, const char *path);

/* How one file, or several of a kind, are printed: `static SYSFS_FILE(show_size) { … }` makes the print() of a row. */
#define SYSFS_FILE(name)									\
	void name(__attribute__((unused)) struct emit *e, __attribute__((unused)) const struct sysfs_file *f,	\
		  __attribute__((unused)) const struct sysfs_row *row)

typedef void sysfs_print_fn(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row);

/* "42\n": type, kobject, path */
sysfs_print_fn sysfs_field;
sysfs_print_fn sysfs_field_signed;
sysfs_print_fn sysfs_field_hex;			/* "0x1003\n" */
/* The same, a string. */
sysfs_print_fn sysfs_field_string;
/* "1\n" or "0\n": the bit of the same number. */
sysfs_print_fn sysfs_field_bit;
/* The one of row->text that stands for the number. */
sysfs_print_fn sysfs_field_choice;
const char *sysfs_choice(struct emit *e, const char *texts, long value);	/* NULL: there is none */
/* Of what the device's driver or class keeps for it: type, path */
sysfs_print_fn sysfs_data_field;
sysfs_print_fn sysfs_data_string;
/* symbol, type */
sysfs_print_fn sysfs_variable;
sysfs_print_fn sysfs_variable_signed;
sysfs_print_fn sysfs_variable_bool;		/* "true\n" or "false\n" */
/* text */
sysfs_print_fn sysfs_constant;
/* text: why the file can't be rebuilt */
sysfs_print_fn sysfs_unknown;

/* The object of row->type around the file's kobject, at row->kobject in it. */
ref sysfs_object(const struct sysfs_file *f, const struct sysfs_row *row);

ref sysfs_device(const struct sysfs_file *f);	/* struct device */
ref sysfs_data(const struct sysfs_file *f, const char *type);	/* its dev_get_drvdata() */
ref sysfs_disk(const struct sysfs_file *f);	/* struct gendisk; null for a partition */

sysfs_print_fn sysfs_uevent;
void input_uevent(struct emit *e, ref device);
const char *pci_modalias(ref pci);		/* struct pci_dev */
const char *platform_modalias(ref device);
const char *tree_modalias(ref node);		/* struct device_node */
void tree_uevent(struct emit *e, ref device);
void amba_uevent(struct emit *e, ref device);
const char *dmi_modalias(struct emit *e);	/* NULL: not known */
const char *cpu_modalias(struct emit *e);	/* NULL: not known */
const char *acpi_modalias(ref acpi);		/* struct acpi_device */

#define SYSFS_TABLES(X) \
	X(slab) \
	X(irq) \
	X(module) \
	X(parameters) \
	X(mm) \
	X(node) \
	X(system) \
	X(pci) \
	X(acpi) \
	X(pnp) \
	X(queue) \
	X(disk) \
	X(iosched) \
	X(integrity) \
	X(bdi) \
	X(scsi) \
	X(scsi_identity) \
	X(ata) \
	X(sd) \
	X(net) \
	X(netqueue) \
	X(vulnerabilities) \
	X(power) \
	X(memory) \
	X(workqueue) \
	X(cpu) \
	X(frequency) \
	X(storage) \
	X(nvme) \
	X(zram) \
	X(raid) \
	X(raid_member) \
	X(raid_settings) \
	X(bridge) \
	X(bond) \
	X(input) \
	X(graphics) \
	X(console) \
	X(thermal) \
	X(classes) \
	X(devicetree) \
	X(dmi) \
	X(boards) \
	X(serial) \
	X(generic) \
	X(device) \
	X(kernel) \
	X(ext4)
#define X(table) extern const struct sysfs_row sysfs_##table##_rows[]; extern const size_t sysfs_##table##_row_count;
SYSFS_TABLES(X)
#undef X

#endif
