/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * record OUT.tar PATH...: a tar of what can be read below the paths, which are
 * in pseudo file systems: sizes there are not to be believed and some files
 * never end, with which tar, cp and find cannot deal.  For the guest.
 */
#include "archive/archive.h"

#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST = 4 * 1024 * 1024 };

/* What blocks or never ends, what is binary, what says the same again for each thread, what acts when it is read. */
static const char *const SKIPPED[] = {
	"/proc/kmsg", "/proc/kcore", "/proc/kpage*", "/proc/kallsyms", "/proc/vmcore", "/proc/sysrq-trigger",
	"/proc/*/pagemap", "/proc/*/mem", "/proc/*/clear_refs", "/proc/*/map_files", "/proc/*/task", "/proc/*/smaps*",
	"/proc/*/numa_maps", "/proc/*/auxv", "/proc/*/environ", "/sys/kernel/debug/tracing", "/sys/kernel/tracing",
	"/sys/kernel/btf", "/sys/firmware/acpi", "/sys/class/zram-control/hot_add",
};

static bool is_skipped(const char *path)
{
	for (size_t i = 0; i < sizeof(SKIPPED) / sizeof(SKIPPED[0]); i++)
		if (!fnmatch(SKIPPED[i], path, FNM_PATHNAME))
			return true;
	return false;
}

static bool slurp(const char *path, struct sb *text)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	char part[64 * 1024];
	ssize_t n = -1;

	if (fd < 0)
		return false;
	while (text->len < LARGEST && (n = read(fd, part, sizeof(part))) > 0)
		sb_add(text, part, (size_t)n);
	close(fd);
	return n >= 0;
}

static bool record_file(struct archive *a, const char *path, struct err *err)
{
	struct sb text = {0};
	bool ok = !slurp(path, &text) || archive_file(a, path + 1, text.s ? text.s : "", text.len, err);

	sb_free(&text);
	return ok;
}

static bool record(struct archive *a, const char *path, struct err *err);

static bool record_folder(struct archive *a, const char *path, struct err *err)
{
	struct dirent **names;
	int n = scandir(path, &names, NULL, alphasort);
	bool ok = true;

	for (int i = 0; i < n; i++) {
		const char *name = names[i]->d_name;
		char *below;

		if (ok && strcmp(name, ".") && strcmp(name, "..") && asprintf(&below, "%s/%s", path, name) > 0) {
			ok = record(a, below, err);
			free(below);
		}
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return ok;
}

/* Pseudo file systems have no loops, but for their symbolic links. */
static bool record(struct archive *a, const char *path, struct err *err)
{
	struct stat st;

	if (is_skipped(path) || lstat(path, &st))
		return true;
	if (S_ISDIR(st.st_mode))
		return record_folder(a, path, err);
	return !S_ISREG(st.st_mode) || !(st.st_mode & 0444) || record_file(a, path, err);
}

int main(int argc, char **argv)
{
	struct archive_options options = {.path = argv[1], .compression = COMPRESS_NONE};
	struct archive *a;
	struct err err = {0};
	char sha256[65];
	uint64_t size;

	if (argc < 3)
		die("usage: record OUT.tar PATH...");
	if (!archive_open(&options, &a, &err))
		die("%s", err.msg);
	for (int i = 2; i < argc; i++)
		if (!record(a, argv[i], &err))
			die("%s", err.msg);
	if (!archive_finish(a, sha256, &size, &err))
		die("%s", err.msg);
	return 0;
}
