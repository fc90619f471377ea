/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/fs/ext4/[ext4]/options: all mount options, defaults too.  ext4_seq_options_show(), fs/ext4/super.c */
#include "emit/emit.h"

#include <string.h>

enum { OPT_SET = 1, OPT_CLEAR = 2, OPT_2 = 0x100 };		/* MOPT_…, of kernels with parameter specifications */
enum { OLD_CLEAR_ERR = 0x10, OLD_SKIP = 0x800 };		/* of kernels before 5.17 */
enum { DATA_FLAGS = 0xc00, JOURNAL_DATA = 0x400, ORDERED_DATA = 0x800 };
#define SB_I_VERSION (1L << 23)
#define MAX_TOKENS 256

/* Names of flags by token: ext4_param_specs, and until 5.17 one of many tables called "tokens". */
static const char *spec_name(struct emit *e, long token)
{
	ref specs = sym(e, "ext4_param_specs", "struct fs_parameter_spec[]");

	EACH(spec, array_n(specs, "", MAX_TOKENS)) {
		if (!addr(spec, "name"))
			break;
		if (num(spec, "opt") == token && !addr(spec, "type"))
			return str(spec, "name");
	}
	return "";
}

static uint64_t old_tokens(struct emit *e)
{
	uint64_t table, name;

	for (unsigned n = 0; n < MAX_TOKENS && program_symbol_nth(e->program, "tokens", n, &table); n++) {
		name = read_word(e, table + e->facts->word_size);
		if (name && !strcmp(string(e, name), "bsddf"))
			return table;
	}
	fail(e, "tokens", "no such symbol of ext4", 0);
	return 0;
}

static const char *token_name(struct emit *e, long token)
{
	if (has_sym(e, "ext4_param_specs"))
		return spec_name(e, token);
	EACH(t, array_n(at(e, old_tokens(e), "struct match_token"), "", MAX_TOKENS)) {
		const char *pattern = addr(t, "pattern") ? str(t, "pattern") : "";

		if (!*pattern)
			break;
		if (num(t, "token") == token && !strchr(pattern, '='))
			return pattern;
	}
	return "";
}

/* The options that are bits of the mount flags, by the kernel's own table of them. */
static void show_flags(struct emit *e, ref info)
{
	struct symbol s;
	uint64_t table = symaddr(e, "ext4_mount_opts");
	bool old = !has_sym(e, "ext4_param_specs");
	size_t size = sizeof_type(e, "struct mount_opts");
	long n = size && symbol_at(e, table, &s) ? (long)(s.size / size) : 0;

	EACH(opt, array_n(at(e, table, "struct mount_opts"), "", n < MAX_TOKENS ? n : MAX_TOKENS)) {
		long flags = num(opt, "flags"), bits = num(opt, "mount_opt") & 0xffffffff, have;

		if (!(flags & (OPT_SET | OPT_CLEAR)) || (old ? flags & (OLD_CLEAR_ERR | OLD_SKIP) : flags & 0x80))
			continue;
		have = !old && flags & OPT_2 ? num(info, "s_mount_opt2") : num(info, "s_mount_opt");
		if (flags & OPT_SET ? (have & bits) == bits : !(have & bits))
			out(e, "%s\n", token_name(e, num(opt, "token")));
	}
}

static void show_values(struct emit *e, ref sb, ref info)
{
	long mount = num(info, "s_mount_opt"), data = mount & DATA_FLAGS;
	bool shows_prefetch = has(info, "s_fc_lock.owner|s_fc_lock.rtmutex");	/* 6.16, as that lock became a mutex */
	bool shows_version = has(info, "s_mb_last_groups");	/* 6.17, with goals per CPU */

	out(e, "resuid=%lu\nresgid=%lu\n", num(info, "s_resuid"), num(info, "s_resgid"));
	out(e, "%s%s%s", mount & 0x20 ? "errors=remount-ro\n" : "", mount & 0x10 ? "errors=continue\n" : "",
	    mount & 0x40 ? "errors=panic\n" : "");
	out(e, "commit=%lu\nmin_batch_time=%lu\nmax_batch_time=%lu\n", num(info, "s_commit_interval") / hz(e),
	    num(info, "s_min_batch_time"), num(info, "s_max_batch_time"));
	if (shows_version && num(sb, "s_flags") & SB_I_VERSION)
		out(e, "i_version\n");
	out(e, "stripe=%lu\n", num(info, "s_stripe"));
	if (data)
		out(e, "data=%s\n", data == JOURNAL_DATA ? "journal" : data == ORDERED_DATA ? "ordered" : "writeback");
	out(e, "inode_readahead_blks=%lu\n", num(info, "s_inode_readahead_blks"));
	if (mount & 0x80000000L)	/* INIT_INODE_TABLE */
		out(e, "init_itable=%lu\n", num(info, "s_li_wait_mult"));
	out(e, "max_dir_size_kb=%lu\n", num(info, "s_max_dir_size_kb"));
	if (mount & 0x10000000)
		out(e, "data_err=abort\n");
	if (shows_prefetch && !(mount & 0x4000000))	/* NO_PREFETCH_BLOCK_BITMAPS */
		out(e, "prefetch_block_bitmaps\n");
}

EMITTER(proc_fs_ext4_options)
{
	ref info = ext4_info(self);

	out(e, "%s\n", num(self, "s_flags") & 1 ? "ro" : "rw");
	show_flags(e, info);
	show_values(e, self, info);
}
