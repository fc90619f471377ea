/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

#include <string.h>

ref task_mm(ref task)
{
	ref mm = ptr(task, "mm");

	return num(task, "flags") & PF_KTHREAD ? at(context(task), 0, "struct mm_struct") : mm;
}

/* A maple tree since 6.1 (763ecb035029, "mm: remove the vma linked list"), a list before. */
struct walk vmas(ref mm)
{
	if (has(mm, "mm_mt"))
		return maple(sub(mm, "mm_mt"), "struct vm_area_struct");
	return chain(ptr(mm, "mmap"), "vm_next");
}

/*
 * Plain counters in struct mm_rss_stat until 6.1 (each task kept a few counts to itself, which readers
 * ignored), percpu_counters since 6.2 (f1a7941243c1): summed, as readers do since 82241a83cd15.
 * A negative count reads as 0.
 */
long mm_pages(ref mm, const char *kind)
{
	long which = enumv(context(mm), kind), n;

	if (!has(mm, "rss_stat.count"))
		return percpu_counter_positive(sub_at(mm, "rss_stat[]", which));
	n = num_at(mm, "rss_stat.count[]", which);
	return n > 0 ? n : 0;
}

long mm_resident(ref mm)
{
	return mm_pages(mm, "MM_FILEPAGES") + mm_pages(mm, "MM_ANONPAGES") + mm_pages(mm, "MM_SHMEMPAGES");
}

/* percpu_counter_read_positive(): without what CPUs have not yet added. */
static long pages_estimate(ref mm, const char *kind)
{
	long n;

	if (has(mm, "rss_stat.count"))
		return mm_pages(mm, kind);
	n = num_at(mm, "rss_stat[].count", enumv(context(mm), kind));
	return n > 0 ? n : 0;
}

long mm_resident_estimate(ref mm)
{
	return pages_estimate(mm, "MM_FILEPAGES") + pages_estimate(mm, "MM_ANONPAGES") + pages_estimate(mm, "MM_SHMEMPAGES");
}

/* A bitmap of its own type since 6.18. */
unsigned long mm_flags(ref mm)
{
	return (unsigned long)num(mm, "flags.__mm_flags[0]|flags");
}

void mm_text(ref mm, unsigned long *text_kb, unsigned long *lib_kb)
{
	uint64_t page = context(mm)->facts->page_size;
	uint64_t start = addr(mm, "start_code") & ~(page - 1), end = (addr(mm, "end_code") + page - 1) & ~(page - 1);
	uint64_t exec = addr(mm, "exec_vm") * page, text = end - start;

	if (text > exec)
		text = exec;
	*text_kb = text >> 10;
	*lib_kb = (exec - text) >> 10;
}

const char *user_bytes(ref mm, uint64_t address, size_t n, size_t *got)
{
	struct emit *e = context(mm);
	uint64_t page = e->facts->page_size;
	char *all;

	*got = 0;
	if (n > LIMIT_USER_STRINGS) {
		fail(e, "user memory", "more than is read of one process", address);
		return "";
	}
	all = file_alloc(e, n + 1, 1);
	while (*got < n) {
		uint64_t from = address + *got;
		size_t part = page - (from & (page - 1));
		const void *data;

		if (part > n - *got)
			part = n - *got;
		data = read_user(e, mm, from, part);
		if (!data)
			break;
		memcpy(all + *got, data, part);
		*got += part;
	}
	return all;
}

/* get_mm_cmdline(), fs/proc/base.c: setproctitle() overwrites the last NUL and goes on into the environment. */
const char *command_line(ref mm, size_t *n)
{
	uint64_t start = addr(mm, "arg_start"), end = addr(mm, "arg_end");
	uint64_t env_start = addr(mm, "env_start"), env_end = addr(mm, "env_end");
	size_t size = end - start;
	const char *text;

	*n = 0;
	if (end <= start)
		return "";
	text = user_bytes(mm, start, size, n);
	if (*n < size || !text[size - 1] || env_start != end || env_end <= env_start || env_end - start > LIMIT_USER_STRINGS)
		return text;
	text = user_bytes(mm, start, env_end - start, n);
	*n = strnlen(text, *n);
	return text;
}
