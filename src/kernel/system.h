/* SPDX-License-Identifier: GPL-2.0-or-later */
/* system.h - interrupts, slab caches, System V IPC, printed pointers: a part of kernel.h. */
#ifndef VR_KERNEL_SYSTEM_H
#define VR_KERNEL_SYSTEM_H

#include "object/object.h"

/* ---- interrupts (irq.c) ----------------------------------------------------------------------------- */

struct walk irqs(struct emit *e);	/* struct irq_desc; KEY: its number */
long nr_irqs(struct emit *e);
long irq_count(ref desc, long cpu);
const char *irq_action_name(ref action);	/* "(null)" of one that has none, as printk() says it */
long irq_total(ref desc);
bool irq_hidden(ref desc);
bool irq_chained(ref desc);
unsigned long arch_irq_total(struct emit *e);	/* of the architecture's own interrupts, all CPUs */

/* ---- slab caches (slab.c) ------------------------------------------------------------------------------ */

struct slab_info {
	long active_objects, objects, objects_per_slab, pages_per_slab, active_slabs, slabs;
	long limit, batch, shared, shared_available;	/* 0 with SLUB */
};
struct walk slab_caches(struct emit *e);	/* struct kmem_cache */
bool slab_counters(struct emit *e);	/* does the allocator count?  If not there is no /proc/slabinfo */
struct slab_info slab_info(ref cache);
ref slab_cache_node(ref cache, long node);	/* struct kmem_cache_node; null if it has none */
long slab_partial_free(ref node);		/* objects on its partial list that are free, that are in use */
long slab_partial_used(ref node);

/* ---- System V IPC (ipc.c) -------------------------------------------------------------------------------- */

enum ipc_kind { IPC_SEM, IPC_MSG, IPC_SHM };	/* as the kernel counts them */
struct walk ipc_objects(struct emit *e, enum ipc_kind kind);	/* struct kern_ipc_perm of init's namespace, by index */
struct shm_pages {
	long resident, swapped;
};
struct shm_pages shm_pages(ref segment);	/* of a struct shmid_kernel */
long sem_last_operation(ref set);		/* sem_otime of a struct sem_array */

/* ---- printed pointers (pointer.c) -------------------------------------------------------------------------- */

const char *hashed_pointer(struct emit *e, uint64_t address);		/* %p */
const char *restricted_pointer(struct emit *e, uint64_t address);	/* %pK, as root reads it */
uint64_t siphash_word(uint64_t key0, uint64_t key1, uint64_t word);

/* ---- all counters of the memory manager (counters.c) --------------------------------------------------------- */

struct counter_groups {
	long zone, numa, node, computed, events;	/* how many names of vmstat_text belong to each, in this order */
};
struct counter_groups counter_groups(struct emit *e);
const char *counter_name(struct emit *e, long index);	/* the kernel's own: vmstat_text[index] */
/* How a node's counter of so many pages is printed: in huge pages where it counts those, never below 0. */
long node_item_shown(struct emit *e, long item, long pages);
long huge_page_pages(struct emit *e);			/* small pages in a huge one */
long zone_numa_pending(ref zone, long item);		/* of a zone's NUMA event: what its CPUs have not handed on yet */
struct dirty_limits {
	unsigned long dirty, background;		/* pages: global_dirty_limits() */
};
struct dirty_limits dirty_limits(struct emit *e);

/* ---- pages and sections (page.c) -------------------------------------------------------------------------------- */

long page_node(ref page);				/* number of its NUMA node */
bool page_in_zone(ref page, ref zone);
ref memory_section(struct emit *e, unsigned long section);	/* struct mem_section; null if there is none of that number */
unsigned section_shift(struct emit *e);			/* log2 of the page frames in one */
ref section_page(ref section, unsigned long pfn);	/* struct page */
/* What stands in a page that is not mapped for itself; NULL (and taint) if the dump does not have it. */
const void *page_bytes(ref page, size_t offset, size_t n);
bool page_left_out(ref page);		/* was the dump not to have it?  If it is lost or damaged, page_bytes() says so */

/* How many page blocks (of 2^order pages) of each mobility a zone has: adds to n counts (pageblock.c). */
void count_page_blocks(ref zone, long order, unsigned long *counts, unsigned n);

/* ---- NUMA nodes (page.c) ----------------------------------------------------------------------------------------- */

ref node_cpumask(struct emit *e, long node);		/* struct cpumask */
long node_distance(struct emit *e, long from, long to);	/* in tenths of what is near: 10 of itself */

/* ---- vmalloc (vmap.c) ----------------------------------------------------------------------------------------------- */

void vmalloc_space(struct emit *e, uint64_t *start, uint64_t *end);	/* addresses; end: behind the last */
struct walk vmap_areas(struct emit *e);			/* struct vmap_area */
struct walk vmap_areas_unpurged(struct emit *e);

/* ---- I/O of a disk (diskstats.c) -------------------------------------------------------------------------------------- */

enum { DISK_READ, DISK_WRITE, DISK_DISCARD, DISK_FLUSH, DISK_GROUPS };	/* enum stat_group */
struct disk_stats {
	unsigned groups;	/* of these the kernel keeps so many */
	uint64_t ns[DISK_GROUPS];
	unsigned long ios[DISK_GROUPS], sectors[DISK_GROUPS], merges[DISK_GROUPS];
	unsigned ms[DISK_GROUPS], all_ms, in_flight, busy_ms;
	unsigned writing;	/* of those in flight */
};
struct partition;
struct disk_stats disk_stats(const struct partition *p, ref part);	/* part: as partitions() gives it */

/* ---- static keys (static_key.c) ------------------------------------------------------------------------------------------- */

bool static_key_on(struct emit *e, const char *symbol);	/* struct static_key_true, _false */

/* ---- buses and kernel objects (bus.c) ----------------------------------------------------------------------------------- */

/*
 * The private part of a bus or class; null if it is not registered.  Up to 6.3 it points at it (p); since then it is
 * found by walking a kset: bus_to_subsys(), class_to_subsys(), drivers/base.  member: of struct subsys_private.
 */
ref subsystem_private(ref owner, const char *kset, const char *member);
struct walk bus_devices(struct emit *e, const char *bus_symbol);	/* struct device, in the order of registration */
const char *kobject_path(ref kobject);					/* "/devices/pci0000:00/…" */

/* ---- PCI (pci.c) ------------------------------------------------------------------------------------------------------------ */

struct walk pci_devices(struct emit *e);	/* struct pci_dev, in the order of registration */
struct walk pci_devices_by_place(struct emit *e);	/* in that of domain, bus, slot, function */
/* "0000:00:02.0" */
struct pci_place {
	unsigned long domain, bus, slot, function;
};
struct pci_place pci_place(ref pci);
long pci_node(ref pci);				/* NUMA node; -1: of none, or not known to the firmware */
const char *pci_driver(ref pci);		/* "" if it has none */

/* ---- frequency of CPUs (cpufreq.c) ------------------------------------------------------------------------------------------- */

ref x86_cpu(struct emit *e, long cpu);		/* struct cpuinfo_x86 */
long cpu_khz_now(struct emit *e, long cpu);	/* x86 */

/* ---- software RAID (md.c) ------------------------------------------------------------------------------------------------ */

bool md_has_flag(ref o, const char *enumerator);	/* of a struct mddev or md_rdev */
const char *md_disk_name(ref disk);	/* of a struct md_rdev */
const char *md_status(ref md);		/* of a struct mddev that is active: " [2/2] [UU]" */
const char *md_resync(ref md);
const char *md_bitmap(ref md);
struct walk md_arrays(struct emit *e);	/* struct mddev of those that are active or have disks */
const char *md_name(ref md);		/* "host:0", from the superblock of version 1; NULL if it has none */

/* ---- ext4 (ext4.c) --------------------------------------------------------------------------------------------------------- */

struct walk ext4_superblocks(struct emit *e);	/* struct super_block of those mounted */
ref ext4_info(ref sb);				/* struct ext4_sb_info */
ref ext4_group(ref sb, unsigned long group);	/* struct ext4_group_info */

/* ---- swap (swap.c) --------------------------------------------------------------------------------------------------------- */

struct swap_area {
	const char *name;
	bool is_partition;
	long kb, used_kb, priority;
};
struct walk swap_areas(struct emit *e);		/* struct swap_info_struct */
struct swap_area swap_area(ref area);

/* ---- block devices upon others (disktree.c) ----------------------------------------------------------------------------------- */

bool disk_has_slaves(ref disk);		/* is it made of others? */
struct walk disk_holders(ref part);		/* struct gendisk; part: as partitions() gives it */
const char *disk_shown_name(ref disk);
bool disk_is_mapped(ref disk);				/* by the device mapper */
const char *disk_kind(ref disk);		/* as lsblk calls it */
bool disk_removable(ref disk);
bool disk_internal(ref disk);		/* a path of a multipath device: no device node */
bool part_read_only(ref disk, ref part);
ref block_inode(ref part, const struct partition *p);	/* which holds its page cache; null: never opened */
bool block_open(ref part, const struct partition *p);	/* false: some of its files cannot be read; only before 5.11 */

#endif
