/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/net.h"

bool socket_in(ref sock, ref net)
{
	return addr(sock, "skc_net.net|__sk_common.skc_net.net") == net.addr;
}

/* The inode of the file that a socket is to user space: SOCK_INODE(). */
static ref socket_file_inode(ref sock)
{
	ref socket = ptr(sock, "sk_socket");

	return null(socket) ? socket : sub(container(socket, "struct socket_alloc", "socket"), "vfs_inode");
}

long socket_uid(ref sock)
{
	ref inode;

	if (has(sock, "sk_ino"))	/* 6.17: sk_uid is what sock_i_uid() gives */
		return num(sock, "sk_uid");
	inode = socket_file_inode(sock);
	return null(inode) ? 0 : num(inode, "i_uid");
}

unsigned long socket_inode(ref sock)
{
	ref inode;

	if (has(sock, "sk_ino"))	/* 6.17 */
		return (unsigned long)num(sock, "sk_ino");
	inode = socket_file_inode(sock);
	return null(inode) ? 0 : (unsigned long)num(inode, "i_ino");
}

long socket_send_queue(ref sock)
{
	return num(sock, "sk_wmem_alloc") - 1;
}

long socket_receive_queue(ref sock)
{
	return num(sock, "sk_backlog.rmem_alloc");
}

long socket_drops(ref sock)
{
	ref counters;

	if (!has(sock, "sk_drop_counters"))
		return num(sock, "sk_drops");
	counters = ptr(sock, "sk_drop_counters");	/* 6.18: one counter per NUMA half, if that is set up */
	return null(counters) ? num(sock, "sk_drops") : num(counters, "drops0") + num(counters, "drops1");
}

/* ---- tables ------------------------------------------------------------------------- */

enum { HEADS_AT_ONCE = 64 * 1024 };

/* The objects of one bucket, behind the numbers of their bucket. */
static void collect_bucket(struct emit *e, struct address_list *l, const struct bucket_walk_options *o, size_t i)
{
	ref head = at(e, o->base + i * o->stride, "struct hlist_nulls_head");

	EACH(object, hlist_nulls(head, o->type, o->member))
		address_add(l, i), address_add(l, object.addr);
}

/* Heads are read many at a time: most buckets of a big table are empty. */
struct walk buckets(struct emit *e, struct bucket_walk_options o)
{
	struct address_list found = address_list(e);
	size_t word = e->facts->word_size, chunk = o.stride ? HEADS_AT_ONCE / o.stride : 0;

	if (o.count > LIMIT_WALK || o.stride < word || !chunk) {
		fail(e, "hash table", "of impossible size", o.base);
		o.count = 0;
	}
	for (size_t first = 0; first < o.count; first += chunk) {
		size_t n = o.count - first < chunk ? o.count - first : chunk;
		const uint8_t *heads = read_bytes(e, o.base + first * o.stride, (n - 1) * o.stride + word);

		for (size_t i = 0; heads && i < n; i++) {
			uint64_t head = word == 8 ? get_u64(heads + i * o.stride, e->facts->big_endian)
						  : get_u32(heads + i * o.stride, e->facts->big_endian);

			if (head && !(head & 1))
				collect_bucket(e, &found, &o, first + i);
		}
	}
	return pair_walk(e, &found, o.type);
}

/*
 * struct rhashtable: chains end in an odd value; bit 0 of a head is a lock.  A table that is being
 * resized has a second one behind it.  Nested tables (of several levels) are not followed.
 */
static void collect_rhash(ref table, struct address_list *l, const char *type, const char *member)
{
	struct emit *e = context(table);
	size_t offset = offsetof_member(e, type, member);

	if (num(table, "nest")) {
		fail(e, "struct bucket_table", "nested hash table", table.addr);
		return;
	}
	EACH_KEY(i, numbers(e, num(table, "size"))) {
		uint64_t node = (uint64_t)num_at(table, "buckets[]", i) & ~1ULL;

		if (!node)
			continue;
		EACH(object, hlist_nulls_from(e, node, type, offset))
			address_add(l, (uint64_t)i), address_add(l, object.addr);
	}
}

struct walk rhashtable(ref table, const char *type, const char *member)
{
	struct emit *e = context(table);
	struct address_list found = address_list(e);
	unsigned tables = 0;

	EACH(t, chain(ptr(table, "tbl"), "future_tbl")) {
		if (++tables > 8)
			break;
		collect_rhash(t, &found, type, member);
	}
	return pair_walk(e, &found, type);
}

/* ---- TCP ---------------------------------------------------------------------------------- */

static ref tcp_table(ref net)
{
	return has(net, "ipv4.tcp_death_row.hashinfo") ? ptr(net, "ipv4.tcp_death_row.hashinfo")		/* 5.19 */
						       : sym(context(net), "tcp_hashinfo", "struct inet_hashinfo");
}

struct walk tcp_listeners(ref net)
{
	struct emit *e = context(net);
	ref table = tcp_table(net);
	struct bucket_walk_options o = {.type = "struct sock_common", .member = "skc_nulls_node"};
	size_t head = offsetof_member(e, "struct inet_listen_hashbucket", "nulls_head");

	o.stride = sizeof_type(e, "struct inet_listen_hashbucket");
	if (has(table, "listening_hash")) {		/* until 5.16 */
		o.base = sub(table, "listening_hash").addr + head;
		o.count = (size_t)len(table, "listening_hash");
	} else {
		o.base = addr(table, "lhash2") + head;
		o.count = (size_t)num(table, "lhash2_mask") + 1;
	}
	return buckets(e, o);
}

struct walk tcp_connections(ref net)
{
	struct emit *e = context(net);
	ref table = tcp_table(net);

	return buckets(e, (struct bucket_walk_options){
		.base = addr(table, "ehash"),
		.count = (size_t)num(table, "ehash_mask") + 1,
		.stride = sizeof_type(e, "struct inet_ehash_bucket"),
		.type = "struct sock_common",
		.member = "skc_nulls_node",
	});
}

long sockets_in_use(ref net, ref protocol)
{
	long i = num(protocol, "inuse_idx"), sum = 0;

	EACH_KEY(cpu, cpus(context(net), CPUS_POSSIBLE))
		sum += num_at(percpu_ptr(net, "core.prot_inuse", cpu), "val[]", i);
	return sum < 0 ? 0 : sum;
}

/* ---- others ------------------------------------------------------------------------------------ */

struct walk udp_sockets(ref net, bool lite)
{
	struct emit *e = context(net);
	ref table = lite ? sym(e, "udplite_table", "struct udp_table")
			 : has(net, "ipv4.udp_table") ? ptr(net, "ipv4.udp_table") : sym(e, "udp_table", "struct udp_table");	/* 6.2 */

	return buckets(e, (struct bucket_walk_options){
		.base = addr(table, "hash"),
		.count = (size_t)num(table, "mask") + 1,
		.stride = sizeof_type(e, "struct udp_hslot"),
		.type = "struct sock",
		.member = "__sk_common.skc_node",
	});
}

struct walk raw_sockets(ref net, bool v6)
{
	struct emit *e = context(net);
	ref table;

	if (v6 && !has_ipv6(e))
		return no_walk(e);
	table = sym(e, v6 ? "raw_v6_hashinfo" : "raw_v4_hashinfo", "struct raw_hashinfo");

	return buckets(e, (struct bucket_walk_options){
		.base = sub(table, "ht").addr,
		.count = (size_t)len(table, "ht"),
		.stride = e->facts->word_size,
		.type = "struct sock",
		.member = "__sk_common.skc_node",
	});
}

struct walk unix_sockets(ref net)
{
	struct emit *e = context(net);
	struct bucket_walk_options o = {.stride = e->facts->word_size, .type = "struct unix_sock",
					.member = "sk.__sk_common.skc_node"};

	if (has(net, "unx.table")) {		/* 6.0: one table for each namespace */
		o.base = addr(net, "unx.table.buckets");
		o.count = 512;			/* UNIX_HASH_SIZE */
		return buckets(e, o);
	}
	o.base = symaddr(e, "unix_socket_table");
	o.count = 512;				/* 2 * UNIX_HASH_SIZE of that time */
	return buckets(e, o);
}

struct walk netlink_sockets(struct emit *e)
{
	struct address_list found = address_list(e);
	enum { MAX_LINKS = 32 };

	EACH(protocol, array_n(deref(sym(e, "nl_table", "struct netlink_table *")), "", MAX_LINKS))
		EACH(sock, rhashtable(sub(protocol, "hash"), "struct netlink_sock", "node"))
			address_add(&found, sock.addr);
	return address_walk(e, &found, "struct netlink_sock");
}

/* ---- numbers as /proc prints them ------------------------------------------------------------------ */

const char *hex_bytes(struct emit *e, uint64_t address, size_t n, const char *separator)
{
	const uint8_t *b = n ? read_bytes(e, address, n) : NULL;
	struct sb sb = {0};
	const char *s;

	for (size_t i = 0; b && i < n; i++)
		sb_printf(&sb, "%s%02x", i ? separator : "", b[i]);
	s = file_printf(e, "%s", sb.s ? sb.s : "");
	sb_free(&sb);
	return s;
}

const char *ipv4_hex(struct emit *e, uint64_t address)
{
	return file_printf(e, "%08X", (uint32_t)val(at(e, address, "u32")));
}

const char *ipv6_hex(struct emit *e, uint64_t address)
{
	const uint8_t *b = read_bytes(e, address, 16);
	bool be = e->facts->big_endian;

	return b ? file_printf(e, "%08X%08X%08X%08X", get_u32(b, be), get_u32(b + 4, be), get_u32(b + 8, be),
			       get_u32(b + 12, be)) : "";
}

const char *ipv6_plain(struct emit *e, uint64_t address)
{
	return hex_bytes(e, address, 16, "");
}

const char *ipv4_text(struct emit *e, uint64_t address)
{
	const uint8_t *b = read_bytes(e, address, 4);

	return b ? file_printf(e, "%u.%u.%u.%u", b[0], b[1], b[2], b[3]) : "";
}

const char *ipv6_groups(struct emit *e, uint64_t address)	/* %pI6: eight groups */
{
	const uint8_t *b = read_bytes(e, address, 16);
	const char *s = "";

	for (int i = 0; b && i < 16; i += 2)
		s = file_printf(e, "%s%s%02x%02x", s, i ? ":" : "", b[i], b[i + 1]);
	return s;
}

long swap16(long v)
{
	return (v & 0xff) << 8 | (v >> 8 & 0xff);
}

long jiffies_now(struct emit *e)
{
	return val(sym(e, "jiffies_64", "u64"));
}

long clock_ticks(struct emit *e, long jiffies)
{
	enum { USER_HZ = 100 };

	return jiffies * USER_HZ / hz(e);
}

long delta_ticks(struct emit *e, long jiffies_left)
{
	return jiffies_left > 0 ? clock_ticks(e, jiffies_left) : 0;
}

/* An abstract name begins with a NUL, shown as '@', as are further ones. */
const char *unix_socket_path(ref u)
{
	struct emit *e = context(u);
	ref a = ptr(u, "addr");
	long size_;
	char *path;
	const char *raw;

	if (null(a))
		return "";
	size_ = num(a, "len") - 2;		/* behind sun_family */
	if (size_ <= 0 || size_ > 108)
		return " ";
	raw = read_bytes(e, sub(a, "name").addr + 2, (size_t)size_);
	if (!raw)
		return "";
	path = file_alloc(e, (size_t)size_ + 2, 1);
	path[0] = ' ';
	if (raw[0])
		size_--;			/* its terminating NUL */
	for (long i = 0; i < size_; i++)
		path[i + 1] = raw[i] ? raw[i] : '@';
	return path;
}

/* The longest run of two zero words or more: where, and how long. */
static unsigned longest_zeros(const unsigned word[8], unsigned *length)
{
	unsigned best = 8, run = 0;

	*length = 1;
	for (unsigned i = 0; i < 8; i++) {
		run = word[i] ? 0 : run + 1;
		if (run > *length) {
			*length = run;
			best = i + 1 - run;
		}
	}
	return best;
}

/* ip6_compressed_string(), lib/vsprintf.c (%pI6c) */
const char *ipv6_text(struct emit *e, const uint8_t raw[16])
{
	unsigned word[8], zeros, length;
	const char *s = "";

	for (unsigned i = 0; i < 8; i++)
		word[i] = (unsigned)raw[i * 2] << 8 | raw[i * 2 + 1];
	zeros = longest_zeros(word, &length);
	if (zeros == 0 && length == 5 && word[5] == 0xffff)
		return file_printf(e, "::ffff:%u.%u.%u.%u", raw[12], raw[13], raw[14], raw[15]);
	for (unsigned i = 0; i < 8; i++) {
		if (i == zeros) {
			s = file_printf(e, "%s::", s);
			i += length - 1;
		} else {
			s = file_printf(e, "%s%s%x", s, i && i != zeros + length ? ":" : "", word[i]);
		}
	}
	return s;
}

const char *ipv6_compressed(struct emit *e, uint64_t address)
{
	const uint8_t *raw = read_bytes(e, address, 16);

	return raw ? ipv6_text(e, raw) : "";
}
