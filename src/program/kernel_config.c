/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The configuration that kernel/configs.c builds in, and /proc/config.gz shows. */
#include <string.h>
#include <zlib.h>

#include "program/internal.h"

#define PIECE 4096
#define MAGIC "IKCFG_ST"	/* in front of the data; until 5.1 (13610aa908dc) the symbol was that of the magic */

/* Feeds memory from *addr on until the stream ends. */
static bool unpack(z_stream *z, struct memory *m, uint64_t addr, struct sb *text, struct err *err)
{
	uint8_t in[PIECE], out[PIECE];
	int rc = Z_OK;

	while (rc != Z_STREAM_END) {
		if (!z->avail_in) {
			size_t n = PIECE - (size_t)(addr % PIECE);	/* not into a page that may not exist */
			enum mem_status status = memory_read(m, addr, in, n, NULL);

			if (status != MEM_OK)
				return err_set(err, "the configuration is cut short at 0x%llx: %s", (unsigned long long)addr,
					       mem_status_name(status));
			z->next_in = in;
			z->avail_in = (uInt)n;
			addr += n;
		}
		z->next_out = out;
		z->avail_out = PIECE;
		rc = inflate(z, Z_NO_FLUSH);
		if (rc != Z_OK && rc != Z_STREAM_END)
			return err_set(err, "the configuration before 0x%llx is damaged", (unsigned long long)addr);
		if (PIECE - z->avail_out > LIMIT_CONFIG - text->len)
			return err_set(err, "the configuration unpacks to more than %llu bytes",
				       (unsigned long long)LIMIT_CONFIG);
		sb_add(text, out, PIECE - z->avail_out);
	}
	return true;
}

bool program_config(struct memory *m, uint64_t addr, struct sb *text, struct err *err)
{
	char magic[sizeof(MAGIC) - 1];
	z_stream z = {0};
	bool ok;

	if (memory_read(m, addr, magic, sizeof(magic), NULL) == MEM_OK && !memcmp(magic, MAGIC, sizeof(magic)))
		addr += sizeof(magic);
	if (inflateInit2(&z, 16 + MAX_WBITS) != Z_OK)
		return err_set(err, "zlib does not start");
	ok = unpack(&z, m, addr, text, err);
	inflateEnd(&z);
	return ok;
}
