/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bars of vmcore.html: how much of the memory the dump has, what the memory was
 * used for, where the CPUs' time went, who held most of it.  A bar of which a
 * number is missing is left out: it would be wrong in all its parts.
 */
#include "report/records.h"

#include <stdio.h>
#include <string.h>

#define SEGMENTS_MAX 10

struct segment {
	const char *label;
	uint64_t value;
	unsigned colour;	/* s0 … s7 of the style */
};

/* One bar and its legend.  unit: how a value is written, "kB" or "%" only. */
static void bar(struct sb *out, const char *title, const struct segment *s, unsigned n, bool kb)
{
	double total = 0, at = 0;

	for (unsigned i = 0; i < n; i++)
		total += (double)s[i].value;
	if (total <= 0)
		return;
	sb_printf(out, "<div class=\"card\"><h3>%s</h3>\n"
		       "<svg viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%s\">", title, title);
	for (unsigned i = 0; i < n; i++) {
		double width = 1000 * (double)s[i].value / total;

		sb_printf(out, "<rect class=\"s%u\" x=\"%.1f\" width=\"%.1f\" height=\"20\"><title>%s</title></rect>",
			  s[i].colour, at, width, s[i].label);
		at += width;
	}
	sb_str(out, "</svg>\n<ul class=\"legend\">");
	for (unsigned i = 0; i < n; i++) {
		if (!s[i].value)
			continue;
		sb_printf(out, "<li><i class=\"s%u\"></i>%s ", s[i].colour, s[i].label);
		if (kb)
			sb_printf(out, "%llu MiB", (unsigned long long)(s[i].value / 1024));
		else
			sb_printf(out, "%.1f %%", 100 * (double)s[i].value / total);
		sb_str(out, "</li>");
	}
	sb_str(out, "</ul></div>\n");
}

static void dump_bar(const struct report *r, struct sb *out)
{
	struct dump_quality q = {0};

	dump_quality(program_dump(r->o->program), &q);
	const struct segment s[] = {
		{"in the dump", q.present, 3}, {"left out by the dump filter", q.excluded, 6}, {"lost", q.lost, 2},
	};
	bar(out, "Memory in the dump", s, ARRAY_LEN(s), false);
}

static void memory_bar(const struct report *r, struct sb *out)
{
	static const struct {
		const char *key;
		unsigned segment;
	} parts[] = {
		{"AnonPages", 0}, {"Cached", 1}, {"Buffers", 1}, {"Slab", 2}, {"Hugetlb", 5}, {"KernelStack", 4},
		{"PageTables", 4}, {"Percpu", 4}, {"VmallocUsed", 4}, {"MemFree", 7},
	};
	struct segment s[] = {
		{"processes", 0, 0}, {"page cache", 0, 1}, {"slab", 0, 2}, {"kernel, other", 0, 4}, {"huge pages", 0, 5},
		{"not accounted for", 0, 6}, {"free", 0, 7},
	};
	const struct sb *meminfo = &r->capture.text[CAPTURE_meminfo];
	uint64_t total, value, sum = 0;

	if (!captured_number(meminfo, "MemTotal", &total))
		return;
	for (unsigned i = 0; i < ARRAY_LEN(parts); i++) {
		bool optional = !strcmp(parts[i].key, "Hugetlb") || !strcmp(parts[i].key, "Percpu");

		if (!captured_number(meminfo, parts[i].key, &value)) {
			if (optional)	/* since 5.0, 4.18 */
				continue;
			return;
		}
		sum += value;
		for (unsigned k = 0; k < ARRAY_LEN(s); k++)
			if (s[k].colour == parts[i].segment)
				s[k].value += value;
	}
	s[5].value = total > sum ? total - sum : 0;
	bar(out, "Use of memory", s, ARRAY_LEN(s), true);
}

static void cpu_bar(const struct report *r, struct sb *out)
{
	static const struct segment names[] = {
		{"user", 0, 0}, {"nice", 0, 0}, {"system", 0, 2}, {"idle", 0, 7}, {"waiting for I/O", 0, 1},
		{"interrupts", 0, 4}, {"soft interrupts", 0, 5}, {"stolen", 0, 6},
	};
	const struct sb *stat = &r->capture.text[CAPTURE_stat];
	struct segment s[ARRAY_LEN(names)];
	unsigned long long v[8];

	if (!stat->len || sscanf(stat->s, "cpu %llu %llu %llu %llu %llu %llu %llu %llu", &v[0], &v[1], &v[2], &v[3], &v[4],
				 &v[5], &v[6], &v[7]) != 8)
		return;
	for (unsigned i = 0; i < ARRAY_LEN(names); i++) {
		s[i] = names[i];
		s[i].value = v[i];
	}
	bar(out, "Time of all CPUs since boot", s, ARRAY_LEN(s), false);
}

static void consumers(const struct report *r, struct sb *out)
{
	const struct capture *c = &r->capture;

	if (!c->top_count)
		return;
	sb_str(out, "<div class=\"card\"><h3>Largest processes</h3>\n<table class=\"top\">");
	for (unsigned i = 0; i < c->top_count; i++) {
		sb_printf(out, "<tr><td><a href=\"../proc/%ld/status\">%ld</a></td><td>", c->top[i].pid, c->top[i].pid);
		sb_html(out, c->top[i].name);
		sb_printf(out, "</td><td class=\"n\">%.1f MiB</td><td><svg viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" "
			       "aria-hidden=\"true\"><rect class=\"s0\" width=\"%.0f\" height=\"20\"/></svg></td></tr>\n",
			  (double)c->top[i].kb / 1024, 1000 * (double)c->top[i].kb / (double)(c->top[0].kb ? c->top[0].kb : 1));
	}
	sb_str(out, "</table></div>\n");
}

void page_charts(const struct report *r, struct sb *out)
{
	sb_str(out, "<h2>At a glance</h2>\n<div class=\"grid\">\n");
	dump_bar(r, out);
	memory_bar(r, out);
	cpu_bar(r, out);
	consumers(r, out);
	sb_str(out, "</div>\n");
}
