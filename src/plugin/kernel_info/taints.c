/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/kernel_info/taints.json: what taints the kernel, and which modules do */
#include "emit/emit.h"

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
			json_str(e, "meaning", taint_meaning(bit));
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
