/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/swaps: swap areas.  swap_show(), mm/swapfile.c.  Also sos_commands/memory/swapon_--summary_--verbose. */
#include "emit/emit.h"

#include <string.h>

#define NAME_WIDTH 40
#define SHORT_NUMBER 10000000	/* below it a column needs one more tab, since 5.11 */

EMITTER(proc_swaps)
{
	if (!has_sym(e, "swap_info")) {
		absent(e, "the kernel has no swap");
		return;
	}
	out(e, "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n");
	EACH(area, swap_areas(e)) {
		struct swap_area s = swap_area(area);
		const char *name = esc(e, s.name, " \t\n\\");
		int length = (int)strlen(name);

		row(e, "%s%*s%s\t%lu\t%s%lu\t%s%ld\n", name, length < NAME_WIDTH ? NAME_WIDTH - length : 1, " ",
		    s.is_partition ? "partition" : "file\t", s.kb, s.kb < SHORT_NUMBER ? "\t" : "", s.used_kb,
		    s.used_kb < SHORT_NUMBER ? "\t" : "", s.priority);
	}
}
