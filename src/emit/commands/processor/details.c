/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The end of lscpu: caches and vulnerabilities */
#include "emit/commands/block/lsblk.h"
#include "emit/commands/processor/processor.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_CACHES 16

/* One level of caches: how large all of them are, and how many. */
struct cache {
	const char *name;
	uint64_t bytes;
	long count;
	struct map ids;
};

static bool read_cache(struct emit *e, long cpu, long index, struct cache *c)
{
	const char *folder = file_printf(e, "cache/index%ld/", index);
	const char *level = cpu_file(e, cpu, file_printf(e, "%slevel", folder)), *kind, *size_text, *id;
	uint64_t key;

	if (!level)
		return false;
	kind = cpu_file(e, cpu, file_printf(e, "%stype", folder));
	size_text = cpu_file(e, cpu, file_printf(e, "%ssize", folder));
	id = cpu_file(e, cpu, file_printf(e, "%sid", folder));
	if (!id)
		id = cpu_file(e, cpu, file_printf(e, "%sshared_cpu_list", folder));
	key = id ? strtoull(id, NULL, 10) : 0;
	c->name = file_printf(e, "L%s%s cache:", level, kind && *kind == 'D' ? "d" : kind && *kind == 'I' ? "i" : "");
	if (id && size_text && !map_has(&c->ids, key)) {
		map_put(&c->ids, key, 1);
		c->bytes += strtoull(size_text, NULL, 10) << 10;
		c->count++;
	}
	return true;
}

/* "256 KiB" */
static const char *spelled_size(struct emit *e, uint64_t bytes)
{
	const char *text = human_size(e, bytes);
	size_t n = strlen(text);

	return text[n - 1] == 'B' ? file_printf(e, "%.*s B", (int)n - 1, text)
				  : file_printf(e, "%.*s %ciB", (int)n - 1, text, text[n - 1]);
}

void lscpu_caches(struct emit *e, struct table *t)
{
	struct cache caches[MAX_CACHES] = {{0}};

	EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
		for (long i = 0; i < MAX_CACHES; i++)
			if (!read_cache(e, cpu, i, &caches[i]))
				break;
	for (long i = 0; i < MAX_CACHES && caches[i].name; i++)
		if (caches[i].bytes)
			lscpu_line(t, caches[i].name, file_printf(e, "%s (%ld instance%s)", spelled_size(e, caches[i].bytes),
								  caches[i].count, caches[i].count == 1 ? "" : "s"));
	for (long i = 0; i < MAX_CACHES; i++)
		map_free(&caches[i].ids);
}

/* "spectre_v1" and "Mitigation: a": "Spectre v1" and "Mitigation; a" */
static void print_vulnerability(struct emit *e, struct table *t, const char *name)
{
	const char *text = sysfs_text(e, file_printf(e, "devices/system/cpu/vulnerabilities/%s", name));
	char *title = file_printf(e, "Vulnerability %s:", name), *value, *colon;

	if (!text) {
		remark(e, "how %s is mitigated is not known", name);
		return;
	}
	for (char *p = title; *p; p++)
		*p = *p == '_' ? ' ' : *p;
	title[strlen("Vulnerability ")] = (char)toupper((unsigned char)title[strlen("Vulnerability ")]);
	value = file_printf(e, "%.*s", (int)strcspn(text, "\n"), text);
	colon = strstr(value, ": ");
	if (colon)
		*colon = ';';
	lscpu_line(t, title, value);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void lscpu_vulnerabilities(struct emit *e, struct table *t)
{
	ref folder = sysfs_node(e, "devices/system/cpu/vulnerabilities");
	const char *names[64];
	size_t count = 0;

	if (null(folder) || poisoned(folder))
		return;
	EACH(file, rbtree(sub(folder, "dir.children"), "struct kernfs_node", "rb"))
		if (count < ARRAY_LEN(names))
			names[count++] = str(file, "name");
	qsort(names, count, sizeof(*names), by_name);
	for (size_t i = 0; i < count; i++)
		print_vulnerability(e, t, names[i]);
}
