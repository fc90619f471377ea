/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/kernel/sysctl_-a: all kernel parameters in one list */
#include "emit/emit.h"

#include <string.h>

/* Old names of *_time_ms in another unit, which sysctl leaves out; and what is made anew for each reader. */
static bool left_out(const char *path)
{
	return str_ends(path, "/base_reachable_time") || str_ends(path, "/retrans_time") || str_ends(path, "/uuid");
}

/* '/' and '.' change places: net/ipv4/conf/eth0.1 is net.ipv4.conf.eth0/1 */
static char *dotted(struct emit *e, const char *path)
{
	char *name = file_printf(e, "%s", path);

	for (char *p = name; *p; p++)
		*p = *p == '/' ? '.' : *p == '.' ? '/' : *p;
	return name;
}

static void print_lines(struct emit *e, const char *name, const char *value)
{
	while (value && *value) {
		size_t n = strcspn(value, "\n");

		out(e, "%s = %.*s\n", name, (int)n, value);
		value += n + (value[n] == '\n');
	}
}

static void print_entry(struct emit *e, ref entry, const char *path, void *arg)
{
	bool was = tainted(e);

	(void)arg;
	if (!(num(entry, "mode") & 0444) || left_out(path))
		return;
	print_lines(e, dotted(e, path), sysctl_value(e, entry));
	if (!was)
		forgive(e);	/* one parameter says nothing of the next */
}

EMITTER(cmd_sysctl)
{
	sysctl_entries(e, print_entry, NULL);
}
