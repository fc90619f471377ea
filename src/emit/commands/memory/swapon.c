/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/memory/swapon_--bytes_--show: swap areas, as util-linux lists them */
#include "emit/emit.h"

#include <string.h>

static int wider(int width, const char *s)
{
	return (int)strlen(s) > width ? (int)strlen(s) : width;
}

EMITTER(cmd_swapon_show)
{
	int name = 4, size = 4, used = 4;

	EACH(area, swap_areas(e)) {
		struct swap_area s = swap_area(area);

		name = wider(name, s.name);
		size = wider(size, file_printf(e, "%ld", s.kb * 1024));
		used = wider(used, file_printf(e, "%ld", s.used_kb * 1024));
	}
	EACH(area, swap_areas(e)) {
		struct swap_area s = swap_area(area);

		if (!KEY(area))
			out(e, "%-*s %-9s %*s %*s PRIO\n", name, "NAME", "TYPE", size, "SIZE", used, "USED");
		row(e, "%-*s %-9s %*ld %*ld %4ld\n", name, s.name, s.is_partition ? "partition" : "file", size, s.kb * 1024, used,
		    s.used_kb * 1024, s.priority);
	}
}
