/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/maps: memory mappings.  show_map_vma(), fs/proc/task_mmu.c */
#include "emit/emit.h"

#include <string.h>

enum { VM_READ = 1, VM_WRITE = 2, VM_EXEC = 4, VM_MAYSHARE = 0x80 };

/* vm_operations_struct.name: NULL where it has no name for this mapping. */
static const char *name_by_operation(struct emit *e, ref vma)
{
	ref ops = ptr(vma, "vm_ops");
	const char *function = null(ops) ? "" : method(ops, "name");

	if (!strcmp(function, "special_mapping_name"))
		return str(cast(ptr(vma, "vm_private_data"), "struct vm_special_mapping"), "name");
	if (!strcmp(function, "gate_vma_name"))
		return "[vsyscall]";
	if (*function)
		fail(e, "name of a mapping", "given by a function that is not known", vma.addr);
	return NULL;
}

/* struct anon_vma_name (5.17).  Until 6.1 it shared its place with the links that mappings of files have. */
static const char *given_name(ref vma)
{
	if (!has(vma, "anon_name") || (offsetof_member(context(vma), "struct vm_area_struct", "anon_name") ==
				       offsetof_member(context(vma), "struct vm_area_struct", "shared") && addr(vma, "vm_file")))
		return NULL;
	return addr(vma, "anon_name") ? str(vma, "anon_name->name") : NULL;
}

static const char *mapping_name(struct emit *e, ref mm, ref vma, uint64_t start, uint64_t end)
{
	ref file = ptr(vma, "vm_file");
	const char *given = null(mm) ? NULL : given_name(vma), *name;

	if (!null(file) && given)
		return file_printf(e, "[anon_shmem:%s]", given);
	if (!null(file))
		return esc(e, file_name(file), "\n");
	name = name_by_operation(e, vma);
	if (name)
		return name;
	if (null(mm))
		return "[vdso]";
	if (start <= addr(mm, "brk") && end >= addr(mm, "start_brk"))
		return "[heap]";
	if (start <= addr(mm, "start_stack") && end >= addr(mm, "start_stack"))
		return "[stack]";
	return given ? file_printf(e, "[anon:%s]", given) : NULL;
}

static void print_mapping(struct emit *e, ref mm, ref vma)
{
	ref file = ptr(vma, "vm_file");
	uint64_t start = addr(vma, "vm_start"), end = addr(vma, "vm_end");
	long flags = num(vma, "vm_flags"), dev = null(file) ? 0 : num(file, "f_inode->i_sb->s_dev");
	const char *name = mapping_name(e, mm, vma, start, end);
	const char *line = file_printf(e, "%08llx-%08llx %c%c%c%c %08llx %02lx:%02lx %lu ", (unsigned long long)start,
				       (unsigned long long)end, flags & VM_READ ? 'r' : '-', flags & VM_WRITE ? 'w' : '-',
				       flags & VM_EXEC ? 'x' : '-', flags & VM_MAYSHARE ? 's' : 'p',
				       null(file) ? 0ULL : (unsigned long long)addr(vma, "vm_pgoff") << e->facts->page_shift,
				       (unsigned long)dev >> 20, (unsigned long)dev & 0xfffff,
				       null(file) ? 0UL : (unsigned long)num(file, "f_inode->i_ino"));

	if (name)
		out(e, "%-72s %s\n", line, name);	/* seq_setwidth() */
	else
		out(e, "%s\n", line);
}

/* get_gate_vma(), arch/x86/entry/vsyscall/vsyscall_64.c: not in any tree, shown last. */
static void print_gate(struct emit *e, ref mm)
{
	enum { NO_VSYSCALL = 2, MM_CONTEXT_HAS_VSYSCALL = 2 };

	if (!has_function(e, "get_gate_vma") || !has_sym(e, "gate_vma") || !has_sym(e, "vsyscall_mode") ||
	    val(sym(e, "vsyscall_mode", "unsigned int")) == NO_VSYSCALL)
		return;
	if (has(mm, "context.ia32_compat") ? num(mm, "context.ia32_compat") :	/* 5.12 */
					     !(num(mm, "context.flags") & MM_CONTEXT_HAS_VSYSCALL))
		return;
	EACH(gate, array_n(sym(e, "gate_vma", "struct vm_area_struct"), "", 1))
		print_mapping(e, at(e, 0, "struct mm_struct"), gate);
}

EMITTER(proc_pid_maps)
{
	ref mm = task_mm(self);

	if (null(mm))
		return;
	EACH(vma, vmas(mm))
		print_mapping(e, mm, vma);
	print_gate(e, mm);
}
