/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/sys/fs/binfmt_misc/{status,[format]}: programs that an interpreter runs.  entry_status(), fs/binfmt_misc.c */
#include "emit/emit.h"
#include "kernel/net.h"

EMITTER(proc_sys_fs_binfmt_misc_status)
{
	if (!binary_formats_shown(e))
		absent(e, "binfmt_misc is not mounted");
	else
		row(e, "%s\n", binary_formats_enabled(e) ? "enabled" : "disabled");
}

static const char *pattern(struct emit *e, ref format, uint64_t address)
{
	enum { BINPRM_BUF_SIZE = 256 };	/* what of a program is looked at */
	size_t n = (size_t)num(format, "size");

	if (n > BINPRM_BUF_SIZE)
		fail(e, "binfmt_misc", "a pattern longer than what it is compared with", address);
	return n > BINPRM_BUF_SIZE ? "" : hex_bytes(e, address, n, "");
}

EMITTER(proc_sys_fs_binfmt_misc)
{
	enum { ENABLED, MAGIC };
	unsigned long flags = (unsigned long)num(self, "flags");

	out(e, "%s\ninterpreter %s\nflags: ", flags >> ENABLED & 1 ? "enabled" : "disabled", str(self, "interpreter"));
	for (int i = 0; i < 4; i++)	/* MISC_FMT_…: bits 31 to 28 */
		if (flags >> (31 - i) & 1)
			out(e, "%c", "POCF"[i]);
	out(e, "\n");
	if (!(flags >> MAGIC & 1)) {
		row(e, "extension .%s\n", str(self, "magic"));
		return;
	}
	row(e, "offset %ld\nmagic %s\n", num(self, "offset"), pattern(e, self, addr(self, "magic")));
	if (addr(self, "mask"))
		row(e, "mask %s\n", pattern(e, self, addr(self, "mask")));
}
