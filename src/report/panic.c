/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why it crashed, in the kernel's own words: the message of the panic, and the
 * line before it in which the trouble began.
 */
#include "report/report.h"

#include <stdio.h>
#include <string.h>

#define PANIC "Kernel panic - not syncing: "
#define LOOK_BACK 2000	/* lines: an oops of a large machine with all its modules is far shorter */

#define TOGETHER 3	/* lines between two beginnings of one trouble */

/* How the first line of each kind of trouble begins. */
static const char *const beginnings[] = {
	"BUG: ",
	"kernel BUG at ",
	"Unable to handle kernel ",
	"general protection fault",
	"Internal error: ",
	"invalid opcode: ",
	"divide error: ",
	"double fault: ",
	"stack segment: ",
	"stack guard page: ",
	/* 6.10 (0fc810ae3ae1); with an error code behind it, it is the second line of a page fault */
	"Oops: general protection fault",
	"Oops: invalid opcode: ",
	"Oops: divide error: ",
	"Oops: double fault: ",
	"Oops: stack segment: ",
	"Oops: stack guard page: ",
	"kernel tried to execute NX-protected page",
	"Uhhuh. NMI received ",
	"NMI: ",
	"Kernel stack overflow",
	"watchdog: BUG: ",
	"watchdog: Watchdog detected hard LOCKUP",
	"NMI watchdog: Watchdog detected hard LOCKUP",
	"INFO: task ",
	"INFO: rcu",
	"rcu: INFO: ",
	"Out of memory: ",
	"sysrq: Trigger a crash",
	"SysRq : Trigger a crash",
	"mce: [Hardware Error]: CPU ",
};

/* A line without "[   61.757200] " and "[  T217] " before it. */
static const char *message(const char *line)
{
	while (*line == '[') {
		size_t n = strcspn(line, "]\n");

		if (line[n] != ']' || n > 32 || !strspn(line + 1, " 0123456789.TC"))
			break;
		line += n + 1;
		line += *line == ' ';
	}
	return line;
}

static bool begins_trouble(const char *msg, bool warned)
{
	static const char oom[] = " invoked oom-killer: ";	/* after the name of who did */

	if (warned && str_starts(msg, "WARNING: "))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(beginnings); i++)
		if (str_starts(msg, beginnings[i]))
			return true;
	return memmem(msg, strcspn(msg, "\n"), oom, strlen(oom)) != NULL;
}

static void copy_line(char out[256], const char *s)
{
	size_t n = 0;

	for (; s[n] && s[n] != '\n' && n < 255; n++)
		out[n] = s[n] >= ' ' || s[n] < 0 ? s[n] : '?';
	out[n] = '\0';
}

/* The line before the one at s; NULL if that is the first. */
static const char *line_before(const char *log, const char *s)
{
	if (s == log)
		return NULL;
	for (s--; s > log && s[-1] != '\n';)
		s--;
	return s;
}

/* The last panic counts: a kernel that goes on after one ("panic_on_oops=0" for an oops) may meet others. */
static const char *find_panic(const char *log)
{
	const char *found = NULL;

	for (const char *line = log; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
		if (str_starts(message(line), PANIC))
			found = line;
	return found;
}

void identity_read_log(struct identity *id, const char *log)
{
	const char *line = find_panic(log);
	unsigned left = LOOK_BACK;
	bool warned;

	if (!line)
		return;
	copy_line(id->panic, message(line) + strlen(PANIC));
	warned = strstr(id->panic, "panic_on_warn") != NULL;
	while (left-- && (line = line_before(log, line))) {
		if (!begins_trouble(message(line), warned))
			continue;
		copy_line(id->cause, message(line));
		/* "kernel BUG at" and "invalid opcode" belong together: the first of them counts. */
		if (left > TOGETHER)
			left = TOGETHER;
	}
}
