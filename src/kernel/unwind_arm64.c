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
	u->saved = register_value(r, "x30", &u->lr);
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
	u->saved = unwind_word(u, regs + REGS_LR, &u->lr);
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

/*
 * Until 6.12 entry code makes a record of where it interrupted the kernel: one that lies in the struct pt_regs,
 * and says the same as that does.
 */
static bool in_saved_registers(struct unwind *u, uint64_t record, uint64_t fp, uint64_t pc, uint64_t *regs)
{
	uint64_t saved_fp, saved_pc;

	if (!has_member(u->e, "struct pt_regs", "stackframe"))
		return false;
	*regs = record - offsetof_member(u->e, "struct pt_regs", "stackframe");
	return unwind_word(u, *regs + REGS_FP, &saved_fp) && unwind_word(u, *regs + REGS_PC, &saved_pc) && saved_fp == fp &&
	       saved_pc == pc;
}

/* "add x29, sp, #…", and "mov x29, sp", which is one of them: from then on x29 is the function's own. */
static bool sets_frame_pointer(uint32_t instruction)
{
	return (instruction & 0xff8003ff) == 0x910003fd;
}

/* Has the function that was interrupted a record of its own?  Neither has a bad pointer that was called. */
static bool has_record(struct unwind *u)
{
	enum { INSTRUCTIONS = 1024 };
	struct symbol s;
	uint8_t raw[4];

	if (!is_text(u->e, u->pc))
		return false;
	if (!symbol_at(u->e, u->pc, &s) || u->pc - s.addr > 4 * INSTRUCTIONS)
		return true;
	for (uint64_t a = s.addr; a < u->pc; a += sizeof(raw))
		if (memory_read(u->e->memory, a, raw, sizeof(raw), NULL) != MEM_OK || sets_frame_pointer(get_u32(raw, false)))
			return true;
	return false;
}

/* The caller is in x30 only. */
static enum step take_link_register(struct unwind *u)
{
	u->pc = strip_pac(u, u->lr);
	u->regs = 0;
	u->exact = u->saved = false;
	return STEP_OK;
}

enum step unwind_arm64(struct unwind *u)
{
	uint64_t record = u->fp, fp, pc, regs;

	if (u->exact && u->saved && is_text(u->e, strip_pac(u, u->lr)) && !has_record(u))
		return take_link_register(u);
	if (!record)
		return STEP_END;
	if (record & 7 || !unwind_word(u, record, &fp) || !unwind_word(u, record + 8, &pc))
		return unwind_trouble(u, "frame record cannot be read", record);
	if (!fp && !pc)
		return take_marker(u, record);
	if (in_saved_registers(u, record, fp, pc, &regs) && unwind_load_regs_arm64(u, regs))
		return STEP_OK;
	u->regs = 0;
	u->exact = u->saved = false;
	u->fp = fp;
	u->sp = record + 16;
	u->pc = unwind_real_return(u, strip_pac(u, pc), record);
	return STEP_OK;
}
