/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * records.h - what a report remembers of each file, for the manifest and the
 * indexes.  Private to src/report.
 */
#ifndef VR_RECORDS_H
#define VR_RECORDS_H

#include "report/report.h"

struct file_record {
	const char *path;
	const struct emitter *emitter;	/* NULL: a scope that could not be enumerated whole */
	const char *reason;		/* stub: why */
	const char *link;		/* symbolic link: its target */
	const char *const *notes;
	uint64_t bytes;
	unsigned long withheld;
	unsigned note_count;
	unsigned plugin;
	enum emit_result result;
	bool archived;			/* false: a stub with --no-annotations */
	struct file_record *next;	/* in the order of the run */
};

/* Files that the live system had not either, by emitter and reason. */
struct absent_record {
	const struct emitter *emitter;
	const char *reason;
	const char *path;		/* of the first */
	unsigned long count;
	struct absent_record *next;
};

struct scope_record {
	enum scope_id scope;
	const char *const *notes;
	unsigned note_count;
	struct scope_record *next;
};

struct records {
	struct arena arena;
	struct file_record *files, **files_end;
	struct absent_record *absents, **absents_end;
	struct scope_record *scopes, **scopes_end;
	unsigned long notes, notes_dropped;
	unsigned long results[EMIT_ABSENT + 1];
	unsigned long *plugin_files;	/* by plugin index */
	uint64_t bytes;
};

void records_init(struct records *r);
void records_free(struct records *r);
/* bytes: of the file as the archive has it, its annotation included. */
void records_add(struct records *r, struct emit *e, const struct emit_file *f, uint64_t bytes, bool archived);
bool records_have(const struct records *r, const char *path);

/* ---- what the page shows of the files --------------------------------------------------- */

enum captured {
#define CAPTURE(name, path) CAPTURE_##name,
#include "report/captures.def"
#undef CAPTURE
	CAPTURES
};

#define TOP_CONSUMERS 10

struct consumer {
	char name[64];
	long pid;
	uint64_t kb;	/* resident memory */
};

struct capture {
	struct sb text[CAPTURES];
	struct consumer top[TOP_CONSUMERS];	/* largest first */
	unsigned top_count;
};

/* Looks at a file of the report as it passes by, and keeps what the page needs. */
void capture_file(struct capture *c, const struct emit_file *f);
void capture_free(struct capture *c);
/* The number after "key:" or "key " at the beginning of a line; false if there is none. */
bool captured_number(const struct sb *text, const char *key, uint64_t *value);

/* ---- what is made of them ------------------------------------------------------------ */

struct report;	/* a run */

struct report {
	const struct report_options *o;
	struct records records;
	struct capture capture;
	struct archive *archive;
	char *top;			/* directory of all members */
	struct report_result *result;
	struct err err;			/* of the first failure to write */
	bool failed;
};

/* A member below the top directory. */
bool report_member(struct report *r, const char *path, const struct sb *data, struct err *err);

void manifest_write(const struct report *r, struct sb *out);
void sos_json_write(const struct report *r, struct sb *out);
void sos_text_write(const struct report *r, struct sb *out);
void sos_html_write(const struct report *r, struct sb *out);
void page_write(const struct report *r, struct sb *out);	/* vmcore.html */
void page_charts(const struct report *r, struct sb *out);
void page_files(const struct report *r, struct sb *out);
extern const char page_style[];
void sb_html(struct sb *out, const char *text);	/* escaped */
void sb_href(struct sb *out, const char *path);	/* a link from sos_reports/ to that member */

#endif
