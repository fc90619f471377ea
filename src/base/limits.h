/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * limits.h - every limit on what a dump or a debug file can make us do.
 *
 * What bounds time, memory and depth stands here; the room of a small table on
 * the stack stands beside it.  Input is hostile until checked.  Meeting a limit is recorded (a note, a
 * message), never a crash; raising one is a one-line change here.
 */
#ifndef VR_LIMITS_H
#define VR_LIMITS_H

#define KiB (1024ULL)
#define MiB (1024ULL * KiB)
#define GiB (1024ULL * MiB)

/* dump containers */
#define LIMIT_BLOCK_SIZE (1 * MiB)		/* page of a kdump file */
#define LIMIT_NOTES_SIZE (64 * MiB)		/* all ELF notes of a dump */
#define LIMIT_NOTES 65536			/* notes in one blob */
#define LIMIT_VMCOREINFO (64 * KiB)		/* its text: the kernel allows one page */
#define LIMIT_SEGMENTS (4 * 1024 * 1024)		/* program headers of an ELF dump */
#define LIMIT_SECTIONS (1024 * 1024)		/* section headers of an ELF file */
#define LIMIT_SECTION_NAMES (16 * MiB)		/* their names, all together */
#define LIMIT_BITMAP_SIZE (8 * GiB)		/* kdump bitmaps: 128 TiB of 4 KiB pages */
#define LIMIT_FLAT_RECORDS (256 * 1024 * 1024)	/* records of a flattened file */
#define LIMIT_SPLIT_FILES 1024			/* members of a split set */
#define LIMIT_QUALITY_PAGES (16 * 1024 * 1024)	/* descriptors looked at to count zero and lost pages (24 bytes each) */

/* symbols and types */
#define LIMIT_SYMBOLS (4 * 1024 * 1024)		/* kallsyms, and one module's symbols */
#define LIMIT_SYMBOL_NAME 1024
#define LIMIT_KALLSYMS_NAMES (64 * MiB)		/* compressed name stream */
#define LIMIT_CONFIG (1 * MiB)			/* the kernel's configuration as text */
#define LIMIT_IMAGE (256 * MiB)			/* of a kernel image that is searched */
#define LIMIT_BTF_SIZE (64 * MiB)		/* one BTF blob */
#define LIMIT_SECTION_SIZE (4 * GiB)		/* section of a debug file, decompressed */
#define LIMIT_UNPACKED (3 * GiB)		/* a compressed vmlinux or module, unpacked into memory */
#define LIMIT_DWARF_UNIT (512 * MiB)		/* one unit of debug information */
#define LIMIT_DWARF_UNITS (1024 * 1024)
#define LIMIT_DWARF_ABBREVS 65536		/* abbreviations of one unit, and attributes of one of them */
#define LIMIT_TYPE_DEPTH 32			/* nesting of structs, chain of typedefs */
#define LIMIT_HOMONYMS 64			/* definitions of one name that are looked at */
#define LIMIT_ANONYMOUS 4096			/* anonymous structs and unions within one struct */
#define LIMIT_MODULES 8192
#define LIMIT_DEBUG_FILES 262144		/* files looked at below a directory with debug information */
#define LIMIT_MODULE_STRINGS (16 * MiB)	/* names of one module's symbols */

/* walks of kernel data */
#define LIMIT_CPUS 8192
#define LIMIT_WALK (16 * 1024 * 1024)		/* elements of one container */
#define LIMIT_TREE_DEPTH 64			/* rbtree, xarray, maple tree */
#define LIMIT_OPEN_FILES (1024 * 1024)		/* descriptors of one process: fs.nr_open */
#define LIMIT_PRINTED_BITS 65536		/* of a bitmap that is shown in hexadecimal, whole */
#define LIMIT_NUMA_NODES 1024			/* as many as the kernel can be built for */
#define LIMIT_MEMORY_SECTIONS (1024 * 1024)	/* of 128 MiB on x86 */
#define LIMIT_KERNFS_NODES (4 * 1024 * 1024)	/* files and folders of sysfs or of a cgroup hierarchy */
#define LIMIT_DEBUGFS_FILES (1024 * 1024)
#define LIMIT_CGROUP_STATES (1024 * 1024)	/* groups below one, as one controller sees them */
#define LIMIT_RAID_DISKS 4096			/* of one array; drivers allow a few hundred */
#define LIMIT_BLOCK_ROWS 65536			/* disks below others, as lsblk shows them */
#define LIMIT_BLOCK_DEPTH 8
#define LIMIT_PCI_DEPTH 16			/* bridges behind bridges */
#define LIMIT_SYSCTL_VECTOR 4096			/* numbers in one sysctl */
#define LIMIT_PROCESS_DEPTH 256			/* generations of processes */
#define LIMIT_VARIABLE_SIZE (1 * MiB)		/* of a variable that is kept for debuggers */
#define LIMIT_USER_STRINGS (2 * MiB)		/* arguments or environment of one process */
#define LIMIT_STRING 4096			/* one string in kernel memory */
#define LIMIT_PATH 256				/* steps of a member path */
#define LIMIT_CACHED_FILE (1 * MiB)		/* of the end of a file in the page cache */
#define LIMIT_OUTPUT_FILE (256 * MiB)		/* one file of the report */
#define LIMIT_NOTES_PER_FILE 64			/* distinct reasons kept for one file */
#define LIMIT_REPORT_NOTES 32768		/* reasons kept for the whole report */
#define LIMIT_WAITERS 4096			/* of one lock */
#define LIMIT_NAMED_NETNS 4096			/* names that ip netns gave to network namespaces */
#define LIMIT_NEXT_HOPS 4096			/* of one route */
#define LIMIT_SOCKET_HOLDERS (2 * MiB)		/* descriptors of sockets, of all processes */
#define LIMIT_NFT_EXPRESSIONS 256		/* of one rule of nf_tables, twice what the kernel allows */
#define LIMIT_NFT_ELEMENTS (1024 * 1024)	/* of one set */
#define LIMIT_XT_RULES (64 * MiB)		/* bytes of one table of iptables */
#define LIMIT_FRAMES 1024			/* of one stack, across IRQ and exception stacks */
#define LIMIT_STACK_SPANS 32			/* stacks that one CPU may be on */
#define LIMIT_KERNEL_STACK (1 * MiB)		/* bytes of one kernel stack */
#define LIMIT_PRINTK_RECORDS (8 * 1024 * 1024)

/* masking */
#define LIMIT_MASKED_ADDRESSES 65536		/* of each of them the replacement is remembered */
#define LIMIT_MASKED_NAMES 4096			/* of one kind */

/* caches */
#define PAGE_CACHE_BYTES (8 * MiB)		/* per worker */
#define OPEN_CACHE_BYTES (2 * MiB)		/* the program's own */

#endif
