/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Headers of tar members: POSIX.1-1988 ustar; where a field is too small, a
 * POSIX.1-2001 pax header before it says the same without a limit.
 */
#include "archive/internal.h"

#include <stdio.h>
#include <string.h>

/* offset and size of each field in the header block */
#define NAME 0, 100
#define MODE 100, 8
#define UID 108, 8
#define GID 116, 8
#define SIZE 124, 12
#define MTIME 136, 12
#define CHECKSUM 148, 8
#define TYPE 156, 1
#define LINKNAME 157, 100
#define MAGIC 257, 8
#define UNAME 265, 32
#define GNAME 297, 32
#define DEVMAJOR 329, 8
#define DEVMINOR 337, 8
#define PREFIX 345, 155

#define OCTAL_MAX 077777777777LL	/* of the eleven digits of SIZE and MTIME */
#define NAME_MAX_USTAR 100
#define PREFIX_MAX_USTAR 155

static void put_text(uint8_t *block, size_t off, size_t room, const char *s, size_t len)
{
	memcpy(block + off, s, len < room ? len : room);
}

static void put_octal(uint8_t *block, size_t off, size_t room, uint64_t v)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%0*llo", (int)room - 1, (unsigned long long)v);
	put_text(block, off, room, digits, room - 1);
}

/* Sum of all bytes, with the checksum's own field taken as spaces. */
static void put_checksum(uint8_t block[TAR_BLOCK])
{
	unsigned sum = 0;
	char digits[9];

	put_text(block, CHECKSUM, "        ", 8);
	for (unsigned i = 0; i < TAR_BLOCK; i++)
		sum += block[i];
	snprintf(digits, sizeof(digits), "%06o", sum & 0777777);
	put_text(block, CHECKSUM, digits, 7);
}

/*
 * Where to cut a name too long for its field: at a '/' that leaves at most 155
 * bytes before it and at most 100 after it.  0: fits as it is; -1: there is none.
 */
static long split_name(const char *name, size_t len)
{
	size_t at;

	if (len <= NAME_MAX_USTAR)
		return 0;
	if (len > PREFIX_MAX_USTAR + 1 + NAME_MAX_USTAR)
		return -1;
	at = len - NAME_MAX_USTAR - 1;
	while (at <= PREFIX_MAX_USTAR && at < len - 1 && name[at] != '/')
		at++;
	return at && at <= PREFIX_MAX_USTAR && name[at] == '/' && at < len - 1 ? (long)at : -1;
}

static void put_name(uint8_t *block, const char *name, size_t len)
{
	long cut = split_name(name, len);

	if (cut > 0) {
		put_text(block, PREFIX, name, (size_t)cut);
		put_text(block, NAME, name + cut + 1, len - (size_t)cut - 1);
	} else {
		put_text(block, NAME, name, len);
	}
}

static void put_block(struct sb *out, char type, const char *name, size_t name_len, const struct tar_member *m,
		      uint64_t size)
{
	uint8_t block[TAR_BLOCK] = {0};
	bool link = type == TAR_SYMLINK;

	put_name(block, name, name_len);
	put_octal(block, MODE, type == TAR_DIRECTORY ? 0755 : link ? 0777 : 0644);
	put_octal(block, UID, 0);
	put_octal(block, GID, 0);
	put_octal(block, SIZE, size <= OCTAL_MAX ? size : 0);
	put_octal(block, MTIME, m->mtime >= 0 && m->mtime <= OCTAL_MAX ? (uint64_t)m->mtime : 0);
	put_text(block, TYPE, &type, 1);
	if (link)
		put_text(block, LINKNAME, m->target, strlen(m->target));
	put_text(block, MAGIC, "ustar\00000", 8);
	put_text(block, UNAME, "root", 4);
	put_text(block, GNAME, "root", 4);
	put_octal(block, DEVMAJOR, 0);
	put_octal(block, DEVMINOR, 0);
	put_checksum(block);
	sb_add(out, block, sizeof(block));
}

/* "length key=value\n", where the length counts its own digits. */
static void pax_record(struct sb *pax, const char *key, const char *value)
{
	size_t rest = strlen(key) + strlen(value) + 3, len = rest + 1;
	char digits[24];

	while (len != rest + (size_t)snprintf(digits, sizeof(digits), "%zu", len))
		len++;
	sb_printf(pax, "%s %s=%s\n", digits, key, value);
}

static void pax_header(struct sb *out, const struct tar_member *m, const char *name, size_t name_len)
{
	struct sb pax = {0};
	char number[24];

	if (split_name(name, name_len) < 0)
		pax_record(&pax, "path", name);
	if (m->type == TAR_SYMLINK && strlen(m->target) > NAME_MAX_USTAR)
		pax_record(&pax, "linkpath", m->target);
	if (m->size > OCTAL_MAX) {
		snprintf(number, sizeof(number), "%llu", (unsigned long long)m->size);
		pax_record(&pax, "size", number);
	}
	if (m->mtime < 0 || m->mtime > OCTAL_MAX) {
		snprintf(number, sizeof(number), "%lld", (long long)m->mtime);
		pax_record(&pax, "mtime", number);
	}
	if (pax.len) {
		static const uint8_t zeros[TAR_BLOCK];

		/* Only readers that do not know pax see this name. */
		put_block(out, 'x', "PaxHeaders/member", 17, m, pax.len);
		sb_add(out, pax.s, pax.len);
		sb_add(out, zeros, (TAR_BLOCK - pax.len % TAR_BLOCK) % TAR_BLOCK);
	}
	sb_free(&pax);
}

void tar_header(struct sb *out, const struct tar_member *m)
{
	struct sb name = {0};

	sb_str(&name, m->name);
	if (m->type == TAR_DIRECTORY)
		sb_char(&name, '/');
	pax_header(out, m, name.s, name.len);
	put_block(out, (char)m->type, name.s, name.len, m, m->type == TAR_FILE ? m->size : 0);
	sb_free(&name);
}
