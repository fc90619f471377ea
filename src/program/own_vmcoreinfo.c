/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * VMCOREINFO as the kernel itself keeps it.  The dump's note is a copy of that, which nothing protects:
 * a key that was damaged there would look like one that this kernel does not have.
 */
#include "program/internal.h"

#include <string.h>

#define NOTE_HEAD 24	/* sizes, type and name */

/* vmcoreinfo_note is a pointer since 203e9e41219b (4.13). */
const char *program_own_vmcoreinfo(struct program *p, size_t *size)
{
	const struct arch *arch = p->translation.arch;
	uint8_t head[NOTE_HEAD];
	size_t offset;
	uint64_t addr;
	char *text;

	if (!kallsyms_find(p->kallsyms, "vmcoreinfo_note", 0, &addr) ||
	    !memory_word(p->memory, addr, arch->word_size, arch->big_endian, &addr) ||
	    memory_read(p->memory, addr, head, sizeof(head), NULL) != MEM_OK)
		return NULL;
	*size = vmcoreinfo_in_note(head, sizeof(head), &offset);
	if (!*size)
		return NULL;
	text = arena_alloc(&p->arena, *size);
	return memory_read(p->memory, addr + offset, text, *size, NULL) == MEM_OK && str_starts(text, "OSRELEASE=") ? text : NULL;
}

static bool say_the_same(const struct vmcoreinfo *a, const struct vmcoreinfo *b)
{
	for (size_t i = 0; i < a->count; i++) {
		const char *other = vmcoreinfo_get(b, a->keys[i]);

		if (!other || strcmp(other, vmcoreinfo_get(a, a->keys[i])) != 0)
			return false;
	}
	return a->count == b->count;
}

bool program_correct_vmcoreinfo(struct program *p)
{
	struct vmcoreinfo own = {.count = 0};
	size_t size;
	const char *text = program_own_vmcoreinfo(p, &size);

	if (!text)
		return false;
	vmcoreinfo_parse(&own, text, size);
	if (say_the_same(&own, &p->vmcoreinfo)) {
		vmcoreinfo_free(&own);
		return false;
	}
	log_msg(p->log, LOG_WARN, "VMCOREINFO from %s is not what the kernel's memory has: taken from there",
		*p->facts.vmcoreinfo_from ? p->facts.vmcoreinfo_from : "nowhere");
	vmcoreinfo_free(&p->vmcoreinfo);
	p->vmcoreinfo = own;
	p->facts.vmcoreinfo_from = "symbol vmcoreinfo_note";
	p->facts.release = NULL;
	return true;
}
