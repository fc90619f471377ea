/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files are read with pread, not mapped: a file that shrinks or a disk that
 * fails gives a status, not a signal.  /proc/vmcore does neither, and each read
 * of it maps and unmaps pages in the kernel: mappings are 10 to 20 times as fast.
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

enum {
	PROC_MAGIC = 0x9fa0,			/* statfs.f_type of procfs */
	MAP_CHUNK = 128 * 1024, MAP_CHUNKS = 64,
};

struct file_input {
	struct input in;
	int fd;
	char name[];
};

static enum input_status file_read(struct input *in, uint64_t off, void *buf, size_t len)
{
	struct file_input *f = (struct file_input *)in;
	uint8_t *p = buf;

	if (off > in->size || len > in->size - off)
		return INPUT_EOF;
	while (len) {
		ssize_t n = pread(f->fd, p, len, (off_t)off);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return INPUT_ERROR;
		if (n == 0)
			return INPUT_EOF;
		p += n;
		off += (uint64_t)n;
		len -= (size_t)n;
	}
	return INPUT_OK;
}

static void file_close(struct input *in)
{
	struct file_input *f = (struct file_input *)in;

	close(f->fd);
	free(f);
}

/* In procfs, and mappable: that is /proc/vmcore (and not /proc/kcore). */
static bool should_map(int fd, uint64_t size)
{
	struct statfs fs;
	size_t len = size < MAP_CHUNK ? (size_t)size : MAP_CHUNK;
	void *probe;

	if (fstatfs(fd, &fs) < 0 || fs.f_type != PROC_MAGIC)
		return false;
	probe = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
	if (probe == MAP_FAILED)
		return false;
	munmap(probe, len);
	return true;
}

/* What the path is, if it cannot be an input; NULL if it can. */
static const char *unsuitable(const struct stat *st)
{
	if (S_ISDIR(st->st_mode))
		return "is a directory";
	if (S_ISFIFO(st->st_mode) || S_ISSOCK(st->st_mode))
		return "is a pipe, but a dump must be read at random places: save it to a file first, or give --spool DIR";
	if (S_ISREG(st->st_mode) && st->st_size == 0)
		return "is empty";
	return NULL;
}

bool input_open_fd(int fd, const char *name, struct input **out, struct err *err)
{
	struct file_input *f;
	const char *bad;
	struct stat st;
	off_t size;

	if (fstat(fd, &st) < 0)
		return err_set(err, "%s: %s", name, strerror(errno));
	bad = unsuitable(&st);
	size = S_ISREG(st.st_mode) ? st.st_size : lseek(fd, 0, SEEK_END);
	if (!bad && size <= 0)
		bad = "has no known size: not a regular file or block device";
	if (bad)
		return err_set(err, "%s: %s", name, bad);
	f = xcalloc(1, sizeof(*f) + strlen(name) + 1);
	strcpy(f->name, name);
	f->fd = fd;
	f->in = (struct input){.size = (uint64_t)size, .name = f->name, .read = file_read, .close = file_close};
	*out = &f->in;
	if (should_map(fd, f->in.size) && (fd = dup(fd)) >= 0)
		*out = input_mapped(&f->in, fd, MAP_CHUNK, MAP_CHUNKS);
	return true;
}

bool input_open(const char *path, struct input **out, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return err_set(err, "%s: %s", path, strerror(errno));
	if (input_open_fd(fd, path, out, err))
		return true;
	close(fd);
	return false;
}

enum input_status input_read(struct input *in, uint64_t off, void *buf, size_t len)
{
	return in->read(in, off, buf, len);
}

bool input_must_read(struct input *in, uint64_t off, void *buf, size_t len, const char *what, struct err *err)
{
	unsigned long long o = off, n = len, s = in->size;

	switch (input_read(in, off, buf, len)) {
	case INPUT_OK:
		return true;
	case INPUT_EOF:
		return err_set(err, "%s: %s at offset 0x%llx (%llu bytes) lies past the end of the file (%llu bytes)",
			       in->name, what, o, n, s);
	case INPUT_LOST:
		return err_set(err, "%s: %s at offset 0x%llx is missing: the file was cut short", in->name, what, o);
	case INPUT_ERROR:
		break;
	}
	return err_set(err, "%s: %s at offset 0x%llx: %s", in->name, what, o, strerror(errno));
}

void input_close(struct input *in)
{
	if (in)
		in->close(in);
}
