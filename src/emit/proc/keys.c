/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/keys, proc/key-users: as root without keyrings of its own reads them.  security/keys/proc.c */
#include "emit/emit.h"

#include <limits.h>
#include <string.h>

enum { DEAD, REVOKED, IN_QUOTA, USER_CONSTRUCT, ROOT_CAN_CLEAR, INVALIDATED };	/* KEY_FLAG_… */
enum { VIEW = 1, GROUP_ALL = 0x3f00 };

/* key_task_permission() for user 0, group 0 */
static bool may_view(ref key)
{
	unsigned long perm = (unsigned long)num(key, "perm");

	if (!num(key, "uid"))
		return perm >> 16 & VIEW;
	if (!num(key, "gid") && perm & GROUP_ALL)
		return perm >> 8 & VIEW;
	return perm & VIEW;
}

/* from_kuid_munged(): an ID that nobody has reads as the overflow ID. */
static long munged(struct emit *e, long id, const char *overflow)
{
	return id == 0xffffffff ? val(sym(e, overflow, "int")) : id;
}

/* A key without expiry has 0 there until 6.7, the largest time since. */
static const char *timeout(struct emit *e, ref key)
{
	static const struct { long seconds; char letter; } units[] = {
		{7 * 86400, 'w'}, {86400, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'},
	};
	long expiry = num(key, "expiry"), left = expiry - (long)crash_time(e);
	unsigned i = 0;

	if (!expiry || expiry == LONG_MAX)
		return "perm";
	if (left <= 0)
		return "expd";
	while (left < units[i].seconds)
		i++;
	return file_printf(e, "%ld%c", left / units[i].seconds, units[i].letter);
}

static void describe_asymmetric(struct emit *e, ref key)
{
	ref crypto = at(e, addr(key, "payload.data[0]"), "struct public_key");
	ref ids = at(e, addr(key, "payload.data[2]"), "struct asymmetric_key_ids"), id;

	if (!num(key, "payload.data[1]"))	/* no subtype: nothing is known of it yet */
		return;
	out(e, ": ");
	if (!null(crypto))
		out(e, "%s.%s", str(crypto, "id_type"), str(crypto, "pkey_algo"));
	if (!null(ids) && num(ids, "id[1]")) {
		id = at(e, addr(ids, "id[1]"), "struct asymmetric_key_id");
		out(e, " ");
		for (long n = num(id, "len"), i = n > 4 ? n - 4 : 0; i < n; i++)
			out(e, "%02lx", num_at(id, "data[]", i) & 0xff);
	}
	out(e, " []");
}

/* key->type->describe() */
static void describe(struct emit *e, ref key)
{
	const char *function = addr(key, "type->describe") ? symbol_name(e, addr(key, "type->describe")) : "";
	bool positive = num(key, "state") == 1;

	if (!*function)
		return;
	out(e, "%s", addr(key, "description") ? str(key, "description") : "[anon]");
	if (!strcmp(function, "asymmetric_key_describe"))
		describe_asymmetric(e, key);
	else if (!strcmp(function, "keyring_describe") && positive && num(key, "keys.nr_leaves_on_tree"))
		out(e, ": %lu", num(key, "keys.nr_leaves_on_tree"));
	else if (!strcmp(function, "keyring_describe") && positive)
		out(e, ": empty");
	else if (!strcmp(function, "user_describe") && positive)
		out(e, ": %lu", num(key, "datalen"));
}

EMITTER(proc_keys)
{
	if (!has_sym(e, "key_serial_tree")) {
		absent(e, "the kernel has no key retention service");
		return;
	}
	EACH(key, rbtree(sym(e, "key_serial_tree", "struct rb_root"), "struct key", "serial_node")) {
		long flags = num(key, "flags"), state = num(key, "state");

		if (!may_view(key))
			continue;
		out(e, "%08lx %c%c%c%c%c%c%c %5ld %4s %08lx %5ld %5ld %-9.9s ", num(key, "serial"), state ? 'I' : '-',
		    flags >> REVOKED & 1 ? 'R' : '-', flags >> DEAD & 1 ? 'D' : '-', flags >> IN_QUOTA & 1 ? 'Q' : '-',
		    flags >> USER_CONSTRUCT & 1 ? 'U' : '-', state < 0 ? 'N' : '-', flags >> INVALIDATED & 1 ? 'i' : '-',
		    num(key, "usage"), timeout(e, key), num(key, "perm"), munged(e, num(key, "uid"), "overflowuid"),
		    munged(e, num(key, "gid"), "overflowgid"), str(key, "type->name"));
		describe(e, key);
		out(e, "\n");
	}
}

EMITTER(proc_key_users)
{
	if (!has_sym(e, "key_user_tree")) {
		absent(e, "the kernel has no key retention service");
		return;
	}
	EACH(user, rbtree(sym(e, "key_user_tree", "struct rb_root"), "struct key_user", "node")) {
		bool root = !num(user, "uid");

		row(e, "%5lu: %5ld %ld/%ld %ld/%ld %ld/%ld\n", num(user, "uid"), num(user, "usage"), num(user, "nkeys"),
		    num(user, "nikeys"), num(user, "qnkeys"),
		    val(sym(e, root ? "key_quota_root_maxkeys" : "key_quota_maxkeys", "unsigned int")), num(user, "qnbytes"),
		    val(sym(e, root ? "key_quota_root_maxbytes" : "key_quota_maxbytes", "unsigned int")));
	}
}
