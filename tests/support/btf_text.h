/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * btf_text.h - BTF blobs from readable text, for tests.
 *
 * One line is one type, ids count from 1 (from the base's count in a split
 * blob), "-" is no name, "~" a blank in a name, types are given by id, offsets
 * are in bits:
 *
 *   int NAME BYTES ENCODING [BITS [OFFSET]]     encoding: none signed char bool
 *   ptr|const|volatile|restrict ID              typedef|typetag|func|var NAME ID
 *   array ID COUNT                              fwd struct|union NAME
 *   struct|union NAME BYTES {MEMBER ID OFFSET}  float NAME BYTES
 *   bstruct|bunion NAME BYTES {MEMBER ID OFFSET BITS}     with the flag for bit fields
 *   enum|senum|enum64 NAME BYTES {ENUMERATOR VALUE}        senum: signed
 *   proto ID {NAME ID}                          raw KIND COUNT {WORD}
 */
#ifndef VR_TESTS_BTF_TEXT_H
#define VR_TESTS_BTF_TEXT_H

#include "types/types.h"

struct btf_text {
	bool big_endian;
	const struct type_source *base;	/* split: its count and strings come first */
	const uint8_t *layout;		/* pairs of kind sizes {info, element} for kinds 0… */
	size_t layout_kinds;
};

/* The blob (malloc'd); fails the test on a line that it does not understand. */
uint8_t *btf_from_text(const char *text, const struct btf_text *how, size_t *size);

#endif
