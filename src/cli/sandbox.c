/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Once its inputs are open the program reads hostile bytes for the rest of its
 * life, and needs next to nothing of the system: memory, and one directory to
 * write to.  It gives up the rest: no new privileges, no other programs, no
 * network (seccomp), no writing elsewhere (Landlock).  Where the kernel lacks
 * one of them, the others hold.
 */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- seccomp ------------------------------------------------------------------------ */

#if defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef OUR_ARCH

#define REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define REFUSE_CALL(name) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 1), REFUSE

static bool refuse_calls(void)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCH, 1, 0),
		REFUSE,
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		/* x86-64's x32 calls have a bit of their own: none of them is ours */
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
		REFUSE,
		REFUSE_CALL(execve),
		REFUSE_CALL(execveat),
		REFUSE_CALL(socket),
		REFUSE_CALL(socketpair),
		REFUSE_CALL(connect),
		REFUSE_CALL(bind),
		REFUSE_CALL(accept4),
#ifndef __SANITIZE_ADDRESS__	/* how it looks for leaks at the end */
		REFUSE_CALL(ptrace),
#endif
		REFUSE_CALL(process_vm_writev),
		REFUSE_CALL(mount),
		REFUSE_CALL(umount2),
		REFUSE_CALL(chroot),
		REFUSE_CALL(setns),
		REFUSE_CALL(unshare),
		REFUSE_CALL(bpf),
		REFUSE_CALL(perf_event_open),
		REFUSE_CALL(init_module),
		REFUSE_CALL(finit_module),
		REFUSE_CALL(kexec_load),
		REFUSE_CALL(reboot),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {.len = ARRAY_LEN(filter), .filter = filter};

	return !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

#else

static bool refuse_calls(void)
{
	return false;
}

#endif

/* ---- Landlock: linux/landlock.h, which is younger than many build systems ---------------- */

enum {
	CALL_CREATE_RULESET = 444,
	CALL_ADD_RULE = 445,
	CALL_RESTRICT_SELF = 446,
	RULE_PATH_BENEATH = 1,
};

struct ruleset {
	uint64_t accesses;
};

struct path_rule {
	uint64_t accesses;
	int32_t parent_fd;
} __attribute__((packed));

#define ACCESS_WRITE_FILE (1ULL << 1)
#define ACCESS_CHANGES (ACCESS_WRITE_FILE | 0x1ff0)	/* and make, remove: files, directories, links, devices */
#define ACCESS_TRUNCATE (1ULL << 14)			/* third version */

static void allow_writing(int ruleset, const char *path, uint64_t accesses)
{
	struct stat st;
	struct path_rule rule = {.accesses = accesses, .parent_fd = open(path, O_PATH | O_CLOEXEC)};

	if (rule.parent_fd < 0)
		return;
	/* A device is written to, and no more can be granted of it. */
	if (!fstat(rule.parent_fd, &st) && !S_ISDIR(st.st_mode))
		rule.accesses &= ACCESS_WRITE_FILE | ACCESS_TRUNCATE;
	syscall(CALL_ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

static bool refuse_writing(const char *output)
{
	long version = syscall(CALL_CREATE_RULESET, NULL, 0, 1);
	struct ruleset set = {.accesses = ACCESS_CHANGES | (version >= 3 ? ACCESS_TRUNCATE : 0)};
	int fd = version > 0 ? (int)syscall(CALL_CREATE_RULESET, &set, sizeof(set), 0) : -1;
	bool ok;

	if (fd < 0)
		return false;
	if (output) {
		char *copy = xstrdup(output);

		allow_writing(fd, output, set.accesses);
		allow_writing(fd, dirname(copy), set.accesses);
		free(copy);
	}
	ok = !syscall(CALL_RESTRICT_SELF, fd, 0);
	close(fd);
	return ok;
}

/* ---- both ---------------------------------------------------------------------------------- */

unsigned sandbox_enter(const char *output)
{
	unsigned held = 0;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return 0;
	if (refuse_writing(output))
		held |= SANDBOX_NO_WRITING;
	if (refuse_calls())
		held |= SANDBOX_NO_CALLS;
	return held;
}
