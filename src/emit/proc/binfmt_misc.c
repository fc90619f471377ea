/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/sys/fs/binfmt_misc/{status,[format]}: programs that an interpreter runs.  entry_status(), fs/binfmt_misc.c; since 7.3 bm_entry_show() */
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

/* A BPF program may choose among several interpreters. */
static void show_interpreters(struct emit *e, ref format, bool by_program)
{
	if (!by_program) {
		row(e, "interpreter %s\n", str(format, "interpreter"));
		return;
	}
	row(e, "bpf %s\n", str(format, "bpf_ops->name"));
	EACH(interpreter, list(sub(format, "interps"), "struct binfmt_misc_interp", "list"))
		row(e, "bpf-interpreter %s %s\n", str(interpreter, "name"), str(interpreter, "path"));
}

EMITTER(proc_sys_fs_binfmt_misc)
{
	enum { ENABLED, MAGIC, BPF };
	static const char letters[] = "POCFTLD";	/* MISC_FMT_…: from bit 31 down; the last three since 7.3, as BPF */
	unsigned long flags = (unsigned long)num(self, "flags");

	row(e, "%s\n", flags >> ENABLED & 1 ? "enabled" : "disabled");
	show_interpreters(e, self, flags >> BPF & 1);
	out(e, "flags: ");
	for (unsigned i = 0; letters[i]; i++)
		if (flags >> (31 - i) & 1)
			out(e, "%c", letters[i]);
	out(e, "\n");
	if (flags >> BPF & 1)
		return;
	if (!(flags >> MAGIC & 1)) {
		row(e, "extension .%s\n", str(self, "magic"));
		return;
	}
	row(e, "offset %ld\nmagic %s\n", num(self, "offset"), pattern(e, self, addr(self, "magic")));
	if (addr(self, "mask"))
		row(e, "mask %s\n", pattern(e, self, addr(self, "mask")));
}
