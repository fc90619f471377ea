/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/fdinfo/[fd] of BPF programs and maps.  bpf_prog_show_fdinfo(), bpf_map_show_fdinfo(), kernel/bpf/syscall.c */
#include "emit/proc/pid/fdinfo.h"

struct runs {
	unsigned long ns, count, misses;
};

/* bpf_prog_get_stats(): a per-CPU member of the program since 5.12 (700d4796ef59), of its auxiliary data before. */
static struct runs runs_of(struct emit *e, ref prog)
{
	struct runs r = {0};

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		ref stats = has(prog, "stats") ? percpu_ptr(prog, "stats", cpu) : percpu_ptr(ptr(prog, "aux"), "stats", cpu);

		if (null(stats))
			continue;
		r.ns += (unsigned long)num(stats, "nsecs");
		r.count += (unsigned long)num(stats, "cnt");
		r.misses += (unsigned long)num_or(stats, "misses", 0);
	}
	return r;
}

void fdinfo_bpf_prog(struct emit *e, ref file)
{
	ref prog = cast(ptr(file, "private_data"), "struct bpf_prog");
	struct runs r = runs_of(e, prog);

	row(e, "prog_type:\t%ld\nprog_jited:\t%ld\n", num(prog, "type"), num(prog, "jited"));
	out(e, "prog_tag:\t");
	EACH(byte, array(prog, "tag"))
		out(e, "%02lx", (unsigned long)val(byte) & 0xff);
	out(e, "\n");
	row(e, "memlock:\t%lu\n", (unsigned long)num(prog, "pages") << e->facts->page_shift);
	row(e, "prog_id:\t%ld\n", num(prog, "aux->id"));
	row(e, "run_time_ns:\t%lu\nrun_cnt:\t%lu\n", r.ns, r.count);
	if (has_member(e, "struct bpf_prog_stats", "misses"))		/* 5.12 9ed9e9ba2337 */
		row(e, "recursion_misses:\t%lu\n", r.misses);
	if (has(prog, "aux->verified_insns"))				/* 5.16 aba64c7da983 */
		row(e, "verified_insns:\t%ld\n", num(prog, "aux->verified_insns"));
}

void fdinfo_bpf_map(struct emit *e, ref file)
{
	ref map = cast(ptr(file, "private_data"), "struct bpf_map");

	row(e, "map_type:\t%ld\nkey_size:\t%ld\nvalue_size:\t%ld\nmax_entries:\t%ld\n", num(map, "map_type"),
	    num(map, "key_size"), num(map, "value_size"), num(map, "max_entries"));
	row(e, "map_flags:\t%#lx\n", (unsigned long)num(map, "map_flags"));
	if (has(map, "map_extra"))		/* 5.16 */
		row(e, "map_extra:\t%#lx\n", (unsigned long)num(map, "map_extra"));
	remark(e, "the memory that a BPF map takes, and programs that own it, are not shown");
	row(e, "map_id:\t%ld\nfrozen:\t%ld\n", num(map, "id"), num(map, "frozen"));
}
