/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/kernel_info/banner.txt: linux_banner */
#include "emit/emit.h"

EMITTER(kernel_info_banner)
{
	row(e, "%s", string(e, symaddr(e, "linux_banner")));
}
