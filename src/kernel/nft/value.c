/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Types of values in nft's language, and how it writes them. */
#include "kernel/nft.h"

#include <inttypes.h>
#include <string.h>

struct word {
	uint64_t value;
	const char *name;
};

static const struct word nfproto[] = {{2, "ipv4"}, {10, "ipv6"}};
static const struct word ethertype[] = {{0x0800, "ip"}, {0x0806, "arp"}, {0x86dd, "ip6"}, {0x8100, "8021q"}, {0x88a8, "8021ad"}};
static const struct word arp_operation[] = {{1, "request"}, {2, "reply"}, {3, "rrequest"}, {4, "rreply"},
					    {8, "inrequest"}, {9, "inreply"}, {10, "nak"}};
/* As in /etc/protocols */
static const struct word protocol[] = {
	{1, "icmp"}, {2, "igmp"}, {4, "ipencap"}, {6, "tcp"}, {17, "udp"}, {33, "dccp"}, {41, "ipv6"}, {47, "gre"},
	{50, "esp"}, {51, "ah"},
	{58, "ipv6-icmp"}, {88, "eigrp"}, {89, "ospf"}, {103, "pim"}, {108, "ipcomp"}, {112, "vrrp"}, {132, "sctp"},
	{136, "udplite"},
};
static const struct word icmp_type[] = {
	{0, "echo-reply"}, {3, "destination-unreachable"}, {4, "source-quench"}, {5, "redirect"}, {8, "echo-request"},
	{9, "router-advertisement"},
	{10, "router-solicitation"}, {11, "time-exceeded"}, {12, "parameter-problem"}, {13, "timestamp-request"},
	{14, "timestamp-reply"},
	{15, "info-request"}, {16, "info-reply"}, {17, "address-mask-request"}, {18, "address-mask-reply"},
};
static const struct word icmp6_type[] = {
	{1, "destination-unreachable"}, {2, "packet-too-big"}, {3, "time-exceeded"}, {4, "parameter-problem"},
	{128, "echo-request"},
	{129, "echo-reply"}, {130, "mld-listener-query"}, {131, "mld-listener-report"}, {132, "mld-listener-done"},
	{133, "nd-router-solicit"},
	{134, "nd-router-advert"}, {135, "nd-neighbor-solicit"}, {136, "nd-neighbor-advert"}, {137, "nd-redirect"},
	{138, "router-renumbering"},
	{141, "ind-neighbor-solicit"}, {142, "ind-neighbor-advert"}, {143, "mld2-listener-report"},
};
static const struct word icmp_code[] = {
	{0, "net-unreachable"}, {1, "host-unreachable"}, {2, "prot-unreachable"}, {3, "port-unreachable"}, {4, "frag-needed"},
	{9, "net-prohibited"}, {10, "host-prohibited"}, {13, "admin-prohibited"},
};
static const struct word icmp6_code[] = {
	{0, "no-route"}, {1, "admin-prohibited"}, {3, "addr-unreachable"}, {4, "port-unreachable"}, {5, "policy-fail"},
	{6, "reject-route"},
};
static const struct word tcp_flag[] = {{1, "fin"}, {2, "syn"}, {4, "rst"}, {8, "psh"}, {0x10, "ack"}, {0x20, "urg"},
				       {0x40, "ecn"}, {0x80, "cwr"}};
static const struct word ct_state[] = {{1, "invalid"}, {2, "established"}, {4, "related"}, {8, "new"}, {0x40, "untracked"}};
static const struct word ct_direction[] = {{0, "original"}, {1, "reply"}};
static const struct word ct_status[] = {{1, "expected"}, {2, "seen-reply"}, {4, "assured"}, {8, "confirmed"},
					{0x10, "snat"}, {0x20, "dnat"}, {0x200, "dying"}};
static const struct word packet_type[] = {{0, "host"}, {1, "broadcast"}, {2, "multicast"}, {3, "other"}};
static const struct word hardware[] = {{1, "ether"}, {512, "ppp"}, {768, "ipip"}, {769, "ipip6"}, {772, "loopback"},
				       {776, "sit"}, {778, "ipgre"}};
static const struct word dscp[] = {
	{0x00, "cs0"}, {0x08, "cs1"}, {0x10, "cs2"}, {0x18, "cs3"}, {0x20, "cs4"}, {0x28, "cs5"}, {0x30, "cs6"},
	{0x38, "cs7"}, {0x01, "lephb"},
	{0x0a, "af11"}, {0x0c, "af12"}, {0x0e, "af13"}, {0x12, "af21"}, {0x14, "af22"}, {0x16, "af23"}, {0x1a, "af31"},
	{0x1c, "af32"},
	{0x1e, "af33"}, {0x22, "af41"}, {0x24, "af42"}, {0x26, "af43"}, {0x2c, "va"}, {0x2e, "ef"},
};
static const struct word ecn[] = {{0, "not-ect"}, {1, "ect1"}, {2, "ect0"}, {3, "ce"}};
static const struct word route_type[] = {
	{0, "unspec"}, {1, "unicast"}, {2, "local"}, {3, "broadcast"}, {4, "anycast"}, {5, "multicast"}, {6, "blackhole"},
	{7, "unreachable"}, {8, "prohibit"},
};
static const struct word existence[] = {{0, "missing"}, {1, "exists"}};

enum style { DECIMAL, HEX, ADDRESS4, ADDRESS6, ETHER, TEXT, DEVICE, WORD, FLAGS, CLASS };

static const struct value_type {
	enum nft_type id;
	const char *name;
	size_t size;
	bool big_endian;
	enum style style;
	const struct word *words;
	size_t count;
} types[] = {
	{NFT_TYPE_VERDICT, "verdict", 0, false, DECIMAL, NULL, 0},
	{NFT_TYPE_NFPROTO, "nf_proto", 1, true, WORD, nfproto, ARRAY_LEN(nfproto)},
	{NFT_TYPE_INTEGER, "integer", 0, true, DECIMAL, NULL, 0},
	{NFT_TYPE_STRING, "string", 0, false, TEXT, NULL, 0},
	{NFT_TYPE_IPADDR, "ipv4_addr", 4, true, ADDRESS4, NULL, 0},
	{NFT_TYPE_IP6ADDR, "ipv6_addr", 16, true, ADDRESS6, NULL, 0},
	{NFT_TYPE_LLADDR, "ll_addr", 0, true, ETHER, NULL, 0},
	{NFT_TYPE_ETHERADDR, "ether_addr", 6, true, ETHER, NULL, 0},
	{NFT_TYPE_ETHERTYPE, "ether_type", 2, true, WORD, ethertype, ARRAY_LEN(ethertype)},
	{NFT_TYPE_ARPOP, "arp_op", 2, true, WORD, arp_operation, ARRAY_LEN(arp_operation)},
	{NFT_TYPE_INET_PROTOCOL, "inet_proto", 1, true, WORD, protocol, ARRAY_LEN(protocol)},
	{NFT_TYPE_INET_SERVICE, "inet_service", 2, true, DECIMAL, NULL, 0},
	{NFT_TYPE_ICMP_TYPE, "icmp_type", 1, true, WORD, icmp_type, ARRAY_LEN(icmp_type)},
	{NFT_TYPE_TCP_FLAG, "tcp_flag", 1, true, FLAGS, tcp_flag, ARRAY_LEN(tcp_flag)},
	{NFT_TYPE_MARK, "mark", 4, false, HEX, NULL, 0},
	{NFT_TYPE_IFINDEX, "iface_index", 4, false, DEVICE, NULL, 0},
	{NFT_TYPE_ARPHRD, "iface_type", 2, false, WORD, hardware, ARRAY_LEN(hardware)},
	{NFT_TYPE_REALM, "realm", 4, false, DECIMAL, NULL, 0},
	{NFT_TYPE_CLASSID, "classid", 4, false, CLASS, NULL, 0},
	{NFT_TYPE_UID, "uid", 4, false, DECIMAL, NULL, 0},
	{NFT_TYPE_GID, "gid", 4, false, DECIMAL, NULL, 0},
	{NFT_TYPE_CT_STATE, "ct_state", 4, false, FLAGS, ct_state, ARRAY_LEN(ct_state)},
	{NFT_TYPE_CT_DIR, "ct_dir", 1, false, WORD, ct_direction, ARRAY_LEN(ct_direction)},
	{NFT_TYPE_CT_STATUS, "ct_status", 4, false, FLAGS, ct_status, ARRAY_LEN(ct_status)},
	{NFT_TYPE_ICMP6_TYPE, "icmpv6_type", 1, true, WORD, icmp6_type, ARRAY_LEN(icmp6_type)},
	{NFT_TYPE_PKTTYPE, "pkt_type", 1, false, WORD, packet_type, ARRAY_LEN(packet_type)},
	{NFT_TYPE_ICMP_CODE, "icmp_code", 1, true, WORD, icmp_code, ARRAY_LEN(icmp_code)},
	{NFT_TYPE_ICMPV6_CODE, "icmpv6_code", 1, true, WORD, icmp6_code, ARRAY_LEN(icmp6_code)},
	{NFT_TYPE_DSCP, "dscp", 1, true, WORD, dscp, ARRAY_LEN(dscp)},
	{NFT_TYPE_ECN, "ecn", 1, true, WORD, ecn, ARRAY_LEN(ecn)},
	{NFT_TYPE_FIB_ADDR, "fib_addrtype", 4, false, WORD, route_type, ARRAY_LEN(route_type)},
	{NFT_TYPE_BOOLEAN, "boolean", 1, false, WORD, existence, ARRAY_LEN(existence)},
	{NFT_TYPE_IFNAME, "ifname", 16, false, TEXT, NULL, 0},
};

static const struct value_type *find(long type)
{
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (types[i].id == type)
			return &types[i];
	return NULL;
}

const char *nft_type_name(long type)
{
	const struct value_type *t = find(type);

	return t ? t->name : NULL;
}

size_t nft_type_size(long type)
{
	const struct value_type *t = find(type);

	return t ? t->size : 0;
}

bool nft_type_is_flags(long type)
{
	const struct value_type *t = find(type);

	return t && t->style == FLAGS;
}

bool nft_type_big_endian(long type)
{
	const struct value_type *t = find(type);

	return !t || t->big_endian;
}

bool nft_type_has_prefixes(long type)
{
	return type == NFT_TYPE_IPADDR || type == NFT_TYPE_IP6ADDR;
}

uint64_t nft_number(const struct nft_value *v, bool big_endian)
{
	uint64_t n = 0;

	for (size_t i = 0; i < v->len && i < 8; i++)
		n = big_endian ? n << 8 | v->bytes[i] : n | (uint64_t)v->bytes[i] << 8 * i;
	return n;
}

const char *nft_flags_text(struct emit *e, long type, uint64_t flags)
{
	const struct value_type *t = find(type);
	const char *text = "";

	for (size_t i = 0; t && i < t->count; i++)
		if (flags & t->words[i].value) {
			text = file_printf(e, "%s%s%s", text, *text ? "," : "", t->words[i].name);
			flags &= ~t->words[i].value;
		}
	if (flags || !*text)
		text = file_printf(e, "%s%s0x%" PRIx64, text, *text ? "," : "", flags);
	return text;
}

static const char *bytes_text(struct emit *e, const struct nft_value *v, const char *separator)
{
	const char *text = "";

	for (size_t i = 0; i < v->len; i++)
		text = file_printf(e, "%s%s%02x", text, i ? separator : "", v->bytes[i]);
	return text;
}

static const char *shortened(const char *digits)
{
	while (digits[0] == '0' && digits[1])
		digits++;
	return digits;
}

/* A name that ends before the value's last byte but has no NUL is one that others begin with. */
static const char *name_text(struct emit *e, const struct nft_value *v)
{
	size_t n = strnlen((const char *)v->bytes, v->len);

	return file_printf(e, "\"%s%s\"", printable(e, (const char *)v->bytes, n), n == v->len && n < 16 ? "*" : "");
}

static const char *word_text(struct emit *e, const struct value_type *t, uint64_t n)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->words[i].value == n)
			return t->words[i].name;
	return file_printf(e, t->id == NFT_TYPE_DSCP || t->id == NFT_TYPE_ETHERTYPE ? "0x%02" PRIx64 : "%" PRIu64, n);
}

static const char *class_text(struct emit *e, uint64_t n)
{
	if (n == 0)
		return "none";
	return n == UINT32_MAX ? "root" : file_printf(e, "%" PRIx64 ":%" PRIx64, n >> 16, n & 0xffff);
}

const char *nft_value_text(ref net, long type, const struct nft_value *v)
{
	struct emit *e = context(net);
	const struct value_type *t = find(type);
	uint64_t n = nft_number(v, !t || t->big_endian || e->facts->big_endian);
	const char *device;

	if (!t || (v->len > 8 && (t->style == DECIMAL || t->style == HEX)))
		return file_printf(e, "0x%s", shortened(bytes_text(e, v, "")));
	switch (t->style) {
	case HEX:
		return file_printf(e, "0x%08" PRIx64, n);
	case ADDRESS4:
		return file_printf(e, "%u.%u.%u.%u", v->bytes[0], v->bytes[1], v->bytes[2], v->bytes[3]);
	case ADDRESS6:
		return ipv6_text(e, v->bytes);
	case ETHER:
		return bytes_text(e, v, ":");
	case TEXT:
		return name_text(e, v);
	case DEVICE:
		device = net_device_name(net, (long)n);
		return *device ? file_printf(e, "\"%s\"", device) : file_printf(e, "%" PRIu64, n);
	case WORD:
		return word_text(e, t, n);
	case FLAGS:
		return nft_flags_text(e, type, n);
	case CLASS:
		return class_text(e, n);
	case DECIMAL:
		break;
	}
	return file_printf(e, "%" PRIu64, n);
}

const char *nft_time_text(struct emit *e, uint64_t ms)
{
	static const struct {
		uint64_t ms;
		const char *name;
	} units[] = {{86400000, "d"}, {3600000, "h"}, {60000, "m"}, {1000, "s"}, {1, "ms"}};
	const char *text = "";

	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		if (ms / units[i].ms)
			text = file_printf(e, "%s%" PRIu64 "%s", text, ms / units[i].ms, units[i].name);
		ms %= units[i].ms;
	}
	return *text ? text : "0s";
}

long nft_prefix_length(const unsigned char *mask, size_t size)
{
	long ones = 0;
	bool ended = false;

	for (size_t i = 0; i < size * 8; i++) {
		bool bit = mask[i / 8] >> (7 - i % 8) & 1;

		if (bit && ended)
			return -1;
		if (bit)
			ones++;
		else
			ended = true;
	}
	return ones;
}
