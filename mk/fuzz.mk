# SPDX-License-Identifier: GPL-2.0-or-later
#
#   make check                     replays the committed corpus of every target (any compiler)
#   make fuzz T=elf [TIME=1800]    libFuzzer on one target, from that corpus; needs clang
#
# A target is tests/fuzz/fuzz_NAME.c, its corpus fixtures/fuzz/NAME/*.hex.  What
# a run finds is made smaller with -minimize_crash=1 and committed as text:
#   build/release/tests/fuzz_NAME --pack crash-… > fixtures/fuzz/NAME/what-it-was.hex

TIME ?= 1800
FUZZ_TARGETS := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
FUZZ_SUPPORT := $(BUILD)/tests/fuzz/common.o $(BUILD)/tests/support/mem_input.o $(BUILD)/tests/support/mem_dump.o
TESTS += $(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz_%)

$(BUILD)/tests/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/replay.o $(FUZZ_SUPPORT) $(LIB)
	$(if $(V),,@echo "  LINK    $@")
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter-out $(LIB),$^) $(LIB) $(LIBS)

$(BUILD)/libfuzzer_%: $(BUILD)/tests/fuzz/fuzz_%.o $(FUZZ_SUPPORT) $(LIB)
	$(Q)$(CC) $(CFLAGS) -fsanitize=fuzzer,address,undefined -o $@ $(filter-out $(LIB),$^) $(LIB) $(LIBS)

.PHONY: fuzz
fuzz: $(BUILD)/tests/fuzz_$(T) cores
	@[ -f "tests/fuzz/fuzz_$(T).c" ] || { echo "make fuzz T=...: one of $(FUZZ_TARGETS)"; exit 2; }
	@$(MAKE) --no-print-directory CC=clang SANITIZE=fuzzer-no-link,address,undefined build/san-fuzzer-no-link-address-undefined-clang/libfuzzer_$(T)
	@mkdir -p build/fuzz/$(T)
	@VR_TREE=$(CURDIR) $(BUILD)/tests/fuzz_$(T) --unpack build/fuzz/$(T)
	VR_TREE=$(CURDIR) build/san-fuzzer-no-link-address-undefined-clang/libfuzzer_$(T) -max_total_time=$(TIME) -timeout=10 -rss_limit_mb=512 \
		-max_len=65536 -artifact_prefix=build/fuzz/$(T)- build/fuzz/$(T)

.PRECIOUS: $(BUILD)/tests/fuzz/%.o $(BUILD)/libfuzzer_%
-include $(wildcard $(BUILD)/tests/fuzz/*.d)
