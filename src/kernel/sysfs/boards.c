/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies on a board: regulators (drivers/regulator/core.c), I2C (drivers/i2c), GPIO (drivers/gpio/gpiolib-sysfs.c), virtio */
#include "kernel/sysfs/rows.h"

/* ---- regulators ---------------------------------------------------------------------------------- */

static ref regulator_of(const struct sysfs_file *f)
{
	return sysfs_data(f, "struct regulator_dev");
}

static SYSFS_FILE(show_kind)
{
	const char *kind = sysfs_choice(e, "voltage,current", num(regulator_of(f), "desc->type"));

	out(e, "%s\n", kind ? kind : "unknown");
}

static SYSFS_FILE(show_load)
{
	long sum = 0;

	EACH(user, list(sub(regulator_of(f), "consumer_list"), "struct regulator", "list"))
		if (num(user, "enable_count"))
			sum += num(user, "uA_load");
	out(e, "%ld\n", sum);
}

static SYSFS_FILE(show_suspended)
{
	long state = (int)num_(regulator_of(f), row->path, 0);

	out(e, "%s\n", state > 0 ? "enabled" : state ? "unknown" : "disabled");
}

/* The name that the board has for it, else the regulator's own. */
static SYSFS_FILE(show_regulator)
{
	ref regulator = regulator_of(f), limits = ptr(regulator, "constraints");
	bool of_board = !null(limits) && addr(limits, "name");

	out(e, "%s\n", of_board ? str(limits, "name") : addr(regulator, "desc->name") ? str(regulator, "desc->name") : "");
}

/* ---- I2C ----------------------------------------------------------------------------------------------- */

static SYSFS_FILE(show_i2c_name)
{
	bool is_client = addr(sysfs_device(f), "type") == symaddr(e, "i2c_client_type");

	out(e, "%s\n", is_client ? str(container(f->kobject, "struct i2c_client", "dev.kobj"), "name") :
				   str(container(f->kobject, "struct i2c_adapter", "dev.kobj"), "name"));
}

/* ---- GPIO --------------------------------------------------------------------------------------------- */

/* Since 6.17 a chip may have two folders, of which each has its own data. */
static ref gpio_of(const struct sysfs_file *f)
{
	if (has_type(context(f->node), "struct gpiodev_data"))
		return ptr(sysfs_data(f, "struct gpiodev_data"), "gdev");
	return sysfs_data(f, "struct gpio_device");
}

static SYSFS_FILE(show_gpio_number)
{
	out(e, "%lu\n", num_(gpio_of(f), row->path, 0));
}

static SYSFS_FILE(show_gpio_label)
{
	out(e, "%s\n", str(gpio_of(f), "label"));
}

#define REGULATOR "devices/*/regulator/~"
#define GPIO "devices/*/gpio/*chip*"
#define SUSPENDED(name, member) {name, REGULATOR, show_suspended, .path = "constraints->" member ".enabled"}

const struct sysfs_row sysfs_boards_rows[] = {
	{"type", REGULATOR, .print = show_kind}, {"requested_microamps", REGULATOR, .print = show_load},
	{"num_users", REGULATOR, sysfs_data_field, .type = "struct regulator_dev", .path = "use_count"},
	{"name", REGULATOR, .print = show_regulator},
	SUSPENDED("suspend_mem_state", "state_mem"), SUSPENDED("suspend_disk_state", "state_disk"),
	SUSPENDED("suspend_standby_state", "state_standby"),
	{"name", "devices/*/i2c-*", .print = show_i2c_name},
	{"base", GPIO, show_gpio_number, .path = "base"}, {"ngpio", GPIO, show_gpio_number, .path = "ngpio"},
	{"label", GPIO, .print = show_gpio_label},
	{"status_show()", "devices/*/virtio*", sysfs_unknown, .text = "the device is asked"},
};
const size_t sysfs_boards_row_count = ARRAY_LEN(sysfs_boards_rows);
