/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * vmcore-report extract: makes the report, throws it away, and writes the
 * blocks that it touched as a dump of a few MB.  The report of that one is the
 * same: something to send to a colleague, or to keep as a test.
 */
#include "cli/cli.h"
#include "kernel/kernel.h"
#include "kernel/user_pages.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct blocks {
	uint64_t *v;
	size_t n, room;
};

static void add_block(uint64_t block, void *arg)
{
	struct blocks *b = arg;

	GROW(b->v, b->n, b->room);
	b->v[b->n++] = block;
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* Each block once; those that were asked for in vain stay out, for the reason they have now. */
static void sort_and_choose(struct blocks *b, struct dump *d)
{
	size_t n = 0;

	sort_array(b->v, b->n, sizeof(*b->v), compare);
	for (size_t i = 0; i < b->n; i++)
		if ((!n || b->v[i] != b->v[n - 1]) && dump_block_status(d, b->v[i]) == MEM_OK)
			b->v[n++] = b->v[i];
	b->n = n;
}

/*
 * Users' memory was not read on purpose; but addresses found on stacks and in registers were looked at, which
 * may be anywhere.  Of a page whose struct page is not in the dump it is not known.
 */
static bool is_users(struct emit *e, uint64_t frame)
{
	bool users;

	emit_begin(e);
	users = page_is_anonymous(head_page(page_of_frame(e, frame)));
	return users && !tainted(e);
}

/* A block is larger than a page in some dumps of arm64. */
static bool holds_users(struct emit *e, uint64_t block, uint64_t block_size)
{
	uint64_t first = block * block_size >> e->facts->page_shift;
	uint64_t last = ((block + 1) * block_size - 1) >> e->facts->page_shift;
	bool users = false;

	for (uint64_t frame = first; frame <= last && !users; frame++)
		users = is_users(e, frame);
	return users;
}

static void leave_out_users(struct blocks *b, struct emit *e, uint64_t block_size)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		if (!holds_users(e, b->v[i], block_size))
			b->v[n++] = b->v[i];
	b->n = n;
}

static bool want_emitter(void *arg, const struct emitter *em)
{
	return selection_wants_emitter(arg, em);
}

static bool want_file(void *arg, const char *path)
{
	return selection_wants_file(arg, path);
}

static bool take_file(void *arg, const struct emit_file *f)
{
	(void)arg;
	(void)f;
	return true;
}

static void touch(struct program *p, const struct selection *s, bool redact, struct blocks *b)
{
	const struct emit_run run = {want_emitter, want_file, take_file, (void *)s};
	struct emit *e = emit_new(p);
	struct identity id;

	e->no_user_memory = redact;
	identity_read(e, NULL, &id);
	emit_run(e, &run);
	touch_for_debuggers(e);
	page_cache_touched(memory_page_cache(e->memory), add_block, b);
	page_cache_touched(memory_page_cache(program_memory(p)), add_block, b);
	sort_and_choose(b, program_dump(p));
	if (redact)
		leave_out_users(b, e, dump_facts(program_dump(p))->block_size);
	emit_free(e);
}

/* -z none and gzip as they say; else zstd. */
static enum dump_packing packing_of(const struct options *o)
{
	return o->compression == COMPRESS_NONE ? PACK_NONE : o->compression == COMPRESS_GZIP ? PACK_ZLIB : PACK_ZSTD;
}

static bool write_dump(const struct options *o, struct program *p, const struct blocks *b, struct err *err)
{
	struct sb part = {0};
	bool ok;

	sb_printf(&part, "%s.part", o->output);
	ok = dump_extract(program_dump(p), part.s, packing_of(o), b->v, b->n, err);
	if (ok && rename(part.s, o->output))
		ok = err_set(err, "cannot rename %s to %s: %s", part.s, o->output, strerror(errno));
	if (!ok)
		unlink(part.s);
	sb_free(&part);
	return ok;
}

enum exit_code command_extract(struct options *o, struct terminal *t)
{
	struct blocks blocks = {0};
	struct selection s;
	struct program *p = NULL;
	struct err err = {""};
	enum exit_code code = EXIT_FAILED;

	if (!select_plugins(o, t, &s, &err)) {
		log_msg(&t->log, LOG_ERROR, "%s", err.msg);
		return EXIT_USAGE;
	}
	if (open_program(o, t, o->output, &p, &err)) {
		touch(p, &s, o->redact, &blocks);
		if (write_dump(o, p, &blocks, &err))
			code = EXIT_COMPLETE;
		program_close(p);
	}
	if (code == EXIT_COMPLETE)
		terminal_say(t, "%zu blocks in %s%s", blocks.n, o->output, o->redact ? ", none of them memory of processes" : "");
	else
		log_msg(&t->log, LOG_ERROR, "%s", err.msg);
	free(blocks.v);
	selection_free(&s);
	return code;
}
