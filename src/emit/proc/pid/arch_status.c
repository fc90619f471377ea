/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/arch_status: time since AVX-512 was last used.  proc_pid_arch_status(), arch/x86/kernel/fpu/xstate.c */
#include "emit/emit.h"

EMITTER(proc_pid_arch_status)
{
	long stamp, elapsed;

	if (!has_function(e, "proc_pid_arch_status")) {
		absent(e, "the kernel has no arch_status on this architecture");
		return;
	}
	if (!cpu_has_feature(e, "avx512f"))
		return;
	stamp = num(self, "thread.fpu->avx512_timestamp|thread.fpu.avx512_timestamp");	/* 6.16 took it out of the task */
	elapsed = num(sym(e, "jiffies", "unsigned long"), "") - stamp;
	row(e, "AVX512_elapsed_ms:\t%ld\n", stamp ? elapsed * 1000 / hz(e) : -1);
}
