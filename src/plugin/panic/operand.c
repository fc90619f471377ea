/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The addresses that the instruction at a bad memory access meant. */
#include "plugin/panic/operand.h"
#include "plugin/panic/panic.h"

static bool is_bad_access(enum crash_class c)
{
	return c == CRASH_NULL_POINTER || c == CRASH_PAGE_FAULT || c == CRASH_PROTECTION || c == CRASH_SANITIZER;
}

static bool add_value(const struct panic_report *r, const char *name, uint64_t factor, uint64_t *sum)
{
	if (!name)
		return true;
	for (size_t i = 0; i < r->register_count; i++) {
		if (strcmp(r->registers[i].name, name))
			continue;
		*sum += r->registers[i].value * factor;
		return true;
	}
	return false;
}

size_t fault_operands(struct emit *e, const struct panic_report *r, struct operand out[OPERANDS_MAX], uint64_t address[OPERANDS_MAX])
{
	uint8_t code[INSTRUCTION_MAX];
	size_t size = sizeof(code), n;
	uint64_t pc;

	if (!r->has_fault_regs || !is_bad_access(r->class))
		return 0;
	pc = r->chain->frames[r->fault].pc;
	/* A bad pointer was called: fetching the instruction failed, and what lies there is none. */
	if (!is_text(e, pc))
		return 0;
	/* The instruction may be the last before a page that is not there. */
	while (size && memory_read(e->memory, pc, code, size, NULL) != MEM_OK)
		size--;
	n = strcmp(e->facts->arch, "x86_64") ? operands_arm64(code, size, out) : operands_x86_64(code, size, out);
	for (size_t i = 0; i < n; i++) {
		address[i] = (uint64_t)out[i].displacement;
		if (!add_value(r, out[i].base, 1, &address[i]) || !add_value(r, out[i].index, out[i].scale, &address[i]))
			return 0;
	}
	return n;
}

/* As each assembler writes it: "0x10(%rdi,%rax,8)" as objdump does, "[x0, x1, lsl #3]" as Arm does. */
const char *operand_text(struct emit *e, const struct operand *o)
{
	const char *minus = o->displacement < 0 ? "-" : "";
	uint64_t distance = o->displacement < 0 ? -(uint64_t)o->displacement : (uint64_t)o->displacement;

	if (strcmp(e->facts->arch, "x86_64")) {
		if (o->index)
			return file_printf(e, "[%s, %s, lsl #%d]", o->base, o->index, __builtin_ctz(o->scale));
		return distance ? file_printf(e, "[%s, #%s%llu]", o->base, minus, (unsigned long long)distance)
				: file_printf(e, "[%s]", o->base);
	}
	return file_printf(e, "%s%s(%s%s%s)", minus, distance ? file_printf(e, "0x%llx", (unsigned long long)distance) : "",
			   o->base ? "%" : "", o->base ? o->base : "",
			   o->index ? file_printf(e, ",%%%s,%u", o->index, o->scale) : "");
}
