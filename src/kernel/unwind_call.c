/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * x86-64: the caller of a function that the ORC tables leave out.  Of those, __crash_kexec()
 * (STACK_FRAME_NON_STANDARD) matters: with kdump every panic() stands in it.  How much
 * such a function keeps on the stack is told nowhere, but the instruction that called it names it.
 */
#include "kernel/unwind_internal.h"

enum {
	FRAME_WORDS = 512,	/* that the function may keep */
	SAVED_WORDS = 6,	/* registers that a function may have to save */
	CALL_SIZE = 5,		/* bytes of a direct call: 0xe8, distance */
	THUNK_SIZE = 16,	/* before a function, where calls are counted (call depth tracking, 6.2) */
};

/* Does that return address stand behind a call of the function? */
static bool follows_call(struct unwind *u, uint64_t address, uint64_t function)
{
	uint8_t raw[CALL_SIZE];
	uint64_t target;

	if (memory_read(u->e->memory, address - CALL_SIZE, raw, sizeof(raw), NULL) != MEM_OK || raw[0] != 0xe8)
		return false;
	target = address + (uint64_t)(int64_t)(int32_t)get_u32(raw + 1, false);
	return function - target <= THUNK_SIZE;
}

/* The caller's frame pointer: still in its register, or among what was pushed first. */
static void find_saved_fp(struct unwind *u, const struct stack_span *span, uint64_t place)
{
	uint64_t v;

	if (u->fp > place && u->fp < span->high)
		return;
	for (uint64_t a = place - 8; a >= u->sp && place - a <= 8 * SAVED_WORDS; a -= 8) {
		if (unwind_word(u, a, &v) && v > place && v < span->high) {
			u->fp = v;
			return;
		}
	}
}

bool unwind_x86_by_call(struct unwind *u)
{
	const struct stack_span *span = unwind_span(u, u->sp);
	uint64_t low = (u->sp + 7) & ~7ULL, v;
	struct symbol s;

	if (!span || !symbol_at(u->e, u->exact ? u->pc : u->pc - 1, &s))
		return false;
	for (uint64_t a = low; a + 8 <= span->high && a < low + 8 * FRAME_WORDS; a += 8) {
		if (!unwind_word(u, a, &v) || !v || !follows_call(u, v, s.addr))
			continue;
		find_saved_fp(u, span, a);
		u->pc = v;
		u->sp = a + 8;
		u->regs = 0;
		u->exact = u->saved = false;
		return true;
	}
	return false;
}
