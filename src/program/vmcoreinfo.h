/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * vmcoreinfo.h - the text in which a kernel describes itself to dump readers:
 * lines KEY=value, at most one page, cut off in mid-line where it was longer.
 */
#ifndef VR_VMCOREINFO_H
#define VR_VMCOREINFO_H

#include "base/base.h"
#include "dump/dump.h"

struct vmcoreinfo {
	struct arena arena;
	struct strmap values;	/* key -> value, both in the arena */
	const char **keys;	/* count of them, in the order of the lines */
	size_t count;
};

/* Keeps the lines that are whole; of a key met twice the first counts.  v is zero before. */
void vmcoreinfo_parse(struct vmcoreinfo *v, const char *text, size_t size);
void vmcoreinfo_free(struct vmcoreinfo *v);
const char *vmcoreinfo_get(const struct vmcoreinfo *v, const char *key);	/* NULL if absent */
/* Hex for SYMBOL(), KERNELOFFSET and 0x…, else decimal, which may be negative. */
bool vmcoreinfo_number(const struct vmcoreinfo *v, const char *key, uint64_t *value);
bool vmcoreinfo_hex(const struct vmcoreinfo *v, const char *key, uint64_t *value);	/* hex without 0x */
bool vmcoreinfo_symbol(const struct vmcoreinfo *v, const char *symbol, uint64_t *value);

/*
 * Looks for the note in physical memory, where every kernel keeps it at the start of a page.
 * fn is called with the text of each one found until it returns false.
 */
typedef bool vmcoreinfo_found_fn(const char *text, size_t size, uint64_t paddr, void *arg);
void vmcoreinfo_scan(struct dump *d, vmcoreinfo_found_fn *fn, void *arg);
/* The text in a note that starts at data: its length, 0 if there is no such note. */
size_t vmcoreinfo_in_note(const uint8_t *data, size_t size, size_t *text_offset);

#endif
