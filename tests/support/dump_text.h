/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dump_text.h - dumps from readable text, good and broken ones alike.
 *
 * One line is one thing, "#" begins a comment, numbers are decimal or 0x.
 * Every key=value has a sensible default; giving one makes the header lie.
 *
 *   elf [bits=64] [endian=little] [type=4] [machine=62] [flags=0] [phoff=] [phentsize=] [phnum=] [xnum=1] [shoff=]
 *     load paddr=A [data=CONTENT] [memsz=] [filesz=] [offset=] [vaddr=] [ptype=1]     program header, and its data
 *
 *   kdump [bits=64] [endian=little] [padded=0] [version=6] [status=0] [block_size=4096] [sub_hdr_size=] [bitmap_blocks=]
 *         [single=0] [max_mapnr=16] [max_mapnr_64=] [dump_level=31] [split=0] [start=0] [end=0] [phys_base=0]
 *         [machine=x86_64] [release=6.1.0] [note_size=] [zero_page=1] [erase=TEXT]
 *     page N raw|zlib|lzo|snappy|zstd CONTENT [size=] [flags=] [offset=] [corrupt=I]  corrupt: byte I of the packed page is flipped
 *     page N zero              the page that all zero pages share
 *     page N lost              in the bitmaps, but never written (offset 0)
 *     page N excluded          in bitmap 1 only
 *     page N elsewhere         in bitmap 2, but of another file's part
 *
 *   note NAME TYPE TEXT [namesz=] [descsz=]     of either; ~ is a blank, | ends a line
 *   bytes CONTENT            a file of just that
 *
 * then changes to the file, in this order of lines:
 *   patch OFFSET u8|u16|u32|u64 VALUE           in the file's byte order
 *   cut SIZE                 to that many bytes; negative: that many from the end
 *   flatten [record=4096] [order=forward|reverse] [end=1] [rewrite=0]   rewrite: the first record comes first with wrong data
 *   file                     begins the next file of a set
 *
 * CONTENT: parts joined by "+", each TYPE:ARG[*BYTES], a block long if not said:
 *   byte:0x41  text:SEED (compressible)  noise:SEED (not compressible)  hex:DIGITS (as long as it is)
 */
#ifndef VR_TESTS_DUMP_TEXT_H
#define VR_TESTS_DUMP_TEXT_H

#include "base/base.h"

/* Packs n bytes with lzo or snappy into out (2 * n bytes of room); the reference libraries are linked to some tests only. */
typedef size_t (*dump_text_pack)(const char *codec, const uint8_t *in, size_t n, uint8_t *out);

enum { DUMP_TEXT_FILES = 8 };

struct dump_text {
	struct sb files[DUMP_TEXT_FILES];
	size_t count;
};

/* Fails the test on a line that it does not understand.  Lines that begin with "expect" are the caller's. */
void dump_from_text(const char *text, dump_text_pack pack, struct dump_text *out);
void dump_text_free(struct dump_text *t);
/* What CONTENT stands for. */
void dump_text_content(const char *content, size_t block_size, struct sb *out);

/* key=value among the words of a line. */
const char *text_value(const char *line, const char *key, char *buf, size_t room);
uint64_t text_number(const char *line, const char *key, uint64_t otherwise);

#endif
