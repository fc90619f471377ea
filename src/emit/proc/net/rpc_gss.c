/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/rpc/{use-gss-proxy,gss_krb5_enctypes}: how the NFS server authenticates.  net/sunrpc/auth_gss/svcauth_gss.c */
#include "emit/emit.h"
#include "kernel/net.h"

#include <string.h>

/* -1 until gssproxy has said what it is */
EMITTER(proc_net_rpc_use_gss_proxy)
{
	ref rpc;

	if (!net_module_data(self, "sunrpc", "sunrpc_net_id", "struct sunrpc_net", &rpc))
		return;
	if (!num(rpc, "use_gssp_proc"))
		absent(e, "GSS is not loaded");
	else
		row(e, "%ld\n", num(rpc, "use_gss_proxy"));
}

/* read_gss_krb5_enctypes(): a string without a newline */
EMITTER(proc_net_rpc_gss_krb5_enctypes)
{
	ref rpc;

	if (!net_module_data(self, "sunrpc", "sunrpc_net_id", "struct sunrpc_net", &rpc))
		return;
	if (!num_or(rpc, "gss_krb5_enctypes", 0)) {
		absent(e, "GSS is not loaded");
		return;
	}
	EACH(mechanism, list(sym(e, "registered_mechs", "struct list_head"), "struct gss_api_mech", "gm_list"))
		if (!strcmp(str(mechanism, "gm_name"), "krb5")) {
			out(e, "%s", str(mechanism, "gm_upcall_enctypes"));
			return;
		}
	stub(e, "the module for Kerberos is not loaded: reading the file loads it");
}
