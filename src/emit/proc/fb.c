/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/fb: frame buffers.  fb_seq_show(), drivers/video/fbdev/core/fbmem.c */
#include "emit/emit.h"

EMITTER(proc_fb)
{
	if (!has_sym(e, "registered_fb")) {
		absent(e, "the kernel has no frame buffers, or their module is not loaded");
		return;
	}
	EACH(fb, pointers(sym(e, "registered_fb", "struct fb_info *[32]"), ""))
		row(e, "%ld %s\n", num(fb, "node"), str(fb, "fix.id"));
}
