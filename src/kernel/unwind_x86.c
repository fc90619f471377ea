/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * x86-64: from a frame to its caller, by ORC or by frame pointers.
 * Mirrors unwind_next_frame() of arch/x86/kernel/unwind_orc.c and unwind_frame.c.
 */
#include "kernel/unwind_internal.h"

#include <string.h>

/* struct pt_regs is pushed by entry code: its layout is as fixed as the instruction set. */
enum { REGS_R13 = 16, REGS_BP = 32, REGS_R10 = 56, REGS_AX = 80, REGS_DX = 96, REGS_DI = 112, REGS_IP = 128,
       REGS_CS = 136, REGS_SP = 152 };

static bool user_mode(uint64_t cs)
{
	return cs & 3;
}

/* ---- where to begin -------------------------------------------------------------------- */

bool unwind_start_x86(struct unwind *u, ref task)
{
	ref frame = at(u->e, addr(task, "thread.sp"), "struct inactive_task_frame");
	struct symbol s;

	u->pc = addr(frame, "ret_addr");
	u->fp = addr(frame, "bp");
	if (tainted(u->e))
		return false;
	u->sp = frame.addr + sizeof_type(u->e, "struct inactive_task_frame");
	/* A task that has not run yet "returns" to the first instruction of ret_from_fork. */
	u->exact = symbol_at(u->e, u->pc, &s) && s.addr == u->pc;
	return true;
}

bool unwind_registers_x86(struct unwind *u, const struct program_registers *r)
{
	uint64_t cs = 0;

	if (!register_value(r, "rip", &u->pc) || !register_value(r, "rsp", &u->sp) || !register_value(r, "rbp", &u->fp) ||
	    (register_value(r, "cs", &cs) && user_mode(cs)))
		return false;
	u->saved = register_value(r, "r10", &u->r10) && register_value(r, "r13", &u->r13) &&
		   register_value(r, "rdi", &u->di) && register_value(r, "rdx", &u->dx) && register_value(r, "rax", &u->ax);
	u->exact = true;
	return true;
}

static uint64_t regs_word(struct unwind *u, uint64_t regs, unsigned offset)
{
	uint64_t v = 0;

	unwind_word(u, regs + offset, &v);
	return v;
}

static bool unwind_load_regs_x86(struct unwind *u, uint64_t regs)
{
	if (!unwind_word(u, regs + REGS_IP, &u->pc) || !unwind_word(u, regs + REGS_SP, &u->sp))
		return false;
	u->regs = regs;
	u->exact = u->saved = true;
	u->r10 = regs_word(u, regs, REGS_R10);
	u->r13 = regs_word(u, regs, REGS_R13);
	u->di = regs_word(u, regs, REGS_DI);
	u->dx = regs_word(u, regs, REGS_DX);
	u->ax = regs_word(u, regs, REGS_AX);
	u->fp = regs_word(u, regs, REGS_BP);
	if (user_mode(regs_word(u, regs, REGS_CS))) {
		u->out->user_regs = regs;
		return false;
	}
	return true;
}

/* ---- ORC --------------------------------------------------------------------------------- */

/* The kernel's image, modules and what is made at run time lie in the last two GiB. */
#define CODE_START 0xffffffff80000000ULL

/* A rule for what has none: the NULL and wild pointers that were called, and code made at run time. */
static struct orc missing_rule(const struct unwind *u)
{
	/* A call through a bad pointer: only the return address has been pushed. */
	if (u->exact && (u->pc < CODE_START || u->out->count == 1))
		return (struct orc){.kind = ORC_CALL, .sp_base = ORC_BASE_SP, .sp_offset = 8};
	/* BPF programs and trampolines keep frame pointers. */
	return (struct orc){.kind = ORC_CALL, .sp_base = ORC_BASE_BP, .sp_offset = 16,
			    .bp_base = ORC_BASE_PREV_SP, .bp_offset = -16};
}

/* The caller's stack pointer at the call, or where the registers were saved. */
static bool previous_sp(struct unwind *u, const struct orc *o, uint64_t *sp)
{
	switch (o->sp_base) {
	case ORC_BASE_SP:
		*sp = u->sp + o->sp_offset;
		return true;
	case ORC_BASE_BP:
		*sp = u->fp + o->sp_offset;
		return true;
	case ORC_BASE_SP_INDIRECT:
		if (!unwind_word(u, u->sp, sp))
			return false;
		*sp += o->sp_offset;
		return true;
	case ORC_BASE_BP_INDIRECT:
		return unwind_word(u, u->fp + o->sp_offset, sp);
	case ORC_BASE_AX:
		*sp = u->ax + o->sp_offset;
		return u->saved;
	case ORC_BASE_DX:
		*sp = u->dx;
		return u->saved;
	case ORC_BASE_DI:
		*sp = u->di;
		return u->saved;
	case ORC_BASE_R10:
		*sp = u->r10;
		return u->saved;
	case ORC_BASE_R13:
		*sp = u->r13;
		return u->saved;
	}
	return false;
}

static bool previous_bp(struct unwind *u, const struct orc *o, uint64_t sp)
{
	switch (o->bp_base) {
	case ORC_BASE_UNDEFINED:	/* unchanged, or taken from the saved registers already */
		return true;
	case ORC_BASE_PREV_SP:
		return unwind_word(u, sp + o->bp_offset, &u->fp);
	case ORC_BASE_BP:
		return unwind_word(u, u->fp + o->bp_offset, &u->fp);
	}
	return false;
}

/* The CPU pushed ip, cs, flags, sp, ss; the other registers are still what they were. */
static bool load_iret(struct unwind *u, uint64_t frame)
{
	uint64_t cs;

	if (!unwind_word(u, frame, &u->pc) || !unwind_word(u, frame + 8, &cs) || !unwind_word(u, frame + 24, &u->sp))
		return false;
	u->regs = frame - REGS_IP;
	if (user_mode(cs)) {
		u->out->user_regs = u->regs;
		return false;
	}
	return true;
}

/* What lies at the previous stack pointer.  False at the end of the kernel's part, or if unreadable. */
static bool take_frame(struct unwind *u, const struct orc *o, uint64_t sp)
{
	u->regs = 0;
	u->exact = o->exact;
	switch (o->kind) {
	case ORC_CALL:
		u->saved = false;
		u->sp = sp;
		if (!unwind_word(u, sp - 8, &u->pc))
			return false;
		u->pc = unwind_real_return(u, u->pc, sp - 8);
		return true;
	case ORC_REGS:
		return unwind_load_regs_x86(u, sp);
	default:
		return load_iret(u, sp);
	}
}

enum step unwind_x86_orc(struct unwind *u)
{
	struct orc o = orc_find(u->e, u->exact ? u->pc : u->pc - 1);
	uint64_t sp, bp_before = u->fp;

	if (o.kind == ORC_END)
		return STEP_END;
	if (o.kind == ORC_LOST)
		return unwind_trouble(u, "the ORC tables cannot be read", u->pc);
	if (o.kind == ORC_NONE && unwind_x86_by_call(u))
		return STEP_OK;
	if (o.kind == ORC_NONE)
		o = missing_rule(u);
	if (!previous_sp(u, &o, &sp))
		return unwind_trouble(u, "the caller's stack pointer cannot be found", u->pc);
	if (!take_frame(u, &o, sp)) {
		if (u->out->user_regs)
			return STEP_END;
		return unwind_trouble(u, "stack cannot be read", sp);
	}
	/* The caller's BP is found from this frame's, unless a whole register set was saved. */
	if (o.kind != ORC_REGS || o.bp_base != ORC_BASE_UNDEFINED) {
		u->fp = bp_before;
		if (!previous_bp(u, &o, sp))
			return unwind_trouble(u, "saved frame pointer cannot be read", sp);
	}
	return STEP_OK;
}

/* ---- neither --------------------------------------------------------------------------------- */

/* Of a kernel with ORC there are no frame pointers to follow. */
bool unwind_x86_only_guess(struct emit *e)
{
	return has_sym(e, "__start_orc_unwind_ip");
}

enum step unwind_x86_guess(struct unwind *u)
{
	return unwind_trouble(u, "the ORC tables cannot be used", 0);
}

/* ---- frame pointers -------------------------------------------------------------------------- */

/*
 * RBP leads to {caller's RBP, return address}.  Entry code that has saved a struct pt_regs leaves
 * its address in RBP with bit 0 set (946c191161ce, 4.10).
 */
enum step unwind_x86_frame_pointer(struct unwind *u)
{
	uint64_t record = u->fp, pc, fp;

	if (!record)
		return STEP_END;
	if (record & 1) {
		if (unwind_load_regs_x86(u, record & ~1ULL))
			return u->pc ? STEP_OK : STEP_END;
		return u->out->user_regs ? STEP_END : unwind_trouble(u, "saved registers cannot be read", record);
	}
	if (!unwind_word(u, record, &fp) || !unwind_word(u, record + 8, &pc))
		return unwind_trouble(u, "frame record cannot be read", record);
	if (!pc)
		return STEP_END;
	u->regs = 0;
	u->exact = u->saved = false;
	u->pc = unwind_real_return(u, pc, record + 8);
	u->fp = fp;
	u->sp = record + 16;
	return STEP_OK;
}
