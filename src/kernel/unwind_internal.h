/* SPDX-License-Identifier: GPL-2.0-or-later */
/* unwind_internal.h - between the files that unwind; for no one else. */
#ifndef VR_UNWIND_INTERNAL_H
#define VR_UNWIND_INTERNAL_H

#include "kernel/unwind.h"

/* ---- one step of ORC (orc.c) ------------------------------------------------------ */

enum orc_kind {
	ORC_NONE,		/* no data for that address */
	ORC_LOST,		/* there is, but it cannot be read */
	ORC_END,		/* the outermost frame */
	ORC_CALL,		/* a return address lies below the caller's stack pointer */
	ORC_REGS,		/* a whole struct pt_regs lies there */
	ORC_IRET,		/* only what the CPU pushed: ip, cs, flags, sp, ss */
};

enum orc_base {
	ORC_BASE_UNDEFINED, ORC_BASE_PREV_SP, ORC_BASE_AX, ORC_BASE_DX, ORC_BASE_DI, ORC_BASE_BP, ORC_BASE_SP,
	ORC_BASE_R10, ORC_BASE_R13, ORC_BASE_BP_INDIRECT, ORC_BASE_SP_INDIRECT, ORC_BASE_BAD,
};

struct orc {
	int16_t sp_offset, bp_offset;
	uint8_t sp_base, bp_base, kind;
	bool exact;		/* the next frame was interrupted, not called from */
};

bool orc_available(struct emit *e);
/* The rule that holds at that instruction; kind ORC_NONE if there is none. */
struct orc orc_find(struct emit *e, uint64_t ip);

/* ---- the unwinder's state ---------------------------------------------------------------- */

struct unwind {
	struct emit *e;
	struct stack *out;
	ref task;
	struct stack_span spans[LIMIT_STACK_SPANS];
	size_t span_count;
	bool task_span;			/* the task's own is among them */
	unsigned unknown_stacks;	/* that the chain has led to */
	unsigned strange;		/* return addresses in a row that are in no known text */
	uint64_t pc, sp, fp;
	bool exact;
	uint64_t regs;			/* struct pt_regs that pc came from */
	uint64_t lr;			/* arm64: x30, if saved */
	/* x86: registers that stack realignment and stack switches may refer to */
	bool saved;
	uint64_t r10, r13, di, dx, ax;
};

/* How an architecture goes from a frame to its caller. */
enum step { STEP_OK, STEP_END, STEP_FAILED };

enum step unwind_x86_orc(struct unwind *u);
enum step unwind_x86_frame_pointer(struct unwind *u);
enum step unwind_x86_guess(struct unwind *u);
/* To the caller of a function without a rule (unwind_call.c); false if it is not found. */
bool unwind_x86_by_call(struct unwind *u);
bool unwind_x86_only_guess(struct emit *e);
enum step unwind_arm64(struct unwind *u);
bool unwind_start_x86(struct unwind *u, ref task);
bool unwind_start_arm64(struct unwind *u, ref task);
bool unwind_registers_x86(struct unwind *u, const struct program_registers *r);
bool unwind_registers_arm64(struct unwind *u, const struct program_registers *r);

/* A word of kernel memory that nobody minds not to have. */
bool unwind_word(struct unwind *u, uint64_t address, uint64_t *value);
/* The return address behind a tracer's trampoline, that was found in that place on the stack (hooked_return.c). */
uint64_t unwind_real_return(struct unwind *u, uint64_t pc, uint64_t place);
/* Ends the chain with a reason. */
enum step unwind_trouble(struct unwind *u, const char *why, uint64_t address);
const struct stack_span *unwind_span(const struct unwind *u, uint64_t sp);

#endif
