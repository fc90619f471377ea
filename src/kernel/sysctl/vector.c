/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arrays of numbers, strings and bitmaps: the handlers of kernel/sysctl.c. */
#include "kernel/sysctl/format.h"

#include <string.h>

#define USER_HZ 100

const char *sysctl_number(struct emit *e, long value)
{
	return file_printf(e, "%ld\n", value);
}

const char *sysctl_vector(struct emit *e, struct vector v)
{
	static const char *const types[] = {"s8", "s16", "s32", "s64"}, *const unsigned_types[] = {"u8", "u16", "u32", "u64"};
	const char *const *names = v.is_signed ? types : unsigned_types;
	const char *type = names[v.width == 1 ? 0 : v.width == 2 ? 1 : v.width == 4 ? 2 : 3];
	struct sb sb = {0};
	const char *text;

	if (!v.address || !v.count)
		return "";
	if (v.count > LIMIT_SYSCTL_VECTOR) {
		fail(e, "struct ctl_table", "more numbers than any sysctl has", v.address);
		return "";
	}
	EACH(element, array_n(at(e, v.address, type), "", (long)v.count)) {
		long value = val(element);

		if (v.divide)	/* what is left over first, lest the product overflows */
			value = value / v.divide * v.multiply + value % v.divide * v.multiply / v.divide;
		sb_printf(&sb, v.is_signed || v.width < 8 ? "%s%ld" : "%s%lu", sb.len ? "\t" : "", value);
	}
	sb_char(&sb, '\n');
	text = arena_strdup(&e->file, sb.s);
	sb_free(&sb);
	return text;
}

static struct vector of(ref entry, size_t width, bool is_signed)
{
	size_t bytes = (size_t)num(entry, "maxlen");

	/* int handlers serve single bytes too where the table says so (u8, bool) */
	if (width == 4 && bytes == 1)
		width = 1, is_signed = false;
	return (struct vector){.address = addr(entry, "data"), .width = width, .count = bytes / width, .is_signed = is_signed};
}

static const char *converted(struct emit *e, struct vector v, long multiply, long divide)
{
	v.multiply = multiply;
	v.divide = divide;
	return sysctl_vector(e, v);
}

const char *sysctl_ints(struct emit *e, ref entry)
{
	return sysctl_vector(e, of(entry, 4, true));
}

const char *sysctl_uints(struct emit *e, ref entry)
{
	return sysctl_vector(e, of(entry, 4, false));
}

/* One bool, whatever maxlen says: some tables give the size of an int. */
const char *sysctl_bools(struct emit *e, ref entry)
{
	return sysctl_number(e, val(at(e, addr(entry, "data"), "bool")));
}

const char *sysctl_longs(struct emit *e, ref entry)
{
	return sysctl_vector(e, of(entry, e->facts->word_size, false));
}

const char *sysctl_ints_jiffies(struct emit *e, ref entry)
{
	return converted(e, of(entry, 4, true), 1, hz(e));
}

const char *sysctl_ints_userhz(struct emit *e, ref entry)
{
	return converted(e, of(entry, 4, true), USER_HZ, hz(e));
}

const char *sysctl_ints_ms(struct emit *e, ref entry)
{
	return converted(e, of(entry, 4, true), 1000, hz(e));
}

const char *sysctl_longs_ms(struct emit *e, ref entry)
{
	return converted(e, of(entry, e->facts->word_size, false), 1000, hz(e));
}

const char *sysctl_hex4(struct emit *e, ref entry)	/* proc_dodebug(), net/sunrpc/sysctl.c */
{
	return file_printf(e, "0x%04lx\n", val(at(e, addr(entry, "data"), "unsigned int")));
}

const char *sysctl_zero(struct emit *e, ref entry)
{
	(void)entry;
	return sysctl_number(e, 0);
}

const char *sysctl_empty(struct emit *e, ref entry)
{
	(void)e;
	(void)entry;
	return "";
}

const char *sysctl_string(struct emit *e, ref entry)
{
	uint64_t data = addr(entry, "data");
	const char *s;

	if (!data || !num(entry, "maxlen"))
		return "";
	s = string(e, data);
	return file_printf(e, "%.*s\n", (int)num(entry, "maxlen"), s);
}

/* data points at a pointer to the bitmap; maxlen is its number of bits */
const char *sysctl_bitmap(struct emit *e, ref entry)
{
	uint64_t map = addr(at(e, addr(entry, "data"), "unsigned long *"), "");

	if (!map)
		return "\n";
	return file_printf(e, "%s\n", bitmap_list(bits(at(e, map, "unsigned long"), "", num(entry, "maxlen"))));
}

const char *sysctl_static_key(struct emit *e, ref entry)
{
	return sysctl_number(e, num(at(e, addr(entry, "data"), "struct static_key"), "enabled") > 0);
}
