/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who crashed, and when: from the kernel's own memory, else from what the dump's header says. */
#include "report/report.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static bool utc(uint64_t seconds, struct tm *tm)
{
	time_t t = (time_t)seconds;

	return gmtime_r(&t, tm) && tm->tm_year < 9999 - 1900;
}

const char *date_text(char buf[32], uint64_t seconds)
{
	struct tm tm;

	if (!utc(seconds, &tm) || !strftime(buf, 32, "%Y-%m-%d", &tm))
		snprintf(buf, 32, "undated");
	return buf;
}

const char *time_text(char buf[32], uint64_t seconds)
{
	struct tm tm;

	if (!utc(seconds, &tm) || !strftime(buf, 32, "%Y-%m-%d %H:%M:%S", &tm))
		snprintf(buf, 32, "at an unknown time");
	return buf;
}

static bool kernel_readable(const struct program *p)
{
	return program_can(p, CAN_TRANSLATE, NULL) && program_can(p, CAN_SYMBOLS, NULL) && program_can(p, CAN_TYPES, NULL);
}

/* One field of init_uts_ns, or what the dump's header has instead. */
static void set_field(char out[65], const char *read, const char *fallback)
{
	snprintf(out, 65, "%s", read && *read ? read : fallback);
}

static void hide_node(struct mask *mask, struct identity *id, bool big_endian)
{
	char node[sizeof(id->node)];

	memcpy(node, id->node, sizeof(node));
	mask_learn_machine(mask, node, id->release, big_endian);
	snprintf(id->node, sizeof(id->node), "%s", mask_host(mask, node));
}

static void read_utsname(struct emit *e, struct mask *mask, struct identity *id)
{
	const struct dump_facts *facts = dump_facts(program_dump(e->program));
	const char *node = "", *release = "", *version = "", *machine = "";

	if (kernel_readable(e->program)) {
		ref uts = sym(e, "init_uts_ns", "struct uts_namespace");

		node = str(uts, "name.nodename");
		release = str(uts, "name.release");
		version = str(uts, "name.version");
		machine = str(uts, "name.machine");
	}
	set_field(id->node, node, facts->node);
	set_field(id->release, release, *e->facts->release ? e->facts->release : facts->release);
	set_field(id->version, version, "");
	set_field(id->machine, machine, *e->facts->arch ? e->facts->arch : facts->machine_name);
	if (mask)
		hide_node(mask, id, facts->big_endian);
	snprintf(id->host, sizeof(id->host), "%.*s", (int)strcspn(id->node, "."), id->node);
	if (!*id->host)
		strcpy(id->host, "unknown");
}

/*
 * Letters from what one boot of one kernel leaves in every dump of it, whatever
 * the container: VMCOREINFO has the build, the KASLR offset and the time of the
 * crash.  Without it, from the header and the size of the file.
 */
static void make_letters(struct emit *e, struct identity *id)
{
	const struct dump_facts *facts = dump_facts(program_dump(e->program));
	struct sha256 sha;
	uint8_t digest[32];
	char text[256];

	sha256_init(&sha);
	snprintf(text, sizeof(text), "%s\n%s\n%llu\n", id->node, id->release, (unsigned long long)id->crash_time);
	sha256_update(&sha, text, strlen(text));
	if (facts->vmcoreinfo) {
		sha256_update(&sha, facts->vmcoreinfo, facts->vmcoreinfo_size);
	} else {
		snprintf(text, sizeof(text), "%llu\n", (unsigned long long)facts->file_size);
		sha256_update(&sha, text, strlen(text));
	}
	sha256_final(&sha, digest);
	for (unsigned i = 0; i < 7; i++)
		id->letters[i] = (char)('a' + digest[i] % 26);
	id->letters[7] = '\0';
}

/* The log, as its own emitter prints it: there is no second reader of it. */
static void read_log(struct emit *e, struct mask *mask, struct identity *id)
{
	struct sb log = {0};

	for (size_t i = 0; i < emitter_count; i++) {
		if (strcmp(emitters[i].path, "sos_commands/kernel/dmesg"))
			continue;
		emit_begin(e);
		emitters[i].run(e, (ref){0, e->poison});
		emit_end(e);
		if (e->out.len) {
			mask_add(mask, MASK_TEXT, e->out.s, e->out.len, &log);
			identity_read_log(id, log.s);
		}
	}
	sb_free(&log);
}

void identity_read(struct emit *e, struct mask *mask, struct identity *id)
{
	*id = (struct identity){.crash_time = e->facts->crash_time};
	emit_begin(e);
	read_utsname(e, mask, id);
	emit_begin(e);
	if (!id->crash_time && kernel_readable(e->program)) {
		uint64_t t = crash_time(e);

		id->crash_time = tainted(e) ? 0 : t;
	}
	make_letters(e, id);
	if (kernel_readable(e->program))
		read_log(e, mask, id);
	emit_begin(e);
}
