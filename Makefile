# SPDX-License-Identifier: GPL-2.0-or-later
#
#   make            build/<variant>/vmcore-report (static by default)
#   make demo       install what is missing, build, make a report from a fixture dump
#   make check      install what is missing, build, run the tests (offline, < 60 s)
#
# Variables: STATIC=0, SANITIZE=address,undefined, DEBUG=1, V=1, CC=clang,
# DESTDIR=, PREFIX=/usr/local.  Settings of your own go to config.mak.

-include config.mak

CC ?= cc
PREFIX ?= /usr/local
STATIC ?= 1
VERSION := 0.1.0

empty :=
comma := ,
VARIANT := $(if $(SANITIZE),san-$(subst $(comma),-,$(SANITIZE)),$(if $(DEBUG),debug,$(if $(filter 0,$(STATIC)),dynamic,release)))$(if $(COVERAGE),-cov)$(if $(filter-out cc gcc,$(CC)),-$(notdir $(CC)))
BUILD := build/$(VARIANT)
Q := $(if $(V),,@)

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wpointer-arith -Wundef
# Readers of hostile bytes may not narrow silently.
WARN_READERS := -Wconversion -Wno-sign-conversion
READERS := base elf kdump types dwarf dump program archive mask

OPT := $(if $(DEBUG),-O0 -g3,$(if $(SANITIZE),-O1 -g,-O2 -g))
# Sums of numbers out of a dump may overflow.  They wrap, as the kernel's own do, which is built the same way.
override CFLAGS := -std=c11 -pedantic -fwrapv $(WARN) $(OPT) $(CFLAGS)
override CPPFLAGS := -Isrc -I$(BUILD)/gen -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DVERSION='"$(VERSION)"' $(CPPFLAGS)
LIBS := -llzma -lzstd -lz -lpthread
ifdef SANITIZE
override CFLAGS += -fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=all
override LDFLAGS += -fsanitize=$(SANITIZE)
STATIC := 0
endif
ifdef COVERAGE
override CFLAGS += --coverage
override CPPFLAGS += -DCOVERAGE
override LDFLAGS += --coverage
STATIC := 0
endif
ifneq ($(STATIC),0)
LINK_STATIC := -static
endif

SRC := $(sort $(filter-out src/main.c,$(shell find src -name "*.c")))
OBJ := $(SRC:src/%.c=$(BUILD)/%.o)
LIB := $(BUILD)/libvr.a
BIN := $(BUILD)/vmcore-report
TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/test_*.c)))

.PHONY: all check demo run-tests lint analyse clean install deps test-deps tests
.DELETE_ON_ERROR:

all: $(BIN)

-include mk/*.mk

# A change of compiler or flags rebuilds everything.
$(shell mkdir -p $(BUILD) && echo '$(CC) $(CFLAGS) $(CPPFLAGS)' | cmp -s - $(BUILD)/flags || echo '$(CC) $(CFLAGS) $(CPPFLAGS)' > $(BUILD)/flags)

$(BUILD)/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC      $<")
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(if $(filter $(READERS),$(firstword $(subst /, ,$*))),$(WARN_READERS)) -MMD -MP -c -o $@ $<

$(LIB): $(OBJ)
	$(if $(V),,@echo "  AR      $@")
	$(Q)rm -f $@ && ar rcs $@ $(OBJ)

$(BIN): $(BUILD)/main.o $(LIB)
	$(if $(V),,@echo "  LINK    $@")
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(LINK_STATIC) -o $@ $(BUILD)/main.o $(LIB) $(LIBS)
	$(if $(DEBUG)$(SANITIZE)$(COVERAGE),,$(Q)strip $@)

TEST_SUPPORT := $(patsubst tests/%.c,$(BUILD)/tests/%.o,$(sort $(wildcard tests/support/*.c)))

$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC      $<")
	$(Q)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/test_%: $(BUILD)/tests/test_%.o $(TEST_SUPPORT) $(LIB)
	$(if $(V),,@echo "  LINK    $@")
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(TEST_SUPPORT) $(LIB) -lcmocka $(TEST_LIBS_$*) $(LIBS)

tests: $(TESTS)

# Two steps, because what the first installs the second needs.
check: test-deps
	@$(MAKE) --no-print-directory run-tests

# Every test program is told where the tree and the program are.
run-tests: all tests cores
	@VR_TREE=$(CURDIR) VR_BIN=$(CURDIR)/$(BIN) sh tests/run.sh $(TESTS)

lint:
	@for part in layers headers sizes; do sh tests/lint/$$part.sh || exit 1; done

# What takes minutes: cppcheck and clang-tidy.
analyse:
	@sh tests/lint/cppcheck.sh && sh tests/lint/tidy.sh

deps:
	@CC='$(CC)' STATIC='$(STATIC)' sh scripts/install-deps build
test-deps:
	@CC='$(CC)' STATIC='$(STATIC)' sh scripts/install-deps test

clean:
	rm -rf build

.PRECIOUS: $(BUILD)/tests/%.o
-include $(OBJ:.o=.d) $(BUILD)/main.d $(patsubst %,%.d,$(TESTS)) $(TEST_SUPPORT:.o=.d)
