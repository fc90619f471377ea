/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/kernel/… itself, and how the machine is rebooted: kernel/ksysfs.c, kernel/reboot.c */
#include "kernel/sysfs/rows.h"

/* ---- crash kernel: kernel/crash_core.c ---------------------------------------------------- */

/* symbol: of the pointer to what kexec has loaded */
static SYSFS_FILE(show_loaded)
{
	out(e, "%d\n", !null(deref(sym(e, row->symbol, "struct kimage *"))));
}

static unsigned long reserved(struct emit *e, const char *symbol)
{
	ref resource = sym(e, symbol, "struct resource");
	unsigned long start = addr(resource, "start"), end = addr(resource, "end");

	return end ? end - start + 1 : 0;
}

/* Memory below 4 GiB counts since 6.5 (16c6006af4d4 and what follows it). */
static SYSFS_FILE(show_crash_size)
{
	unsigned long low = reserved(e, "crashk_low_res");

	if (low && !has_function(e, "__crash_shrink_memory"))
		stub(e, "whether memory below 4 GiB counts is not known");
	else
		out(e, "%lu\n", reserved(e, "crashk_res") + low);
}

static SYSFS_FILE(show_vmcoreinfo)
{
	enum { HEADERS = 36 };		/* of the note and of the empty one behind it; the text has a page */
	uint64_t physical;

	if (translate(e, deref(sym(e, "vmcoreinfo_note", "unsigned int *")).addr, &physical))
		out(e, "0x%016llx %lx\n", (unsigned long long)physical, (unsigned long)(e->facts->page_size + HEADERS));
}

/* ---- reboot/ ---------------------------------------------------------------------------------- */

struct word {
	const char *enumerator, *text;
};

static const struct word modes[] = {
	{"REBOOT_COLD", "cold"}, {"REBOOT_WARM", "warm"}, {"REBOOT_HARD", "hard"}, {"REBOOT_SOFT", "soft"},
	{"REBOOT_GPIO", "gpio"}, {0},
};
static const struct word types[] = {
	{"BOOT_TRIPLE", "triple"}, {"BOOT_KBD", "kbd"}, {"BOOT_BIOS", "bios"}, {"BOOT_ACPI", "acpi"}, {"BOOT_EFI", "efi"},
	{"BOOT_CF9_FORCE", "pci"}, {0},
};
static const struct word protections[] = {
	{"HWPROT_ACT_SHUTDOWN", "shutdown"}, {"HWPROT_ACT_REBOOT", "reboot"}, {0},
};

static void print_word(struct emit *e, const char *symbol, const char *type, const struct word *words)
{
	long value = val(sym(e, symbol, type));

	for (; words->enumerator; words++)
		if (has_enum(e, words->enumerator) && value == enumv(e, words->enumerator))
			break;
	out(e, "%s\n", words->text ? words->text : "undefined");
}

static SYSFS_FILE(show_mode)
{
	print_word(e, "reboot_mode", "enum reboot_mode", modes);
}

static SYSFS_FILE(show_type)
{
	print_word(e, "reboot_type", "enum reboot_type", types);
}

static SYSFS_FILE(show_protection)
{
	print_word(e, "hw_protection_action", "enum hw_protection_action", protections);
}

/* ---- a boot loader's words: arch/x86/kernel/ksysfs.c ------------------------------------------- */

static SYSFS_FILE(show_boot_version)
{
	out(e, "0x%04lx\n", num(sym(e, "boot_params", "struct boot_params"), "hdr.version"));
}

static SYSFS_FILE(show_bits)
{
	out(e, "%zu\n", 8 * (size_t)e->facts->word_size);
}

static SYSFS_FILE(show_byteorder)
{
	out(e, "%s\n", e->facts->big_endian ? "big" : "little");
}

#define TOP "kernel"
#define KEXEC "kernel/kexec"
#define REBOOT "kernel/reboot"
#define INT(name, folder, variable) {name, folder, sysfs_variable_signed, .symbol = variable, .type = "int"}

const struct sysfs_row sysfs_kernel_rows[] = {
	{"uevent_seqnum", TOP, sysfs_variable, .symbol = "uevent_seqnum", .type = "unsigned long"},
	INT("profiling", TOP, "prof_on"), INT("fscaps", TOP, "file_caps_enabled"), INT("rcu_expedited", TOP, "rcu_expedited"),
	INT("rcu_normal", TOP, "rcu_normal"), INT("oops_count", TOP, "oops_count"), INT("warn_count", TOP, "warn_count"),
	INT("rcu_stall_count", TOP, "rcu_stall_count"), INT("softlockup_count", TOP, "softlockup_count"),
	INT("hardlockup_count", TOP, "hardlockup_count"),
	{"address_bits", TOP, .print = show_bits},
	{"cpu_byteorder", TOP, .print = show_byteorder},
	{"vmcoreinfo", TOP, .print = show_vmcoreinfo},
	{"kexec_loaded", TOP, show_loaded, .symbol = "kexec_image"}, {"loaded", KEXEC, show_loaded, .symbol = "kexec_image"},
	{"kexec_crash_loaded", TOP, show_loaded, .symbol = "kexec_crash_image"},
	{"crash_loaded", KEXEC, show_loaded, .symbol = "kexec_crash_image"},
	{"kexec_crash_size", TOP, .print = show_crash_size}, {"crash_size", KEXEC, .print = show_crash_size},
	{"mode", REBOOT, .print = show_mode}, {"type", REBOOT, .print = show_type},
	{"hw_protection", REBOOT, .print = show_protection},
	INT("cpu", REBOOT, "reboot_cpu"), INT("force", REBOOT, "reboot_force"),
	{"version", "kernel/boot_params", .print = show_boot_version},
};
const size_t sysfs_kernel_row_count = ARRAY_LEN(sysfs_kernel_rows);
