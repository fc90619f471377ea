/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds addresses in running text. */
#include "mask/internal.h"

#include <string.h>

/* ---- parsing ----------------------------------------------------------------------------- */

/* Four decimal numbers without leading zeros; returns the length, 0 if there are none. */
static size_t parse_ipv4(const struct place *at, size_t from, uint8_t out[4])
{
	size_t n = from;

	for (unsigned i = 0; i < 4; i++) {
		unsigned value = 0, digits = 0;

		if (i && ahead(at, n++) != '.')
			return 0;
		for (; is_digit(ahead(at, n)) && digits < 4; n++, digits++)
			value = 10 * value + hex_value(ahead(at, n));
		if (!digits || value > 255 || (digits > 1 && ahead(at, n - digits) == '0'))
			return 0;
		out[i] = (uint8_t)value;
	}
	return n - from;
}

struct ipv6 {
	uint16_t groups[8];
	unsigned count;
	int gap;		/* groups before the "::"; -1: none */
	size_t len;		/* of the longest text so far that is an address */
	unsigned len_count;	/* groups in it */
	int len_gap;
	struct {		/* the same before the last group */
		size_t len;
		unsigned count;
		int gap;
	} before;
};

static void accept_ipv6(struct ipv6 *v, const struct place *at, size_t n)
{
	if ((v->gap < 0 && v->count < 8) || is_alnum(ahead(at, n)))
		return;
	v->before.len = v->len;
	v->before.count = v->len_count;
	v->before.gap = v->len_gap;
	v->len = n;
	v->len_count = v->count;
	v->len_gap = v->gap;
}

static size_t read_gap(struct ipv6 *v, const struct place *at, size_t n)
{
	if (v->gap >= 0 || ahead(at, n) != ':' || ahead(at, n + 1) != ':')
		return 0;
	v->gap = (int)v->count;
	accept_ipv6(v, at, n + 2);
	return 2;
}

/* A dotted tail stands for two groups and ends the address. */
static size_t read_tail(struct ipv6 *v, const struct place *at, size_t n)
{
	uint8_t tail[4];
	size_t len = v->count <= 6 ? parse_ipv4(at, n, tail) : 0;

	if (len) {
		v->groups[v->count++] = get_u16(tail, true);
		v->groups[v->count++] = get_u16(tail + 2, true);
		accept_ipv6(v, at, n + len);
	}
	return len;
}

/* One to four hexadecimal digits. */
static size_t read_group(struct ipv6 *v, const struct place *at, size_t n)
{
	size_t len = 0;
	unsigned value = 0;

	for (; is_hex(ahead(at, n + len)) && len < 5; len++)
		value = value << 4 | hex_value(ahead(at, n + len));
	if (!len || len > 4)
		return 0;
	v->groups[v->count++] = (uint16_t)value;
	accept_ipv6(v, at, n + len);
	return len;
}

static void read_ipv6(struct ipv6 *v, const struct place *at)
{
	size_t n = read_gap(v, at, 0), len;

	while (v->count < 8) {
		if (read_tail(v, at, n))
			return;
		len = read_group(v, at, n);
		if (!len)
			return;
		n += len;
		len = v->count < 8 ? read_gap(v, at, n) : 0;
		if (!len && ahead(at, n) != ':')
			return;
		n += len ? len : 1;
	}
}

/* ---- IPv6 ---------------------------------------------------------------------------------- */

static void put_groups(const struct ipv6 *v, unsigned count, int gap, uint8_t out[16])
{
	unsigned tail = gap < 0 ? 0 : count - (unsigned)gap;

	memset(out, 0, 16);
	for (unsigned i = 0; i < count; i++)
		put_u16(out + 2 * (gap >= 0 && i >= (unsigned)gap ? 8 - tail + (i - (unsigned)gap) : i), true, v->groups[i]);
}

/* 2001:0db8:0000:…: as the kernel's %pI6 writes it, all digits. */
static void full_text(const uint8_t b[16], struct sb *out)
{
	for (unsigned i = 0; i < 8; i++)
		sb_printf(out, "%s%02x%02x", i ? ":" : "", b[2 * i], b[2 * i + 1]);
}

size_t mask_ipv6(struct mask *m, const struct place *at, struct sb *out)
{
	struct ipv6 v = {.gap = -1, .len_gap = -1};
	struct address a = {.kind = ADDRESS_IPV6, .len = 16};

	if (behind(at, 1) == ':')
		return 0;
	read_ipv6(&v, at);
	/* "fe80::1:22" of a list of sockets: the port has been taken for a group */
	if ((at->form & MASK_PORTS) && v.before.len && ahead(at, v.len) != ':') {
		v.len = v.before.len;
		v.len_count = v.before.count;
		v.len_gap = v.before.gap;
	}
	if (!v.len)
		return 0;
	put_groups(&v, v.len_count, v.len_gap, a.bytes);
	if (!mask_address(m, &a))
		sb_add(out, at->p, v.len);
	else if (v.len == 39 && v.len_gap < 0)
		full_text(a.bytes, out);
	else
		address_text(&a, out);
	return v.len;
}

/* ---- IPv4 ---------------------------------------------------------------------------------- */

/* "version 6.1.0.1", "fw: 14.2.0.9" */
static bool after_version(const struct place *at)
{
	static const char *const words[] = {"version", "ver", "rev", "revision", "release", "firmware", "fw", "driver",
					    "bios", "api"};
	struct place before = *at;

	while (before.p > at->p - 3 && behind(&before, 1) && strchr(" :=\t\"'(", behind(&before, 1)))
		before.p--;
	for (size_t i = 0; i < ARRAY_LEN(words) && before.p < at->p; i++)
		if (place_follows(&before, words[i]) && !is_letter(behind(&before, strlen(words[i]) + 1)))
			return true;
	return false;
}

/* "1-1.2.3.4": where a USB device is plugged in. */
static bool after_bus(const struct place *at)
{
	size_t n = 2;

	if (behind(at, 1) != '-' || !is_digit(behind(at, 2)))
		return false;
	while (is_digit(behind(at, n)))
		n++;
	return behind(at, n) != '.';
}

static bool is_release(const struct mask *m, const struct place *at, size_t len)
{
	return !strncmp(m->release, at->p, len) && !is_digit(m->release[len]);
}

size_t mask_ipv4(struct mask *m, const struct place *at, struct sb *out)
{
	struct address a = {.kind = ADDRESS_IPV4, .len = 4};
	size_t len = parse_ipv4(at, 0, a.bytes);
	char next = ahead(at, len);

	/* more numbers before or after it: none of them is the first or the last of an address */
	if (!len || (behind(at, 1) == '.' && is_alnum(behind(at, 2))) || is_alnum(next) ||
	    (next == '.' && is_alnum(ahead(at, len + 1))))
		return 0;
	if (after_version(at) || after_bus(at) || is_release(m, at, len))
		return 0;
	if (mask_address(m, &a))
		address_text(&a, out);
	else
		sb_add(out, at->p, len);
	return len;
}

/* ---- hardware -------------------------------------------------------------------------------- */

/* Pairs of digits with one separator between them; returns how many. */
static unsigned parse_pairs(const struct place *at, uint8_t *out, unsigned room)
{
	unsigned n = 0;

	while (n < room && is_hex(ahead(at, 3 * n)) && is_hex(ahead(at, 3 * n + 1))) {
		out[n] = (uint8_t)(hex_value(ahead(at, 3 * n)) << 4 | hex_value(ahead(at, 3 * n + 1)));
		n++;
		if (ahead(at, 3 * n - 1) != ahead(at, 2))
			break;
	}
	return is_alnum(ahead(at, 3 * n - 1)) ? 0 : n;
}

static bool has_upper(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] >= 'A' && s[i] <= 'F')
			return true;
	return false;
}

/* Of n bytes those that are one address, and of what kind; what the log of a firewall has is two and a type. */
static void mask_pairs(struct mask *m, uint8_t *b, unsigned n)
{
	struct address a = {.kind = n == 4 ? ADDRESS_IPV4 : n == 16 ? ADDRESS_IPV6 : ADDRESS_HARDWARE};

	a.len = (uint8_t)(n == 14 ? 6 : n);
	memcpy(a.bytes, b, a.len);
	mask_address(m, &a);
	memcpy(b, a.bytes, a.len);
	if (n == 14)
		mask_pairs(m, b + 6, 6);
}

size_t mask_hardware(struct mask *m, const struct place *at, struct sb *out)
{
	char sep = ahead(at, 2);
	uint8_t b[20];
	unsigned n, first = 0;

	if ((sep != ':' && sep != '-') || behind(at, 1) == sep)
		return 0;
	n = parse_pairs(at, b, sizeof(b));
	if (n < (at->form & MASK_OCTETS ? 4u : 6u))
		return 0;
	/* BOOTIF=01-52-54-00-12-34-56: the type of the link comes first */
	if (sep == '-')
		first = n == 7;
	if (sep == '-' && n > 7)
		return 0;
	mask_pairs(m, b + first, n - first);
	for (unsigned i = 0; i < n; i++) {
		if (i)
			sb_char(out, sep);
		sb_printf(out, has_upper(at->p, 3 * n - 1) ? "%02X" : "%02x", b[i]);
	}
	return 3 * n - 1;
}

/* ---- the kernel's hexadecimal columns ----------------------------------------------------------- */

static size_t hex_run(const struct place *at, size_t from)
{
	size_t n = from;

	while (is_hex(ahead(at, n)))
		n++;
	return is_alnum(ahead(at, n)) ? 0 : n - from;
}

static void get_bytes(const struct place *at, size_t from, uint8_t *out, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		out[i] = (uint8_t)(hex_value(ahead(at, from + 2 * i)) << 4 | hex_value(ahead(at, from + 2 * i + 1)));
}

/* Words of four bytes that were printed as numbers on a little-endian machine. */
static void swap_words(uint8_t *b, unsigned n)
{
	for (unsigned i = 0; i + 4 <= n; i += 4)
		put_u32(b + i, true, get_u32(b + i, false));
}

static size_t mask_digits(struct mask *m, const struct place *at, size_t from, struct address a, bool words, struct sb *out)
{
	bool swap = words && !m->big_endian;

	get_bytes(at, from, a.bytes, a.len);
	if (swap)
		swap_words(a.bytes, a.len);
	mask_address(m, &a);
	if (swap)
		swap_words(a.bytes, a.len);
	sb_add(out, at->p, from);
	for (unsigned i = 0; i < a.len; i++)
		sb_printf(out, words ? "%02X" : "%02x", a.bytes[i]);
	return from + 2u * a.len;
}

size_t mask_hex(struct mask *m, const struct place *at, struct sb *out)
{
	static const struct address ipv4 = {.kind = ADDRESS_IPV4, .len = 4}, ipv6 = {.kind = ADDRESS_IPV6, .len = 16};
	size_t n = hex_run(at, 0);

	if ((at->form & MASK_HEX_SOCKETS) && (n == 8 || n == 32) && ahead(at, n) == ':' && hex_run(at, n + 1) == 4)
		return mask_digits(m, at, 0, n == 8 ? ipv4 : ipv6, true, out);
	if ((at->form & MASK_HEX_ROUTE) && n == 8 && behind(at, 1) == '\t')
		return mask_digits(m, at, 0, ipv4, true, out);
	if ((at->form & MASK_HEX_IPV6) && n == 32)
		return mask_digits(m, at, 0, ipv6, false, out);
	if ((at->form & MASK_HEX_HARDWARE) && n >= 12 && n <= 40 && n % 2 == 0)
		return mask_digits(m, at, 0, (struct address){.kind = ADDRESS_HARDWARE, .len = (uint8_t)(n / 2)}, false, out);
	if ((at->form & MASK_HEX_NUMBER) && ahead(at, 0) == '0' && ahead(at, 1) == 'x' && hex_run(at, 2) == 8)
		return mask_digits(m, at, 2, ipv4, false, out);
	return 0;
}
