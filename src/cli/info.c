/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vmcore-report info: what the dump is.  Also the first lines of a report. */
#include "cli/cli.h"

#include <string.h>

bool open_program(const struct options *o, struct terminal *t, const char *output, struct program **out, struct err *err)
{
	const struct program_options po = {
		.vmcores = o->vmcores.v,
		.vmcore_count = o->vmcores.n,
		.spool_dir = o->spool,
		.vmlinux = o->vmlinux,
		.debuginfo_dirs = o->debuginfo_dirs.v,
		.debuginfo_dir_count = o->debuginfo_dirs.n,
		.types_file = o->types_file,
		.no_btf = o->no_btf,
		.no_kallsyms = o->no_kallsyms,
		.allow_mismatch = o->allow_mismatch,
		.page_cache = memory_for_pages(o),
		.log = &t->log,
	};

	if (!memory_bound(o, err) || !program_open(&po, out, err))
		return false;
	if (!o->no_sandbox && SANDBOX_IS_BUILT)
		sandbox_enter(output);
	return true;
}

static void describe_dump(const struct dump_facts *f, struct sb *out)
{
	char size[32];

	sb_str(out, f->format);
	if (*f->compression)
		sb_printf(out, ", %s", f->compression);
	if (f->dump_level >= 0)
		sb_printf(out, ", dump level %d", f->dump_level);
	if (f->flattened)
		sb_str(out, ", flattened");
	if (f->file_count > 1)
		sb_printf(out, ", %u files", f->file_count);
	sb_printf(out, ", %s", size_text(size, f->file_size));
	if (f->incomplete)
		sb_str(out, ", incomplete");
}

static const char *crash_text(char buf[64], const struct identity *id)
{
	char when[32];

	if (!id->crash_time)
		return "at an unknown time";
	snprintf(buf, 64, "%s UTC", time_text(when, id->crash_time));
	return buf;
}

void print_identity(struct terminal *t, const struct program *p, const struct identity *id)
{
	const struct dump_facts *f = dump_facts(program_dump((struct program *)p));
	struct sb dump = {0};
	char when[64];

	describe_dump(f, &dump);
	terminal_say(t, " dump     %s", dump.s);
	sb_free(&dump);
	terminal_say(t, " kernel   %s %s", *id->release ? id->release : "unknown", id->machine);
	terminal_say(t, " host     %s, crashed %s", *id->node ? id->node : "unknown", crash_text(when, id));
	if (*id->panic)
		terminal_say(t, " panic    %s", id->panic);
	if (*id->cause)
		terminal_say(t, " after    %s", id->cause);
	for (size_t i = 0; i < f->remark_count; i++)
		log_msg(&t->log, LOG_WARN, "%s", f->remarks[i]);
	terminal_say(t, "%s", "");
}

/* ---- the command ---------------------------------------------------------------------- */

static void line(const char *what, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void line(const char *what, const char *fmt, ...)
{
	va_list ap;

	printf("%-16s ", what);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

static double percent(uint64_t part, uint64_t whole)
{
	return whole ? 100.0 * (double)part / (double)whole : 0;
}

static void print_dump(const struct options *o, struct program *p)
{
	struct dump *d = program_dump(p);
	const struct dump_facts *f = dump_facts(d);
	struct dump_quality q = {0};
	struct sb text = {0};
	uint64_t memory;

	describe_dump(f, &text);
	for (size_t i = 0; i < o->vmcores.n; i++)
		line(i ? "" : "file", "%s", o->vmcores.v[i]);
	line("format", "%s", text.s);
	sb_free(&text);
	dump_quality(d, &q);
	memory = q.present + q.excluded + q.lost;
	line("blocks", "%llu of memory, of %u bytes", (unsigned long long)memory, f->block_size);
	line("  present", "%llu (%.1f %%), %llu of them known to be zero", (unsigned long long)q.present,
	     percent(q.present, memory), (unsigned long long)q.zero);
	line("  left out", "%llu (%.1f %%)", (unsigned long long)q.excluded, percent(q.excluded, memory));
	line("  lost", "%llu (%.1f %%)", (unsigned long long)q.lost, percent(q.lost, memory));
	line("notes", "%zu", f->note_count);
	for (size_t i = 0; i < f->remark_count; i++)
		line(i ? "" : "remarks", "%s", f->remarks[i]);
}

static void print_kernel(struct program *p, const struct identity *id)
{
	const struct program_facts *f = program_facts(p);
	const struct program_registers *registers;
	char when[64];

	line("kernel", "%s", *id->release ? id->release : "unknown");
	line("version", "%s", *id->version ? id->version : "unknown");
	if (program_can(p, CAN_TRANSLATE, NULL))
		line("machine", "%s, pages of %llu bytes, %u bits of kernel addresses", id->machine,
		     (unsigned long long)f->page_size, f->va_bits);
	else
		line("machine", "%s", *id->machine ? id->machine : "unknown");
	line("host", "%s", *id->node ? id->node : "unknown");
	line("crashed", "%s", crash_text(when, id));
	if (*id->panic)
		line("panic", "%s", id->panic);
	if (*id->cause)
		line("  after", "%s", id->cause);
	line("CPUs with registers", "%zu", program_registers(p, &registers));
	line("build ID", "%s", *f->build_id ? f->build_id : "unknown");
	if (program_vmcoreinfo(p, "KERNELOFFSET"))
		line("KASLR offset", "0x%llx", (unsigned long long)f->kaslr_offset);
	if (f->crippled)
		line("crippled", "%s", f->crippled);
	line("VMCOREINFO", "%s", *f->vmcoreinfo_from ? f->vmcoreinfo_from : "none");
}

static void print_sources(struct program *p)
{
	const struct program_source *sources;
	size_t n = program_sources(p, &sources);
	const char *why, *last = "";

	for (size_t i = 0; i < n; i++)
		line(sources[i].what, "%s", sources[i].source);
	for (int a = 0; a < PROGRAM_ABILITIES; a++)
		if (!program_can(p, (enum program_ability)a, &why) && strcmp(why, last)) {
			line("missing", "%s", why);
			last = why;
		}
}

enum exit_code command_info(struct options *o, struct terminal *t)
{
	struct program *p;
	struct identity id;
	struct emit *e;
	struct err err = {""};

	if (!open_program(o, t, NULL, &p, &err)) {
		log_msg(&t->log, LOG_ERROR, "%s", err.msg);
		return EXIT_FAILED;
	}
	e = emit_new(p);
	identity_read(e, NULL, &id);
	print_dump(o, p);
	print_kernel(p, &id);
	print_sources(p);
	emit_free(e);
	program_close(p);
	return EXIT_COMPLETE;
}
