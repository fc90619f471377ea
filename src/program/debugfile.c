/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where distributions keep vmlinux and debug files, and whether one found there is the right one. */
#include "program/debuginfo.h"

#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * %D a directory, %R the kernel's release, %b the build ID as "ab/cdef…".  Each
 * may have one of the suffixes of a compressed file.  A directory may be what
 * /usr/lib/debug is, or the root under which a package was unpacked.
 */
static const char *const vmlinux_places[] = {
	"%D/.build-id/%b.debug",
	"%D/usr/lib/debug/.build-id/%b.debug",
	"%D/lib/modules/%R/vmlinux",		/* RHEL, Fedora, Debian from 13 on */
	"%D/lib/modules/%R/vmlinux.debug",
	"%D/usr/lib/modules/%R/vmlinux.debug",	/* SUSE with merged /usr */
	"%D/usr/lib/modules/%R/vmlinux",
	"%D/boot/vmlinux-%R",			/* Debian, Ubuntu */
	"%D/boot/vmlinux-%R.debug",		/* SUSE */
	"%D/usr/lib/debug/lib/modules/%R/vmlinux",
	"%D/usr/lib/debug/usr/lib/modules/%R/vmlinux",
	"%D/usr/lib/debug/usr/lib/modules/%R/vmlinux.debug",
	"%D/usr/lib/debug/boot/vmlinux-%R",
	"%D/usr/lib/debug/boot/vmlinux-%R.debug",
	"%D/vmlinux-%R",
	"%D/vmlinux-%R.debug",
	"%D/%R/vmlinux",
	"%D/vmlinux",
	"%D/vmlinux.debug",
};
static const char *const id_places[] = {"%D/.build-id/%b.debug", "%D/usr/lib/debug/.build-id/%b.debug"};
static const char *const map_places[] = {"%D/boot/System.map-%R", "%D/lib/modules/%R/System.map",
					 "%D/usr/lib/modules/%R/System.map", "%D/System.map-%R", "%D/System.map"};
static const char *const suffixes[] = {"", ".xz", ".zst", ".gz"};

enum { PATH_ROOM = 1024 };

/* False if the place needs what is not known, or the path would be too long. */
static bool make_path(char path[PATH_ROOM], const char *place, const char *suffix, const char *dir, const char *release,
		      const char *build_id)
{
	struct sb sb = {0};
	bool ok;

	for (; *place; place++) {
		if (*place != '%') {
			sb_char(&sb, *place);
			continue;
		}
		place++;
		if (*place == 'D')
			sb_str(&sb, dir);
		else if (*place == 'R')
			sb_str(&sb, release);
		else
			sb_printf(&sb, "%.2s/%s", build_id, build_id[0] && build_id[1] ? build_id + 2 : "");
		/* a release comes from the dump: it must not lead out of the directory */
		if ((*place == 'R' && (!*release || strchr(release, '/'))) || (*place == 'b' && strlen(build_id) < 4)) {
			sb_free(&sb);
			return false;
		}
	}
	sb_str(&sb, suffix);
	ok = sb.len < PATH_ROOM;
	if (ok)
		memcpy(path, sb.s, sb.len + 1);
	sb_free(&sb);
	return ok;
}

bool debugfile_open(struct log *log, const char *path, struct object **out, struct err *err)
{
	struct input *in, *plain;
	bool packed;

	if (!input_open(path, &in, err))
		return false;
	if (!input_unpack(in, &plain, &packed, err)) {
		input_close(in);
		return false;
	}
	if (packed)
		log_msg(log, LOG_INFO, "%s: compressed, takes %llu MB of memory", path, (unsigned long long)(plain->size / MiB));
	if (!object_open(plain, out, err)) {
		input_close(plain);
		return false;
	}
	return true;
}

/* ---- is it the right one? ----------------------------------------------------------- */

/* "Linux version 6.1.0-…", as it stands in the file at the symbol linux_banner. */
struct banner {
	struct object *object;
	char text[256];
};

static bool read_banner(const struct object_symbol *s, void *arg)
{
	struct banner *b = arg;
	const struct elf_section *section;

	if (strcmp(s->name, "linux_banner") || s->section >= b->object->header.shnum)
		return true;
	section = &b->object->sections[s->section];
	if (s->value < section->addr ||
	    input_read(b->object->in, section->offset + (s->value - section->addr), b->text, sizeof(b->text) - 1) != INPUT_OK)
		b->text[0] = '\0';
	return false;
}

void debugfile_release(struct object *vmlinux, char *release, size_t room)
{
	struct banner b = {.object = vmlinux};
	const char *text = b.text + strlen("Linux version ");

	object_each_symbol(vmlinux, read_banner, &b, NULL);
	release[0] = '\0';
	if (str_starts(b.text, "Linux version "))
		snprintf(release, room, "%.*s", (int)strcspn(text, " "), text);
}

static bool matches_release(const struct debug_dirs *d, const struct program_facts *f, struct object *o, struct err *err)
{
	char release[128];

	debugfile_release(o, release, sizeof(release));
	if (!*release || !*f->release)
		return err_set(err, "%s: neither build ID nor release tell whether it is of the kernel that crashed",
			       o->in->name);
	if (strcmp(release, f->release))
		return err_set(err, "%s: is of the kernel %s, the dump of %s", o->in->name, release, f->release);
	log_msg(d->log, LOG_INFO, "%s: matched by release, as %s has no build ID", o->in->name, *f->build_id ? "it" : "the dump");
	return true;
}

bool debugfile_matches(const struct debug_dirs *d, const struct program_facts *f, struct object *o, struct err *err)
{
	if (f->machine && o->header.machine != f->machine)
		return err_set(err, "%s: is for another architecture (ELF machine %u, the dump's is %u)", o->in->name,
			       o->header.machine, f->machine);
	if (!*f->build_id || !*o->build_id)
		return matches_release(d, f, o, err);
	if (strcmp(f->build_id, o->build_id))
		return err_set(err, "%s: has build ID %s, the kernel that crashed has %s", o->in->name, o->build_id, f->build_id);
	return true;
}

/* ---- searching ------------------------------------------------------------------------- */

/* A search for one file. */
struct wanted {
	const struct debug_dirs *dirs;
	const char *release, *build_id;		/* "" if unknown */
	const struct program_facts *kernel;	/* NULL: the build ID alone decides */
	struct object *object;			/* found */
	struct input *input;
	unsigned refused;
};

typedef bool accept_fn(struct wanted *w, const char *path);

/* Calls fn for each file that exists, until it accepts one. */
static bool search(struct wanted *w, const char *const *places, size_t count, accept_fn *fn)
{
	char path[PATH_ROOM];

	for (size_t d = 0; d < w->dirs->count; d++) {
		for (size_t i = 0; i < count * ARRAY_LEN(suffixes); i++) {
			if (!make_path(path, places[i / ARRAY_LEN(suffixes)], suffixes[i % ARRAY_LEN(suffixes)],
				       w->dirs->dirs[d], w->release, w->build_id) ||
			    access(path, R_OK) != 0)
				continue;
			if (fn(w, path))
				return true;
		}
	}
	return false;
}

static bool accept_object(struct wanted *w, const char *path)
{
	struct object *o;
	struct err err = {"another build ID"};

	if (debugfile_open(w->dirs->log, path, &o, &err)) {
		if (w->kernel ? debugfile_matches(w->dirs, w->kernel, o, &err) : !strcmp(o->build_id, w->build_id)) {
			w->object = o;
			return true;
		}
		object_close(o);
	}
	w->refused++;
	log_msg(w->dirs->log, LOG_INFO, "not used: %s", err.msg);
	return false;
}

struct object *debugfile_by_build_id(const struct debug_dirs *d, const char *build_id)
{
	struct wanted w = {.dirs = d, .release = "", .build_id = build_id};

	search(&w, id_places, ARRAY_LEN(id_places), accept_object);
	return w.object;
}

struct object *debugfile_find_vmlinux(const struct debug_dirs *d, const struct program_facts *f, struct err *err)
{
	struct wanted w = {.dirs = d, .release = f->release, .build_id = f->build_id, .kernel = f};
	struct sb where = {0};

	if (search(&w, vmlinux_places, ARRAY_LEN(vmlinux_places), accept_object)) {
		log_msg(d->log, LOG_INFO, "vmlinux: found %s", w.object->in->name);
		return w.object;
	}
	for (size_t i = 0; i < d->count; i++)
		sb_printf(&where, "%s%s", i ? ", " : "", d->dirs[i]);
	err_set(err, "no vmlinux of %s%s%s in %s (%u of others): name it with --vmlinux or a directory with --debuginfo-dir",
		*f->release ? f->release : "an unknown kernel", *f->build_id ? ", build ID " : "", f->build_id, where.s,
		w.refused);
	sb_free(&where);
	return NULL;
}

static bool accept_map(struct wanted *w, const char *path)
{
	struct err err;

	if (input_open(path, &w->input, &err))
		return true;
	log_msg(w->dirs->log, LOG_INFO, "not used: %s", err.msg);
	return false;
}

struct input *debugfile_system_map(const struct debug_dirs *d, const struct program_facts *f)
{
	struct wanted w = {.dirs = d, .release = f->release, .build_id = f->build_id};

	search(&w, map_places, ARRAY_LEN(map_places), accept_map);
	return w.input;
}

/* ---- links between files ----------------------------------------------------------------- */

static bool has_crc(struct object *o, uint32_t wanted)
{
	uint32_t crc;

	return object_file_crc(o->in, &crc, NULL) && crc == wanted;
}

/* A file beside `of`, below .debug there, or below one of the directories. */
static struct object *open_beside(const struct debug_dirs *dirs, const struct object *of, const char *name,
				  const char *build_id, const uint32_t *crc)
{
	const char *slash = strrchr(of->in->name, '/'), *base = strrchr(name, '/');
	int dir_len = slash ? (int)(slash - of->in->name) : 1;
	const char *dir = slash ? of->in->name : ".";
	char path[PATH_ROOM];

	base = base ? base + 1 : name;
	for (size_t i = 0; i < 3 + 3 * dirs->count; i++) {
		const char *d = i < 3 ? "" : dirs->dirs[(i - 3) / 3];
		struct object *o;

		if (i == 0)
			snprintf(path, sizeof(path), "%s%s%s", name[0] == '/' ? "" : dir, name[0] == '/' ? "" : "/", name);
		else if (i < 3)
			snprintf(path, sizeof(path), "%.*s%s/%s", dir_len, dir, i == 1 ? "" : "/.debug", base);
		else
			snprintf(path, sizeof(path), i % 3 == 0 ? "%s/%s" : i % 3 == 1 ? "%s/.dwz/%s" : "%s/boot/%s", d, base);
		if (!strcmp(path, of->in->name) || access(path, R_OK) || !debugfile_open(dirs->log, path, &o, NULL))
			continue;
		if (build_id ? !strcmp(o->build_id, build_id) : has_crc(o, *crc))
			return o;
		log_msg(dirs->log, LOG_INFO, "not used: %s: not the file that %s refers to", path, of->in->name);
		object_close(o);
	}
	return NULL;
}

struct object *debugfile_linked(const struct debug_dirs *d, struct object *o)
{
	struct object *found = *o->build_id ? debugfile_by_build_id(d, o->build_id) : NULL;
	char name[PATH_ROOM];
	uint32_t crc;

	if (found || !object_debuglink(o, name, sizeof(name), &crc))
		return found;
	return open_beside(d, o, name, NULL, &crc);
}

struct object *debugfile_alternate(const struct debug_dirs *d, struct object *o)
{
	char path[PATH_ROOM], build_id[2 * ELF_BUILD_ID_MAX + 1];
	struct object *found;

	if (!object_debugaltlink(o, path, sizeof(path), build_id))
		return NULL;
	found = debugfile_by_build_id(d, build_id);
	if (!found)
		found = open_beside(d, o, path, build_id, NULL);
	if (!found)
		log_msg(d->log, LOG_WARN, "%s: refers to %s with build ID %s, which was not found: types will be missing",
			o->in->name, path, build_id);
	return found;
}

/* ---- files of modules ----------------------------------------------------------------------- */

static void list_below(const char *dir, struct file_list *out)
{
	char *const paths[] = {(char *)(uintptr_t)dir, NULL};
	FTS *fts = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR | FTS_NOSTAT, NULL);
	unsigned seen = 0;
	FTSENT *e;

	while (fts && (e = fts_read(fts)) && seen++ < LIMIT_DEBUG_FILES) {
		if (e->fts_info == FTS_D && e->fts_level > LIMIT_TYPE_DEPTH)
			fts_set(fts, e, FTS_SKIP);
		if ((e->fts_info != FTS_F && e->fts_info != FTS_NSOK) || !strstr(e->fts_name, ".ko"))
			continue;
		out->paths = xrealloc(out->paths, out->count + 1, sizeof(*out->paths));
		out->paths[out->count++] = xstrdup(e->fts_path);
	}
	if (fts)
		fts_close(fts);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void debugfile_list_modules(const struct debug_dirs *d, const char *release, struct file_list *out)
{
	static const char *const places[] = {"lib/modules", "usr/lib/modules", "usr/lib/debug/lib/modules",
					     "usr/lib/debug/usr/lib/modules"};
	size_t first = out->count;

	for (size_t i = 0; i < d->count; i++) {
		bool own = !d->has_default || i + 1 < d->count;
		size_t before = out->count;
		struct stat st;
		char path[PATH_ROOM];

		for (size_t k = 0; k < ARRAY_LEN(places) && *release && !strchr(release, '/'); k++) {
			snprintf(path, sizeof(path), "%s/%s/%s", d->dirs[i], places[k], release);
			if (!stat(path, &st) && S_ISDIR(st.st_mode))
				list_below(path, out);
		}
		if (own && out->count == before)
			list_below(d->dirs[i], out);
	}
	if (out->count > first)
		qsort(out->paths + first, out->count - first, sizeof(*out->paths), by_path);
}

void file_list_free(struct file_list *l)
{
	for (size_t i = 0; i < l->count; i++)
		free(l->paths[i]);
	free(l->paths);
	*l = (struct file_list){0};
}
