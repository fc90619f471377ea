/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * aarch64: x29 leads to a frame record {caller's x29, return address}.  Return addresses may be
 * signed (PAC).  Mirrors unwind_next() of arch/arm64/kernel/stacktrace.c.
 */
#include "kernel/unwind_internal.h"

/* From 6.13 (c2c6b27b5aa1) on, a record of two zeros is followed by what it stands for. */
enum { META_FINAL = 1, META_PT_REGS = 2 };

#define REGS_FP (29 * 8)
#define REGS_LR (30 * 8)
#define REGS_SP (31 * 8)
#define REGS_PC (32 * 8)
#define REGS_PSTATE (33 * 8)

/*
 * Signed pointers carry the signature in the bits of KERNELPACMASK (5.8), which are ones in a kernel address.
 * Kernels that sign none of theirs have no keys for it.
 */
static uint64_t strip_pac(struct unwind *u, uint64_t pc)
{
	struct emit *e = u->e;

	if (!has_member(e, "struct thread_struct", "keys_kernel") && !has_vmcoreinfo(e, "NUMBER(KERNELPACMASK)"))
		return pc;
	return pc | vmcoreinfo(e, "NUMBER(KERNELPACMASK)");
}

bool unwind_start_arm64(struct unwind *u, ref task)
{
	u->pc = addr(task, "thread.cpu_context.pc");
	u->fp = addr(task, "thread.cpu_context.fp");
	u->sp = addr(task, "thread.cpu_context.sp");
	if (tainted(u->e))
		return false;
	u->pc = strip_pac(u, u->pc);
	return true;
}

/* PSTATE.M: exception level 0 is user space. */
static bool user_mode(uint64_t pstate)
{
	return !(pstate & 0xf);
}

bool unwind_registers_arm64(struct unwind *u, const struct program_registers *r)
{
	uint64_t pstate = 0;

	if (!register_value(r, "pc", &u->pc) || !register_value(r, "x29", &u->fp) || !register_value(r, "sp", &u->sp) ||
	    (register_value(r, "pstate", &pstate) && user_mode(pstate)))
		return false;
	u->exact = true;
	return true;
}

static bool unwind_load_regs_arm64(struct unwind *u, uint64_t regs)
{
	uint64_t pstate;

	if (!unwind_word(u, regs + REGS_PC, &u->pc) || !unwind_word(u, regs + REGS_FP, &u->fp) ||
	    !unwind_word(u, regs + REGS_SP, &u->sp) || !unwind_word(u, regs + REGS_PSTATE, &pstate))
		return false;
	u->regs = regs;
	u->exact = true;
	if (user_mode(pstate)) {
		u->out->user_regs = regs;
		return false;
	}
	return true;
}

/* A record of two zeros. */
static enum step take_marker(struct unwind *u, uint64_t record)
{
	uint64_t type, offset;

	if (!has_type(u->e, "struct frame_record_meta") || !unwind_word(u, record + 16, &type) || type != META_PT_REGS)
		return STEP_END;
	offset = offsetof_member(u->e, "struct pt_regs", "stackframe");
	if (unwind_load_regs_arm64(u, record - offset))
		return STEP_OK;
	return u->out->user_regs ? STEP_END : unwind_trouble(u, "saved registers cannot be read", record);
}

enum step unwind_arm64(struct unwind *u)
{
	uint64_t record = u->fp, fp, pc;

	if (!record)
		return STEP_END;
	if (record & 7 || !unwind_word(u, record, &fp) || !unwind_word(u, record + 8, &pc))
		return unwind_trouble(u, "frame record cannot be read", record);
	if (!fp && !pc)
		return take_marker(u, record);
	u->regs = 0;
	u->exact = false;
	u->fp = fp;
	u->sp = record + 16;
	u->pc = unwind_real_return(u, strip_pac(u, pc), record);
	return STEP_OK;
}
