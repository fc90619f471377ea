/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs a fuzz target over its committed corpus, with any compiler, as a plain test.
 *
 *   fuzz_TARGET                  every *.hex of fixtures/fuzz/TARGET
 *   fuzz_TARGET --unpack DIR     writes them to DIR as the binary files that a fuzzer wants
 *   fuzz_TARGET --pack FILE      prints a binary file as such text
 *
 * The text: pairs of hexadecimal digits, "*N" after a pair repeats it, "#" begins a comment.
 */
#include "fuzz/fuzz.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_bytes(struct sb *out, const char *text)
{
	for (const char *p = text; *p;) {
		unsigned long value, times = 1;
		char pair[3] = {0}, *end;

		if (*p == '#') {
			p += strcspn(p, "\n");
			continue;
		}
		if (isspace((unsigned char)*p)) {
			p++;
			continue;
		}
		memcpy(pair, p, strnlen(p, 2));
		value = strtoul(pair, &end, 16);
		if (end != pair + 2)
			die("not hexadecimal: %.20s", p);
		p += 2;
		if (*p == '*') {
			times = strtoul(p + 1, &end, 10);
			p = end;
		}
		while (times--)
			sb_char(out, (char)value);
	}
}

static void read_file(const char *path, struct sb *out)
{
	FILE *f = fopen(path, "r");
	char buf[4096];
	size_t n;

	if (!f)
		die("%s: cannot be opened", path);
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		sb_add(out, buf, n);
	fclose(f);
}

static void pack_file(const char *path)
{
	struct sb data = {0};
	size_t column = 0, run;

	read_file(path, &data);
	for (size_t i = 0; i < data.len; i += run) {
		for (run = 1; i + run < data.len && data.s[i + run] == data.s[i];)
			run++;
		if (run < 4)
			run = 1;
		column += (size_t)printf(run > 1 ? "%02x*%zu" : "%02x", (unsigned char)data.s[i], run);
		if (run > 1 || column > 100) {
			putchar(column > 100 ? '\n' : ' ');
			column = column > 100 ? 0 : column + 1;
		}
	}
	putchar('\n');
	sb_free(&data);
}

/* The target sees a copy that is exactly as long as the data, for the sanitizer to watch its ends. */
static void run_one(const struct sb *data)
{
	uint8_t *copy = xmalloc(data->len);

	if (data->len)
		memcpy(copy, data->s, data->len);
	LLVMFuzzerTestOneInput(copy, data->len);
	free(copy);
}

static void write_one(const char *dir, const char *name, const struct sb *data)
{
	char path[1024];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	if (!f || fwrite(data->s ? data->s : "", 1, data->len, f) != data->len || fclose(f))
		die("%s: cannot be written", path);
}

static void each_input(const char *corpus, const char *unpack_dir)
{
	struct dirent **names;
	int count = scandir(corpus, &names, NULL, alphasort);

	if (count < 0) {
		printf("%s: no corpus yet\n", corpus);
		return;
	}
	for (int i = 0; i < count; i++) {
		struct sb text = {0}, data = {0};
		char path[1024];

		if (str_ends(names[i]->d_name, ".hex")) {
			snprintf(path, sizeof(path), "%s/%s", corpus, names[i]->d_name);
			read_file(path, &text);
			add_bytes(&data, text.s ? text.s : "");
			if (unpack_dir) {
				write_one(unpack_dir, names[i]->d_name, &data);
			} else {
				printf("[ RUN      ] %s\n", names[i]->d_name);
				fflush(stdout);
				run_one(&data);
				printf("[       OK ] %s\n", names[i]->d_name);
			}
		}
		sb_free(&text);
		sb_free(&data);
		free(names[i]);
	}
	free(names);
}

int main(int argc, char **argv)
{
	const char *tree = getenv("VR_TREE") ? getenv("VR_TREE") : ".", *target = strstr(argv[0], "fuzz_");
	char corpus[512];

	for (const char *next = target; next; next = strstr(next + 1, "fuzz_"))
		target = next;
	if (argc == 3 && !strcmp(argv[1], "--pack")) {
		pack_file(argv[2]);
		return 0;
	}
	if (!target || (argc != 1 && (argc != 3 || strcmp(argv[1], "--unpack"))))
		die("usage: fuzz_TARGET [--unpack DIR | --pack FILE]");
	snprintf(corpus, sizeof(corpus), "%s/fixtures/fuzz/%s", tree, target + strlen("fuzz_"));
	each_input(corpus, argc == 3 ? argv[2] : NULL);
	return 0;
}
