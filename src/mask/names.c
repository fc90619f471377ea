/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of hosts, domains and people: where they give themselves away, and what they are replaced by. */
#include "mask/internal.h"

#include <stdio.h>
#include <string.h>

#define NAME_MIN 2	/* shorter ones cannot be told from other text */
#define WORD_MIN 3
#define NAME_MAX_LEN 253

/* Names that name nobody: every system has them. */
static const char *const public_names[] = {
	"adm", "avahi", "backup", "bin", "chrony", "core", "daemon", "dbus", "ftp", "games", "gdm", "git", "gnats", "halt", "irc",
	"list", "localdomain", "localhost", "localhost4", "localhost6", "lost", "lp", "mail", "man", "messagebus", "mysql", "named",
	"news", "nfsnobody", "nobody", "none", "ntp", "operator", "polkitd", "postfix", "postgres", "proxy", "root", "rpc", "rpcuser",
	"shutdown", "sshd", "sync", "sys", "systemd", "tss", "unknown", "uucp", "www",
};

/* Words that the kernel and its tools use: as somebody's name they cannot be replaced everywhere. */
static const char *const ordinary_words[] = {
	"admin", "all", "any", "audit", "block", "boot", "centos", "client", "com", "cpu", "crash", "data", "debian", "default",
	"dev", "device", "disk", "domain", "eth0", "fedora", "file", "group", "guest", "home", "host", "hosts", "info", "input",
	"irq", "kernel", "link", "linux", "local", "log", "memory", "mem", "module", "name", "net", "network", "node", "online",
	"page", "pci", "power", "proc", "process", "rcu", "rhel", "scsi", "server", "service", "slab", "suse", "swap", "system",
	"task", "temp", "test", "thread", "time", "timer", "tmp", "ubuntu", "usb", "user", "users", "value", "version", "virtual",
};

/* ---- learning -------------------------------------------------------------------------- */

static bool is_listed(const char *const *list, size_t n, const char *s, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(list[i]) == len && !strncasecmp(list[i], s, len))
			return true;
	return false;
}

static struct name **bucket_of(struct names *n, const char *s)
{
	return &n->buckets[((unsigned char)lower(s[0]) * 31u + (unsigned char)lower(s[1])) % NAME_BUCKETS];
}

/* User names are told apart by case, hosts are not. */
static bool same_name(const struct name *n, const char *s)
{
	return n->kind == NAME_USER ? !strncmp(n->text, s, n->len) : !strncasecmp(n->text, s, n->len);
}

static struct name *known_name(struct mask *m, enum name_kind kind, const char *s, size_t len)
{
	for (struct name *n = *bucket_of(&m->names, s); n; n = n->next_in_bucket)
		if (n->kind == kind && n->len == len && same_name(n, s))
			return n;
	return NULL;
}

static const char *replacement(struct mask *m, enum name_kind kind, unsigned number)
{
	switch (kind) {
	case NAME_HOST: return arena_printf(&m->arena, "host%u", number);
	case NAME_DOMAIN: return arena_printf(&m->arena, "obfuscateddomain%u.com", number);
	case NAME_USER: return arena_printf(&m->arena, "obfuscateduser%u", number);
	case NAME_KINDS: break;
	}
	return "";
}

static void insert(struct names *names, struct name *n)
{
	struct name **at = bucket_of(names, n->text);

	while (*at && (*at)->len >= n->len)
		at = &(*at)->next_in_bucket;
	n->next_in_bucket = *at;
	*at = n;
	if (!names->end)
		names->end = &names->first;
	*names->end = n;
	names->end = &n->next;
}

/* NULL: it names nobody, or there is no room for it. */
static struct name *learn(struct mask *m, enum name_kind kind, const char *s, size_t len)
{
	struct name *n;

	if (len < NAME_MIN || len > NAME_MAX_LEN || is_listed(public_names, ARRAY_LEN(public_names), s, len))
		return NULL;
	n = known_name(m, kind, s, len);
	if (n)
		return n;
	if (m->names.count[kind] == LIMIT_MASKED_NAMES) {
		m->overflow++;
		return NULL;
	}
	n = arena_alloc(&m->arena, sizeof(*n));
	n->kind = kind;
	n->text = arena_strndup(&m->arena, s, len);
	n->len = len;
	n->ordinary = len < WORD_MIN || is_listed(ordinary_words, ARRAY_LEN(ordinary_words), s, len);
	n->replacement = replacement(m, kind, m->names.count[kind]++);
	insert(&m->names, n);
	return n;
}

/* "web01.example.com": a host, and a domain if that has a dot of its own ("local" would be found everywhere). */
static struct name *learn_host(struct mask *m, const char *s, size_t len)
{
	const char *dot = memchr(s, '.', len);
	size_t label = dot ? (size_t)(dot - s) : len;

	if (!is_alnum(s[0]))	/* "(none)", before the name is set */
		return NULL;
	if (dot && memchr(dot + 1, '.', len - label - 1))
		learn(m, NAME_DOMAIN, dot + 1, len - label - 1);
	return learn(m, NAME_HOST, s, label);
}

const char *mask_host(struct mask *m, const char *node)
{
	const struct name *n = learn_host(m, node, strlen(node));

	return n ? arena_printf(&m->arena, "%s%s", n->replacement, mask_string(m, node + n->len)) : node;
}

void mask_learn_machine(struct mask *m, const char *node, const char *release, bool big_endian)
{
	m->machine = learn_host(m, node, strlen(node));
	snprintf(m->release, sizeof(m->release), "%s", release);
	m->big_endian = big_endian;
}

bool mask_leaves_machine(const struct mask *m)
{
	return m->machine && m->machine->ordinary;
}

/* ---- contexts ------------------------------------------------------------------------------- */

static bool in_host_name(char c)
{
	return is_alnum(c) || c == '-' || c == '.';
}

static bool in_user_name(char c)
{
	return is_alnum(c) || c == '-' || c == '.' || c == '_';
}

/* Length of the name at the place, without the dots and dashes that it cannot end with. */
static size_t name_length(const struct place *at, bool (*belongs)(char c))
{
	size_t len = 0;

	while (len <= NAME_MAX_LEN && belongs(ahead(at, len)))
		len++;
	while (len && !is_alnum(ahead(at, len - 1)))
		len--;
	return len;
}

static bool follows_any(const struct place *at, const char *const *texts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (place_follows(at, texts[i]))
			return true;
	return false;
}

static struct name *user_in_context(struct mask *m, const struct place *at)
{
	static const char *const contexts[] = {
		"/home/", "USER=", "LOGNAME=", "USERNAME=", "/var/mail/", "/var/spool/mail/", "/var/spool/cron/",
		"/var/spool/cron/crontabs/", "/run/media/",
	};
	size_t len;

	switch (behind(at, 1)) {
	case '/':
	case '=':
		if (!follows_any(at, contexts, ARRAY_LEN(contexts)))
			return NULL;
		return learn(m, NAME_USER, at->p, name_length(at, in_user_name));
	case ' ':
		/* "sshd: alice@pts/0", "sshd: alice [priv]" */
		if (!place_follows(at, "sshd: "))
			return NULL;
		len = name_length(at, in_user_name);
		if (ahead(at, len) == '@' || (ahead(at, len) == ' ' && ahead(at, len + 1) == '['))
			return learn(m, NAME_USER, at->p, len);
	}
	return NULL;
}

/* "nas1:/export" at the beginning of a word, "//server/share". */
static bool is_mounted_from(const struct place *at, size_t len)
{
	char before = behind(at, 1);

	if (before == '/')
		return behind(at, 2) == '/' && (!behind(at, 3) || strchr(" \t\n", behind(at, 3)));
	return (!before || strchr(" \t\n,@", before)) && ahead(at, len) == ':' && ahead(at, len + 1) == '/';
}

static struct name *host_in_context(struct mask *m, const struct place *at)
{
	static const char *const contexts[] = {"HOSTNAME=", "HOST=", "hostname:"};
	size_t len;

	if (strchr("=:", behind(at, 1)) && follows_any(at, contexts, ARRAY_LEN(contexts)))
		return learn_host(m, at->p, name_length(at, in_host_name));
	if (!(at->form & MASK_MOUNTS))
		return NULL;
	len = name_length(at, in_host_name);
	return is_mounted_from(at, len) ? learn_host(m, at->p, len) : NULL;
}

/* Another host of a domain that is known: "db.eu.example.com". */
static struct name *host_of_domain(struct mask *m, const struct place *at)
{
	size_t len;

	if (!m->names.count[NAME_DOMAIN])
		return NULL;
	len = name_length(at, in_host_name);
	if (!memchr(at->p, '.', len))
		return NULL;
	for (const struct name *n = m->names.first; n; n = n->next)
		if (n->kind == NAME_DOMAIN && len > n->len + 1 && at->p[len - n->len - 1] == '.' &&
		    same_name(n, at->p + len - n->len))
			return learn(m, NAME_HOST, at->p, len - n->len - 1);
	return NULL;
}

/* ---- replacing ------------------------------------------------------------------------------ */

static const struct name *word_at(struct mask *m, const struct place *at)
{
	size_t left = (size_t)(at->end - at->p);

	if (left < NAME_MIN)
		return NULL;
	for (const struct name *n = *bucket_of(&m->names, at->p); n; n = n->next_in_bucket)
		if (!n->ordinary && n->len <= left && same_name(n, at->p) && !is_alnum(ahead(at, n->len)))
			return n;
	return NULL;
}

size_t mask_name(struct mask *m, const struct place *at, struct sb *out)
{
	const struct name *n = user_in_context(m, at);

	if (!n)
		n = host_in_context(m, at);
	if (!n)
		n = host_of_domain(m, at);
	if (!n)
		n = word_at(m, at);
	if (!n)
		return 0;
	sb_str(out, n->replacement);
	return n->len;
}
