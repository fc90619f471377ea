/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A form (two bytes) and a text, which must come out the same whenever it is masked with what is known by then. */
#include "fuzz/fuzz.h"
#include "mask/mask.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mask *m = mask_new();
	struct sb first = {0}, again = {0};
	unsigned form;

	if (size >= 2) {
		form = get_u16(data, false);
		mask_learn_machine(m, "web01.example.com", "6.1.0.1", form & 0x8000);
		/* the first pass teaches, as in a report */
		mask_add(m, form, (const char *)data + 2, size - 2, &first);
		sb_cut(&first, 0);
		mask_add(m, form, (const char *)data + 2, size - 2, &first);
		mask_add(m, form, (const char *)data + 2, size - 2, &again);
		if (first.len != again.len || (first.len && memcmp(first.s, again.s, first.len)))
			abort();
		sb_cut(&again, 0);
		mask_write_map(m, &again);
	}
	mask_free(m);
	sb_free(&first);
	sb_free(&again);
	return 0;
}
