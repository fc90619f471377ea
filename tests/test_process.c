/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of files across mounts, and the scaling of CPU time. */
#include "kernel/kernel.h"

#include <stdlib.h>
#include <string.h>

#include "support/fake_kernel.h"
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

struct fixture {
	struct fake_kernel k;
	struct program *p;
	struct emit *e;
};

static void put(struct fixture *f, uint64_t address, uint64_t value)
{
	image_u64(&f->k.image, fake_paddr(address), value);
}

static void put_dentry(struct fixture *f, uint64_t n, uint64_t parent, const char *name)
{
	put(f, DENTRY(n) + D_PPREV, 1);
	put(f, DENTRY(n) + D_PARENT, DENTRY(parent));
	put(f, DENTRY(n) + D_NAME, NAME(n));
	put(f, DENTRY(n) + D_OP, 0);
	image_put(&f->k.image, fake_paddr(NAME(n)), name, strlen(name) + 1);
}

static void put_mount(struct fixture *f, uint64_t n, uint64_t root, uint64_t parent, uint64_t where)
{
	put(f, MOUNT(n) + MNT_ROOT, DENTRY(root));
	put(f, MOUNT(n) + MNT_PARENT, MOUNT(parent));
	put(f, MOUNT(n) + MNT_MOUNTPOINT, DENTRY(where));
	put(f, MOUNT(n) + MNT_NS, 0xffffffff81000000ULL);
}

/* A root file system with the directory a, another one mounted there with the file "b c". */
enum { ROOT, DIR_A, INNER_ROOT, FILE_B };
enum { OUTER, INNER };

static void begin(struct fixture *f)
{
	struct sb symbols = {0};

	sb_printf(&symbols, "%llx T pipefs_dname\n%llx T other_dname\n", PIPE_NAMER, OTHER_NAMER);
	fake_kernel_init_with(&f->k, symbols.s, types);
	sb_free(&symbols);
	put_dentry(f, ROOT, ROOT, "/");
	put_dentry(f, DIR_A, ROOT, "a");
	put_dentry(f, INNER_ROOT, INNER_ROOT, "/");
	put_dentry(f, FILE_B, INNER_ROOT, "b c");
	put_mount(f, OUTER, ROOT, OUTER, ROOT);
	put_mount(f, INNER, INNER_ROOT, OUTER, DIR_A);
}

static void open_it(struct fixture *f)
{
	char *info = fake_vmcoreinfo("");

	fake_add_vmcoreinfo(&f->k, info);
	free(info);
	f->p = fake_open(&f->k);
	f->e = emit_new(f->p);
	emit_begin(f->e);
}

static void end(struct fixture *f)
{
	emit_free(f->e);
	program_close(f->p);
	fake_kernel_free(&f->k);
}

static void put_path(struct fixture *f, uint64_t n, uint64_t mount, uint64_t dentry)
{
	put(f, PATH(n), MOUNT(mount));
	put(f, PATH(n) + 8, DENTRY(dentry));
}

static ref path_at(struct fixture *f, uint64_t n)
{
	return at(f->e, PATH(n), "struct path");
}

static ref no_root(struct fixture *f)
{
	return at(f->e, 0, "struct path");
}

static void across_a_mount(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	put_path(&f, 0, INNER, FILE_B);
	put_path(&f, 1, OUTER, ROOT);
	put_path(&f, 2, INNER, INNER_ROOT);
	open_it(&f);
	assert_string_equal(path_name(path_at(&f, 0), no_root(&f)), "/a/b c");
	assert_string_equal(path_name(path_at(&f, 0), path_at(&f, 1)), "/a/b c");
	assert_string_equal(path_name(path_at(&f, 0), path_at(&f, 2)), "/b c");		/* seen by who lives there */
	assert_string_equal(path_name(path_at(&f, 1), path_at(&f, 1)), "/");
	assert_string_equal(path_name(path_at(&f, 2), path_at(&f, 1)), "/a");
	assert_string_equal(dentry_name(at(f.e, DENTRY(FILE_B), "struct dentry")), "/b c");
	assert_string_equal(dentry_name(at(f.e, DENTRY(ROOT), "struct dentry")), "/");
	assert_false(tainted(f.e));
	end(&f);
}

static void deleted(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	put(&f, DENTRY(FILE_B) + D_PPREV, 0);
	put_path(&f, 0, INNER, FILE_B);
	open_it(&f);
	assert_string_equal(path_name(path_at(&f, 0), no_root(&f)), "/a/b c (deleted)");
	assert_string_equal(dentry_name(at(f.e, DENTRY(FILE_B), "struct dentry")), "/b c//deleted");
	end(&f);
}

static void mount_points(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	put_path(&f, 0, OUTER, ROOT);
	put_path(&f, 1, INNER, INNER_ROOT);
	open_it(&f);
	assert_string_equal(mount_point(at(f.e, MOUNT(INNER), "struct mount"), path_at(&f, 0)), "/a");
	assert_string_equal(mount_point(at(f.e, MOUNT(INNER), "struct mount"), path_at(&f, 1)), "/");
	assert_null(mount_point(at(f.e, MOUNT(OUTER), "struct mount"), path_at(&f, 1)));	/* outside of that root */
	assert_false(tainted(f.e));
	end(&f);
}

static void made_up_names(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	put(&f, DENTRY(FILE_B) + D_OP, OPERATIONS);
	put(&f, DENTRY(FILE_B) + D_INODE, INODE);
	put(&f, INODE, 4711);
	put(&f, OPERATIONS, PIPE_NAMER);
	put_path(&f, 0, INNER, FILE_B);
	open_it(&f);
	assert_string_equal(path_name(path_at(&f, 0), no_root(&f)), "pipe:[4711]");
	end(&f);
}

/* A file system whose way of naming is not known must not be given a name of ours. */
static void names_made_up_by_others(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	put(&f, DENTRY(FILE_B) + D_OP, OPERATIONS);
	put(&f, OPERATIONS, OTHER_NAMER);
	put_path(&f, 0, INNER, FILE_B);
	open_it(&f);
	assert_string_equal(path_name(path_at(&f, 0), no_root(&f)), "");
	assert_true(tainted(f.e));
	end(&f);
}

static void parents_in_a_circle(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	put_dentry(&f, INNER_ROOT, FILE_B, "x");	/* each is the other's parent */
	put_mount(&f, INNER, DIR_A, OUTER, DIR_A);
	put_path(&f, 0, INNER, FILE_B);
	open_it(&f);
	path_name(path_at(&f, 0), no_root(&f));
	assert_true(tainted(f.e));
	emit_begin(f.e);
	dentry_name(at(f.e, DENTRY(FILE_B), "struct dentry"));
	assert_true(tainted(f.e));
	end(&f);
}

static void name_that_is_not_there(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	put(&f, DENTRY(DIR_A) + D_NAME, FAKE_MORE + 0x70000);
	put_path(&f, 0, INNER, FILE_B);
	open_it(&f);
	path_name(path_at(&f, 0), no_root(&f));
	assert_true(tainted(f.e));
	end(&f);
}

/* ---- CPU time -------------------------------------------------------------------- */

struct times {
	uint64_t user, system, runtime, old_user, old_system;
};

static struct cputime scaled(struct times t)
{
	struct fixture f;
	struct cputime c;

	begin(&f);
	put(&f, TASK, t.user);
	put(&f, TASK + 8, t.system);
	put(&f, TASK + 16, 0);
	put(&f, TASK + 24, t.runtime);
	put(&f, TASK + 32, t.old_user);
	put(&f, TASK + 40, t.old_system);
	open_it(&f);
	c = thread_cputime(at(f.e, TASK, "struct task_struct"));
	assert_false(tainted(f.e));
	end(&f);
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
