/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's own BTF, as it lies in the dump: between two symbols, or found by its header. */
#include "program/internal.h"

#include <stdlib.h>
#include <string.h>

#define HEADER_SIZE 24u

/* The section has had symbols of its own since 90ceddcb4950 (5.7); before it was an embedded file. */
static const struct { const char *start, *end; } bounds[] = {
	{"__start_BTF", "__stop_BTF"},
	{"_binary__btf_vmlinux_bin_start", "_binary__btf_vmlinux_bin_end"},
};

static bool open_at(struct program *p, uint64_t addr, uint64_t size, struct err *err)
{
	struct blob b;
	bool ok;

	if (size < HEADER_SIZE || size > LIMIT_BTF_SIZE)
		return err_set(err, "BTF of %llu bytes at 0x%llx", (unsigned long long)size, (unsigned long long)addr);
	if (!blob_read(&b, p->memory, false, addr, size) || b.missing)
		ok = err_set(err, "BTF at 0x%llx: pages of it are not in the dump", (unsigned long long)addr);
	else
		ok = btf_open(b.data, b.size, NULL, "BTF in the dump", NULL, &p->btf, err);
	if (ok) {
		p->btf_data = b.data;
		b.data = NULL;
	}
	blob_free(&b);
	return ok;
}

static bool open_by_symbols(struct program *p, struct err *err)
{
	uint64_t start, end;

	for (size_t i = 0; i < ARRAY_LEN(bounds); i++)
		if (program_symbol(p, bounds[i].start, &start) && program_symbol(p, bounds[i].end, &end) && end > start)
			return open_at(p, start, end - start, err);
	return err_set(err, "no symbol __start_BTF");
}

/* Size of the BTF whose header is at data, 0 if there is none: pahole puts strings right after types. */
static uint64_t btf_size_at(const uint8_t *data, bool big)
{
	uint32_t header, strings_at;

	if (get_u16(data, big) != 0xeb9f || data[2] != 1)
		return 0;
	header = get_u32(data + 4, big);
	strings_at = get_u32(data + 16, big);
	if (header < HEADER_SIZE || header > 64 || get_u32(data + 8, big) != 0 || strings_at < get_u32(data + 12, big))
		return 0;
	return (uint64_t)header + strings_at + get_u32(data + 20, big);
}

/* The largest that parses as a whole: smaller ones are modules', or parts of files in the page cache. */
static bool open_by_scan(struct program *p, uint64_t start, uint64_t size, struct err *err)
{
	uint64_t best_at = 0, best_size = 64 * KiB;
	uint8_t page[4096 + HEADER_SIZE];

	for (uint64_t at = start & ~(uint64_t)4095; at < start + size; at += 4096) {
		size_t got = memory_read(p->memory, at, page, sizeof(page), NULL) == MEM_OK ? 4096 : 0;

		for (size_t off = 0; off < got; off += 4) {
			uint64_t there = btf_size_at(page + off, p->facts.big_endian);

			if (there <= best_size || there > LIMIT_BTF_SIZE)
				continue;
			best_at = at + off;
			best_size = there;
		}
	}
	if (!best_at)
		return err_set(err, "no BTF between 0x%llx and 0x%llx", (unsigned long long)start,
			       (unsigned long long)(start + size));
	return open_at(p, best_at, best_size, err);
}

/* Kernels without CONFIG_KALLSYMS_ALL name no data, and so not their BTF either. */
bool program_load_btf(struct program *p, struct err *err)
{
	uint64_t start, size;

	if (open_by_symbols(p, err))
		return true;
	if (!program_image(p, &start, &size))
		return false;
	log_msg(p->log, LOG_INFO, "BTF: %s; searching the kernel image", err->msg);
	return open_by_scan(p, start, size, err);
}
