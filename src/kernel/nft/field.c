/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fields of packet headers, as nft's language names them. */
#include "kernel/nft.h"

#define FIELD(name, byte, bytes, type) {name, (byte) * 8, (bytes) * 8, type}

static const struct nft_field ether[] = {
	FIELD("ether daddr", 0, 6, NFT_TYPE_ETHERADDR), FIELD("ether saddr", 6, 6, NFT_TYPE_ETHERADDR), FIELD("ether type", 12, 2, NFT_TYPE_ETHERTYPE),
	{"vlan pcp", 112, 3, NFT_TYPE_INTEGER}, {"vlan dei", 115, 1, NFT_TYPE_INTEGER}, {"vlan id", 116, 12, NFT_TYPE_INTEGER},
	FIELD("vlan type", 16, 2, NFT_TYPE_ETHERTYPE),
};
static const struct nft_field ip[] = {
	{"ip version", 0, 4, NFT_TYPE_INTEGER}, {"ip hdrlength", 4, 4, NFT_TYPE_INTEGER}, {"ip dscp", 8, 6, NFT_TYPE_DSCP},
	{"ip ecn", 14, 2, NFT_TYPE_ECN}, FIELD("ip length", 2, 2, NFT_TYPE_INTEGER), FIELD("ip id", 4, 2, NFT_TYPE_INTEGER),
	FIELD("ip frag-off", 6, 2, NFT_TYPE_INTEGER), FIELD("ip ttl", 8, 1, NFT_TYPE_INTEGER), FIELD("ip protocol", 9, 1, NFT_TYPE_INET_PROTOCOL),
	FIELD("ip checksum", 10, 2, NFT_TYPE_INTEGER), FIELD("ip saddr", 12, 4, NFT_TYPE_IPADDR), FIELD("ip daddr", 16, 4, NFT_TYPE_IPADDR),
};
static const struct nft_field ip6[] = {
	{"ip6 version", 0, 4, NFT_TYPE_INTEGER}, {"ip6 dscp", 4, 6, NFT_TYPE_DSCP}, {"ip6 ecn", 10, 2, NFT_TYPE_ECN},
	{"ip6 flowlabel", 12, 20, NFT_TYPE_INTEGER}, FIELD("ip6 length", 4, 2, NFT_TYPE_INTEGER), FIELD("ip6 nexthdr", 6, 1, NFT_TYPE_INET_PROTOCOL),
	FIELD("ip6 hoplimit", 7, 1, NFT_TYPE_INTEGER), FIELD("ip6 saddr", 8, 16, NFT_TYPE_IP6ADDR), FIELD("ip6 daddr", 24, 16, NFT_TYPE_IP6ADDR),
};
static const struct nft_field arp[] = {
	FIELD("arp htype", 0, 2, NFT_TYPE_INTEGER), FIELD("arp ptype", 2, 2, NFT_TYPE_ETHERTYPE), FIELD("arp hlen", 4, 1, NFT_TYPE_INTEGER),
	FIELD("arp plen", 5, 1, NFT_TYPE_INTEGER), FIELD("arp operation", 6, 2, NFT_TYPE_ARPOP), FIELD("arp saddr ether", 8, 6, NFT_TYPE_ETHERADDR),
	FIELD("arp saddr ip", 14, 4, NFT_TYPE_IPADDR), FIELD("arp daddr ether", 18, 6, NFT_TYPE_ETHERADDR), FIELD("arp daddr ip", 24, 4, NFT_TYPE_IPADDR),
};
static const struct nft_field tcp[] = {
	FIELD("tcp sport", 0, 2, NFT_TYPE_INET_SERVICE), FIELD("tcp dport", 2, 2, NFT_TYPE_INET_SERVICE), FIELD("tcp sequence", 4, 4, NFT_TYPE_INTEGER),
	FIELD("tcp ackseq", 8, 4, NFT_TYPE_INTEGER), {"tcp doff", 96, 4, NFT_TYPE_INTEGER}, {"tcp reserved", 100, 4, NFT_TYPE_INTEGER},
	FIELD("tcp flags", 13, 1, NFT_TYPE_TCP_FLAG), FIELD("tcp window", 14, 2, NFT_TYPE_INTEGER), FIELD("tcp checksum", 16, 2, NFT_TYPE_INTEGER),
	FIELD("tcp urgptr", 18, 2, NFT_TYPE_INTEGER),
};
static const struct nft_field udp[] = {
	FIELD("udp sport", 0, 2, NFT_TYPE_INET_SERVICE), FIELD("udp dport", 2, 2, NFT_TYPE_INET_SERVICE), FIELD("udp length", 4, 2, NFT_TYPE_INTEGER),
	FIELD("udp checksum", 6, 2, NFT_TYPE_INTEGER),
};
static const struct nft_field udplite[] = {
	FIELD("udplite sport", 0, 2, NFT_TYPE_INET_SERVICE), FIELD("udplite dport", 2, 2, NFT_TYPE_INET_SERVICE),
	FIELD("udplite csumcov", 4, 2, NFT_TYPE_INTEGER), FIELD("udplite checksum", 6, 2, NFT_TYPE_INTEGER),
};
static const struct nft_field sctp[] = {
	FIELD("sctp sport", 0, 2, NFT_TYPE_INET_SERVICE), FIELD("sctp dport", 2, 2, NFT_TYPE_INET_SERVICE), FIELD("sctp vtag", 4, 4, NFT_TYPE_INTEGER),
	FIELD("sctp checksum", 8, 4, NFT_TYPE_INTEGER),
};
static const struct nft_field dccp[] = {FIELD("dccp sport", 0, 2, NFT_TYPE_INET_SERVICE), FIELD("dccp dport", 2, 2, NFT_TYPE_INET_SERVICE)};
static const struct nft_field icmp[] = {
	FIELD("icmp type", 0, 1, NFT_TYPE_ICMP_TYPE), FIELD("icmp code", 1, 1, NFT_TYPE_ICMP_CODE), FIELD("icmp checksum", 2, 2, NFT_TYPE_INTEGER),
	FIELD("icmp id", 4, 2, NFT_TYPE_INTEGER), FIELD("icmp sequence", 6, 2, NFT_TYPE_INTEGER), FIELD("icmp gateway", 4, 4, NFT_TYPE_INTEGER),
};
static const struct nft_field icmpv6[] = {
	FIELD("icmpv6 type", 0, 1, NFT_TYPE_ICMP6_TYPE), FIELD("icmpv6 code", 1, 1, NFT_TYPE_ICMPV6_CODE), FIELD("icmpv6 checksum", 2, 2, NFT_TYPE_INTEGER),
	FIELD("icmpv6 id", 4, 2, NFT_TYPE_INTEGER), FIELD("icmpv6 sequence", 6, 2, NFT_TYPE_INTEGER), FIELD("icmpv6 mtu", 4, 4, NFT_TYPE_INTEGER),
};
static const struct nft_field esp[] = {FIELD("esp spi", 0, 4, NFT_TYPE_INTEGER), FIELD("esp sequence", 4, 4, NFT_TYPE_INTEGER)};
static const struct nft_field ah[] = {
	FIELD("ah nexthdr", 0, 1, NFT_TYPE_INET_PROTOCOL), FIELD("ah hdrlength", 1, 1, NFT_TYPE_INTEGER), FIELD("ah reserved", 2, 2, NFT_TYPE_INTEGER),
	FIELD("ah spi", 4, 4, NFT_TYPE_INTEGER), FIELD("ah sequence", 8, 4, NFT_TYPE_INTEGER),
};
/* Of a transport that the rule has not compared. */
static const struct nft_field any[] = {FIELD("th sport", 0, 2, NFT_TYPE_INET_SERVICE), FIELD("th dport", 2, 2, NFT_TYPE_INET_SERVICE)};

static const struct header {
	enum nft_payload_base base;
	long protocol;
	const struct nft_field *fields;
	size_t count;
} headers[] = {
	{NFT_BASE_NETWORK, NFPROTO_IPV4_, ip, ARRAY_LEN(ip)},	{NFT_BASE_NETWORK, NFPROTO_IPV6_, ip6, ARRAY_LEN(ip6)},
	{NFT_BASE_NETWORK, NFPROTO_ARP_, arp, ARRAY_LEN(arp)},	{NFT_BASE_TRANSPORT, 1, icmp, ARRAY_LEN(icmp)},
	{NFT_BASE_TRANSPORT, 6, tcp, ARRAY_LEN(tcp)},		{NFT_BASE_TRANSPORT, 17, udp, ARRAY_LEN(udp)},
	{NFT_BASE_TRANSPORT, 33, dccp, ARRAY_LEN(dccp)},	{NFT_BASE_TRANSPORT, 50, esp, ARRAY_LEN(esp)},
	{NFT_BASE_TRANSPORT, 51, ah, ARRAY_LEN(ah)},		{NFT_BASE_TRANSPORT, 58, icmpv6, ARRAY_LEN(icmpv6)},
	{NFT_BASE_TRANSPORT, 132, sctp, ARRAY_LEN(sctp)},	{NFT_BASE_TRANSPORT, 136, udplite, ARRAY_LEN(udplite)},
	{NFT_BASE_TRANSPORT, -1, any, ARRAY_LEN(any)},
};

/* bits 0: however many. */
static const struct nft_field *search(enum nft_payload_base base, long protocol, unsigned bit, unsigned bits)
{
	const struct header link = {NFT_BASE_LINK, -1, ether, ARRAY_LEN(ether)};
	const struct header *h = base == NFT_BASE_LINK ? &link : NULL;

	for (size_t i = 0; !h && i < ARRAY_LEN(headers); i++)
		if (headers[i].base == base && headers[i].protocol == protocol)
			h = &headers[i];
	for (size_t i = 0; h && i < h->count; i++)
		if (h->fields[i].bit == bit && (!bits || h->fields[i].bits == bits))
			return &h->fields[i];
	return NULL;
}

const struct nft_field *nft_field_at(enum nft_payload_base base, long protocol, unsigned bit, unsigned bits)
{
	return search(base, protocol, bit, bits);
}

const struct nft_field *nft_field_from(enum nft_payload_base base, long protocol, unsigned bit)
{
	return search(base, protocol, bit, 0);
}
