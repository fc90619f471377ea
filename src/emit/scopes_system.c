/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Objects of the system as a whole: interrupts, … */
#include "emit/emit.h"

/* Those that have a folder in /proc/irq: register_irq_proc(). */
SCOPE_FUNCTION(scope_irq)
{
	EACH(desc, irqs(e))
		if (addr(desc, "dir"))
			scope_item_number(e, items, desc, KEY(desc));
}
