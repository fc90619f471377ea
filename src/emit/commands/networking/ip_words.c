/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words for numbers, as ip(8) has them where nothing in /etc/iproute2 was changed. */
#include "emit/commands/networking/ip.h"

struct word {
	long number;
	const char *word;
};

static const char *word_or_number(struct emit *e, const struct word *words, size_t count, long number)
{
	for (size_t i = 0; i < count; i++)
		if (words[i].number == number)
			return words[i].word;
	return file_printf(e, "%ld", number);
}

const char *ip_scope(struct emit *e, long scope)
{
	static const struct word words[] = {{0, "global"}, {200, "site"}, {253, "link"}, {254, "host"}, {255, "nowhere"}};

	return word_or_number(e, words, ARRAY_LEN(words), scope);
}

const char *ip_table(struct emit *e, long table)
{
	static const struct word words[] = {{0, "unspec"}, {253, "default"}, {254, "main"}, {255, "local"}};

	return word_or_number(e, words, ARRAY_LEN(words), table);
}

const char *ip_route_type(struct emit *e, long type)
{
	static const struct word words[] = {
		{0, "none"}, {1, "unicast"}, {2, "local"}, {3, "broadcast"}, {4, "anycast"}, {5, "multicast"}, {6, "blackhole"},
		{7, "unreachable"}, {8, "prohibit"}, {9, "throw"}, {10, "nat"}, {11, "xresolve"},
	};

	return word_or_number(e, words, ARRAY_LEN(words), type);
}

const char *ip_protocol(struct emit *e, long protocol)
{
	static const struct word words[] = {
		{0, "unspec"}, {1, "redirect"}, {2, "kernel"}, {3, "boot"}, {4, "static"}, {8, "gated"}, {9, "ra"}, {10, "mrt"},
		{11, "zebra"}, {12, "bird"}, {13, "dnrouted"}, {14, "xorp"}, {15, "ntk"}, {16, "dhcp"}, {18, "keepalived"},
		{42, "babel"}, {99, "openr"}, {186, "bgp"}, {187, "isis"}, {188, "ospf"}, {189, "rip"}, {192, "eigrp"},
	};

	return word_or_number(e, words, ARRAY_LEN(words), protocol);
}

const char *ip_group(struct emit *e, long group)
{
	static const struct word words[] = {{0, "default"}};

	return word_or_number(e, words, ARRAY_LEN(words), group);
}
