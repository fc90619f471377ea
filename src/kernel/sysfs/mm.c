/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/kernel/mm/{ksm,transparent_hugepage,lru_gen,swap,numa}: mm/ksm.c, huge_memory.c, khugepaged.c, vmscan.c */
#include "kernel/sysfs/rows.h"

#include <stdlib.h>
#include <string.h>

/* "[always] madvise never": names and their bits in transparent_hugepage_flags; the last if none is set. */
static void show_choice(struct emit *e, const char *const *names, const int *bits_of, unsigned n)
{
	unsigned long flags = (unsigned long)val(sym(e, "transparent_hugepage_flags", "unsigned long"));
	unsigned chosen = n - 1;

	for (unsigned i = n; i-- > 0;)
		if (bits_of[i] >= 0 && flags >> bits_of[i] & 1)
			chosen = i;
	for (unsigned i = 0; i < n; i++)
		out(e, i == chosen ? "[%s]%s" : "%s%s", names[i], i + 1 < n ? " " : "\n");
}

static int flag(struct emit *e, const char *enumerator)
{
	return (int)enum_or(e, enumerator, -1);
}

static SYSFS_FILE(show_enabled)
{
	static const char *const names[] = {"always", "madvise", "never"};
	const int bits_of[] = {flag(e, "TRANSPARENT_HUGEPAGE_FLAG"), flag(e, "TRANSPARENT_HUGEPAGE_REQ_MADV_FLAG"), -1};

	show_choice(e, names, bits_of, ARRAY_LEN(names));
}

static SYSFS_FILE(show_defrag)
{
	static const char *const names[] = {"always", "defer", "defer+madvise", "madvise", "never"};
	const int bits_of[] = {
		flag(e, "TRANSPARENT_HUGEPAGE_DEFRAG_DIRECT_FLAG"), flag(e, "TRANSPARENT_HUGEPAGE_DEFRAG_KSWAPD_FLAG"),
		flag(e, "TRANSPARENT_HUGEPAGE_DEFRAG_KSWAPD_OR_MADV_FLAG"),
		flag(e, "TRANSPARENT_HUGEPAGE_DEFRAG_REQ_MADV_FLAG"), -1,
	};

	show_choice(e, names, bits_of, ARRAY_LEN(names));
}

/* enumerator: of a bit of transparent_hugepage_flags */
static SYSFS_FILE(show_flag)
{
	out(e, "%ld\n", val(sym(e, "transparent_hugepage_flags", "unsigned long")) >> enumv(e, row->enumerator) & 1);
}

static SYSFS_FILE(show_pmd_size)
{
	out(e, "%ld\n", huge_page_pages(e) * (long)e->facts->page_size);
}

/* Choices of shmem: SHMEM_HUGE_… are 0 never, 1 always, 2 within_size, 3 advise, -1 deny, -2 force. */
static SYSFS_FILE(show_shmem)
{
	static const struct { const char *name; long value; } choices[] = {
		{"always", 1}, {"within_size", 2}, {"advise", 3}, {"never", 0}, {"deny", -1}, {"force", -2},
	};
	long now = val(sym(e, "shmem_huge", "int"));

	for (unsigned i = 0; i < ARRAY_LEN(choices); i++)
		out(e, choices[i].value == now ? "[%s]%s" : "%s%s", choices[i].name, i + 1 < ARRAY_LEN(choices) ? " " : "\n");
}

/* Pages that share a stable one: those that KSM has merged away. */
static SYSFS_FILE(show_volatile)
{
	long n = val(sym(e, "ksm_rmap_items", "unsigned long")) - val(sym(e, "ksm_pages_shared", "unsigned long")) -
		 val(sym(e, "ksm_pages_sharing", "unsigned long")) - val(sym(e, "ksm_pages_unshared", "unsigned long"));

	out(e, "%ld\n", n < 0 ? 0 : n);
}

static SYSFS_FILE(show_scans)
{
	out(e, "%lu\n", num(sym(e, "ksm_scan", "struct ksm_scan"), "seqnr"));
}

static SYSFS_FILE(show_bool)
{
	out(e, "%ld\n", val(sym(e, row->symbol, row->type)) ? 1L : 0L);
}

static SYSFS_FILE(show_min_ttl)
{
	out(e, "%ld\n", jiffies_to_ms(e, (uint64_t)val(sym(e, "lru_gen_min_ttl", "unsigned long"))));
}

/* Of what is asked for, that which the CPUs can do: should_walk_mmu(), should_clear_pmd_young() */
static long lru_gen_possible(struct emit *e)
{
	bool arm64 = !strcmp(e->facts->arch, "aarch64");
	long impossible = 0;

	if (arm64 && !arm64_marks_pages(e))
		impossible |= 1L << enumv(e, "LRU_GEN_MM_WALK");
	if (arm64 && !arm64_marks_tables(e))
		impossible |= 1L << enumv(e, "LRU_GEN_NONLEAF_YOUNG");
	return ~impossible;
}

/* Which features of the multi-generation LRU are on: bits of static keys, which are all or none but for the last. */
static SYSFS_FILE(show_lru_gen)
{
	ref caps = sym(e, "lru_gen_caps", "struct static_key[8]");
	long n = enumv(e, "NR_LRU_GEN_CAPS"), mask = 0;

	EACH_KEY(i, numbers(e, n < 8 ? n : 8))
		mask |= num_at(caps, "[].enabled", i) ? 1L << i : 0;
	out(e, "0x%04lx\n", mask & lru_gen_possible(e));
}

/* ---- one size of transparent huge pages (6.8) ----------------------------------------- */

/* Of the folder's name, hugepages-<n>kB */
static long order_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);
	const char *size = strstr(f->path, "/hugepages-");
	long kilobytes = size ? strtol(size + strlen("/hugepages-"), NULL, 10) : 0, order = 0;

	while (kb(e, 1L << order) < kilobytes && order < 30)
		order++;
	return order;
}

/* symbol: what the names of those begin with that hold the orders of each choice; kind: "anon", "shmem" */
static SYSFS_FILE(show_orders)
{
	static const struct { const char *name, *suffix; bool of_shmem_only; } choices[] = {
		{"always", "always", false}, {"inherit", "inherit", false}, {"within_size", "within_size", true},
		{"advise", "madvise", true}, {"madvise", "madvise", false}, {"never", "", false},
	};
	bool shmem = *row->kind == 's', chosen = false;
	long order = order_of(f);

	for (unsigned i = 0; i < ARRAY_LEN(choices); i++) {
		bool last = i + 1 == ARRAY_LEN(choices), here;

		if (shmem ? !strcmp(choices[i].name, "madvise") : choices[i].of_shmem_only)
			continue;
		here = last ? !chosen : !chosen && (unsigned long)val(sym(e, file_printf(e, "%s%s", row->symbol, choices[i].suffix),
									   "unsigned long")) >> order & 1;
		chosen |= here;
		out(e, here ? "[%s]%s" : "%s%s", choices[i].name, last ? "\n" : " ");
	}
}

/* Each counter has an enumerator of its name; those of limits leave "_pte" out. */
static SYSFS_FILE(show_size_stat)
{
	char name[80];
	long item, sum = 0, order = order_of(f);
	size_t n = (size_t)snprintf(name, sizeof(name), "MTHP_STAT_%s", f->name);

	for (size_t i = 0; i < n && i < sizeof(name); i++)
		if (name[i] >= 'a' && name[i] <= 'z')
			name[i] = (char)(name[i] - 'a' + 'A');
	if (!has_enum(e, name) && str_ends(name, "_PTE"))
		name[n - 4] = '\0';
	if (!has_enum(e, name)) {
		stub(e, "no enumerator has the name of this counter");
		return;
	}
	item = enumv(e, name);
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		ref orders = sub(percpu(e, "mthp_stats", "struct mthp_stat", cpu), "stats");

		sum += val(elem(cast(orders, "unsigned long"), "", order * enumv(e, "__MTHP_STAT_COUNT") + item));
	}
	out(e, "%ld\n", sum);
}

/* ---- small ones ------------------------------------------------------------------------------------- */

/* What merging saves, less what its own bookkeeping takes. */
static SYSFS_FILE(show_profit)
{
	long pages = val(sym(e, "ksm_pages_sharing", "unsigned long"));
	long items = val(sym(e, "ksm_rmap_items", "unsigned long"));

	if (has_sym(e, "ksm_zero_pages"))	/* 6.6 */
		pages += val(sym(e, "ksm_zero_pages", "unsigned long"));
	out(e, "%ld\n", pages * (long)e->facts->page_size - items * (long)sizeof_type(e, "struct ksm_rmap_item"));
}

static SYSFS_FILE(show_advisor)
{
	bool by_time = val(sym(e, "ksm_advisor", "int")) == enumv(e, "KSM_ADVISOR_SCAN_TIME");

	out(e, by_time ? "none [scan-time]\n" : "[none] scan-time\n");
}

/* How many pages in a row an interleaving policy takes from a node: a table of bytes, in a struct since 6.16. */
static SYSFS_FILE(show_weight)
{
	long node = strtol(f->name + sizeof("node") - 1, NULL, 10), weight = 0;
	ref state;

	if (strncmp(f->name, "node", sizeof("node") - 1)) {
		stub(e, "not known what it tells of the weights");
		return;
	}
	if (has_sym(e, "wi_state")) {
		state = deref(sym(e, "wi_state", "struct weighted_interleave_state *"));
		weight = null(state) ? 0 : num_at(state, "iw_table[]", node);
	} else if (val(sym(e, "iw_table", "unsigned long"))) {
		weight = val(elem(deref(sym(e, "iw_table", "unsigned char *")), "", node));
	}
	out(e, "%ld\n", weight ? weight : 1);
}

/* Are the weights what the machine's bandwidth suggests? */
static SYSFS_FILE(show_weights_kind)
{
	ref state = deref(sym(e, "wi_state", "struct weighted_interleave_state *"));

	out(e, "%s\n", null(state) || num(state, "mode_auto") ? "true" : "false");
}

#define SIZE "kernel/mm/transparent_hugepage/~"
#define WEIGHTS "kernel/mm/mempolicy/weighted_interleave"
#define KSM "kernel/mm/ksm"
#define THP "kernel/mm/transparent_hugepage"
#define KHUGE "kernel/mm/transparent_hugepage/khugepaged"
#define OF_CMA(name, member) {name, "kernel/mm/cma/~", sysfs_field, .type = "struct cma_kobject", .kobject = "kobj", .path = "cma->" member}
#define ULONG(folder, name, variable) {name, folder, sysfs_variable, .symbol = variable, .type = "unsigned long"}
#define UINT(folder, name, variable) {name, folder, sysfs_variable, .symbol = variable, .type = "unsigned int"}

const struct sysfs_row sysfs_mm_rows[] = {
	ULONG(KSM, "pages_shared", "ksm_pages_shared"), ULONG(KSM, "pages_sharing", "ksm_pages_sharing"),
	ULONG(KSM, "pages_unshared", "ksm_pages_unshared"), ULONG(KSM, "run", "ksm_run"),
	ULONG(KSM, "stable_node_dups", "ksm_stable_node_dups"), ULONG(KSM, "stable_node_chains", "ksm_stable_node_chains"),
	ULONG(KSM, "pages_scanned", "ksm_pages_scanned"), ULONG(KSM, "pages_skipped", "ksm_pages_skipped"),
	ULONG(KSM, "ksm_zero_pages", "ksm_zero_pages"), ULONG(KSM, "advisor_max_pages_to_scan", "ksm_advisor_max_pages_to_scan"),
	ULONG(KSM, "advisor_min_pages_to_scan", "ksm_advisor_min_pages_to_scan"),
	ULONG(KSM, "advisor_target_scan_time", "ksm_advisor_target_scan_time"),
	UINT(KSM, "advisor_max_cpu", "ksm_advisor_max_cpu"), UINT(KSM, "pages_to_scan", "ksm_thread_pages_to_scan"),
	UINT(KSM, "sleep_millisecs", "ksm_thread_sleep_millisecs"), UINT(KSM, "merge_across_nodes", "ksm_merge_across_nodes"),
	UINT(KSM, "max_page_sharing", "ksm_max_page_sharing"),
	UINT(KSM, "stable_node_chains_prune_millisecs", "ksm_stable_node_chains_prune_millisecs"),
	{"use_zero_pages", KSM, show_bool, .symbol = "ksm_use_zero_pages", .type = "_Bool"},
	{"smart_scan", KSM, show_bool, .symbol = "ksm_smart_scan", .type = "_Bool"},
	{"pages_volatile", KSM, .print = show_volatile},
	{"full_scans", KSM, .print = show_scans},
	{"general_profit", KSM, .print = show_profit},
	{"advisor_mode", KSM, .print = show_advisor},
	{"auto", WEIGHTS, .print = show_weights_kind},
	{"__auto_type", WEIGHTS, .print = show_weights_kind},	/* what a macro made of the name in 6.18 to 7.0 */
	{"*", WEIGHTS, .print = show_weight},
	{"nr_kdamonds", "kernel/mm/damon/admin/kdamonds", sysfs_field_signed, .type = "struct damon_sysfs_kdamonds", .kobject = "kobj", .path = "nr"},
	OF_CMA("total_pages", "count"), OF_CMA("available_pages", "available_count"),
	OF_CMA("alloc_pages_success", "nr_pages_succeeded"),
	OF_CMA("alloc_pages_fail", "nr_pages_failed"), OF_CMA("release_pages_success", "nr_pages_released"),
	{"enabled", THP, .print = show_enabled},
	{"defrag", THP, .print = show_defrag},
	{"use_zero_page", THP, show_flag, .enumerator = "TRANSPARENT_HUGEPAGE_USE_ZERO_PAGE_FLAG"},
	{"hpage_pmd_size", THP, .print = show_pmd_size},
	{"shmem_enabled", THP, .print = show_shmem},
	{"shrink_underused", THP, show_bool, .symbol = "split_underused_thp", .type = "_Bool"},
	{"defrag", KHUGE, show_flag, .enumerator = "TRANSPARENT_HUGEPAGE_DEFRAG_KHUGEPAGED_FLAG"},
	UINT(KHUGE, "max_ptes_none", "khugepaged_max_ptes_none"), UINT(KHUGE, "max_ptes_swap", "khugepaged_max_ptes_swap"),
	UINT(KHUGE, "max_ptes_shared", "khugepaged_max_ptes_shared"), UINT(KHUGE, "pages_to_scan", "khugepaged_pages_to_scan"),
	UINT(KHUGE, "alloc_sleep_millisecs", "khugepaged_alloc_sleep_millisecs"),
	UINT(KHUGE, "scan_sleep_millisecs", "khugepaged_scan_sleep_millisecs"),
	UINT(KHUGE, "full_scans", "khugepaged_full_scans"), UINT(KHUGE, "pages_collapsed", "khugepaged_pages_collapsed"),
	{"*", "kernel/mm/transparent_hugepage/*/stats", .print = show_size_stat},
	{"enabled", SIZE, show_orders, .symbol = "huge_anon_orders_", .kind = "anon"},
	{"shmem_enabled", SIZE, show_orders, .symbol = "huge_shmem_orders_", .kind = "shmem"},
	{"min_ttl_ms", "kernel/mm/lru_gen", .print = show_min_ttl},
	{"enabled", "kernel/mm/lru_gen", .print = show_lru_gen},
	{"vma_ra_enabled", "kernel/mm/swap", sysfs_variable_bool, .symbol = "enable_vma_readahead", .type = "int"},
	{"demotion_enabled", "kernel/mm/numa", sysfs_variable_bool, .symbol = "numa_demotion_enabled", .type = "_Bool"},
};
const size_t sysfs_mm_row_count = ARRAY_LEN(sysfs_mm_rows);
