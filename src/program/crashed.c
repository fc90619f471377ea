/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two kernels in one dump: a hypervisor took it while the crash kernel ran,
 * and that is the one whose VMCOREINFO and registers the dump has.  The other,
 * which crashed, left an ELF header with its notes; where, the crash kernel was
 * told on its command line: elfcorehdr=[size[KMG]@]offset[KMG].
 */
#include "program/internal.h"

#include <stdlib.h>
#include <string.h>

#include "elf/elf.h"

#define COMMAND_LINE_MAX 4096
#define SEGMENTS_MAX 16384

static uint64_t number_with_unit(const char *s, char **end)
{
	uint64_t value = strtoull(s, end, 0);
	unsigned shift = 0;

	switch (**end) {
	case 'G': case 'g': shift = 30; break;
	case 'M': case 'm': shift = 20; break;
	case 'K': case 'k': shift = 10; break;
	}
	*end += shift != 0;
	return value << shift;
}

/* Physical address of the ELF header; false in any kernel but a crash kernel. */
static bool header_address(struct program *p, uint64_t *paddr)
{
	char line[COMMAND_LINE_MAX], *option, *end;
	uint64_t addr;

	if (!program_symbol(p, "saved_command_line", &addr) ||
	    !memory_word(p->memory, addr, p->facts.word_size, p->facts.big_endian, &addr) ||
	    memory_read_string(p->memory, addr, line, sizeof(line), NULL) != MEM_OK)
		return false;
	option = strstr(line, "elfcorehdr=");
	if (!option)
		return false;
	*paddr = number_with_unit(option + strlen("elfcorehdr="), &end);
	if (*end == '@')
		*paddr = number_with_unit(end + 1, &end);
	return true;
}

/* Adds the notes that lie at that physical address. */
static void add_notes(struct program *p, uint64_t paddr, uint64_t size, struct sb *notes)
{
	uint8_t *data;

	if (size == 0 || size > LIMIT_VMCOREINFO || notes->len > LIMIT_NOTES_SIZE)
		return;
	data = xmalloc(size);
	if (memory_read_phys(p->memory, paddr, data, size, NULL) == MEM_OK)
		sb_add(notes, data, size);
	free(data);
}

/*
 * One segment for each CPU's notes and one for VMCOREINFO.  What lies behind the notes of a segment would
 * end the parsing of the next one's, so that each is cut to its notes.
 */
static size_t length_of_notes(const struct sb *notes, size_t from, bool big)
{
	struct rd r = rd_init(notes->s + from, notes->len - from, big, "notes");
	size_t length = 0;

	while (rd_left(&r) >= 12) {
		uint32_t name = rd_u32(&r), desc = rd_u32(&r);

		rd_skip(&r, 4 + (((uint64_t)name + 3) & ~3ULL) + (((uint64_t)desc + 3) & ~3ULL));
		if (name == 0 || r.failed)
			break;
		length = rd_pos(&r);
	}
	return length;
}

static bool collect_notes(struct program *p, uint64_t paddr, struct sb *notes)
{
	bool big = p->facts.big_endian;
	uint8_t head[64], segment[56];
	uint64_t table;
	unsigned count;

	if (memory_read_phys(p->memory, paddr, head, sizeof(head), NULL) != MEM_OK || !elf_is_elf(head, sizeof(head)))
		return false;
	table = paddr + get_u64(head + 32, big);
	count = get_u16(head + 56, big);
	for (unsigned i = 0; i < count && i < SEGMENTS_MAX; i++) {
		size_t from = notes->len;

		if (memory_read_phys(p->memory, table + i * sizeof(segment), segment, sizeof(segment), NULL) != MEM_OK)
			break;
		if (get_u32(segment, big) != ELF_PT_NOTE)
			continue;
		add_notes(p, get_u64(segment + 8, big), get_u64(segment + 40, big), notes);
		if (notes->len > from)
			sb_cut(notes, from + length_of_notes(notes, from, big));
	}
	return notes->len > 0;
}

bool follow_crash_kernel(struct program *p)
{
	struct dump_facts notes = {.big_endian = p->facts.big_endian};
	const struct translation running = p->translation;
	const char *old_from = p->facts.vmcoreinfo_from;
	struct sb data = {0};
	uint64_t paddr, ignored;
	bool found = false;

	if (vmcoreinfo_number(&p->vmcoreinfo, "CRASHTIME", &ignored) || !header_address(p, &paddr))
		return false;
	log_msg(p->log, LOG_WARN, "the dump was taken while the crash kernel ran; looking for the one that crashed");
	if (collect_notes(p, paddr, &data)) {
		notes.note_data = arena_alloc(&p->arena, data.len);
		memcpy((void *)(uintptr_t)notes.note_data, data.s, data.len);
		notes.note_data_size = data.len;
		notes_parse(&notes, &p->arena);
	}
	sb_free(&data);
	if (notes.vmcoreinfo)
		found = bootstrap_from_text(p, notes.vmcoreinfo, notes.vmcoreinfo_size, "elfcorehdr of the crash kernel");
	if (found) {
		program_read_registers(p, &notes);
		return true;
	}
	log_msg(p->log, LOG_WARN, "it was not found: what follows is of the crash kernel");
	p->translation = running;
	p->facts.vmcoreinfo_from = old_from;
	p->cannot[CAN_TRANSLATE] = NULL;
	memory_forget_translations(p->memory);
	return false;
}
