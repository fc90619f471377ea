# SPDX-License-Identifier: GPL-2.0-or-later
#
#   make check-formats VMCORE=FILE    one dump in every format that makedumpfile writes gives one
#                                     report; needs makedumpfile, and a dump with all kernel pages
#                                     (-d 31 or less: the fixtures lack what makedumpfile reads)

.PHONY: check-formats
check-formats: $(BIN) $(BUILD)/tests/tools/elf_of
	@[ -n "$(VMCORE)" ] || { echo "check-formats: say of which dump: VMCORE=FILE"; exit 2; }
	@sh tests/check-formats.sh $(abspath $^) $(abspath $(VMCORE))

$(BUILD)/tests/tools/elf_of: $(BUILD)/tests/tools/elf_of.o $(LIB)
	$(if $(V),,@echo "  LINK    $@")
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LIBS)

# make check-minicore VMCORE=FILE VMLINUX=FILE [CRASH=PROGRAM]: crash and drgn open what extract makes of a dump, and list the same tasks.
.PHONY: check-minicore
check-minicore: $(BIN)
	@[ -n "$(VMCORE)" -a -n "$(VMLINUX)" ] || { echo "check-minicore: say of which dump: VMCORE=FILE VMLINUX=FILE"; exit 2; }
	@CRASH='$(CRASH)' sh tests/check-minicore.sh $(abspath $< $(VMCORE) $(VMLINUX))
