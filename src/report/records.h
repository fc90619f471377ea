/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * records.h - what a report remembers of each file, for the manifest and the
 * indexes.  Private to src/report.
 */
#ifndef VR_RECORDS_H
#define VR_RECORDS_H

#include <pthread.h>
#include <stdatomic.h>

#include "report/report.h"

_Static_assert(LIMIT_OUTPUT_FILE < UINT32_MAX - MiB, "a file's size is kept in 32 bits");

/* What few files have. */
struct file_trouble {
	const char *reason;		/* stub: why */
	const char *link;		/* symbolic link: its target */
	const char *const *notes;
	unsigned note_count;
	unsigned long withheld;		/* lines */
};

/* A file, as a walk over all of them shows it. */
struct file_record {
	unsigned row;				/* index in emitters[] */
	enum emit_result result;
	uint32_t bytes;
	bool archived;				/* false: a stub with --no-annotations */
	const char *keys[2];			/* NULL where the path has no bracket for it */
	const struct file_trouble *trouble;	/* never NULL */
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

/*
 * How files are remembered: a large server has hundreds of thousands of them, a kdump kernel 50 MB.  So
 * each takes eight bytes; what consecutive files share, or few have, is kept beside them by file number.
 */
struct packed_file {
	uint32_t bytes;
	uint16_t row;
	uint8_t result;
	bool archived;
};

/* The files from this one on, to the next such record, are of one object. */
struct packed_object {
	uint32_t first;
	uint32_t keys;		/* offset in struct records' keys: two strings, empty for none */
};

_Static_assert(!offsetof(struct packed_object, first), "last_until() looks there");

struct packed_trouble {
	uint32_t file;
	const struct file_trouble *trouble;
};

_Static_assert(!offsetof(struct packed_trouble, file), "last_until() looks there");

/* Of one emitter's files. */
struct row_record {
	uint32_t first, last, count;
	unsigned plugin;	/* index */
};

struct records {
	struct arena arena;
	struct packed_file *files;
	struct packed_object *objects;
	struct packed_trouble *troubles;
	struct map by_trouble;		/* hash of what it says -> index in troubles */
	size_t file_count, file_room, object_count, object_room, trouble_count, trouble_room;
	struct sb keys;
	struct row_record *rows;	/* by emitter */
	struct sb path;				/* record_path()'s */
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
void records_add(struct records *r, const struct emit_file *f, uint64_t bytes, bool archived);
bool records_have(struct records *r, const char *path);

/* A walk over the files in the order of the run; once it is begun nothing is added. */
struct file_walk {
	const struct records *r;
	size_t next, end, object, trouble;
	int row, plugin;	/* only files of that one; -1: of all */
	struct file_record f;
};
struct file_walk all_files(const struct records *r);
struct file_walk files_of_row(const struct records *r, size_t row);
struct file_walk files_of_plugin(const struct records *r, unsigned plugin);
const struct file_record *next_file(struct file_walk *w);	/* valid until the next call; NULL: that was all */

/* Valid until the next call. */
const char *record_path(struct records *r, const struct file_record *f);
/* The row of emitters.def that made it: "proc/[pid]/status". */
const char *record_row(const struct file_record *f);

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
void capture_file(struct capture *c, struct mask *mask, const struct emit_file *f);
/* Stack of the CPU that panicked, a line for each frame below one that names the task; false if there is none. */
bool captured_stack(const struct capture *c, const char **text, size_t *len);
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
	struct masked_file *masked;	/* the file that is being written, with a mask */
	struct report_result *result;
	pthread_mutex_t stop_lock;	/* over result->stopped, and who sets it */
	atomic_bool stop;		/* it is set */
	struct err err;			/* of the first failure to write */
	bool failed;
};

/* A member below the top directory. */
bool report_member(struct report *r, const char *path, const struct sb *data, struct err *err);

/*
 * What is made of the records is as long as they are many: beyond a few MiB it
 * is not held in memory, but written twice, first to learn its length.  Those
 * who write it call spill() between two records.
 */
typedef void (*report_writer)(struct report *r, struct sb *out);
bool report_made(struct report *r, const char *path, report_writer write, uint64_t *bytes);	/* NULL: nobody asks */
uint64_t report_length(struct report *r, report_writer write);
void spill(struct sb *out);

/* made.c: the manifest, and what lists the files. */
bool add_lists(struct report *r);
char *member_name(const struct report *r, const char *path);	/* to be freed */

/* workers.c: makes the files, report_take() takes them; learn_names() lets a mask see them before. */
void make_files(struct report *r);
void learn_names(struct report *r);
bool report_take(struct report *r, const struct emit_file *f);
bool should_stop(struct report *r);
/* There are two CPUs, and memory enough. */
bool may_use_threads(const struct report *r);
bool start_worker(pthread_t *thread, void *(*run)(void *arg), void *arg);

/* Begins with a file that replaces it: all but its text, which masked_write() writes. */
const struct emit_file *masked_begin(struct report *r, const struct emit_file *f);
void masked_write(struct report *r, struct sb *out);
void masked_free(struct report *r);

void manifest_write(struct report *r, struct sb *out);
void sos_json_write(struct report *r, struct sb *out);
void sos_text_write(struct report *r, struct sb *out);
void sos_html_write(struct report *r, struct sb *out);
void page_write(struct report *r, struct sb *out);	/* vmcore.html */
void page_charts(const struct report *r, struct sb *out);
void page_files(struct report *r, struct sb *out);
extern const char page_style[];
const char *first_reason(const struct file_record *f);
void sb_html(struct sb *out, const char *text);	/* escaped */
void sb_html_part(struct sb *out, const char *text, size_t len);
void sb_href(struct sb *out, const char *path);	/* a link from sos_reports/ to that member */

#endif
