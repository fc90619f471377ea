/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * --max-memory: a kdump kernel has little, and what takes more of it than there
 * is takes the machine down before the dump is saved.  The bound is the
 * system's, so that it holds whatever the dump makes us do; within it the
 * caches are kept small and the compressor starts fewer threads.
 */
#include "cli/cli.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#define BESIDE_DATA (4 * MiB)	/* code and stack, which the bound on data does not see */
#define THREAD_STACK (256 * KiB)	/* of the compressor: the system's default is what all of it may be */
#define PAGES_MIN (1 * MiB)
#define WORK_MIN (8 * MiB)	/* types, lists of tasks, the file that is being made */

static uint64_t bound_of(const struct options *o)
{
	return o->max_memory * MiB > BESIDE_DATA ? o->max_memory * MiB - BESIDE_DATA : 0;
}

bool memory_bound(const struct options *o, struct err *err)
{
	struct rlimit limit = {bound_of(o), bound_of(o)};
	pthread_attr_t attr;

	if (!o->max_memory)
		return true;
	if (setrlimit(RLIMIT_DATA, &limit))
		return err_set(err, "--max-memory %u: %s", o->max_memory, strerror(errno));
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, THREAD_STACK);
	pthread_setattr_default_np(&attr);
	pthread_attr_destroy(&attr);
	return true;
}

size_t memory_for_pages(const struct options *o)
{
	uint64_t share = bound_of(o) / 8;

	if (!o->max_memory || share > PAGE_CACHE_BYTES)
		return 0;
	return share > PAGES_MIN ? share : PAGES_MIN;
}

/* What the bound counts, in bytes. */
static uint64_t data_in_use(void)
{
	FILE *f = fopen("/proc/self/status", "re");
	unsigned long long kb = 0;
	char line[128];

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "VmData: %llu", &kb) == 1)
			break;
	if (f)
		fclose(f);
	return kb * KiB;
}

static uint64_t needed(const struct options *o, unsigned threads)
{
	uint64_t pages = memory_for_pages(o) ? memory_for_pages(o) : PAGE_CACHE_BYTES;

	return data_in_use() + pages + compression_memory(o->compression, threads) + threads * THREAD_STACK + WORK_MIN;
}

bool memory_share(const struct options *o, struct report_options *ro, struct err *err)
{
	uint64_t bound = bound_of(o), need;

	if (!o->max_memory)
		return true;
	if (!ro->threads && needed(o, 2) > bound)
		ro->threads = 1;
	need = needed(o, ro->threads ? ro->threads : 2);
	if (need > bound)
		return err_set(err, "--max-memory %u: a report of this dump takes %llu MiB%s", o->max_memory,
			       (unsigned long long)((need + BESIDE_DATA) / MiB + 1),
			       o->compression == COMPRESS_XZ || o->compression == COMPRESS_ZSTD ? ", less with -z gzip" : "");
	/* The file that is being made grows by doubling: with half of what is left it cannot take all. */
	ro->emit->output_limit = (size_t)(WORK_MIN + bound - need) / 4;
	return true;
}
