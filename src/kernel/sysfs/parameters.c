/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/module/<name>/parameters/…: kernel/params.c, and the functions that modules have for their own */
#include "kernel/sysfs/rows.h"

#include <limits.h>
#include <string.h>

/* ops->get() of the simple kinds: what stands in the file. */
static const struct param_kind {
	const char *get, *type, *format;
} kinds[] = {
	{"param_get_byte", "unsigned char", "%lu"}, {"param_get_short", "short", "%ld"},
	{"param_get_ushort", "unsigned short", "%lu"}, {"param_get_int", "int", "%ld"},
	{"param_get_uint", "unsigned int", "%lu"}, {"param_get_long", "long", "%ld"},
	{"param_get_ulong", "unsigned long", "%lu"}, {"param_get_ullong", "unsigned long", "%lu"},
	{"param_get_hexint", "unsigned int", "%#08lx"}, {"param_get_aauint", "unsigned int", "%lu"},
	{"param_get_aacompressionlevel", "int", "%ld"}, {"panic_print_get", "unsigned long", "%lu"},
};

static bool is_bool(const char *get)
{
	static const char *const of_bools[] = {"param_get_bool", "param_get_aabool", "param_get_aalockpolicy", "shuffle_show"};

	for (size_t i = 0; i < ARRAY_LEN(of_bools); i++)
		if (!strcmp(get, of_bools[i]))
			return true;
	return false;
}

static bool print_value(struct emit *e, const char *get, uint64_t address)
{
	for (const struct param_kind *k = kinds; k < kinds + ARRAY_LEN(kinds); k++) {
		if (strcmp(k->get, get))
			continue;
		if (k->format[1] == '#')
			out(e, "%#08lx", val(at(e, address, k->type)));
		else
			out(e, k->format[2] == 'd' ? "%ld" : "%lu", val(at(e, address, k->type)));
		return true;
	}
	if (is_bool(get))
		out(e, "%c", val(at(e, address, "_Bool")) ? 'Y' : 'N');
	else if (!strcmp(get, "param_get_invbool"))
		out(e, "%c", val(at(e, address, "_Bool")) ? 'N' : 'Y');
	else if (!strcmp(get, "param_get_aaintbool"))
		out(e, "%c", val(at(e, address, "int")) ? 'Y' : 'N');
	else if (!strcmp(get, "param_get_charp"))
		out(e, "%s", read_word(e, address) ? string(e, read_word(e, address)) : "(null)");
	else
		return false;
	return true;
}

/* ---- kinds of one module's own ------------------------------------------------------------------- */

/* A choice among texts between commas. */
static const struct choice {
	const char *get, *variable, *texts;	/* variable: of the module; NULL: the parameter's own */
	const char *end;			/* all are shown, that one in brackets; this comes behind; NULL: just that one */
} choices[] = {
	{"get_online_policy", NULL, "contig-zones,auto-movable", NULL},
	{"nvme_get_iopolicy", NULL, "numa,round-robin,queue-depth", NULL},
	{"param_get_lid_init_state", "lid_init_state", "ignore,open,method,disabled", ""},
	{"param_get_audit", "aa_g_audit", "normal,quiet_denied,quiet,noquiet,all", NULL},
	{"param_get_mode", "aa_g_profile_mode", "enforce,complain,kill,unconfined,user", NULL},
	{"pcie_aspm_get_policy", "aspm_policy", "default,performance,powersave,powersupersave", " "},
};

/* Numbers with a meaning of their own; NO_NUMBER: of a parameter that has no variable. */
#define NO_NUMBER LONG_MIN
static const struct special {
	const char *get;
	long value;
	const char *text;
} specials[] = {
	{"param_get_pool_mode", -1, "auto"}, {"param_get_pool_mode", 0, "global"}, {"param_get_pool_mode", 1, "percpu"},
	{"param_get_pool_mode", 2, "pernode"}, {"get_memmap_mode", 0, "N"}, {"get_memmap_mode", 1, "Y"},
	{"get_memmap_mode", 2, "force"},
	{"ovl_ccup_get", NO_NUMBER, "N"}, {"param_get_pool_mode", NO_NUMBER, "pernode"},	/* 7.3: always */
};

static long variable_value(struct emit *e, ref param, const char *variable)
{
	uint64_t address = variable ? symaddr(e, variable) : addr(param, "arg");

	return address ? val(at(e, address, "int")) : NO_NUMBER;
}

static bool print_choice(struct emit *e, ref param, const struct choice *c)
{
	long value = variable_value(e, param, c->variable);
	const char *text = sysfs_choice(e, c->texts, value);

	if (!c->end) {
		out(e, "%s", text ? text : "");
		return text != NULL;
	}
	for (long i = 0; (text = sysfs_choice(e, c->texts, i)); i++)
		out(e, i == value ? "%s[%s]" : "%s%s", i ? " " : "", text);
	out(e, "%s", c->end);
	return true;
}

/* Kinds that look at another variable first, or count in their own way. */
static bool print_other(struct emit *e, ref param, const char *get)
{
	uint64_t arg = addr(param, "arg");

	if (!strcmp(get, "param_get_hashtbl_sz"))
		out(e, "%lu", 1UL << (val(at(e, arg, "unsigned int")) & 31));
	else if (!strcmp(get, "psmouse_get_maxproto") && has_enum(e, "PSMOUSE_AUTO") &&
		 val(at(e, arg, "unsigned int")) == enumv(e, "PSMOUSE_AUTO"))
		out(e, "auto");
	else if (!strcmp(get, "get_ro"))
		out(e, "%ld", variable_value(e, param, "start_readonly"));
	else if (!strcmp(get, "param_get_do_rcu_barrier"))
		out(e, "%ld", val(at(e, arg, "int")));
	else if (!strcmp(get, "wq_affn_dfl_get"))
		out(e, "%s", str_at(sym(e, "wq_affn_names", "char *[8]"), "[]", variable_value(e, param, "wq_affn_dfl") & 7));
	else if (!strcmp(get, "param_get_sample_interval"))
		out(e, "%lu", val(sym(e, "kfence_enabled", "_Bool")) ? val(at(e, arg, "unsigned long")) : 0);
	else if (!strcmp(get, "x32_param_get"))	/* Debian's */
		out(e, "%c", static_key_on(e, "x32_enabled_skey") ? 'Y' : 'N');
	else if (!strcmp(get, "get_nx_huge_pages") && has_sym(e, "nx_hugepage_mitigation_hard_disabled") &&
		 val(sym(e, "nx_hugepage_mitigation_hard_disabled", "_Bool")))
		out(e, "never");
	else if (!strcmp(get, "get_nx_huge_pages"))
		out(e, "%c", val(at(e, arg, "_Bool")) ? 'Y' : 'N');
	else
		return false;
	return true;
}

static bool print_own(struct emit *e, ref param, const char *get)
{
	for (size_t i = 0; i < ARRAY_LEN(choices); i++)
		if (!strcmp(get, choices[i].get))
			return print_choice(e, param, &choices[i]);
	for (size_t i = 0; i < ARRAY_LEN(specials); i++) {
		if (!strcmp(get, specials[i].get) && variable_value(e, param, NULL) == specials[i].value) {
			out(e, "%s", specials[i].text);
			return true;
		}
	}
	return print_other(e, param, get);
}

/* What AppArmor is to tell of itself, since 6.17; the line is not ended. */
static void print_topics(struct emit *e, unsigned long topics)
{
	enum { MOST = 32 };
	const char *comma = "";

	out(e, topics ? "" : "N");
	EACH(topic, array_n(sym(e, "debug_values_table", "struct val_table_ent"), "", MOST)) {
		unsigned long mask = (unsigned long)num(topic, "value");

		if (!addr(topic, "str"))
			break;
		if (!mask || (topics & mask) != mask)
			continue;
		out(e, "%s%s", comma, str(topic, "str"));
		comma = ",";
		topics &= ~mask;
	}
}

/* ---- all of them --------------------------------------------------------------------------------------- */

/* param_array_get(): elements between commas */
static bool print_array(struct emit *e, ref array, bool *empty)
{
	long n = addr(array, "num") ? val(ptr(array, "num")) : num(array, "max");
	const char *get = method(ptr(array, "ops"), "get");

	*empty = n <= 0;
	for (long i = 0; i < n && i < 4096; i++) {
		if (i)
			out(e, ",");
		if (!print_value(e, get, addr(array, "elem") + (uint64_t)(i * num(array, "elemsize"))))
			return false;
	}
	return true;
}

static SYSFS_FILE(show_parameter)
{
	ref param = ptr(at(e, f->attribute, "struct param_attribute"), "param");
	const char *get = method(ptr(param, "ops"), "get");
	bool known, empty = false;

	if (!strcmp(get, "param_get_debug") && has_sym(e, "debug_values_table")) {
		print_topics(e, (unsigned long)variable_value(e, param, NULL));
		return;
	}
	if (!strcmp(get, "param_array_get"))
		known = print_array(e, ptr(param, "arr"), &empty);
	else if (!strcmp(get, "param_get_string"))
		known = (out(e, "%s", string(e, addr(ptr(param, "str"), "string"))), true);
	else
		known = print_value(e, get, addr(param, "arg")) || print_own(e, param, get);
	if (known)
		out(e, empty ? "" : "\n");
	else
		stub(e, file_printf(e, "%s() prints it, which is not known", get));
}

const struct sysfs_row sysfs_parameters_rows[] = {
	{"*", "module/*/parameters", .print = show_parameter},
};
const size_t sysfs_parameters_row_count = ARRAY_LEN(sysfs_parameters_rows);
