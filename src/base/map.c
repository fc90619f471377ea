/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Open addressing, linear probing, at most half full; entries are never removed. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

struct map_slot {
	uint64_t key, value;
	bool used;
};

struct strmap_slot {
	const char *key;
	uint64_t hash;
	void *value;
};

uint64_t hash_u64(uint64_t v)
{
	v ^= v >> 33;
	v *= 0xff51afd7ed558ccdULL;
	v ^= v >> 33;
	v *= 0xc4ceb9fe1a85ec53ULL;
	return v ^ v >> 33;
}

/* Eight bytes at a time; the shift takes what the multiplication has carried up back to where the map looks. */
uint64_t hash_bytes(const void *data, size_t len)
{
	const uint64_t factor = 0x9e3779b97f4a7c15ULL;
	const uint8_t *p = data;
	uint64_t h = len, word;

	for (; len >= sizeof(word); p += sizeof(word), len -= sizeof(word)) {
		memcpy(&word, p, sizeof(word));
		h = (h ^ word) * factor;
		h ^= h >> 32;
	}
	word = 0;
	memcpy(&word, p, len);
	h = (h ^ word) * factor;
	return h ^ h >> 32;
}

uint64_t hash_str(const char *s)
{
	return hash_bytes(s, strlen(s));
}

static struct map_slot *map_find(const struct map *m, uint64_t key)
{
	size_t i = hash_u64(key) & m->mask;

	while (m->slots[i].used && m->slots[i].key != key)
		i = (i + 1) & m->mask;
	return &m->slots[i];
}

void map_put(struct map *m, uint64_t key, uint64_t value)
{
	struct map_slot *s;

	if (!m->slots || m->count * 2 > m->mask) {
		struct map old = *m;

		m->mask = m->slots ? m->mask * 2 + 1 : 63;
		m->slots = xcalloc(m->mask + 1, sizeof(*m->slots));
		for (size_t i = 0; old.slots && i <= old.mask; i++)
			if (old.slots[i].used)
				*map_find(m, old.slots[i].key) = old.slots[i];
		free(old.slots);
	}
	s = map_find(m, key);
	m->count += !s->used;
	*s = (struct map_slot){key, value, true};
}

bool map_get(const struct map *m, uint64_t key, uint64_t *value)
{
	const struct map_slot *s = m->slots ? map_find(m, key) : NULL;

	if (!s || !s->used)
		return false;
	*value = s->value;
	return true;
}

bool map_has(const struct map *m, uint64_t key)
{
	uint64_t unused;

	return map_get(m, key, &unused);
}

void map_free(struct map *m)
{
	free(m->slots);
	*m = (struct map){0};
}

static struct strmap_slot *strmap_find(const struct strmap *m, const char *key, uint64_t hash)
{
	size_t i = hash & m->mask;

	while (m->slots[i].key && (m->slots[i].hash != hash || strcmp(m->slots[i].key, key)))
		i = (i + 1) & m->mask;
	return &m->slots[i];
}

void strmap_put(struct strmap *m, const char *key, void *value)
{
	uint64_t hash = hash_u64(hash_str(key));
	struct strmap_slot *s;

	if (!m->slots || m->count * 2 > m->mask) {
		struct strmap old = *m;

		m->mask = m->slots ? m->mask * 2 + 1 : 63;
		m->slots = xcalloc(m->mask + 1, sizeof(*m->slots));
		for (size_t i = 0; old.slots && i <= old.mask; i++)
			if (old.slots[i].key)
				*strmap_find(m, old.slots[i].key, old.slots[i].hash) = old.slots[i];
		free(old.slots);
	}
	s = strmap_find(m, key, hash);
	m->count += !s->key;
	*s = (struct strmap_slot){key, hash, value};
}

void *strmap_get(const struct strmap *m, const char *key)
{
	return m->slots ? strmap_find(m, key, hash_u64(hash_str(key)))->value : NULL;
}

void strmap_free(struct strmap *m)
{
	free(m->slots);
	*m = (struct strmap){0};
}
