/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The details of a link are long rows of "word number"; this prints them from tables. */
#include "emit/commands/networking/ip.h"

/* A timer that does not run has nothing left: br_timer_value(), net/bridge/br_stp_timer.c */
static const char *timer_left(ref timer)
{
	struct emit *e = context(timer);
	long ticks = num(timer, "entry.pprev") ? delta_ticks(e, num(timer, "expires") - jiffies_now(e)) : 0;

	return file_printf(e, "%4ld.%.2ld", ticks / 100, ticks % 100);
}

static const char *bridge_id(ref id)
{
	struct emit *e = context(id);

	return file_printf(e, "%s.%s", hex_bytes(e, id.addr, 2, ""), hex_bytes(e, id.addr + 2, 6, ":"));
}

static const char *name_of(struct emit *e, const struct ip_attribute *a, long value)
{
	return value >= 0 && (size_t)value < a->name_count ? a->names[value] : file_printf(e, "%ld", value);
}

static const char *text(ref o, const struct ip_attribute *a)
{
	struct emit *e = context(o);
	long bit;

	switch (a->kind) {
	case IP_TICKS:
		return file_printf(e, "%ld", clock_ticks(e, num_(o, a->path, 0)));
	case IP_TIMER:
		return timer_left(sub_(o, a->path, 0));
	case IP_ON_OFF:
		return (unsigned long)num_(o, a->path, 0) & a->mask ? "on" : "off";
	case IP_OPTION:
		bit = enumv(e, a->enumerator);
		return num_(o, a->path, 0) >> (bit & 63) & 1 ? "1" : "0";
	case IP_MAC:
		return hex_bytes(e, sub_(o, a->path, 0).addr, 6, ":");
	case IP_BRIDGE_ID:
		return bridge_id(sub_(o, a->path, 0));
	case IP_NAME:
		return name_of(e, a, num_(o, a->path, 0));
	case IP_DEVICE:
		return str(cast(ptr_(o, a->path, 0), "struct net_device"), "name");
	case IP_HEX:
		return file_printf(e, "%#lx", num_(o, a->path, 0));
	case IP_WORD:
		return "";
	case IP_NUMBER:
		break;
	}
	return file_printf(e, "%ld", num_(o, a->path, 0));
}

void ip_print_attributes(ref o, const struct ip_attribute *rows, size_t count)
{
	struct emit *e = context(o);

	for (size_t i = 0; i < count; i++) {
		const struct ip_attribute *a = &rows[i];

		if ((a->enumerator && !has_enum(e, a->enumerator)) || (a->optional && !has_(o, a->path)))
			continue;
		if (a->kind == IP_DEVICE && !num_(o, a->path, 0))
			continue;
		out(e, a->kind == IP_WORD ? "%s %s" : "%s %s ", a->word, text(o, a));
	}
}
