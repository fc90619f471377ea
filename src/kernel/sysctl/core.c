/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sysctls of kernel/, fs/ and vm/ whose value is computed when it is read. */
#include "kernel/sysctl/format.h"

const char *sysctl_last_pid(struct emit *e, ref entry)	/* kernel/pid_namespace.c */
{
	(void)entry;
	return sysctl_number(e, num(sym(e, "init_pid_ns", "struct pid_namespace"), "idr.idr_next") - 1);
}

const char *sysctl_capabilities(struct emit *e, ref entry)	/* proc_cap_handler(), kernel/umh.c */
{
	enum { CAP_BSET = 1, CAP_PI = 2 };	/* until 6.x, data is one of these */
	uint64_t data = addr(entry, "data");
	unsigned long caps;

	if (data == CAP_BSET || data == CAP_PI)
		data = symaddr(e, data == CAP_BSET ? "usermodehelper_bset" : "usermodehelper_inheritable");
	caps = (unsigned long)val(at(e, data, "u64"));

	return file_printf(e, "%lu\t%lu\n", caps & 0xffffffff, caps >> 32);
}

const char *sysctl_ctrl_alt_del_pid(struct emit *e, ref entry)
{
	(void)entry;
	return sysctl_number(e, pid_number(deref(sym(e, "cad_pid", "struct pid *")), 0));
}

/* boot_id; zeros mean that nobody has asked for it yet.  Others are made anew for each reader. */
const char *sysctl_uuid(struct emit *e, ref entry)
{
	uint64_t data = addr(entry, "data");
	const uint8_t *u = data ? read_bytes(e, data, 16) : NULL;

	if (!data) {
		stub(e, "a new random value for each reader");
		return NULL;
	}
	if (!u)
		return NULL;
	return file_printf(e, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x\n", u[0], u[1], u[2],
			   u[3], u[4], u[5], u[6], u[7], u[8], u[9], u[10], u[11], u[12], u[13], u[14], u[15]);
}

const char *sysctl_hung_tasks(struct emit *e, ref entry)
{
	(void)entry;
	return sysctl_number(e, val(sym(e, "sysctl_hung_task_detect_count", "atomic_long_t")));
}

const char *sysctl_kexec_limit(struct emit *e, ref entry)
{
	return sysctl_number(e, num(at(e, addr(entry, "data"), "struct kexec_load_limit"), "limit"));
}

const char *sysctl_kprobes_optimization(struct emit *e, ref entry)
{
	(void)entry;
	return sysctl_number(e, val(sym(e, "kprobes_allow_optimization", "bool")));
}

/* watchdog_enabled: bit 0 is the hard lockup detector, bit 1 the soft one (kernel/watchdog.c). */
static const char *watchdog(struct emit *e, long mask)
{
	return sysctl_number(e, (val(sym(e, "watchdog_enabled", "unsigned long")) & mask) != 0);
}

const char *sysctl_watchdog_nmi(struct emit *e, ref entry)
{
	(void)entry;
	return watchdog(e, 1);
}

const char *sysctl_watchdog_soft(struct emit *e, ref entry)
{
	(void)entry;
	return watchdog(e, 2);
}

const char *sysctl_watchdog_any(struct emit *e, ref entry)
{
	(void)entry;
	return watchdog(e, 3);
}

const char *sysctl_tainted(struct emit *e, ref entry)
{
	(void)entry;
	return file_printf(e, "%lu\n", (unsigned long)val(sym(e, "tainted_mask", "unsigned long")));
}

/* Names of the bits that are set in seccomp_actions_logged, in the order of the kernel's table. */
const char *sysctl_seccomp_logged(struct emit *e, ref entry)
{
	long mask = val(sym(e, "seccomp_actions_logged", "u32"));
	const char *text = "";

	(void)entry;
	EACH(name, array_n(sym(e, "seccomp_log_names", "struct seccomp_log_name"), "", 32)) {
		if (!addr(name, "name"))
			break;
		if (mask & num(name, "log"))
			text = file_printf(e, "%s%s%s", text, *text ? " " : "", str(name, "name"));
	}
	return file_printf(e, "%s\n", text);
}

/* Of a scheduling domain; names since 5.10, in debugfs since 5.13. */
const char *sysctl_domain_flags(struct emit *e, ref entry)
{
	ref names = sym(e, "sd_flag_debug", "struct sd_flag_debug[32]");
	const char *text = "";

	EACH_KEY(bit, bits(at(e, addr(entry, "data"), "unsigned int"), "", 32))
		text = file_printf(e, "%s%s ", text, str_at(names, "[].name", bit));
	return file_printf(e, "%s\n", text);
}

/* Bits by the kernel's own names for them, with commas: what is printed when the kernel is in trouble (6.17). */
const char *sysctl_sys_info(struct emit *e, ref entry)
{
	ref mask = at(e, addr(entry, "data"), "unsigned long"), names;
	const char *text = "";

	if (!val(mask))
		return "\n";
	names = sym(e, "si_names", "char *[64]");
	EACH_KEY(bit, bits(mask, "", 64))
		text = file_printf(e, "%s%s%s", text, *text ? "," : "", str_at(names, "[]", bit));
	return file_printf(e, "%s\n", text);
}

/* extra1 says of which kind of vectors (SVE, SME) on arm64 */
const char *sysctl_vector_length(struct emit *e, ref entry)
{
	long kind = num(at(e, addr(entry, "extra1"), "struct vl_info"), "type");

	return sysctl_number(e, num_at(sym(e, "vl_config", "struct vl_config[2]"), "[].__default_vl", kind));
}

static const char *key_state(struct emit *e, const char *key)
{
	return sysctl_number(e, num(sym(e, key, "struct static_key"), "enabled") > 0);
}

const char *sysctl_delayacct(struct emit *e, ref entry)
{
	(void)entry;
	return key_state(e, "delayacct_key");
}

const char *sysctl_schedstats(struct emit *e, ref entry)
{
	(void)entry;
	return key_state(e, "sched_schedstats");
}

const char *sysctl_numa_balancing(struct emit *e, ref entry)
{
	(void)entry;
	if (has_sym(e, "sysctl_numa_balancing_mode"))	/* 5.18 */
		return sysctl_number(e, val(sym(e, "sysctl_numa_balancing_mode", "int")));
	return key_state(e, "sched_numa_balancing");
}

/* Since 6.7 there is nothing to read where CPUs do not differ in capacity. */
const char *sysctl_energy_aware(struct emit *e, ref entry)
{
	if (has_function(e, "sched_is_eas_possible") &&
	    num(sym(e, "sched_asym_cpucapacity", "struct static_key"), "enabled") <= 0)
		return "";
	return sysctl_ints(e, entry);
}

const char *sysctl_max_threads(struct emit *e, ref entry)
{
	(void)entry;
	return sysctl_number(e, val(sym(e, "max_threads", "int")));
}

const char *sysctl_sysrq(struct emit *e, ref entry)
{
	(void)entry;
	if (has_sym(e, "sysrq_always_enabled") && val(sym(e, "sysrq_always_enabled", "bool")))
		return sysctl_number(e, 1);
	return sysctl_number(e, val(sym(e, "sysrq_enabled", "int")));
}

/* ---- counters of objects -------------------------------------------------------- */

static long percpu_sum(struct emit *e, const char *name)
{
	long sum = 0;

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		sum += val(percpu(e, name, "long", cpu));
	return sum < 0 ? 0 : sum;
}

const char *sysctl_dentry_state(struct emit *e, ref entry)
{
	ref stat = at(e, addr(entry, "data"), "struct dentry_stat_t");
	long negative = has_sym(e, "nr_dentry_negative") ? percpu_sum(e, "nr_dentry_negative") : num(stat, "dummy[0]");	/* 5.0 */

	return file_printf(e, "%ld\t%ld\t%ld\t%ld\t%ld\t0\n", percpu_sum(e, "nr_dentry"), percpu_sum(e, "nr_dentry_unused"),
			   num(stat, "age_limit"), num(stat, "want_pages"), negative);
}

const char *sysctl_inode_state(struct emit *e, ref entry)
{
	size_t count = (size_t)num(entry, "maxlen") / e->facts->word_size;
	const char *text = file_printf(e, "%ld\t%ld", percpu_sum(e, "nr_inodes"), percpu_sum(e, "nr_unused"));

	for (size_t i = 2; i < count && i < 16; i++)
		text = file_printf(e, "%s\t0", text);
	return file_printf(e, "%s\n", text);
}

/* get_nr_files() reads the counter without its per-CPU parts */
const char *sysctl_file_count(struct emit *e, ref entry)
{
	long open = num(sym(e, "nr_files", "struct percpu_counter"), "count");
	ref stat = at(e, addr(entry, "data"), "struct files_stat_struct");

	return file_printf(e, "%ld\t%ld\t%lu\n", open < 0 ? 0 : open, num(stat, "nr_free_files"),
			   (unsigned long)num(stat, "max_files"));
}

/* data names the counter: its place in dqstats.stat[] is the counter's in dqstats.counter[] */
const char *sysctl_quota_count(struct emit *e, ref entry)
{
	ref stats = sym(e, "dqstats", "struct dqstats");
	long i = (long)(addr(entry, "data") - sub(stats, "stat").addr) / e->facts->word_size;

	return sysctl_number(e, percpu_counter_positive(elem(stats, "counter", i)));
}

static ref default_hstate(struct emit *e)
{
	return sub_at(sym(e, "hstates", "struct hstate[]"), "[]", val(sym(e, "default_hstate_idx", "int")));
}

const char *sysctl_huge_pages(struct emit *e, ref entry)
{
	(void)entry;
	return sysctl_number(e, num(default_hstate(e), "max_huge_pages"));
}

const char *sysctl_huge_pages_overcommit(struct emit *e, ref entry)
{
	(void)entry;
	return sysctl_number(e, num(default_hstate(e), "nr_overcommit_huge_pages"));
}
