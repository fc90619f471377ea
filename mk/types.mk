# SPDX-License-Identifier: GPL-2.0-or-later
# make agree VMLINUX=FILE: does the BTF of a kernel say the same as its DWARF, for every type?

.PHONY: agree
agree: $(BUILD)/tests/tools/compare_types
	$< $(VMLINUX)

$(BUILD)/tests/tools/compare_types: $(BUILD)/tests/tools/compare_types.o $(LIB)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LIBS)
