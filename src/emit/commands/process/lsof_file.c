/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "emit/commands/process/lsof.h"

#include <string.h>

enum { S_IFMT = 0170000, S_IFIFO = 0010000, S_IFCHR = 0020000, S_IFDIR = 0040000, S_IFBLK = 0060000, S_IFREG = 0100000,
      S_IFLNK = 0120000 };

static const char *type_name(long mode)
{
	switch (mode & S_IFMT) {
	case S_IFIFO:
		return "FIFO";
	case S_IFCHR:
		return "CHR";
	case S_IFDIR:
		return "DIR";
	case S_IFBLK:
		return "BLK";
	case S_IFREG:
		return "REG";
	case S_IFLNK:
		return "LINK";
	}
	return "unknown";
}

static const char *device_name(struct emit *e, unsigned long dev)
{
	return file_printf(e, "%lu,%lu", dev >> 20, dev & 0xfffff);
}

static struct lsof_entry describe(ref inode, const char *name)
{
	struct emit *e = context(inode);
	long mode = num(inode, "i_mode");
	bool is_device = (mode & S_IFMT) == S_IFCHR || (mode & S_IFMT) == S_IFBLK;

	return (struct lsof_entry){
		.type = type_name(mode),
		.device = device_name(e, (unsigned long)(is_device ? num(inode, "i_rdev") : num(inode, "i_sb->s_dev"))),
		.size = is_device || (mode & S_IFMT) == S_IFIFO ? "0t0" : file_printf(e, "%ld", num(inode, "i_size")),
		.node = file_printf(e, "%lu", (unsigned long)num(inode, "i_ino")),
		.name = name,
	};
}

struct lsof_entry lsof_path(ref path)
{
	return describe(ptr(path, "dentry->d_inode"), path_name(path, reader_root(context(path))));
}

/* "[eventpoll:5,6]": the descriptors that it watches. */
static const char *eventpoll_name(ref file)
{
	struct emit *e = context(file);
	ref ep = cast(ptr(file, "private_data"), "struct eventpoll");
	uint64_t watched[LIMIT_CPUS / 64] = {0};
	const char *name = "[eventpoll", *separator = ":";

	EACH(item, rbtree(sub(ep, "rbr"), "struct epitem", "rbn")) {
		unsigned long fd = (unsigned long)num(item, "ffd.fd");

		if (fd / 64 < ARRAY_LEN(watched))
			watched[fd / 64] |= 1ULL << fd % 64;
		else
			fail(e, "struct epitem", "descriptor larger than any that is shown", item.addr);
	}
	for (unsigned fd = 0; fd < ARRAY_LEN(watched) * 64; fd++) {
		if (watched[fd / 64] >> fd % 64 & 1) {
			name = file_printf(e, "%s%s%u", name, separator, fd);
			separator = ",";
		}
	}
	return file_printf(e, "%s]", name);
}

static const char *anonymous_name(ref file, const char *kind)
{
	struct emit *e = context(file);

	if (!strcmp(kind, "[eventpoll]"))
		return eventpoll_name(file);
	if (!strcmp(kind, "[eventfd]") && has_member(e, "struct eventfd_ctx", "id"))
		return file_printf(e, "[eventfd:%ld]", num(cast(ptr(file, "private_data"), "struct eventfd_ctx"), "id"));
	if (!strcmp(kind, "[pidfd]"))
		return file_printf(e, "[pidfd:%ld]", pid_number(pidfd_pid(file), 0));
	return kind;
}

struct lsof_entry lsof_file(ref file)
{
	static const char anonymous[] = "anon_inode:";
	struct emit *e = context(file);
	const char *name = file_name(file);
	struct lsof_entry f;

	if (str_starts(name, "socket:["))
		return lsof_socket(file, name);
	f = describe(ptr(file, "f_inode"), name);
	if (str_starts(name, "pipe:["))
		f.name = "pipe";
	if (str_starts(name, anonymous)) {
		f.type = "a_inode";
		f.name = anonymous_name(file, name + sizeof(anonymous) - 1);
	}
	if (!strcmp(f.size, "0t0") && num(file, "f_pos"))
		f.size = file_printf(e, "0t%ld", num(file, "f_pos"));
	return f;
}
