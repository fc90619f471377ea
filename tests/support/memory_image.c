/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support/memory_image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "support/test.h"

#define PAGE 4096u
#define EHDR 64
#define PHDR 56

void image_init(struct memory_image *m, bool big_endian)
{
	*m = (struct memory_image){.big_endian = big_endian, .data = xcalloc(IMAGE_SIZE, 1)};
}

void image_free(struct memory_image *m)
{
	free(m->data);
}

void image_put(struct memory_image *m, uint64_t paddr, const void *data, size_t size)
{
	assert_true(paddr + size <= IMAGE_SIZE);
	memcpy(m->data + paddr, data, size);
	for (uint64_t page = paddr / PAGE; page <= (paddr + size - 1) / PAGE; page++)
		m->present[page] = true;
}

void image_u64(struct memory_image *m, uint64_t paddr, uint64_t value)
{
	uint8_t raw[8];

	put_u64(raw, m->big_endian, value);
	image_put(m, paddr, raw, sizeof(raw));
}

void image_u32(struct memory_image *m, uint64_t paddr, uint32_t value)
{
	uint8_t raw[4];

	put_u32(raw, m->big_endian, value);
	image_put(m, paddr, raw, sizeof(raw));
}

void image_text(struct memory_image *m, const char *text)
{
	while (*text) {
		unsigned long long addr, index = 0, value;

		if (sscanf(text, " %llx[%llu] = %llx", &addr, &index, &value) != 3 &&
		    sscanf(text, " %llx = %llx", &addr, &value) != 2)
			fail_msg("memory image: what is \"%s\"?", text);
		image_u64(m, addr + index * 8, value);
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
}

void image_remove(struct memory_image *m, uint64_t paddr)
{
	m->present[paddr / PAGE] = false;
}

size_t image_note(const struct memory_image *m, const char *name, uint32_t type, const void *desc, size_t size,
		  uint8_t *to)
{
	size_t name_size = strlen(name) + 1, at = 12 + ((name_size + 3) & ~(size_t)3);

	memset(to, 0, at);
	put_u32(to, m->big_endian, (uint32_t)name_size);
	put_u32(to + 4, m->big_endian, (uint32_t)size);
	put_u32(to + 8, m->big_endian, type);
	memcpy(to + 12, name, name_size);
	memcpy(to + at, desc, size);
	memset(to + at + size, 0, (4 - size % 4) % 4);
	return at + ((size + 3) & ~(size_t)3);
}

static void put_phdr(const struct memory_image *m, uint8_t *p, uint32_t type, uint64_t offset, uint64_t paddr,
		     uint64_t size)
{
	put_u32(p, m->big_endian, type);
	put_u64(p + 8, m->big_endian, offset);
	put_u64(p + 16, m->big_endian, paddr);
	put_u64(p + 24, m->big_endian, paddr);
	put_u64(p + 32, m->big_endian, size);
	put_u64(p + 40, m->big_endian, size);
}

static void put_ehdr(const struct memory_image *m, uint8_t *p, unsigned machine, unsigned segments)
{
	memcpy(p, "\177ELF", 4);
	p[4] = 2;
	p[5] = m->big_endian ? 2 : 1;
	p[6] = 1;
	put_u16(p + 16, m->big_endian, 4);
	put_u16(p + 18, m->big_endian, (uint16_t)machine);
	put_u32(p + 20, m->big_endian, 1);
	put_u64(p + 32, m->big_endian, EHDR);
	put_u16(p + 52, m->big_endian, EHDR);
	put_u16(p + 54, m->big_endian, PHDR);
	put_u16(p + 56, m->big_endian, (uint16_t)segments);
}

const char *image_file(const struct memory_image *m, unsigned machine, const void *notes, size_t notes_size, int *fd,
		       char path[64])
{
	unsigned segments = 1;
	uint8_t *head = xcalloc(1, 256 * KiB), *p = head + EHDR;
	uint64_t offset = 256 * KiB;

	*fd = memfd_create("memory image", 0);
	assert_true(*fd >= 0);
	put_phdr(m, p, 4, offset, 0, notes_size);
	assert_int_equal(pwrite(*fd, notes_size ? notes : "", notes_size, (off_t)offset), notes_size);
	offset += (notes_size + PAGE - 1) & ~(uint64_t)(PAGE - 1);
	for (size_t i = 0; i < IMAGE_SIZE / PAGE; i++) {
		size_t first = i;

		while (i < IMAGE_SIZE / PAGE && m->present[i])
			i++;
		if (i == first)
			continue;
		put_phdr(m, p + segments++ * PHDR, 1, offset, first * PAGE, (i - first) * PAGE);
		assert_int_equal(pwrite(*fd, m->data + first * PAGE, (i - first) * PAGE, (off_t)offset),
				 (i - first) * PAGE);
		offset += (i - first) * PAGE;
	}
	put_ehdr(m, head, machine, segments);
	assert_int_equal(pwrite(*fd, head, EHDR + segments * PHDR, 0), EHDR + segments * PHDR);
	free(head);
	snprintf(path, 64, "/proc/self/fd/%d", *fd);
	return path;
}

struct dump *image_dump(const struct memory_image *m, unsigned machine, const void *notes, size_t notes_size)
{
	char path[64];
	const char *paths = path;
	struct dump *d;
	struct err err;
	int fd;

	image_file(m, machine, notes, notes_size, &fd, path);
	if (!dump_open(&paths, 1, NULL, &d, &err))
		fail_msg("%s", err.msg);
	close(fd);
	return d;
}
