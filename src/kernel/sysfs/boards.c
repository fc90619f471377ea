/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies on a board: regulators (drivers/regulator/core.c), I2C (drivers/i2c), GPIO (drivers/gpio/gpiolib-sysfs.c), virtio */
#include "kernel/sysfs/rows.h"

/* ---- regulators ---------------------------------------------------------------------------------- */

static ref regulator_of(const struct sysfs_file *f)
{
	return sysfs_data(f, "struct regulator_dev");
}

static void show_kind(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	const char *kind = sysfs_choice(e, "voltage,current", num(regulator_of(f), "desc->type"));

	out(e, "%s\n", kind ? kind : "unknown");
}

static void show_load(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	long sum = 0;

	EACH(user, list(sub(regulator_of(f), "consumer_list"), "struct regulator", "list"))
		if (num(user, "enable_count"))
			sum += num(user, "uA_load");
	out(e, "%ld\n", sum);
}

/* a: path */
static void show_suspended(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	long state = (int)num_(regulator_of(f), row->a, 0);

	out(e, "%s\n", state > 0 ? "enabled" : state ? "unknown" : "disabled");
}

/* The name that the board has for it, else the regulator's own. */
static void show_regulator(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref regulator = regulator_of(f), limits = ptr(regulator, "constraints");
	bool of_board = !null(limits) && addr(limits, "name");

	out(e, "%s\n", of_board ? str(limits, "name") : addr(regulator, "desc->name") ? str(regulator, "desc->name") : "");
}

/* ---- I2C ----------------------------------------------------------------------------------------------- */

static void show_i2c_name(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	bool is_client = addr(sysfs_device(f), "type") == symaddr(e, "i2c_client_type");

	out(e, "%s\n", is_client ? str(container(f->kobject, "struct i2c_client", "dev.kobj"), "name") :
				   str(container(f->kobject, "struct i2c_adapter", "dev.kobj"), "name"));
}

#define REGULATOR "devices/*/regulator/~"
#define GPIO "devices/*/gpio/gpiochip*"
#define SUSPENDED(name, path) {name, REGULATOR, show_suspended, "constraints->" path ".enabled", 0, 0, 0}

const struct sysfs_row sysfs_boards_rows[] = {
	{"type", REGULATOR, show_kind, 0, 0, 0, 0}, {"requested_microamps", REGULATOR, show_load, 0, 0, 0, 0},
	{"num_users", REGULATOR, sysfs_data_field, "struct regulator_dev", "use_count", 0, 0},
	{"name", REGULATOR, show_regulator, 0, 0, 0, 0},
	SUSPENDED("suspend_mem_state", "state_mem"), SUSPENDED("suspend_disk_state", "state_disk"),
	SUSPENDED("suspend_standby_state", "state_standby"),
	{"name", "devices/*/i2c-*", show_i2c_name, 0, 0, 0, 0},
	{"base", GPIO, sysfs_data_field, "struct gpio_device", "base", 0, 0},
	{"ngpio", GPIO, sysfs_data_field, "struct gpio_device", "ngpio", 0, 0},
	{"label", GPIO, sysfs_data_string, "struct gpio_device", "label", 0, 0},
	{"status_show()", "devices/*/virtio*", sysfs_unknown, "the device is asked", 0, 0, 0},
};
const size_t sysfs_boards_row_count = ARRAY_LEN(sysfs_boards_rows);
