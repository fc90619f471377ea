/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vmcore-report prepare: debug information of a kernel, made small. */
#include "cli/cli.h"

#include "program/prepared.h"

enum exit_code command_prepare(struct options *o, struct terminal *t)
{
	const struct prepare_options po = {
		.vmlinux = o->vmlinux,
		.debuginfo_dirs = o->debuginfo_dirs.v,
		.debuginfo_dir_count = o->debuginfo_dirs.n,
		.output = o->output,
		.log = &t->log,
	};
	struct prepare_result r;
	struct err err = {""};
	char size[32];

	if (!prepare(&po, &r, &err)) {
		log_msg(&t->log, LOG_ERROR, "%s", err.msg);
		return EXIT_FAILED;
	}
	terminal_say(t, "%s: types of the kernel and %zu modules, %zu symbols, %s", o->output, r.modules, r.symbols,
		     size_text(size, r.bytes));
	return EXIT_COMPLETE;
}
