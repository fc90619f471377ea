/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/kernel_info/config.txt: what the kernel was configured with, as /proc/config.gz has it.  kernel/configs.c */
#include "emit/emit.h"

/* As far as it goes, it is right: up to its last whole line. */
static void cut_short(struct emit *e, struct sb *text, const char *why)
{
	size_t n = text->len;

	while (n && text->s[n - 1] != '\n')
		n--;
	sb_cut(text, n);
	remark(e, "%s", why);
}

EMITTER(kernel_info_config)
{
	struct sb text = {0};
	struct err err;

	if (!has_sym(e, "kernel_config_data"))
		absent(e, "kernel without CONFIG_IKCONFIG, or its module is not loaded");
	else if (!program_config(e->memory, symaddr(e, "kernel_config_data"), &text, &err))
		cut_short(e, &text, file_printf(e, "%s", err.msg));
	out_bytes(e, text.s, text.len);
	sb_free(&text);
}
