/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/networking/netstat_-s, netstat_-s_-6: counters of protocols in words, as net-tools prints them */
#include "emit/emit.h"
#include "emit/commands/networking/counters.h"

#include <string.h>

enum kind { ALWAYS, IF_ANY, RECEIVED, SENT, CONFIGURED };

static const struct words {
	const char *section, *name, *text;
	enum kind kind;
} table[] = {
#define NETSTAT(section, name, text, kind) {#section, #name, text, kind},
#include "emit/commands/networking/netstat_words.def"
#undef NETSTAT
};

/* Where the output stands: under which heading, and of what kind the last line was. */
struct printer {
	const char *section;
	enum kind last;
};

static const struct words *find(const char *section, const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (!strcmp(table[i].name, name) && !strcmp(table[i].section, section))
			return &table[i];
	return NULL;
}

static int indent_of(enum kind kind)
{
	return kind == RECEIVED || kind == SENT ? 8 : 4;
}

static void print_words(struct emit *e, struct printer *p, const struct words *w, const char *value)
{
	bool any = strcmp(value, "0") != 0;
	size_t before = strcspn(w->text, "#");

	if (w->kind == CONFIGURED)
		return;
	if ((w->kind == RECEIVED || w->kind == SENT) && p->last != w->kind)
		out(e, "%*s%s\n", indent_of(p->last), "",
		    w->kind == RECEIVED ? "ICMP input histogram:" : "ICMP output histogram:");
	if (any || w->kind == ALWAYS)
		out(e, "%*s%.*s%s%s\n", indent_of(w->kind), "", (int)before, w->text, value, w->text + before + 1);
	p->last = w->kind;
}

static void print_counter(struct emit *e, const char *section, const char *name, const char *value, void *arg)
{
	struct printer *p = arg;
	const struct words *w = find(section, name);

	if (!p->section || strcmp(p->section, section)) {
		p->section = section;
		out(e, "%s:\n", section);
	}
	if (w)
		print_words(e, p, w, value);
	else if (strcmp(value, "0") != 0)
		out(e, "%*s%s: %s\n", indent_of(p->last), "", name, value);
}

EMITTER(cmd_netstat_s)
{
	struct printer p = {NULL, ALWAYS};

	counter_pairs(e, counters_text(e, self, emit_proc_net_snmp), print_counter, &p);
	counter_pairs(e, counters_text(e, self, emit_proc_net_netstat), print_counter, &p);
}

/* "Icmp6InMsgs": sections are what names begin with. */
static void print_named(struct emit *e, const char *name, const char *value, void *arg)
{
	const char *six = strchr(name, '6');

	if (six)
		print_counter(e, file_printf(e, "%.*s", (int)(six + 1 - name), name), name, value, arg);
}

/* TCP's counters are not kept by family. */
static void print_tcp(struct emit *e, const char *section, const char *name, const char *value, void *arg)
{
	if (!strcmp(section, "Tcp"))
		print_counter(e, section, name, value, arg);
}

EMITTER(cmd_netstat_s6)
{
	struct printer p = {NULL, ALWAYS};

	counter_lines(e, counters_text(e, self, emit_proc_net_snmp6), print_named, &p);
	counter_pairs(e, counters_text(e, self, emit_proc_net_snmp), print_tcp, &p);
}
