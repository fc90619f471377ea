/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mask.h - replaces what names a machine, its networks and its people in text:
 * host and domain names, IPv4, IPv6 and hardware addresses, user names.  The
 * same original always gets the same replacement, in the shapes that sos clean
 * uses: host0, obfuscateddomain0.com, obfuscateduser0, 100.0.0.1, 534f:1::1,
 * 53:4f:53:00:00:01.  Addresses of one network stay together.
 *
 * Names are learned while text passes by ("/home/alice/", "HOSTNAME=…") and
 * are then replaced wherever they stand as a word: to meet those that stand
 * before the place that gives them away, all text is passed by twice, and what
 * comes out the first time is thrown away.
 *
 * mask_add() and mask_string() with a NULL mask replace nothing.
 */
#ifndef VR_MASK_H
#define VR_MASK_H

#include "base/base.h"

/* How addresses may be written in a text, besides the usual ways. */
enum mask_form {
	MASK_TEXT = 0,
	MASK_NO_ADDRESSES = 1 << 0,	/* what looks like one is a version */
	MASK_HEX_SOCKETS = 1 << 1,	/* 0F02000A:0016, words as the machine has them; IPv6 too */
	MASK_HEX_ROUTE = 1 << 2,	/* 0002000A after a tab */
	MASK_HEX_NUMBER = 1 << 3,	/* 0x0a000200: IPv4 as a number */
	MASK_HEX_IPV6 = 1 << 4,		/* 32 digits in network order */
	MASK_HEX_HARDWARE = 1 << 5,	/* 52540012ab34, without colons */
	MASK_PORTS = 1 << 6,		/* what follows the last colon of an IPv6 address is a port */
	MASK_OCTETS = 1 << 7,		/* four octets between colons are an address too */
	MASK_MOUNTS = 1 << 8,		/* server:/export and //server/share name hosts */
};
/* Of an output file, by its path. */
unsigned mask_form(const char *path);

struct mask;

struct mask *mask_new(void);
void mask_free(struct mask *m);

/*
 * What is known of the machine beforehand: its name, with or without a domain, and its kernel's release,
 * which is no address even if it looks like one.
 */
void mask_learn_machine(struct mask *m, const char *node, const char *release, bool big_endian);
/* What a host is called instead; lives as long as the mask. */
const char *mask_host(struct mask *m, const char *node);
/* Is the machine's name too ordinary a word ("linux") to be replaced wherever it stands in a text? */
bool mask_leaves_machine(const struct mask *m);
/* Appends the text with all replaced.  It should begin and end with lines: nothing is remembered between calls. */
void mask_add(struct mask *m, unsigned form, const char *text, size_t len, struct sb *out);
/* The same of a short string; lives until the next call. */
const char *mask_string(struct mask *m, const char *s);

/* The mapping as JSON, original: replacement, in the form of sos clean's --map-file. */
void mask_write_map(const struct mask *m, struct sb *out);
/* Addresses and names that were replaced by a common word since there were too many of them. */
unsigned long mask_overflow(const struct mask *m);

#endif
