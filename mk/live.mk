# SPDX-License-Identifier: GPL-2.0-or-later
#
#   make check-live KERNEL=bookworm     boots a Debian kernel under QEMU, crashes it, and compares the report
#                                       with what the system said of itself; see CONTRIBUTING.md
#   make check-kdump KERNEL=bookworm CRASHKERNEL=192M     the same, but the crash kernel makes the report
#
# What runs in the guest is linked statically, whatever the variant.

.PHONY: check-live check-kdump
KERNEL ?= bookworm
CRASHKERNEL ?= 192M
LIVE_TOOLS := $(BUILD)/tests/live/record $(BUILD)/tests/live/load_crash_kernel

check-live: $(BIN) $(LIVE_TOOLS)
	@sh tests/live/check-live.sh $(KERNEL) $(BIN) $(BUILD)/tests/live

check-kdump: $(BIN) $(LIVE_TOOLS)
	@sh tests/live/check-kdump.sh $(KERNEL) $(BIN) $(BUILD)/tests/live $(CRASHKERNEL)

$(LIVE_TOOLS): $(BUILD)/tests/live/%: $(BUILD)/tests/live/%.o $(LIB)
	$(if $(V),,@echo "  LINK    $@")
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -static -o $@ $< $(LIB) $(LIBS)

-include $(wildcard $(BUILD)/tests/live/*.d)
