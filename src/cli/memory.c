/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A kdump kernel has little memory, and what takes more of it than there is
 * takes the machine down before the dump is saved.  Where little is left the
 * caches are kept small, one worker makes the files, the compressor starts
 * fewer threads, and is gzip if none was asked for.  --max-memory is a bound
 * that the system enforces, so that it holds whatever the dump makes us do;
 * what does not fit is refused.
 */
#include "cli/cli.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define BESIDE_DATA (4 * MiB)	/* code and stack, which the bound on data does not see */
#define THREAD_STACK (256 * KiB)	/* of the compressor: the system's default is what all of it may be */
#define PAGES_MIN (1 * MiB)
#define FOR_THE_SYSTEM (12 * MiB)	/* of what is available: to write the archive, and for whatever else runs */
#define WORK_MIN (8 * MiB)	/* types, lists of tasks, the file that is being made */
#define SECOND_WORKER (PAGE_CACHE_BYTES + WORK_MIN + 4 * MiB)	/* and files that wait */

static uint64_t bound_of(const struct options *o)
{
	return o->max_memory * MiB > BESIDE_DATA ? o->max_memory * MiB - BESIDE_DATA : 0;
}

bool memory_bound(const struct options *o, struct err *err)
{
	struct rlimit limit = {bound_of(o), bound_of(o)};
	pthread_attr_t attr;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, THREAD_STACK);
	pthread_setattr_default_np(&attr);
	pthread_attr_destroy(&attr);
	if (o->max_memory && setrlimit(RLIMIT_DATA, &limit))
		return err_set(err, "--max-memory %u: %s", o->max_memory, strerror(errno));
	return true;
}

/* A line "NAME  NUMBER kB" of a file in /proc, in bytes; other where there is none. */
static uint64_t proc_bytes(const char *path, const char *name, uint64_t other)
{
	FILE *f = fopen(path, "re");
	char line[128];

	while (f && fgets(line, sizeof(line), f)) {
		if (!strncmp(line, name, strlen(name)) && line[strlen(name)] == ':') {
			other = strtoull(line + strlen(name) + 1, NULL, 10) * KiB;
			break;
		}
	}
	if (f)
		fclose(f);
	return other;
}

/* What the bound counts. */
static uint64_t data_in_use(void)
{
	return proc_bytes("/proc/self/status", "VmData", 0);
}

/* What we may take in all: --max-memory, else what the system can spare, or ulimit -d leaves us. */
static uint64_t room(const struct options *o)
{
	uint64_t spare = proc_bytes("/proc/meminfo", "MemAvailable", UINT64_MAX / 2);
	struct rlimit limit;

	if (o->max_memory)
		return bound_of(o);
	spare = data_in_use() + (spare > FOR_THE_SYSTEM ? spare - FOR_THE_SYSTEM : 0);
	return !getrlimit(RLIMIT_DATA, &limit) && limit.rlim_cur < spare ? limit.rlim_cur : spare;
}

size_t memory_for_pages(const struct options *o)
{
	uint64_t share = room(o) / 8;

	if (share > PAGE_CACHE_BYTES)
		return 0;
	return share > PAGES_MIN ? share : PAGES_MIN;
}

static uint64_t needed(const struct options *o, const struct report_options *ro)
{
	uint64_t pages = memory_for_pages(o) ? memory_for_pages(o) : PAGE_CACHE_BYTES;
	unsigned threads = ro->threads ? ro->threads : 2;

	return data_in_use() + pages + compression_memory(ro->compression, threads) + threads * THREAD_STACK + WORK_MIN;
}

static unsigned mib(uint64_t bytes)
{
	return (unsigned)(bytes / MiB);
}

bool memory_share(const struct options *o, struct report_options *ro, struct err *err)
{
	uint64_t bound = room(o);

	if (!ro->threads && needed(o, ro) > bound)
		ro->threads = 1;
	if (o->any_compression && needed(o, ro) > bound) {
		log_msg(ro->log, LOG_WARN, "gzip, because xz would take %u MiB, and %u are left",
			mib(needed(o, ro) + BESIDE_DATA) + 1, mib(bound + BESIDE_DATA));
		ro->compression = COMPRESS_GZIP;
	}
	ro->one_worker = o->max_memory || needed(o, ro) + SECOND_WORKER > bound;
	if (!o->max_memory)
		return true;
	if (needed(o, ro) > bound)
		return err_set(err, "--max-memory %u: a report of this dump takes %u MiB%s", o->max_memory,
			       mib(needed(o, ro) + BESIDE_DATA) + 1,
			       ro->compression == COMPRESS_XZ || ro->compression == COMPRESS_ZSTD ? ", less with -z gzip" : "");
	/* The file that is being made grows by doubling: with half of what is left it cannot take all. */
	ro->emit->output_limit = (size_t)(WORK_MIN + bound - needed(o, ro)) / 4;
	return true;
}
