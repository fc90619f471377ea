/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was replaced by what, in the form of the map that sos clean keeps for the next archive. */
#include "mask/internal.h"

static void put_names(struct jw *j, const struct mask *m, const char *section, enum name_kind first, enum name_kind last)
{
	jw_object(j, section);
	for (const struct name *n = m->names.first; n; n = n->next)
		if (n->kind >= first && n->kind <= last)
			jw_str(j, n->text, n->replacement);
	jw_end(j);
}

static void put_addresses(struct jw *j, const struct mask *m, const char *section, enum address_kind kind)
{
	struct sb original = {0}, replacement = {0};

	jw_object(j, section);
	for (const struct seen_address *s = m->seen; s; s = s->next) {
		if (s->original.kind != kind)
			continue;
		sb_cut(&original, 0);
		sb_cut(&replacement, 0);
		address_text(&s->original, &original);
		address_text(&s->replacement, &replacement);
		jw_str(j, original.s, replacement.s);
	}
	jw_end(j);
	sb_free(&original);
	sb_free(&replacement);
}

void mask_write_map(const struct mask *m, struct sb *out)
{
	struct jw j = {.out = out};

	jw_object(&j, NULL);
	put_names(&j, m, "hostname_map", NAME_HOST, NAME_DOMAIN);
	put_addresses(&j, m, "ip_map", ADDRESS_IPV4);
	put_addresses(&j, m, "ipv6_map", ADDRESS_IPV6);
	put_addresses(&j, m, "mac_map", ADDRESS_HARDWARE);
	jw_object(&j, "keyword_map");
	jw_end(&j);
	put_names(&j, m, "username_map", NAME_USER, NAME_USER);
	jw_end(&j);
}
