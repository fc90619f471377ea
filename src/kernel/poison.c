/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values that the kernel leaves where there is no pointer any more, so that whoever follows it is
 * noticed.  include/linux/poison.h; with CONFIG_ILLEGAL_POINTER_VALUE as x86, arm64, riscv and s390
 * have it.
 */
#include "kernel/kernel.h"

#define LIST_POISON 0xdead000000000100ULL
#define LIST_POISON_PREV 0xdead000000000122ULL
#define TIMER_ENTRY_STATIC 0xdead000000000300ULL
/* How far behind such a pointer a member may be. */
#define REACH 0x100

/* Bytes that memory is filled with: with slab_debug or page_poison, that is, or in what init left. */
static const struct {
	uint8_t byte;
	const char *words;
} fills[] = {
	{0x6b, "pattern of a freed slab object"},
	{0x5a, "pattern of a new slab object"},
	{0xa5, "pattern at the end of a slab object"},
	{0xbb, "pattern of a freed slab object's red zone"},
	{0xaa, "pattern of a freed page"},
	{0xcc, "pattern of a red zone, or of freed init memory"},
	{0xbd, "pattern of a destroyed key"},
};

const char *poison_words(uint64_t value)
{
	/* The last byte but one and the last may have become others by an offset. */
	uint64_t high = value >> 16;

	if (value >= TIMER_ENTRY_STATIC && value < TIMER_ENTRY_STATIC + REACH)
		return "list pointer of a static timer";
	if (value == LIST_POISON_PREV)
		return "backward pointer of a deleted list entry";
	if (value >= LIST_POISON && value < LIST_POISON + REACH)
		return "pointer of a deleted list entry";
	for (size_t i = 0; i < ARRAY_LEN(fills); i++)
		if (high == fills[i].byte * 0x010101010101ULL)
			return fills[i].words;
	return NULL;
}
