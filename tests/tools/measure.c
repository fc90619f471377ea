/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * measure DUMP: what a report costs, step by step.  A line for each step of opening the dump, each
 * plugin alone and all of them: name, processor and wall time in us, peak memory in KiB, bytes read
 * from files, distinct pages touched.  Each plugin has a process of its own.
 *
 * measure --run COMMAND...: the same of a command; what it prints is dropped.
 *
 * Under callgrind each step is dumped under its name.
 */
#include "plugin/plugin.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_ZERO_STATS
#define CALLGRIND_DUMP_STATS_AT(name) ((void)(name))
#endif

struct cost {
	uint64_t cpu_us, wall_us, read_bytes;
};

static uint64_t bytes_read(const char *process)
{
	char path[64];
	unsigned long long n = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%s/io", process);
	f = fopen(path, "r");
	if (f && fscanf(f, "rchar: %llu", &n) != 1)
		n = 0;
	if (f)
		fclose(f);
	return n;
}

static uint64_t microseconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static struct cost now(void)
{
	return (struct cost){microseconds(CLOCK_PROCESS_CPUTIME_ID), microseconds(CLOCK_MONOTONIC), bytes_read("self")};
}

static void print_cost(const char *name, const struct cost *from, const struct cost *to, uint64_t peak_kib, uint64_t pages)
{
	printf("%s\t%llu\t%llu\t%llu\t%llu\t%llu\n", name, (unsigned long long)(to->cpu_us - from->cpu_us),
	       (unsigned long long)(to->wall_us - from->wall_us), (unsigned long long)peak_kib,
	       (unsigned long long)(to->read_bytes - from->read_bytes), (unsigned long long)pages);
	fflush(stdout);
}

static uint64_t peak_memory(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (uint64_t)u.ru_maxrss;
}

/* ---- opening ---------------------------------------------------------------------------- */

/* The log says when a source has been found: that ends the step that looked for it. */
struct steps {
	struct log log;
	struct cost last;
};

static void end_step(struct steps *s, const char *name, uint64_t pages)
{
	struct cost t = now();

	CALLGRIND_DUMP_STATS_AT(name);
	print_cost(name, &s->last, &t, peak_memory(), pages);
	s->last = now();
	CALLGRIND_ZERO_STATS;
}

static void hear(struct log *log, enum log_level level, const char *msg)
{
	struct steps *s = (struct steps *)log; /* its first member */

	if (level != LOG_INFO)
		return;
	if (str_starts(msg, "memory: "))
		end_step(s, "open", 0);
	else if (str_starts(msg, "symbols: "))
		end_step(s, "symbols", 0);
	else if (str_starts(msg, "types: "))
		end_step(s, "types", 0);
}

static uint64_t pages_of(struct memory *m)
{
	struct page_cache_stats stats;

	page_cache_stats(memory_page_cache(m), &stats);
	return stats.blocks_touched;
}

/* ---- plugins ---------------------------------------------------------------------------- */

static bool is_wanted(void *arg, const struct emitter *em)
{
	const struct plugin *only = arg;

	return !em->off && (!only || plugin_of(em->path) == only);
}

static bool drop_file(void *arg, const struct emit_file *f)
{
	(void)arg;
	(void)f;
	return true;
}

static void run_emitters(struct program *p, const char *name, const struct plugin *only)
{
	struct emit_run run = {.want_emitter = is_wanted, .file = drop_file, .arg = (void *)only};
	struct cost from = now(), to;
	struct emit *e;

	CALLGRIND_ZERO_STATS;
	e = emit_new(p);
	emit_run(e, &run);
	to = now();
	CALLGRIND_DUMP_STATS_AT(name);
	print_cost(name, &from, &to, peak_memory(), pages_of(e->memory));
	emit_free(e);
}

static void run_in_a_child(struct program *p, const char *name, const struct plugin *only)
{
	pid_t child;
	int status;

	fflush(stdout);
	child = fork();
	if (!child) {
		run_emitters(p, name, only);
		exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || status)
		die("%s: the process that measures it failed", name);
}

static void measure_dump(const char *path)
{
	struct steps s = {.log = {hear}};
	struct program_options o = {.vmcores = &path, .vmcore_count = 1, .log = &s.log};
	struct program *p;
	struct err err;

	s.last = now();
	CALLGRIND_ZERO_STATS;
	if (!program_open(&o, &p, &err))
		die("%s", err.msg);
	end_step(&s, "modules", pages_of(program_memory(p)));
	for (size_t i = 0; i < plugin_count; i++)
		run_in_a_child(p, plugins[i].name, &plugins[i]);
	run_in_a_child(p, "all", NULL);
	program_close(p);
}

/* ---- commands ----------------------------------------------------------------------------- */

static void run_command(char **command)
{
	int nothing = open("/dev/null", O_RDWR);

	if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(nothing, 1) < 0 || dup2(nothing, 2) < 0)
		exit(126);
	execvp(command[0], command);
	exit(127);
}

static uint64_t used_time(const struct rusage *u)
{
	return (uint64_t)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1000000 + (uint64_t)u->ru_utime.tv_usec +
	       (uint64_t)u->ru_stime.tv_usec;
}

static int measure_command(char **command)
{
	struct cost from = {.wall_us = microseconds(CLOCK_MONOTONIC)}, to;
	pid_t child = fork();
	struct rusage u;
	char pid[16];
	siginfo_t info;
	int status;

	if (!child)
		run_command(command);
	snprintf(pid, sizeof(pid), "%d", (int)child);
	if (child < 0 || waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT))
		die("cannot run %s", command[0]);
	to = (struct cost){.wall_us = microseconds(CLOCK_MONOTONIC), .read_bytes = bytes_read(pid)};
	wait4(child, &status, 0, &u);
	to.cpu_us = used_time(&u);
	print_cost("command", &from, &to, (uint64_t)u.ru_maxrss, 0);
	return status ? 1 : 0;
}

int main(int argc, char **argv)
{
	if (argc >= 3 && !strcmp(argv[1], "--run"))
		return measure_command(argv + 2);
	if (argc != 2) {
		fprintf(stderr, "usage: measure DUMP | --run COMMAND...\n");
		return 2;
	}
	measure_dump(argv[1]);
	return 0;
}
