/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/kernel/… itself, and how the machine is rebooted: kernel/ksysfs.c, kernel/reboot.c */
#include "kernel/sysfs/rows.h"

/* ---- crash kernel: kernel/crash_core.c ---------------------------------------------------- */

/* a: symbol of the pointer to what kexec has loaded */
static void show_loaded(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%d\n", !null(deref(sym(e, row->a, "struct kimage *"))));
}

static unsigned long reserved(struct emit *e, const char *symbol)
{
	ref resource = sym(e, symbol, "struct resource");
	unsigned long start = addr(resource, "start"), end = addr(resource, "end");

	return end ? end - start + 1 : 0;
}

/* Memory below 4 GiB counts since 6.5 (16c6006af4d4 and what follows it). */
static void show_crash_size(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			    __attribute__((unused)) const struct sysfs_row *row)
{
	unsigned long low = reserved(e, "crashk_low_res");

	if (low && !has_function(e, "__crash_shrink_memory"))
		stub(e, "whether memory below 4 GiB counts is not known");
	else
		out(e, "%lu\n", reserved(e, "crashk_res") + low);
}

static void show_vmcoreinfo(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			    __attribute__((unused)) const struct sysfs_row *row)
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
	{"REBOOT_COLD", "cold"}, {"REBOOT_WARM", "warm"}, {"REBOOT_HARD", "hard"}, {"REBOOT_SOFT", "soft"}, {"REBOOT_GPIO", "gpio"}, {0},
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

static void show_mode(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
		      __attribute__((unused)) const struct sysfs_row *row)
{
	print_word(e, "reboot_mode", "enum reboot_mode", modes);
}

static void show_type(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
		      __attribute__((unused)) const struct sysfs_row *row)
{
	print_word(e, "reboot_type", "enum reboot_type", types);
}

static void show_protection(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			    __attribute__((unused)) const struct sysfs_row *row)
{
	print_word(e, "hw_protection_action", "enum hw_protection_action", protections);
}

/* ---- a boot loader's words: arch/x86/kernel/ksysfs.c ------------------------------------------- */

static void show_boot_version(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			      __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "0x%04lx\n", num(sym(e, "boot_params", "struct boot_params"), "hdr.version"));
}

static void show_bits(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
		      __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%zu\n", 8 * (size_t)e->facts->word_size);
}

static void show_byteorder(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			   __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%s\n", e->facts->big_endian ? "big" : "little");
}

#define TOP "kernel"
#define KEXEC "kernel/kexec"
#define REBOOT "kernel/reboot"
#define INT(name, folder, symbol) {name, folder, sysfs_variable_signed, symbol, "int", 0, 0}

const struct sysfs_row sysfs_kernel_rows[] = {
	{"uevent_seqnum", TOP, sysfs_variable, "uevent_seqnum", "unsigned long", 0, 0},
	INT("profiling", TOP, "prof_on"), INT("fscaps", TOP, "file_caps_enabled"), INT("rcu_expedited", TOP, "rcu_expedited"),
	INT("rcu_normal", TOP, "rcu_normal"), INT("oops_count", TOP, "oops_count"), INT("warn_count", TOP, "warn_count"),
	INT("rcu_stall_count", TOP, "rcu_stall_count"), INT("softlockup_count", TOP, "softlockup_count"),
	INT("hardlockup_count", TOP, "hardlockup_count"),
	{"address_bits", TOP, show_bits, 0, 0, 0, 0},
	{"cpu_byteorder", TOP, show_byteorder, 0, 0, 0, 0},
	{"vmcoreinfo", TOP, show_vmcoreinfo, 0, 0, 0, 0},
	{"kexec_loaded", TOP, show_loaded, "kexec_image", 0, 0, 0}, {"loaded", KEXEC, show_loaded, "kexec_image", 0, 0, 0},
	{"kexec_crash_loaded", TOP, show_loaded, "kexec_crash_image", 0, 0, 0},
	{"crash_loaded", KEXEC, show_loaded, "kexec_crash_image", 0, 0, 0},
	{"kexec_crash_size", TOP, show_crash_size, 0, 0, 0, 0}, {"crash_size", KEXEC, show_crash_size, 0, 0, 0, 0},
	{"mode", REBOOT, show_mode, 0, 0, 0, 0}, {"type", REBOOT, show_type, 0, 0, 0, 0},
	{"hw_protection", REBOOT, show_protection, 0, 0, 0, 0},
	INT("cpu", REBOOT, "reboot_cpu"), INT("force", REBOOT, "reboot_force"),
	{"version", "kernel/boot_params", show_boot_version, 0, 0, 0, 0},
};
const size_t sysfs_kernel_row_count = ARRAY_LEN(sysfs_kernel_rows);
