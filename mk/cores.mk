# SPDX-License-Identifier: GPL-2.0-or-later
#
#   make golden             writes fixtures/cores/*/golden anew; read the diff before committing it
#   make check-damage       the whole damage sweep (CORE=6.1); `make check` runs a sample of it
#   make core DUMP=f K=6.1  reduces a dump to the pages that a report of it touches: fixtures/cores/6.1/vmcore.xz
#
# Cores are kept packed and unpacked once, below build/cores.

CORES := $(patsubst fixtures/cores/%/vmcore.xz,build/cores/%/vmcore,$(sort $(wildcard fixtures/cores/*/vmcore.xz)))
CORE ?= 6.1

.PHONY: cores core golden check-damage

cores: $(CORES)

build/cores/%/vmcore: fixtures/cores/%/vmcore.xz
	@mkdir -p $(@D)
	$(if $(V),,@echo "  XZ      $@")
	$(Q)xz -dc $< > $@

core: $(BIN)
	@mkdir -p fixtures/cores/$(K)/golden
	@$(BIN) extract --vmcore $(DUMP) -z none -O build/vmcore.$(K)
	@xz -9e -T1 -c build/vmcore.$(K) > fixtures/cores/$(K)/vmcore.xz && rm -f build/vmcore.$(K)

golden: $(BUILD)/tests/test_golden $(CORES)
	@mkdir -p $(patsubst build/cores/%/vmcore,fixtures/cores/%/golden,$(CORES))
	@VR_TREE=$(CURDIR) $(BUILD)/tests/test_golden --update

check-damage: $(BUILD)/tests/test_damage $(CORES)
	@VR_TREE=$(CURDIR) VR_CORE=$(CORE) VR_DAMAGE=all $(BUILD)/tests/test_damage
