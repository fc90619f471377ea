/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Registers of the CPUs: NT_PRSTATUS notes (struct elf_prstatus) and QEMU's own notes beside them. */
#include "program/internal.h"

#include <string.h>

static bool is_prstatus(const struct arch *arch, const struct dump_note *note)
{
	return note->type == NT_PRSTATUS && strcmp(note->name, "CORE") == 0 &&
	       note->size >= PRSTATUS_REGISTERS + arch->register_count * 8;
}

static bool is_qemu(const struct arch *arch, const struct dump_note *note)
{
	return arch->qemu_count && note->type == 0 && strcmp(note->name, "QEMU") == 0 &&
	       note->size >= arch->qemu_offsets[arch->qemu_count - 1] + 8u;
}

/* QEMU writes its notes in the order of the PRSTATUS notes. */
static const struct dump_note *nth_qemu_note(const struct dump_facts *f, const struct arch *arch, size_t nth)
{
	for (size_t i = 0; i < f->note_count; i++)
		if (is_qemu(arch, &f->notes[i]) && nth-- == 0)
			return &f->notes[i];
	return NULL;
}

bool program_qemu_register(const struct program *p, size_t set, const char *name, uint64_t *value)
{
	const struct program_registers *r = &p->registers[set];

	if (set >= p->register_count)
		return false;
	for (unsigned n = p->translation.arch->register_count; n < r->count; n++) {
		if (strcmp(r->names[n], name) == 0) {
			*value = r->values[n];
			return true;
		}
	}
	return false;
}

static void add_registers(struct program *p, const struct dump_facts *f, unsigned index)
{
	const struct arch *arch = p->translation.arch;
	const struct dump_note *note = &f->notes[index], *qemu = nth_qemu_note(f, arch, p->register_count);
	unsigned count = arch->register_count + (qemu ? arch->qemu_count : 0);
	uint64_t *values = arena_calloc(&p->arena, count, sizeof(*values));

	for (unsigned i = 0; i < arch->register_count; i++)
		values[i] = get_u64(note->desc + PRSTATUS_REGISTERS + 8 * i, arch->big_endian);
	for (unsigned i = arch->register_count; i < count; i++)
		values[i] = get_u64(qemu->desc + arch->qemu_offsets[i - arch->register_count], arch->big_endian);
	p->registers[p->register_count++] = (struct program_registers){
		.note = index,
		.pid = (int)get_u32(note->desc + PRSTATUS_PID, arch->big_endian),
		.names = arch->register_names,
		.values = values,
		.count = count,
	};
}

void program_read_registers(struct program *p, const struct dump_facts *f)
{
	const struct arch *arch = p->translation.arch;
	size_t count = 0;

	for (size_t i = 0; i < f->note_count; i++)
		count += is_prstatus(arch, &f->notes[i]);
	p->register_count = 0;
	p->registers = arena_calloc(&p->arena, count + 1, sizeof(*p->registers));
	for (unsigned i = 0; i < f->note_count && p->register_count < LIMIT_CPUS; i++)
		if (is_prstatus(arch, &f->notes[i]))
			add_registers(p, f, i);
	log_msg(p->log, LOG_DEBUG, "registers of %zu CPUs", p->register_count);
}

size_t program_registers(const struct program *p, const struct program_registers **out)
{
	*out = p->registers;
	return p->register_count;
}
