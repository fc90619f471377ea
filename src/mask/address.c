/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What addresses are replaced by: part by part, so that those of one network stay in one network. */
#include "mask/internal.h"

#include <arpa/inet.h>
#include <string.h>

/* ---- IPv4 ----------------------------------------------------------------------------- */

/* This network, loopback, multicast and all above; the two netmasks below those. */
static bool ipv4_names_nobody(const uint8_t b[4])
{
	bool rest = b[1] || b[2] || b[3];

	return b[0] == 0 || b[0] == 127 || b[0] >= 224 || (!rest && (b[0] == 128 || b[0] == 192));
}

/* 100, 101, … 126, 128, … 223, 1, … 99: none of them one that names nobody. */
static uint8_t first_octet(uint32_t number)
{
	uint32_t v = 99 + number;

	if (v >= 127)
		v++;
	return (uint8_t)(v > 223 ? v - 223 : v);
}

/* 0 and 255 stay, as they stand for networks and broadcasts. */
static bool mask_octets(struct numbers *n, uint8_t b[4])
{
	uint32_t node = ADDRESS_IPV4, number;
	uint8_t out[4];

	for (unsigned i = 0; i < 4; i++) {
		bool fixed = i && (b[i] == 0 || b[i] == 255);

		if (!numbers_step(n, &node, b[i], fixed, &number))
			return false;
		out[i] = fixed ? b[i] : i ? (uint8_t)number : first_octet(number);
	}
	memcpy(b, out, 4);
	return true;
}

/* ---- IPv6 ----------------------------------------------------------------------------- */

static uint16_t hextet(const uint8_t *b, unsigned i)
{
	return get_u16(b + 2 * i, true);
}

/* The prefixes below which the last four bytes are an IPv4 address: none, mapped, NAT64. */
static bool holds_ipv4(const uint8_t b[16])
{
	static const uint8_t prefixes[][12] = {
		{0},
		{[10] = 0xff, [11] = 0xff},
		{[1] = 0x64, [2] = 0xff, [3] = 0x9b},
	};

	for (size_t i = 0; i < ARRAY_LEN(prefixes); i++)
		if (!memcmp(b, prefixes[i], 12))
			return i || b[12];	/* not :: and ::1 */
	return false;
}

/* ff02::1:ff12:3456 has the last bytes of an address of the machine; other groups name nobody. */
static bool is_solicited_node(const uint8_t b[16])
{
	static const uint8_t prefix[13] = {0xff, 0x02, [11] = 0x01, [12] = 0xff};

	return !memcmp(b, prefix, sizeof(prefix));
}

static bool ipv6_names_nobody(const uint8_t b[16])
{
	static const uint8_t zeros[15];

	if (holds_ipv4(b))
		return ipv4_names_nobody(b + 12);
	return (b[0] == 0xff && !is_solicited_node(b)) || (!memcmp(b, zeros, 15) && b[15] <= 1);
}

/* Scopes keep their prefix; 534f is sos clean's for the world, fd53 for networks of one's own. */
static uint16_t masked_hextet(unsigned i, uint16_t original, bool fixed, uint32_t number, bool solicited)
{
	if (fixed)
		return original;
	if (solicited && i == 6)
		return (uint16_t)(0xff00 | ((number - 1) & 0xff));
	if (i)
		return (uint16_t)number;
	return (uint16_t)((original >> 9 == 0xfc >> 1 ? 0xfd53 : 0x534f) + number - 1);
}

static bool mask_hextets(struct numbers *n, uint8_t b[16])
{
	bool solicited = is_solicited_node(b);
	uint32_t node = ADDRESS_IPV6, number;
	uint8_t out[16];

	for (unsigned i = 0; i < 8; i++) {
		uint16_t h = hextet(b, i);
		bool link = !i && (h & 0xff80) == 0xfe80;
		bool fixed = !h || link || (solicited && i < 6);

		if (!numbers_step(n, &node, h, fixed, &number))
			return false;
		put_u16(out + 2 * i, true, masked_hextet(i, h, fixed, number, solicited));
	}
	memcpy(b, out, 16);
	return true;
}

/* ---- hardware ------------------------------------------------------------------------- */

/* 33:33:ff:12:34:56 is the group of ff02::1:ff12:3456. */
static bool is_solicited_group(const struct address *a)
{
	return a->len == 6 && a->bytes[0] == 0x33 && a->bytes[1] == 0x33 && a->bytes[2] == 0xff;
}

static bool hardware_names_nobody(const struct address *a)
{
	bool zeros = true, ones = true;

	for (unsigned i = 0; i < a->len; i++) {
		zeros = zeros && a->bytes[i] == 0;
		ones = ones && a->bytes[i] == 0xff;
	}
	return zeros || ones || (a->len == 6 && (a->bytes[0] & 1) && !is_solicited_group(a));
}

static bool mask_group(struct mask *m, uint8_t b[6])
{
	uint8_t group[16] = {0xff, 0x02, [11] = 0x01, [12] = 0xff, b[3], b[4], b[5]};

	if (!mask_hextets(&m->numbers, group))
		return false;
	memcpy(b + 3, group + 13, 3);
	return true;
}

static bool mask_whole(struct mask *m, struct address *a)
{
	static const uint8_t prefix[] = {0x53, 0x4f, 0x53};
	uint32_t number;

	if (!numbers_whole(&m->numbers, ADDRESS_HARDWARE, a->bytes, a->len, &number))
		return false;
	memset(a->bytes, 0, a->len);
	memcpy(a->bytes, prefix, a->len < 6 ? 0 : sizeof(prefix));
	for (unsigned i = a->len; i-- > 0 && number; number >>= 8)
		a->bytes[i] |= (uint8_t)number;
	return true;
}

/* ---- all ------------------------------------------------------------------------------- */

static bool names_nobody(const struct address *a)
{
	switch (a->kind) {
	case ADDRESS_IPV4: return ipv4_names_nobody(a->bytes);
	case ADDRESS_IPV6: return ipv6_names_nobody(a->bytes);
	case ADDRESS_HARDWARE: return hardware_names_nobody(a);
	case ADDRESS_KINDS: break;
	}
	return true;
}

static bool replace(struct mask *m, struct address *a)
{
	if (a->kind == ADDRESS_IPV4)
		return mask_octets(&m->numbers, a->bytes);
	if (a->kind == ADDRESS_IPV6)
		return holds_ipv4(a->bytes) ? mask_octets(&m->numbers, a->bytes + 12) : mask_hextets(&m->numbers, a->bytes);
	return is_solicited_group(a) ? mask_group(m, a->bytes) : mask_whole(m, a);
}

/* Too many to remember each: they get one replacement for all. */
static void replace_by_common(struct mask *m, struct address *a)
{
	memset(a->bytes, 0xfe, a->len);
	a->bytes[0] = a->kind == ADDRESS_IPV4 ? 100 : 0x53;
	m->overflow++;
}

bool mask_address(struct mask *m, struct address *a)
{
	size_t known = m->numbers.count;
	struct address original = *a;
	struct seen_address *seen;

	if (names_nobody(a))
		return false;
	if (!replace(m, a)) {
		replace_by_common(m, a);
		return true;
	}
	if (!memcmp(a->bytes, original.bytes, a->len))
		return false;	/* the prefix of a scope alone: fe80:: */
	if (m->numbers.count == known)
		return true;
	seen = arena_alloc(&m->arena, sizeof(*seen));
	*seen = (struct seen_address){original, *a, NULL};
	*m->seen_end = seen;
	m->seen_end = &seen->next;
	m->numbers.full = ++m->seen_count >= LIMIT_MASKED_ADDRESSES;
	return true;
}

void address_text(const struct address *a, struct sb *out)
{
	char text[INET6_ADDRSTRLEN];

	if (a->kind == ADDRESS_HARDWARE) {
		for (unsigned i = 0; i < a->len; i++)
			sb_printf(out, "%s%02x", i ? ":" : "", a->bytes[i]);
		return;
	}
	inet_ntop(a->kind == ADDRESS_IPV4 ? AF_INET : AF_INET6, a->bytes, text, sizeof(text));
	sb_str(out, text);
}
