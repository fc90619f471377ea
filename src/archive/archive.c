/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The archive: one tar stream, or with build the same members as a directory
 * tree.  Both are made under the name path.part and renamed when complete, so
 * that a half archive is never found under the final name.
 */
#include "archive/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct directory {
	const char *name;
	struct directory *previous;
};

struct archive {
	struct archive_options o;
	char *path;			/* final name */
	char *part;			/* name until then; NULL where the output is no regular file */
	struct arena names;
	struct strmap known;		/* directories that are members already */
	struct directory *directories;	/* the same, newest first */
	struct sink sink;		/* tar */
	struct compressor *compressor;
	uint64_t tar_size;
	int root, file;			/* build: the directory, the member that is being written */
	char *member;			/* its name */
	uint64_t left;			/* bytes that it still lacks */
};

/* ---- opening ------------------------------------------------------------------- */

/*
 * A device, a pipe or standard output is written as it comes.  The lock keeps
 * two runs for one dump (same name) from writing into one file.
 */
static bool open_file(struct archive *a, struct err *err)
{
	struct stat st;

	if (!strcmp(a->path, "-")) {
		a->sink.name = "standard output";
		a->sink.fd = dup(STDOUT_FILENO);
		return a->sink.fd >= 0 || err_set(err, "cannot write to standard output: %s", strerror(errno));
	}
	if (!stat(a->path, &st) && S_ISDIR(st.st_mode))
		return err_set(err, "cannot write %s: it is a directory", a->path);
	if (stat(a->path, &st) || S_ISREG(st.st_mode)) {
		a->part = xmalloc(strlen(a->path) + sizeof(".part"));
		sprintf(a->part, "%s.part", a->path);
	}
	a->sink.name = a->part ? a->part : a->path;
	a->sink.fd = open(a->sink.name, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | (a->part ? O_NOFOLLOW : 0), 0600);
	if (a->sink.fd < 0) {
		int e = errno;

		free(a->part);
		a->part = NULL;
		return err_set(err, "cannot create %s: %s", a->path, strerror(e));
	}
	if (!a->part)
		return true;
	if (flock(a->sink.fd, LOCK_EX | LOCK_NB)) {
		err_set(err, "cannot write %s: another run is writing it", a->part);
		free(a->part);
		a->part = NULL;
		return false;
	}
	return !ftruncate(a->sink.fd, 0) || err_set(err, "cannot empty %s: %s", a->part, strerror(errno));
}

static bool open_directory(struct archive *a, struct err *err)
{
	struct stat st;
	char *part;

	if (!lstat(a->path, &st))
		return err_set(err, "cannot create the directory %s: it exists", a->path);
	part = xmalloc(strlen(a->path) + sizeof(".part"));
	sprintf(part, "%s.part", a->path);
	if (mkdir(part, 0755)) {
		err_set(err, "cannot create the directory %s: %s", part, strerror(errno));
		free(part);
		return false;
	}
	a->part = part;
	a->root = open(part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return a->root >= 0 || err_set(err, "cannot open the directory %s: %s", part, strerror(errno));
}

bool archive_open(const struct archive_options *o, struct archive **out, struct err *err)
{
	struct archive *a = xcalloc(1, sizeof(*a));

	a->o = *o;
	a->path = xstrdup(o->path);
	a->sink.fd = -1;
	a->root = a->file = -1;
	sha256_init(&a->sink.sha);
	if (o->build ? open_directory(a, err)
		     : open_file(a, err) && compressor_open(o, &a->sink, &a->compressor, err)) {
		*out = a;
		return true;
	}
	archive_abort(a);
	return false;
}

/* ---- members of a tar ------------------------------------------------------------ */

static bool tar_write(struct archive *a, const void *data, size_t len, struct err *err)
{
	a->tar_size += len;
	return compressor_write(a->compressor, data, len, err);
}

static bool tar_pad(struct archive *a, unsigned unit, struct err *err)
{
	static const uint8_t zeros[TAR_RECORD];

	return tar_write(a, zeros, (unit - a->tar_size % unit) % unit, err);
}

static bool tar_begin(struct archive *a, const struct tar_member *m, struct err *err)
{
	struct sb header = {0};
	bool ok;

	tar_header(&header, m);
	ok = tar_write(a, header.s, header.len, err);
	sb_free(&header);
	return ok;
}

/* ---- members of a directory ------------------------------------------------------ */

static bool stamp(struct archive *a, const char *name, struct err *err)
{
	struct timespec times[2] = {{.tv_sec = a->o.mtime}, {.tv_sec = a->o.mtime}};

	return !utimensat(a->root, name, times, AT_SYMLINK_NOFOLLOW) ||
	       err_set(err, "cannot set the time of %s/%s: %s", a->part, name, strerror(errno));
}

static bool build_begin(struct archive *a, const struct tar_member *m, struct err *err)
{
	switch (m->type) {
	case TAR_FILE:
		a->file = openat(a->root, m->name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
		if (a->file < 0 || fchmod(a->file, 0644))
			return err_set(err, "cannot create %s/%s: %s", a->part, m->name, strerror(errno));
		return true;
	case TAR_SYMLINK:
		if (symlinkat(m->target, a->root, m->name))
			return err_set(err, "cannot create the link %s/%s: %s", a->part, m->name, strerror(errno));
		return stamp(a, m->name, err);
	case TAR_DIRECTORY:
		/* Its time is set at the end: what is put into it changes it. */
		if (mkdirat(a->root, m->name, 0755) || fchmodat(a->root, m->name, 0755, 0))
			return err_set(err, "cannot create the directory %s/%s: %s", a->part, m->name, strerror(errno));
		return true;
	}
	return false;
}

static bool build_end(struct archive *a, struct err *err)
{
	int fd = a->file;

	a->file = -1;
	if (close(fd))
		return err_set(err, "cannot write %s/%s: %s", a->part, a->member, strerror(errno));
	return stamp(a, a->member, err);
}

/* ---- members --------------------------------------------------------------------- */

static bool begin(struct archive *a, const struct tar_member *m, struct err *err)
{
	return a->o.build ? build_begin(a, m, err) : tar_begin(a, m, err);
}

/* Relative, no empty step, none that is "." or "..". */
static bool check_name(const char *name, struct err *err)
{
	const char *step = name;

	for (;;) {
		size_t len = strcspn(step, "/");

		if (!len || (len == 1 && step[0] == '.') || (len == 2 && step[0] == '.' && step[1] == '.'))
			return err_set(err, "'%s' cannot be the name of an archive member", name);
		if (!step[len])
			return true;
		step += len + 1;
	}
}

static bool add_directory(struct archive *a, const char *name, struct err *err)
{
	struct tar_member m = {.type = TAR_DIRECTORY, .name = name, .mtime = a->o.mtime};
	struct directory *d;

	if (strmap_get(&a->known, name))
		return true;
	d = arena_alloc(&a->names, sizeof(*d));
	d->name = arena_strdup(&a->names, name);
	d->previous = a->directories;
	a->directories = d;
	strmap_put(&a->known, d->name, d);
	return begin(a, &m, err);
}

static bool add_parents(struct archive *a, const char *name, struct err *err)
{
	struct sb parent = {0};
	bool ok = true;

	for (const char *slash = strchr(name, '/'); slash && ok; slash = strchr(slash + 1, '/')) {
		sb_cut(&parent, 0);
		sb_add(&parent, name, (size_t)(slash - name));
		ok = add_directory(a, parent.s, err);
	}
	sb_free(&parent);
	return ok;
}

bool archive_begin(struct archive *a, const char *name, uint64_t size, struct err *err)
{
	struct tar_member m = {.type = TAR_FILE, .name = name, .size = size, .mtime = a->o.mtime};

	if (!check_name(name, err) || !add_parents(a, name, err) || !begin(a, &m, err))
		return false;
	free(a->member);
	a->member = xstrdup(name);
	a->left = size;
	return true;
}

bool archive_write(struct archive *a, const void *data, size_t len, struct err *err)
{
	if (len > a->left)
		return err_set(err, "%s grows while it is written", a->member);
	a->left -= len;
	return a->o.build ? write_all(a->file, a->member, data, len, err) : tar_write(a, data, len, err);
}

bool archive_end(struct archive *a, struct err *err)
{
	if (a->left)
		return err_set(err, "%s ends %llu bytes early", a->member, (unsigned long long)a->left);
	return a->o.build ? build_end(a, err) : tar_pad(a, TAR_BLOCK, err);
}

bool archive_file(struct archive *a, const char *name, const void *data, size_t len, struct err *err)
{
	return archive_begin(a, name, len, err) && archive_write(a, data, len, err) && archive_end(a, err);
}

bool archive_symlink(struct archive *a, const char *name, const char *target, struct err *err)
{
	struct tar_member m = {.type = TAR_SYMLINK, .name = name, .target = target, .mtime = a->o.mtime};

	return check_name(name, err) && add_parents(a, name, err) && begin(a, &m, err);
}

/* ---- the end --------------------------------------------------------------------- */

static bool finish_tar(struct archive *a, struct err *err)
{
	static const uint8_t end[2 * TAR_BLOCK];

	if (!tar_write(a, end, sizeof(end), err) || !tar_pad(a, TAR_RECORD, err) ||
	    !compressor_finish(a->compressor, err) || !sink_flush(&a->sink, err))
		return false;
	/* A kdump kernel reboots at once: the name may not be there before the bytes are. */
	if (a->part && fsync(a->sink.fd))
		return err_set(err, "cannot write %s: %s", a->part, strerror(errno));
	return true;
}

static bool finish_build(struct archive *a, struct err *err)
{
	for (struct directory *d = a->directories; d; d = d->previous)
		if (!stamp(a, d->name, err))
			return false;
	return stamp(a, ".", err);
}

static void sync_parent(const char *path)
{
	char *copy = xstrdup(path);
	int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		/* Not every file system can: the archive itself is written by now. */
		(void)!fsync(fd);
		close(fd);
	}
	free(copy);
}

static bool settle(struct archive *a, struct err *err)
{
	if (!a->part)
		return true;
	if (rename(a->part, a->path))
		return err_set(err, "cannot rename %s to %s: %s", a->part, a->path, strerror(errno));
	free(a->part);
	a->part = NULL;
	sync_parent(a->path);
	return true;
}

bool archive_finish(struct archive *a, char sha256_hex_out[65], uint64_t *size, struct err *err)
{
	bool ok = (a->o.build ? finish_build(a, err) : finish_tar(a, err)) && settle(a, err);

	if (ok && !a->o.build) {
		uint8_t digest[32];

		sha256_final(&a->sink.sha, digest);
		sha256_hex(digest, sha256_hex_out);
		*size = a->sink.size;
	}
	archive_abort(a);
	return ok;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

/* part is set exactly as long as there is something of ours under that name. */
void archive_abort(struct archive *a)
{
	compressor_close(a->compressor);
	if (a->part && a->o.build)
		nftw(a->part, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	else if (a->part)
		unlink(a->part);
	if (a->sink.fd >= 0)
		close(a->sink.fd);
	if (a->file >= 0)
		close(a->file);
	if (a->root >= 0)
		close(a->root);
	free(a->member);
	strmap_free(&a->known);
	arena_free(&a->names);
	free(a->part);
	free(a->path);
	free(a);
}
