# SPDX-License-Identifier: GPL-2.0-or-later
#
#   make bench                        what each step of a report costs: time, memory, bytes, pages, instructions
#     [DUMP=FILE] [VMLINUX=FILE]      of that dump instead of the fixtures; with its vmlinux beside crash and drgn
#   make bench-compare                fails where a step takes 2 % more instructions than fixtures/bench.txt has
#   make bench-baseline               writes fixtures/bench.txt anew
#
# Instructions are counted by callgrind: the same program on the same dump gives the same counts.

.PHONY: bench bench-compare bench-baseline
BENCH = VR_BIN=$(CURDIR)/$(BIN) VR_MEASURE=$(CURDIR)/$< VMLINUX='$(VMLINUX)' CC='$(CC)' sh scripts/bench
BENCH_DUMPS = $(if $(DUMP),$(DUMP),$(CORES))
# Counts of two kernels are kept.
BENCH_KEPT = build/cores/6.1/vmcore build/cores/arm64-6.12/vmcore

bench: $(BUILD)/tests/tools/measure $(BIN) $(if $(DUMP),,$(CORES))
	@$(BENCH) table $(BENCH_DUMPS)

bench-compare: $(BUILD)/tests/tools/measure $(BENCH_KEPT)
	@$(BENCH) compare fixtures/bench.txt $(BENCH_KEPT)

bench-baseline: $(BUILD)/tests/tools/measure $(BENCH_KEPT)
	@$(BENCH) count $(BENCH_KEPT) > $(BUILD)/bench.txt && mv $(BUILD)/bench.txt fixtures/bench.txt

$(BUILD)/tests/tools/measure: $(BUILD)/tests/tools/measure.o $(LIB)
	$(if $(V),,@echo "  LINK    $@")
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(LINK_STATIC) -o $@ $< $(LIB) $(LIBS)

-include $(wildcard $(BUILD)/tests/tools/*.d)
