/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/kernel_info/taints.json: what taints the kernel, and which modules do */
#include "emit/emit.h"

/* Documentation/admin-guide/tainted-kernels.rst, by bit. */
static const char *const meanings[] = {
	"proprietary module was loaded", "module was force loaded", "kernel running on an out of specification system",
	"module was force unloaded", "processor reported a machine check exception", "bad page referenced or unexpected page flags",
	"taint requested by userspace", "kernel died recently (oops or BUG)", "ACPI table overridden by user",
	"kernel issued a warning", "staging driver was loaded", "workaround for a bug in platform firmware applied",
	"externally built (out-of-tree) module was loaded", "unsigned module was loaded", "soft lockup occurred",
	"kernel has been live patched", "auxiliary taint, defined by the distribution", "kernel was built with the struct randomization plugin",
	"an in-kernel test has been run", "userspace used a mutating debug operation in fwctl",
};

EMITTER(kernel_info_taints)
{
	uint64_t mask = (uint64_t)val(sym(e, "tainted_mask", "unsigned long"));

	json_open(e, NULL, '{');
	json_num(e, "tainted", (long)mask);
	json_str(e, "letters", taint_letters(e, mask, false));
	json_open(e, "flags", '[');
	for (size_t bit = 0; bit < 64; bit++)
		if (mask >> bit & 1) {
			json_open(e, NULL, '{');
			json_num(e, "bit", (long)bit);
			json_str(e, "letter", taint_letters(e, 1ULL << bit, false));
			json_str(e, "meaning", bit < ARRAY_LEN(meanings) ? meanings[bit] : NULL);
			json_close(e);
		}
	json_close(e);
	json_open(e, "modules", '[');
	EACH(mod, modules(e)) {
		if (!num(mod, "taints"))
			continue;
		json_open(e, NULL, '{');
		json_str(e, "name", str(mod, "name"));
		json_str(e, "letters", taint_letters(e, (uint64_t)num(mod, "taints"), true));
		json_close(e);
	}
	json_close(e);
	json_close(e);
}
