/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sysctls of net/ whose value is computed when it is read. */
#include "kernel/sysctl/format.h"

#include <string.h>

static ref init_net(struct emit *e)
{
	return sym(e, "init_net", "struct net");
}

const char *sysctl_local_ports(struct emit *e, ref entry)
{
	ref ports = sub(init_net(e), "ipv4.ip_local_ports");
	long packed;

	(void)entry;
	if (has(ports, "range[0]"))
		return file_printf(e, "%ld\t%ld\n", num(ports, "range[0]"), num(ports, "range[1]"));
	packed = num(ports, "range");		/* 6.8: both in one word */
	return file_printf(e, "%ld\t%ld\n", packed & 0xffff, packed >> 16 & 0xffff);
}

const char *sysctl_ping_groups(struct emit *e, ref entry)
{
	ref range = sub(init_net(e), "ipv4.ping_group_range");

	(void)entry;
	return file_printf(e, "%ld\t%ld\n", num(range, "range[0]"), num(range, "range[1]"));
}

const char *sysctl_privileged_port(struct emit *e, ref entry)
{
	(void)entry;
	return sysctl_number(e, num(init_net(e), "ipv4.sysctl_ip_prot_sock"));
}

const char *sysctl_multipath_seed(struct emit *e, ref entry)
{
	(void)entry;
	return sysctl_number(e, num(init_net(e), "ipv4.sysctl_fib_multipath_hash_seed.user_seed"));
}

/* *_time in seconds, *_time_ms in milliseconds; IPv6's retrans_time in jiffies */
const char *sysctl_neighbour_time(struct emit *e, ref entry)
{
	const char *name = str(entry, "procname");

	if (str_ends(name, "_ms"))
		return sysctl_ints_ms(e, entry);
	return strcmp(name, "retrans_time") ? sysctl_ints_jiffies(e, entry) : sysctl_ints(e, entry);
}

/* proc_unres_qlen(): bytes counted as full frames, SKB_TRUESIZE(ETH_FRAME_LEN) each */
const char *sysctl_unresolved_queue(struct emit *e, ref entry)
{
	enum { ETH_FRAME_LEN = 1514, CACHE_LINE = 64 };
	size_t skb = sizeof_type(e, "struct sk_buff"), shared = sizeof_type(e, "struct skb_shared_info");
	size_t frame = ETH_FRAME_LEN + (skb + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE + (shared + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;

	return sysctl_number(e, val(at(e, addr(entry, "data"), "int")) / (long)frame);
}

/* ---- lists of names --------------------------------------------------------------- */

static const char *names_in(struct emit *e, struct walk w, long flag)
{
	const char *text = "";

	EACH(item, w)
		if (!flag || num(item, "flags") & flag)
			text = file_printf(e, "%s%s%s", text, *text ? " " : "", str(item, "name"));
	return file_printf(e, "%s\n", text);
}

static struct walk congestion_controls(struct emit *e)
{
	return list(sym(e, "tcp_cong_list", "struct list_head"), "struct tcp_congestion_ops", "list");
}

const char *sysctl_congestion_available(struct emit *e, ref entry)
{
	(void)entry;
	return names_in(e, congestion_controls(e), 0);
}

const char *sysctl_congestion_allowed(struct emit *e, ref entry)
{
	enum { TCP_CONG_NON_RESTRICTED = 1 };

	(void)entry;
	return names_in(e, congestion_controls(e), TCP_CONG_NON_RESTRICTED);
}

const char *sysctl_congestion_default(struct emit *e, ref entry)
{
	(void)entry;
	return file_printf(e, "%s\n", str(init_net(e), "ipv4.tcp_congestion_control->name"));
}

const char *sysctl_upper_protocols(struct emit *e, ref entry)
{
	(void)entry;
	return names_in(e, list(sym(e, "tcp_ulp_list", "struct list_head"), "struct tcp_ulp_ops", "list"), 0);
}

const char *sysctl_mptcp_schedulers(struct emit *e, ref entry)
{
	(void)entry;
	return names_in(e, list(sym(e, "mptcp_sched_list", "struct list_head"), "struct mptcp_sched_ops", "list"), 0);
}

const char *sysctl_mptcp_path_managers(struct emit *e, ref entry)
{
	(void)entry;
	return names_in(e, list(sym(e, "mptcp_pm_list", "struct list_head"), "struct mptcp_pm_ops", "list"), 0);
}

const char *sysctl_default_qdisc(struct emit *e, ref entry)
{
	(void)entry;
	return file_printf(e, "%s\n", str(deref(sym(e, "default_qdisc_ops", "struct Qdisc_ops *")), "id"));
}

const char *sysctl_nf_logger(struct emit *e, ref entry)
{
	ref logger = ptr_at(sub(init_net(e), "nf.nf_loggers"), "[]", num(entry, "extra1"));

	return file_printf(e, "%s\n", null(logger) ? "NONE" : str(logger, "name"));
}

const char *sysctl_rpc_transports(struct emit *e, ref entry)	/* svc_print_xprts(), net/sunrpc/svc_xprt.c */
{
	const char *text = "";

	(void)entry;
	EACH(class, list(sym(e, "svc_xprt_class_list", "struct list_head"), "struct svc_xprt_class", "xcl_list"))
		text = file_printf(e, "%s%s %ld\n", text, str(class, "xcl_name"), num(class, "xcl_max_payload"));
	return text;
}

/* ---- tables and keys --------------------------------------------------------------------- */

const char *sysctl_tcp_hash_size(struct emit *e, ref entry)
{
	ref table = has(init_net(e), "ipv4.tcp_death_row.hashinfo") ? ptr(init_net(e), "ipv4.tcp_death_row.hashinfo")
								   : sym(e, "tcp_hashinfo", "struct inet_hashinfo");

	(void)entry;
	return sysctl_number(e, num(table, "ehash_mask") + 1);
}

const char *sysctl_udp_hash_size(struct emit *e, ref entry)
{
	(void)entry;
	return sysctl_number(e, num(init_net(e), "ipv4.udp_table->mask") + 1);
}

static ref hot_data(struct emit *e)
{
	return sym(e, "net_hotdata", "struct net_hotdata");	/* 6.9 */
}

const char *sysctl_flow_table_size(struct emit *e, ref entry)
{
	ref table;

	(void)entry;
	if (has_sym(e, "rps_sock_flow_table"))
		table = deref(sym(e, "rps_sock_flow_table", "struct rps_sock_flow_table *"));
	else if (has_type(e, "rps_tag_ptr")) {	/* 7.1: address and log2 of the size in one word */
		long tag = num(hot_data(e), "rps_sock_flow_table");

		return sysctl_number(e, tag ? 1L << (tag & 31) : 0);
	} else
		table = ptr(hot_data(e), "rps_sock_flow_table");
	return sysctl_number(e, null(table) ? 0 : num(table, "mask") + 1);
}

const char *sysctl_flow_limit_cpus(struct emit *e, ref entry)
{
	struct address_list limited = address_list(e);

	(void)entry;
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		if (addr(percpu(e, "softnet_data", "struct softnet_data", cpu), "flow_limit"))
			address_add(&limited, (uint64_t)cpu);
	return file_printf(e, "%s\n", bitmap_hex_of(number_walk(e, &limited), nr_cpu_ids(e)));
}

const char *sysctl_rps_default_mask(struct emit *e, ref entry)
{
	ref mask = ptr(init_net(e), "core.rps_default_mask");

	(void)entry;
	if (null(mask))	/* never set: an empty mask */
		return file_printf(e, "%0*x\n", (int)((nr_cpu_ids(e) % 32 + 3) / 4), 0);
	return file_printf(e, "%s\n", bitmap_hex(mask, "bits", nr_cpu_ids(e)));
}

const char *sysctl_lwtunnel_hooks(struct emit *e, ref entry)
{
	(void)entry;
	return sysctl_number(e, num(sym(e, "nf_hooks_lwtunnel_enabled", "struct static_key"), "enabled") > 0);
}

const char *sysctl_rss_key(struct emit *e, ref entry)
{
	enum { KEY_LEN = 52, LONG_KEY_LEN = 256 };	/* NETDEV_RSS_KEY_LEN: up to 6.18 or so, and since */
	uint64_t address = symaddr(e, "netdev_rss_key");
	struct symbol s;
	size_t n = symbol_at(e, address, &s) && s.size >= LONG_KEY_LEN ? LONG_KEY_LEN : KEY_LEN;
	const uint8_t *key = read_bytes(e, address, n);
	char *text = file_alloc(e, n, 3), *p = text;

	(void)entry;
	for (size_t i = 0; key && i < n; i++, p += 3) {
		p[0] = "0123456789abcdef"[key[i] >> 4];
		p[1] = "0123456789abcdef"[key[i] & 15];
		p[2] = i + 1 < n ? ':' : '\0';
	}
	return file_printf(e, "%s\n", text);
}

/* proc_tcp_fastopen_key(): zeros as long as no key was made */
const char *sysctl_fastopen_key(struct emit *e, ref entry)
{
	ref context_ = ptr(init_net(e), "ipv4.tcp_fastopen_ctx");
	const char *text = "";
	long keys = null(context_) ? 0 : num(context_, "num");

	(void)entry;
	if (!keys)
		return "00000000-00000000-00000000-00000000\n";
	EACH(key, array_n(context_, "key", keys)) {
		uint64_t a = (uint64_t)num(key, "key[0]"), b = (uint64_t)num(key, "key[1]");

		text = file_printf(e, "%s%s%08x-%08x-%08x-%08x", text, *text ? "," : "", (uint32_t)a, (uint32_t)(a >> 32),
				   (uint32_t)b, (uint32_t)(b >> 32));
	}
	return file_printf(e, "%s\n", text);
}

/* Reading fails until a secret was set, so that the live system shows nothing either. */
const char *sysctl_stable_secret(struct emit *e, ref entry)
{
	ref secret = at(e, addr(entry, "data"), "struct ipv6_stable_secret");
	const uint8_t *s = NULL;
	size_t n;

	if (!num(secret, "initialized")) {
		absent(e, "no secret was set");
		return NULL;
	}
	s = bytes(secret, "secret", &n);
	if (!s || n < 16)
		return NULL;
	return file_printf(e, "%02x%02x:%02x%02x:%02x%02x:%02x%02x:%02x%02x:%02x%02x:%02x%02x:%02x%02x\n", s[0], s[1],
			   s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10], s[11], s[12], s[13], s[14], s[15]);
}
