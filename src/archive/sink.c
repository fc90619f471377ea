/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/internal.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool write_all(int fd, const char *name, const void *data, size_t len, struct err *err)
{
	const uint8_t *p = data;

	while (len) {
		ssize_t n = write(fd, p, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, "cannot write %s: %s", name, strerror(errno));
		p += n;
		len -= (size_t)n;
	}
	return true;
}

bool sink_flush(struct sink *s, struct err *err)
{
	size_t len = s->used;

	s->used = 0;
	return write_all(s->fd, s->name, s->buf, len, err);
}

bool sink_write(struct sink *s, const void *data, size_t len, struct err *err)
{
	const uint8_t *p = data;

	sha256_update(&s->sha, data, len);
	s->size += len;
	while (len) {
		size_t n = sizeof(s->buf) - s->used < len ? sizeof(s->buf) - s->used : len;

		memcpy(s->buf + s->used, p, n);
		s->used += n;
		p += n;
		len -= n;
		if (s->used == sizeof(s->buf) && !sink_flush(s, err))
			return false;
	}
	return true;
}
