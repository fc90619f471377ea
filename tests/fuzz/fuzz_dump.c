/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a file that is said to be a dump: recognised, unwrapped, opened, read. */
#include "fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz", 0);
	const char *paths[1];
	char path[64];
	struct dump *d;
	struct err err;

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	paths[0] = path;
	if (dump_open(paths, 1, NULL, &d, &err))
		fuzz_dump(d);
	close(fd);
	return 0;
}
