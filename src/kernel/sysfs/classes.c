/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Devices of small classes: watchdogs, clocks, LEDs, random numbers, links between devices, tiers of memory */
#include "kernel/sysfs/rows.h"

#include <string.h>

/* ---- watchdogs: drivers/watchdog/watchdog_dev.c --------------------------------------------------- */

/* The bit of the status, whose numbers are macros; text: what it is called if it is not set, if it is */
static SYSFS_FILE(show_watchdog_bit)
{
	bool set = num(sysfs_data(f, "struct watchdog_device"), "status") >> row->bit & 1;

	if (row->text)
		out(e, "%s\n", sysfs_choice(e, row->text, set));
	else
		out(e, "%d\n", set);
}

/* What it can do, and its firmware; told since 6.2. */
static SYSFS_FILE(show_abilities)
{
	out(e, "0x%lx\n", num(sysfs_data(f, "struct watchdog_device"), "info->options"));
}

static SYSFS_FILE(show_governor)
{
	ref governor = ptr(sysfs_data(f, "struct watchdog_device"), "gov");

	if (!null(governor))
		out(e, "%s\n", str(governor, "name"));
}

static SYSFS_FILE(show_governors)
{
	uint64_t head = 0;

	if (!program_module_symbol(e->program, "watchdog", "governor_list", &head) && has_sym(e, "governor_list"))
		head = symaddr(e, "governor_list");
	EACH(governor, list(at(e, head, "struct list_head"), "struct governor_priv", "entry"))
		row(e, "%s\n", str(governor, "gov->name"));
}

/* ---- clocks of the hardware: drivers/rtc/sysfs.c ------------------------------------------------------ */

static ref clock_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct rtc_device", "dev.kobj");
}

/* The driver's name, else the bus's, else the class's: dev_driver_string() */
static SYSFS_FILE(show_clock_name)
{
	ref parent = ptr(sysfs_device(f), "parent");
	const char *driver = addr(parent, "driver") ? str(parent,
							  "driver->name") : addr(parent, "bus") ? str(parent, "bus->name") :
			     addr(parent, "class") ? str(parent, "class->name") : "";

	out(e, "%s %s\n", driver, str(parent, "kobj.name"));
}

/* Did the system take its time from it? */
static SYSFS_FILE(show_taken)
{
	bool taken = has_sym(e, "rtc_hctosys_ret") && !val(sym(e, "rtc_hctosys_ret", "int"));

	if (taken && strcmp(str(sysfs_device(f), "kobj.name"), "rtc0"))
		stub(e, "from which clock the time was taken is a matter of configuration");
	else
		out(e, "%d\n", taken);
}

static SYSFS_FILE(show_alarm)
{
	ref timer = sub(clock_of(f), "aie_timer");

	if (num(timer, "enabled"))
		out(e, "%lu\n", (unsigned long)num(timer, "node.expires") / NSEC_PER_SEC);
}

static SYSFS_FILE(show_clock_range)
{
	ref clock = clock_of(f);

	out(e, "[%ld,%lu]\n", num(clock, "range_min"), num(clock, "range_max"));
}

/* ---- LEDs: drivers/leds/led-class.c, led-triggers.c ------------------------------------------------------- */

/* The driver may be asked for it; that of keyboards looks at what the keyboard was told. */
static SYSFS_FILE(show_brightness)
{
	ref led = sysfs_data(f, "struct led_classdev"), of_input;
	uint64_t ask = addr(led, "brightness_get");
	long code;

	if (!ask) {
		out(e, "%lu\n", num(led, "brightness"));
	} else if (!strcmp(symbol_name(e, ask), "input_leds_brightness_get") && has_type(e, "struct input_led")) {
		of_input = container(led, "struct input_led", "cdev");
		code = num(of_input, "code") & 63;
		out(e, "%ld\n", num(ptr(of_input, "handle->dev"), "led[0]") >> code & 1 ? num(led, "max_brightness") : 0);
	} else {
		stub(e, "the driver asks the device");
	}
}

static SYSFS_FILE(show_triggers)
{
	ref led = sysfs_data(f, "struct led_classdev"), chosen = ptr(led, "trigger");

	out(e, null(chosen) ? "[none]" : "none");
	if (has(led, "wq") && addr(led, "default_trigger"))	/* 6.16, as LEDs got a queue of their own for work */
		out(e, " default");
	EACH(trigger, list(sym(e, "trigger_list", "struct list_head"), "struct led_trigger", "next_trig")) {
		bool private = addr(trigger, "trigger_type") != 0;

		if (private && addr(trigger, "trigger_type") != addr(led, "trigger_type"))
			continue;
		out(e, same(trigger, chosen) ? " [%s]" : " %s", str(trigger, "name"));
	}
	out(e, "\n");
}

/* ---- random numbers: drivers/char/hw_random/core.c ------------------------------------------------------- */

static ref random_source(struct emit *e)
{
	return deref(sym(e, "current_rng", "struct hwrng *"));
}

static SYSFS_FILE(show_sources)
{
	EACH(source, list(sym(e, "rng_list", "struct list_head"), "struct hwrng", "list"))
		out(e, "%s ", str(source, "name"));
	/* None at all is a choice since 6.18; 6.12 was given it later with what came next, 6.1 only with the latter. */
	out(e, has_member(e, "struct hwrng", "cleanup_work") && !has_function(e, "add_early_randomness") ? "none\n" : "\n");
}

static SYSFS_FILE(show_source)
{
	ref source = random_source(e);

	out(e, "%s\n", null(source) ? "none" : str(source, "name"));
}

static SYSFS_FILE(show_quality)
{
	ref source = random_source(e);

	if (null(source))
		absent(e, "reading it fails: there is no source");
	else
		out(e, "%lu\n", num(source, "quality"));
}

/* ---- links between devices: drivers/base/core.c; tiers: mm/memory-tiers.c -------------------------------------- */

static ref link_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct device_link", "link_dev.kobj");
}

static SYSFS_FILE(show_link_status)
{
	long status = (int)num(link_of(f), "status");
	const char *text = sysfs_choice(e, "dormant,available,consumer probing,active,supplier unbinding", status);

	out(e, "%s\n", status == -1 ? "not tracked" : text ? text : "unknown");
}

static SYSFS_FILE(show_removal)
{
	enum { CONSUMER = 1 << 1, SUPPLIER = 1 << 4 };	/* DL_FLAG_AUTOREMOVE_… */
	long flags = num(link_of(f), "flags");

	out(e, "%s\n", flags & SUPPLIER ? "supplier unbind" : flags & CONSUMER ? "consumer unbind" : "never");
}

static SYSFS_FILE(show_tier)
{
	enum { MOST = 1024 };
	ref tier = container(f->kobject, "struct memory_tier", "dev.kobj");
	unsigned long *words = file_alloc(e, MOST / 64, sizeof(*words));
	struct address_list nodes = address_list(e);

	EACH(type, list(sub(tier, "memory_types"), "struct memory_dev_type", "tier_sibling|tier_sibiling"))	/* 6.6 */
		EACH_KEY(node, bits(type, "nodes.bits", size(type, "nodes.bits") * 8))
			if (node < MOST)
				words[node / 64] |= 1UL << node % 64;
	for (unsigned long node = 0; node < MOST; node++)
		if (words[node / 64] >> node % 64 & 1)
			address_add(&nodes, node);
	out(e, "%s\n", bitmap_list(number_walk(e, &nodes)));
}

#define WATCHDOG "devices/*/watchdog/~"
#define CLOCK "devices/*/rtc/~"
#define LED "devices/*::*"
#define RANDOM "devices/virtual/misc/hw_random"
#define LINK "devices/virtual/devlink/~"
#define ASKED(name, folder) {name, folder, sysfs_unknown, .text = "the device is asked"}
#define SHOW(name, folder, show) {name, folder, .print = show}
#define SECONDS(name) {name, WATCHDOG, sysfs_data_field, .type = "struct watchdog_device", .path = name}

const struct sysfs_row sysfs_classes_rows[] = {
	SECONDS("bootstatus"), SECONDS("timeout"), SECONDS("min_timeout"), SECONDS("max_timeout"), SECONDS("pretimeout"),
	{"identity", WATCHDOG, sysfs_data_string, .type = "struct watchdog_device", .path = "info->identity"},
	SHOW("options", WATCHDOG, show_abilities),
	{"fw_version", WATCHDOG, sysfs_data_field, .type = "struct watchdog_device", .path = "info->firmware_version"},
	{"state", WATCHDOG, show_watchdog_bit, .bit = 0, .text = "inactive,active"},
	{"nowayout", WATCHDOG, show_watchdog_bit, .bit = 1},
	SHOW("pretimeout_governor", WATCHDOG, show_governor), SHOW("pretimeout_available_governors", WATCHDOG, show_governors),
	ASKED("status", WATCHDOG), ASKED("timeleft", WATCHDOG),
	SHOW("name", CLOCK, show_clock_name), SHOW("hctosys", CLOCK, show_taken), SHOW("wakealarm", CLOCK, show_alarm),
	SHOW("range", CLOCK, show_clock_range),
	{"max_user_freq", CLOCK, sysfs_field, .type = "struct rtc_device", .kobject = "dev.kobj", .path = "max_user_freq"},
	ASKED("date", CLOCK), ASKED("time", CLOCK), ASKED("since_epoch", CLOCK), ASKED("offset", CLOCK),
	SHOW("brightness", LED, show_brightness), SHOW("trigger", LED, show_triggers),
	{"max_brightness", LED, sysfs_data_field, .type = "struct led_classdev", .path = "max_brightness"},
	SHOW("rng_available", RANDOM, show_sources), SHOW("rng_current", RANDOM, show_source),
	SHOW("rng_quality", RANDOM, show_quality),
	{"rng_selected", RANDOM, sysfs_variable, .symbol = "cur_rng_set_by_user", .type = "int"},
	SHOW("status", LINK, show_link_status),
	SHOW("auto_remove_on", LINK, show_removal),
	{"runtime_pm", LINK, sysfs_field_bit, .type = "struct device_link", .kobject = "link_dev.kobj", .path = "flags", .bit = 2},
	{"sync_state_only", LINK, sysfs_field_bit, .type = "struct device_link", .kobject = "link_dev.kobj", .path = "flags", .bit = 7},
	SHOW("nodelist", "devices/virtual/memory_tiering/~", show_tier),
};
const size_t sysfs_classes_row_count = ARRAY_LEN(sysfs_classes_rows);
