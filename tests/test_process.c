/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of files across mounts, and the scaling of CPU time. */
#include "kernel/kernel.h"

#include <stdlib.h>

#include "support/fake_worker.h"
#include "support/test.h"

#define DENTRY(n) (FAKE_MORE + 0x1000 + 0x40 * (n))
#define NAME(n) (FAKE_MORE + 0x2000 + 0x10 * (n))
#define MOUNT(n) (FAKE_MORE + 0x3000 + 0x40 * (n))
#define PATH(n) (FAKE_MORE + 0x4000 + 0x10 * (n))
#define OPERATIONS (FAKE_MORE + 0x5000)
#define INODE (FAKE_MORE + 0x5100)
#define TASK (FAKE_MORE + 0x6000)
#define PIPE_NAMER (FAKE_MORE + 0x10)
#define OTHER_NAMER (FAKE_MORE + 0x20)

/* What lies where in the types below, in bytes. */
enum { D_PPREV = 8, D_PARENT = 16, D_NAME = 32, D_INODE = 40, D_OP = 48 };
enum { MNT_ROOT = 0, MNT_PARENT = 24, MNT_MOUNTPOINT = 32, MNT_NS = 40 };

static const char types[] =
	"int unsigned~long 8 none\n"							/* 11 */
	"int char 1 char\n"
	"ptr 12\n"
	"struct qstr 16 hash_len 11 0 name 13 64\n"
	"struct hlist_bl_node 16 next 11 0 pprev 11 64\n"				/* 15 */
	"ptr 17\n"
	"struct dentry 56 d_hash 15 0 d_parent 16 128 d_name 14 192 d_inode 26 320 d_op 19 384\n"
	"struct dentry_operations 8 d_dname 11 0\n"
	"ptr 18\n"
	"struct vfsmount 24 mnt_root 16 0 mnt_sb 11 64 mnt_flags 11 128\n"		/* 20 */
	"ptr 20\n"
	"struct mount 48 mnt 20 0 mnt_parent 23 192 mnt_mountpoint 16 256 mnt_ns 11 320\n"
	"ptr 22\n"
	"struct path 16 mnt 21 0 dentry 16 64\n"
	"struct inode 8 i_ino 11 0\n"							/* 25 */
	"ptr 25\n"
	"struct prev_cputime 16 utime 11 0 stime 11 64\n"
	"struct sched_entity 8 sum_exec_runtime 11 0\n"
	"struct task_struct 48 utime 11 0 stime 11 64 gtime 11 128 se 28 192 prev_cputime 27 256\n";

static void put_dentry(struct fake_worker *w, uint64_t n, uint64_t parent, const char *name)
{
	fake_put(w, DENTRY(n) + D_PPREV, 1);
	fake_put(w, DENTRY(n) + D_PARENT, DENTRY(parent));
	fake_put(w, DENTRY(n) + D_NAME, NAME(n));
	fake_put(w, DENTRY(n) + D_OP, 0);
	fake_put_string(w, NAME(n), name);
}

static void put_mount(struct fake_worker *w, uint64_t n, uint64_t root, uint64_t parent, uint64_t where)
{
	fake_put(w, MOUNT(n) + MNT_ROOT, DENTRY(root));
	fake_put(w, MOUNT(n) + MNT_PARENT, MOUNT(parent));
	fake_put(w, MOUNT(n) + MNT_MOUNTPOINT, DENTRY(where));
	fake_put(w, MOUNT(n) + MNT_NS, 0xffffffff81000000ULL);
}

/* A root file system with the directory a, another one mounted there with the file "b c". */
enum { ROOT, DIR_A, INNER_ROOT, FILE_B };
enum { OUTER, INNER };

static void begin(struct fake_worker *w)
{
	struct sb symbols = {0};

	sb_printf(&symbols, "%llx T pipefs_dname\n%llx T other_dname\n", PIPE_NAMER, OTHER_NAMER);
	fake_worker_init(w, symbols.s, types);
	sb_free(&symbols);
	put_dentry(w, ROOT, ROOT, "/");
	put_dentry(w, DIR_A, ROOT, "a");
	put_dentry(w, INNER_ROOT, INNER_ROOT, "/");
	put_dentry(w, FILE_B, INNER_ROOT, "b c");
	put_mount(w, OUTER, ROOT, OUTER, ROOT);
	put_mount(w, INNER, INNER_ROOT, OUTER, DIR_A);
}

static void put_path(struct fake_worker *w, uint64_t n, uint64_t mount, uint64_t dentry)
{
	fake_put(w, PATH(n), MOUNT(mount));
	fake_put(w, PATH(n) + 8, DENTRY(dentry));
}

static ref path_at(struct fake_worker *w, uint64_t n)
{
	return at(w->e, PATH(n), "struct path");
}

static ref no_root(struct fake_worker *w)
{
	return at(w->e, 0, "struct path");
}

static void across_a_mount(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	put_path(&w, 0, INNER, FILE_B);
	put_path(&w, 1, OUTER, ROOT);
	put_path(&w, 2, INNER, INNER_ROOT);
	fake_worker_open(&w, "");
	assert_string_equal(path_name(path_at(&w, 0), no_root(&w)), "/a/b c");
	assert_string_equal(path_name(path_at(&w, 0), path_at(&w, 1)), "/a/b c");
	assert_string_equal(path_name(path_at(&w, 0), path_at(&w, 2)), "/b c");		/* seen by who lives there */
	assert_string_equal(path_name(path_at(&w, 1), path_at(&w, 1)), "/");
	assert_string_equal(path_name(path_at(&w, 2), path_at(&w, 1)), "/a");
	assert_string_equal(dentry_name(at(w.e, DENTRY(FILE_B), "struct dentry")), "/b c");
	assert_string_equal(dentry_name(at(w.e, DENTRY(ROOT), "struct dentry")), "/");
	assert_false(tainted(w.e));
	fake_worker_close(&w);
}

static void deleted(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	fake_put(&w, DENTRY(FILE_B) + D_PPREV, 0);
	put_path(&w, 0, INNER, FILE_B);
	fake_worker_open(&w, "");
	assert_string_equal(path_name(path_at(&w, 0), no_root(&w)), "/a/b c (deleted)");
	assert_string_equal(dentry_name(at(w.e, DENTRY(FILE_B), "struct dentry")), "/b c//deleted");
	fake_worker_close(&w);
}

static void mount_points(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	put_path(&w, 0, OUTER, ROOT);
	put_path(&w, 1, INNER, INNER_ROOT);
	fake_worker_open(&w, "");
	assert_string_equal(mount_point(at(w.e, MOUNT(INNER), "struct mount"), path_at(&w, 0)), "/a");
	assert_string_equal(mount_point(at(w.e, MOUNT(INNER), "struct mount"), path_at(&w, 1)), "/");
	assert_null(mount_point(at(w.e, MOUNT(OUTER), "struct mount"), path_at(&w, 1)));	/* outside of that root */
	assert_false(tainted(w.e));
	fake_worker_close(&w);
}

static void made_up_names(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	fake_put(&w, DENTRY(FILE_B) + D_OP, OPERATIONS);
	fake_put(&w, DENTRY(FILE_B) + D_INODE, INODE);
	fake_put(&w, INODE, 4711);
	fake_put(&w, OPERATIONS, PIPE_NAMER);
	put_path(&w, 0, INNER, FILE_B);
	fake_worker_open(&w, "");
	assert_string_equal(path_name(path_at(&w, 0), no_root(&w)), "pipe:[4711]");
	fake_worker_close(&w);
}

/* A file system whose way of naming is not known must not be given a name of ours. */
static void names_made_up_by_others(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	fake_put(&w, DENTRY(FILE_B) + D_OP, OPERATIONS);
	fake_put(&w, OPERATIONS, OTHER_NAMER);
	put_path(&w, 0, INNER, FILE_B);
	fake_worker_open(&w, "");
	assert_string_equal(path_name(path_at(&w, 0), no_root(&w)), "");
	assert_true(tainted(w.e));
	fake_worker_close(&w);
}

static void parents_in_a_circle(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	put_dentry(&w, INNER_ROOT, FILE_B, "x");	/* each is the other's parent */
	put_mount(&w, INNER, DIR_A, OUTER, DIR_A);
	put_path(&w, 0, INNER, FILE_B);
	fake_worker_open(&w, "");
	path_name(path_at(&w, 0), no_root(&w));
	assert_true(tainted(w.e));
	emit_begin(w.e);
	dentry_name(at(w.e, DENTRY(FILE_B), "struct dentry"));
	assert_true(tainted(w.e));
	fake_worker_close(&w);
}

static void name_that_is_not_there(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	fake_put(&w, DENTRY(DIR_A) + D_NAME, FAKE_MORE + 0x70000);
	put_path(&w, 0, INNER, FILE_B);
	fake_worker_open(&w, "");
	path_name(path_at(&w, 0), no_root(&w));
	assert_true(tainted(w.e));
	fake_worker_close(&w);
}

/* ---- CPU time -------------------------------------------------------------------- */

struct times {
	uint64_t user, system, runtime, old_user, old_system;
};

static struct cputime scaled(struct times t)
{
	struct fake_worker w;
	struct cputime c;

	begin(&w);
	fake_put(&w, TASK, t.user);
	fake_put(&w, TASK + 8, t.system);
	fake_put(&w, TASK + 16, 0);
	fake_put(&w, TASK + 24, t.runtime);
	fake_put(&w, TASK + 32, t.old_user);
	fake_put(&w, TASK + 40, t.old_system);
	fake_worker_open(&w, "");
	c = thread_cputime(at(w.e, TASK, "struct task_struct"));
	assert_false(tainted(w.e));
	fake_worker_close(&w);
	return c;
}

static void assert_times(struct times t, uint64_t user, uint64_t system)
{
	struct cputime c = scaled(t);

	assert_int_equal(c.user, user);
	assert_int_equal(c.system, system);
}

static void ticks_are_scaled(void **state)
{
	(void)state;
	assert_times((struct times){30, 10, 80, 0, 0}, 60, 20);
	assert_times((struct times){30, 0, 80, 0, 0}, 80, 0);		/* nothing was ever counted as system time */
	assert_times((struct times){0, 10, 80, 0, 0}, 0, 80);
	assert_times((struct times){0, 0, 80, 0, 0}, 80, 0);
	assert_times((struct times){UINT64_MAX, UINT64_MAX, 1000, 0, 0}, 500, 500);
}

static void time_never_goes_back(void **state)
{
	(void)state;
	assert_times((struct times){30, 10, 80, 60, 30}, 60, 30);	/* less than was told before */
	assert_times((struct times){30, 10, 80, 10, 30}, 50, 30);
	assert_times((struct times){30, 10, 80, 70, 5}, 70, 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(across_a_mount),
		cmocka_unit_test(deleted),
		cmocka_unit_test(mount_points),
		cmocka_unit_test(made_up_names),
		cmocka_unit_test(names_made_up_by_others),
		cmocka_unit_test(parents_in_a_circle),
		cmocka_unit_test(name_that_is_not_there),
		cmocka_unit_test(ticks_are_scaled),
		cmocka_unit_test(time_never_goes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
