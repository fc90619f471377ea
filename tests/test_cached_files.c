/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a path to an inode by cached names, across a mount and a symbolic link; and the pages that are cached of a file. */
#include "kernel/kernel.h"

#include "support/fake_worker.h"
#include "support/test.h"

enum { S_LINK = 0120777, S_FILE = 0100644, S_FOLDER = 040755 };
enum { HEAD_BIT = 3, UPTODATE_BIT = 2, PAGE = 32 };	/* bytes of struct page */

static const char symbols[] = "%llx D init_pid_ns\n";

/* Lists of children as before 6.8; mounts in a list. */
static const char types[] =
	"int unsigned~long 8 none\n"									/* 11 */
	"ptr 1\n"											/* 12: char * */
	"struct list_node 16 next 11 0 prev 11 64\n"							/* 13 */
	"struct qstr 8 name 12 0\n"									/* 14 */
	"struct hlist_link 16 next 11 0 pprev 11 64\n"							/* 15 */
	"struct dentry 96 d_name 14 0 d_inode 18 64 d_parent 17 128 d_hash 15 192 d_subdirs 5 320 d_child 5 448 d_flags 11 576\n" /* 16 */
	"ptr 16\n"											/* 17 */
	"ptr 19\n"											/* 18 */
	"struct inode 48 i_mode 2 0 i_link 12 64 i_size 11 128 i_mapping 25 192\n"			/* 19 */
	"struct vfsmount 16 mnt_root 17 0 mnt_flags 2 64\n"						/* 20 */
	"struct mount 64 mnt 20 0 mnt_parent 22 128 mnt_mountpoint 17 192 mnt_list 5 256\n"		/* 21 */
	"ptr 21\n"											/* 22 */
	"ptr 20\n"											/* 23 */
	"struct path 16 mnt 23 0 dentry 17 64\n"							/* 24 */
	"ptr 26\n"											/* 25 */
	"struct address_space 8 i_pages 27 0\n"								/* 26 */
	"struct xarray 8 xa_head 11 0\n"								/* 27 */
	"array 11 8\n"											/* 28 */
	"struct xa_node 72 shift 1 0 slots 28 64\n"							/* 29 */
	"struct page 32 flags 11 0 compound_head 11 64 index 11 128\n"					/* 30 */
	"enum pageflags 4 PG_head 3 PG_uptodate 2\n"							/* 31 */
	"struct fs_struct 16 root 24 0\n"								/* 32 */
	"ptr 32\n"											/* 33 */
	"struct mnt_namespace 16 list 5 0\n"								/* 34 */
	"ptr 34\n"											/* 35 */
	"struct nsproxy 8 mnt_ns 35 0\n"								/* 36 */
	"ptr 36\n"											/* 37 */
	"struct task_struct 16 fs 33 0 nsproxy 37 64\n"							/* 38 */
	"ptr 38\n"											/* 39 */
	"struct pid_namespace 8 child_reaper 39 0\n";							/* 40 */

#define PID_NS FAKE_MORE
#define INIT (FAKE_MORE + 0x20)
#define FS (FAKE_MORE + 0x40)
#define NSPROXY (FAKE_MORE + 0x60)
#define MNT_NS (FAKE_MORE + 0x80)
#define MOUNT(n) (FAKE_MORE + 0x100 + 0x40 * (uint64_t)(n))
#define DENTRY(n) (FAKE_MORE + 0x400 + 0x80 * (uint64_t)(n))
#define INODE(n) (FAKE_MORE + 0x1400 + 0x40 * (uint64_t)(n))
#define NAME(n) (FAKE_MORE + 0x1c00 + 0x20 * (uint64_t)(n))
#define TARGET (FAKE_MORE + 0x2200)
#define MAPPING (FAKE_MORE + 0x2300)
#define NODE (FAKE_MORE + 0x2340)
#define PAGES (FAKE_MORE + 0x3000)

enum { ROOT, ETC, LINK, USR, USR_OVER, LIB, RELEASE };	/* USR_OVER: the root of what is mounted on usr */

static void put_dentry(struct fake_worker *w, unsigned n, unsigned parent, const char *name, unsigned mode)
{
	fake_put_string(w, NAME(n), name);
	fake_put(w, DENTRY(n), NAME(n));
	fake_put(w, DENTRY(n) + 8, INODE(n));
	fake_put(w, DENTRY(n) + 16, DENTRY(parent));
	fake_put(w, DENTRY(n) + 32, 1);			/* hashed */
	fake_put_u32(w, INODE(n), mode);
}

/* A list of what is at those addresses. */
static void put_list(struct fake_worker *w, uint64_t head, const uint64_t *nodes, unsigned count)
{
	for (unsigned i = 0; i <= count; i++)
		fake_put(w, i ? nodes[i - 1] : head, i < count ? nodes[i] : head);
}

static void put_children(struct fake_worker *w, unsigned parent, const unsigned *children, unsigned count)
{
	uint64_t nodes[4];

	for (unsigned i = 0; i < count; i++)
		nodes[i] = DENTRY(children[i]) + 56;
	put_list(w, DENTRY(parent) + 40, nodes, count);
}

static void put_mount(struct fake_worker *w, unsigned n, uint64_t root, unsigned parent, uint64_t mountpoint)
{
	fake_put(w, MOUNT(n), root);
	fake_put(w, MOUNT(n) + 16, MOUNT(parent));
	fake_put(w, MOUNT(n) + 24, mountpoint);
}

/* /etc/os-release -> ../usr/lib/os-release, with a file system on /usr, whose own "lib" there is none of. */
static void put_tree(struct fake_worker *w)
{
	const uint64_t mount_nodes[] = {MOUNT(0) + 32, MOUNT(1) + 32};

	fake_put(w, PID_NS, INIT);
	fake_put(w, INIT, FS);
	fake_put(w, INIT + 8, NSPROXY);
	fake_put(w, FS, MOUNT(0));
	fake_put(w, FS + 8, DENTRY(ROOT));
	fake_put(w, NSPROXY, MNT_NS);
	put_list(w, MNT_NS, mount_nodes, 2);
	put_mount(w, 0, DENTRY(ROOT), 0, DENTRY(ROOT));
	put_mount(w, 1, DENTRY(USR_OVER), 0, DENTRY(USR));

	put_dentry(w, ROOT, ROOT, "/", S_FOLDER);
	put_dentry(w, ETC, ROOT, "etc", S_FOLDER);
	put_dentry(w, LINK, ETC, "os-release", S_LINK);
	put_dentry(w, USR, ROOT, "usr", S_FOLDER);
	put_dentry(w, USR_OVER, USR_OVER, "/", S_FOLDER);
	put_dentry(w, LIB, USR_OVER, "lib", S_FOLDER);
	put_dentry(w, RELEASE, LIB, "os-release", S_FILE);
	put_children(w, ROOT, (const unsigned[]){ETC, USR}, 2);
	put_children(w, ETC, (const unsigned[]){LINK}, 1);
	put_children(w, USR, NULL, 0);
	put_children(w, USR_OVER, (const unsigned[]){LIB}, 1);
	put_children(w, LIB, (const unsigned[]){RELEASE}, 1);
	fake_put(w, INODE(LINK) + 8, TARGET);
	fake_put_string(w, TARGET, "../usr/./lib//os-release");
}

/*
 * Page 0; page 1 is not up to date; a shadow of page 2; pages 4 to 6 in one entry, of which the head is the fourth struct
 * page, which the others tell by a mask, as since 7.1; 7 is not cached.
 */
static void put_pages(struct fake_worker *w)
{
	fake_put(w, INODE(RELEASE) + 16, 8 * 4096);
	fake_put(w, INODE(RELEASE) + 24, MAPPING);
	fake_put(w, MAPPING, NODE | 2);
	for (uint64_t i = 0; i < 8; i++) {
		fake_put(w, PAGES + i * PAGE, (i == 1 ? 0 : 1 << UPTODATE_BIT) | (i == 4 ? 1 << HEAD_BIT : 0));
		fake_put(w, PAGES + i * PAGE + 8, i == 5 || i == 6 ? ~(uint64_t)(4 * PAGE - 1) | 1 : 0);
		fake_put(w, PAGES + i * PAGE + 16, i);
	}
	fake_put(w, NODE + 8, PAGES);
	fake_put(w, NODE + 8 + 8, PAGES + PAGE);
	fake_put(w, NODE + 8 + 16, 0x12345 << 1 | 1);
	fake_put(w, NODE + 8 + 32, PAGES + 4 * PAGE);
	fake_put(w, NODE + 8 + 40, 4 << 2 | 2);		/* siblings of slot 4 */
	fake_put(w, NODE + 8 + 48, 4 << 2 | 2);
}

static void open_kernel(struct fake_worker *w)
{
	struct sb text = {0};

	sb_printf(&text, symbols, PID_NS);
	fake_worker_init(w, text.s, types);
	sb_free(&text);
	put_tree(w);
	put_pages(w);
	fake_worker_open(w, "");
}

static void test_lookup(void **state)
{
	struct fake_worker w;

	(void)state;
	open_kernel(&w);
	assert_int_equal(cached_dentry(w.e, "etc").addr, DENTRY(ETC));
	assert_int_equal(cached_dentry(w.e, "etc/os-release").addr, DENTRY(RELEASE));
	assert_int_equal(cached_dentry(w.e, "usr/lib").addr, DENTRY(LIB));
	assert_int_equal(cached_dentry(w.e, "usr").addr, DENTRY(USR_OVER));
	assert_true(null(cached_dentry(w.e, "etc/os-releas")));
	assert_true(null(cached_dentry(w.e, "etc/os-release2")));
	assert_int_equal(inode_kind(at(w.e, INODE(LINK), "struct inode")), 'l');
	assert_false(tainted(w.e));
	fake_worker_close(&w);
}

static void test_pages(void **state)
{
	static const unsigned long keys[] = {0, 4, 5, 6};
	struct fake_worker w;
	unsigned n = 0;

	(void)state;
	open_kernel(&w);
	EACH(page, file_pages(at(w.e, INODE(RELEASE), "struct inode"), 0, 8)) {
		assert_true(n < ARRAY_LEN(keys));
		assert_int_equal(KEY(page), keys[n]);
		assert_int_equal(page.addr, PAGES + keys[n] * PAGE);
		n++;
	}
	assert_int_equal(n, ARRAY_LEN(keys));
	EACH(page, file_pages(at(w.e, INODE(RELEASE), "struct inode"), 5, 6)) {
		assert_int_equal(KEY(page), 5);
		assert_int_equal(page.addr, PAGES + 5 * PAGE);
		n++;
	}
	assert_int_equal(n, ARRAY_LEN(keys) + 1);
	assert_false(tainted(w.e));
	fake_worker_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lookup),
		cmocka_unit_test(test_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
