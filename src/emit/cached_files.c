/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * etc/fstab, var/log/messages, …: text files of the crashed system, as far as its page cache has them and the dump
 * has that.  What is not there is said in its place.
 */
#include "emit/emit.h"

#include <fnmatch.h>
#include <string.h>

#include "kernel/vfs.h"

static const struct cached_folder {
	const char *path, *patterns;
} folders[] = {
#define CACHED(folder, patterns) {folder, patterns},
#include "emit/cached_files.def"
#undef CACHED
};

static bool is_wanted(struct emit *e, const char *name, const char *patterns)
{
	char *words = file_printf(e, "%s", patterns), *save = NULL;

	for (const char *word = strtok_r(words, " ", &save); word; word = strtok_r(NULL, " ", &save))
		if (!fnmatch(word, name, FNM_PERIOD))
			return true;
	return false;
}

/* Pages of the file's end, if it is large. */
static struct walk last_pages(ref inode, uint64_t *from)
{
	uint64_t size = (uint64_t)num(inode, "i_size"), page = context(inode)->facts->page_size;

	*from = size > LIMIT_CACHED_FILE ? (size - LIMIT_CACHED_FILE) / page : 0;
	return file_pages(inode, *from, (size + page - 1) / page);
}

/* Most dumps leave out the page cache.  Files of which they have nothing are not worth a mention each. */
static bool is_kept(ref inode)
{
	uint64_t from;

	EACH(page, last_pages(inode, &from))
		if (!page_left_out(page))
			return true;
	return false;
}

static void add_file(struct emit *e, struct scope_items *items, const struct cached_folder *folder, ref dentry)
{
	const char *name = str(dentry, "d_name.name"), *path;
	ref inode;

	if (!is_wanted(e, name, folder->patterns))
		return;
	path = file_printf(e, "%s/%s", folder->path, name);
	dentry = cached_dentry(e, path);	/* once more: it may be a symbolic link */
	if (null(dentry))
		return;
	inode = ptr(dentry, "d_inode");
	if (inode_kind(inode) == '-' && is_kept(inode))
		scope_item(e, items, inode, path);
}

SCOPE_FUNCTION(scope_cached_files)
{
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		ref folder = cached_dentry(e, folders[i].path);

		if (!null(folder))
			EACH(dentry, dentry_children(folder))
				add_file(e, items, &folders[i], dentry);
	}
}

/* As sos does, in case there is one after all: //server/share /mnt cifs password=secret */
static const char *without_passwords(struct emit *e, const char *text, size_t size)
{
	static const char word[] = "password=";
	char *copy = file_alloc(e, size, 1);

	memcpy(copy, text, size);
	for (size_t i = 0; i + sizeof(word) - 1 <= size; i++)
		if (!strncasecmp(copy + i, word, sizeof(word) - 1))
			for (i += sizeof(word) - 1; i < size && !strchr(" \t\n,", copy[i]); i++)
				copy[i] = '*';
	return copy;
}

static void print_gap(struct emit *e, uint64_t bytes)
{
	if (!bytes)
		return;
	remark(e, "%lu bytes of the file are not in the page cache", (unsigned long)bytes);
	out(e, "\n[%lu bytes that are not in memory]\n", (unsigned long)bytes);
}

EMITTER(cached_file)
{
	uint64_t size = (uint64_t)num(self, "i_size"), page_size = e->facts->page_size, done, first;
	struct walk pages = last_pages(self, &first);

	if (first)
		remark(e, "only the end of the file is here, of %lu bytes", (unsigned long)size);
	done = first * page_size;
	EACH(page, pages) {
		uint64_t from = (uint64_t)KEY(page) * page_size, n = size - from < page_size ? size - from : page_size;
		const char *text = page_left_out(page) ? NULL : page_bytes(page, 0, n);

		if (!text)
			continue;
		print_gap(e, from - done);
		out_bytes(e, without_passwords(e, text, n), n);
		done = from + n;
	}
	forgive(e);	/* a page that could not be read is a gap, which is shown */
	print_gap(e, size - done);
}
