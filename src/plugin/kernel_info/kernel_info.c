/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/kernel_info/kernel_info.json: the kernel in one record */
#include "emit/emit.h"

EMITTER(kernel_info_json)
{
	ref name = sub(sym(e, "init_uts_ns", "struct uts_namespace"), "name");

	forgive(e);	/* without a name each of its parts is null */
	json_open(e, NULL, '{');
	json_open(e, "uts", '{');
	json_str(e, "sysname", str(name, "sysname"));
	json_str(e, "nodename", str(name, "nodename"));
	json_str(e, "release", str(name, "release"));
	json_str(e, "version", str(name, "version"));
	json_str(e, "machine", str(name, "machine"));
	json_str(e, "domainname", str(name, "domainname"));
	json_close(e);
	json_str(e, "banner", string(e, symaddr(e, "linux_banner")));
	json_str(e, "command_line", string(e, addr(sym(e, "saved_command_line", "char *"), "")));
	json_open(e, "taints", '{');
	json_num(e, "tainted", val(sym(e, "tainted_mask", "unsigned long")));
	json_str(e, "letters", taint_letters(e, (uint64_t)val(sym(e, "tainted_mask", "unsigned long")), false));
	json_close(e);
	json_str(e, "build_id", *e->facts->build_id ? e->facts->build_id : NULL);
	json_num(e, "crash_time", (long)crash_time(e));
	json_num(e, "uptime_seconds", (long)(clock_boottime(e) / NSEC_PER_SEC));
	json_num(e, "cpus_online", cpu_count(e, CPUS_ONLINE));
	json_num(e, "cpus_possible", cpu_count(e, CPUS_POSSIBLE));
	json_num(e, "memory_kb", kb(e, total_ram_pages(e)));
	json_hex(e, "kaslr_offset", e->facts->kaslr_offset);
	json_close(e);
}
