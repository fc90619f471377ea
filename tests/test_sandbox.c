/* SPDX-License-Identifier: GPL-2.0-or-later */
/* After sandbox_enter() a child cannot do what it should not, and can do what it must. */
#include "cli/cli.h"	/* before cmocka.h, which makes a macro of fail() */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/test.h"

static char inside[64], outside[64];

static int make_dirs(void **state)
{
	(void)state;
	strcpy(inside, "/tmp/test_sandbox.XXXXXX");
	strcpy(outside, "/tmp/test_sandbox.XXXXXX");
	return mkdtemp(inside) && mkdtemp(outside) ? 0 : -1;
}

static int remove_dirs(void **state)
{
	char cmd[160];

	(void)state;
	snprintf(cmd, sizeof(cmd), "rm -rf %s %s", inside, outside);
	return system(cmd);
}

static bool can_write(const char *dir, const char *name)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (fd < 0)
		return false;
	close(fd);
	return true;
}

/* What the child finds wrong, as a number; 77: the kernel has neither seccomp nor Landlock. */
static int child(void)
{
	char output[96], moved[96];
	char *argv[] = {"true", NULL};
	unsigned held;

	snprintf(output, sizeof(output), "%s/archive", inside);
	snprintf(moved, sizeof(moved), "%s/moved", inside);
	held = sandbox_enter(output);
	if (!held)
		return 77;
	if (held & SANDBOX_NO_CALLS) {
		if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM)
			return 1;
		execv("/bin/true", argv);
		if (errno != EPERM)
			return 2;
	}
	if (held & SANDBOX_NO_WRITING && (can_write(outside, "a") || !mkdir("/tmp/test_sandbox_dir", 0700)))
		return 3;
	if (!can_write(inside, "archive") || rename(output, moved) || unlink(moved))
		return 4;
	if (open("/proc/self/maps", O_RDONLY) < 0 || open("/bin/true", O_RDONLY) < 0)
		return 5;
	return 0;
}

static void test_sandbox(void **state)
{
	pid_t pid = fork();
	int status;

	(void)state;
	if (!pid)
		_exit(child());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 77)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_sandbox, make_dirs, remove_dirs),
	};

	return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
