/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * elf_of OUT FILE... [--extend BYTES]: an ELF core with the blocks of any dump,
 * laid out as /proc/vmcore is, for makedumpfile to make other formats of.  With
 * --extend, memory goes on up to that address, as a hole of the file: a huge
 * machine of which little was ever written.
 */
#include "dump/dump.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EHDR = 64, PHDR = 56, MAX_RUNS = 60000 };

struct run {
	uint64_t first, count;	/* blocks */
};

static size_t find_runs(struct dump *d, struct run *runs)
{
	size_t n = 0;

	for (uint64_t b = dump_next_block(d, 0); b != UINT64_MAX; b = dump_next_block(d, b + 1)) {
		if (n && runs[n - 1].first + runs[n - 1].count == b) {
			runs[n - 1].count++;
			continue;
		}
		if (n == MAX_RUNS)
			die("more than %d runs of blocks", MAX_RUNS);
		runs[n++] = (struct run){b, 1};
	}
	return n;
}

static void write_at(int fd, uint64_t off, const void *data, size_t len)
{
	if (pwrite(fd, data, len, (off_t)off) != (ssize_t)len)
		die("cannot write");
}

static void put_phdr(int fd, size_t i, uint32_t type, uint64_t off, uint64_t paddr, uint64_t size)
{
	const uint64_t direct_map = 0xffff888000000000;
	uint8_t p[PHDR] = {0};

	put_u32(p, false, type);
	put_u32(p + 4, false, type == 1 ? 7 : 0);
	put_u64(p + 8, false, off);
	put_u64(p + 16, false, type == 1 ? direct_map + paddr : 0);
	put_u64(p + 24, false, paddr);
	put_u64(p + 32, false, size);
	put_u64(p + 40, false, size);
	write_at(fd, EHDR + i * PHDR, p, sizeof(p));
}

static void put_ehdr(int fd, unsigned machine, size_t phnum)
{
	uint8_t h[EHDR] = "\177ELF\2\1\1";

	put_u16(h + 16, false, 4);
	put_u16(h + 18, false, (uint16_t)machine);
	put_u32(h + 20, false, 1);
	put_u64(h + 32, false, EHDR);
	put_u16(h + 52, false, EHDR);
	put_u16(h + 54, false, PHDR);
	put_u16(h + 56, false, (uint16_t)phnum);
	write_at(fd, 0, h, sizeof(h));
}

static void copy_run(struct dump *d, int fd, uint64_t off, const struct run *r)
{
	uint32_t size = dump_facts(d)->block_size;
	uint8_t *buf = xmalloc(size);

	for (uint64_t i = 0; i < r->count; i++) {
		if (dump_read_block(d, r->first + i, buf, NULL) != MEM_OK)
			die("block 0x%llx cannot be read", (unsigned long long)(r->first + i));
		write_at(fd, off + i * size, buf, size);
	}
	free(buf);
}

static void write_elf(struct dump *d, int fd, uint64_t extend)
{
	const struct dump_facts *f = dump_facts(d);
	struct run *runs = xcalloc(MAX_RUNS, sizeof(*runs));
	size_t n = find_runs(d, runs), phnum = 1 + n + (extend > 0);
	uint64_t off = EHDR + phnum * PHDR, top = f->block_count * f->block_size;

	put_ehdr(fd, f->machine, phnum);
	put_phdr(fd, 0, 4, off, 0, f->note_data_size);
	write_at(fd, off, f->note_data, f->note_data_size);
	off = (off + f->note_data_size + f->block_size - 1) / f->block_size * f->block_size;
	for (size_t i = 0; i < n; i++) {
		put_phdr(fd, 1 + i, 1, off, runs[i].first * f->block_size, runs[i].count * f->block_size);
		copy_run(d, fd, off, &runs[i]);
		off += runs[i].count * f->block_size;
	}
	if (extend > top) {
		put_phdr(fd, 1 + n, 1, off, top, extend - top);
		if (ftruncate(fd, (off_t)(off + extend - top)) < 0)
			die("the file system takes no file of that size");
	}
	free(runs);
}

int main(int argc, char **argv)
{
	uint64_t extend = 0;
	struct dump *d;
	struct err err;
	int fd;

	if (argc > 3 && !strcmp(argv[argc - 2], "--extend")) {
		extend = strtoull(argv[argc - 1], NULL, 0);
		argc -= 2;
	}
	if (argc < 3)
		die("usage: elf_of OUT FILE... [--extend BYTES]");
	if (!dump_open((const char *const *)argv + 2, (size_t)argc - 2, NULL, &d, &err))
		die("%s", err.msg);
	fd = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (fd < 0)
		die("%s: cannot be written", argv[1]);
	write_elf(d, fd, extend);
	dump_close(d);
	return close(fd) < 0;
}
