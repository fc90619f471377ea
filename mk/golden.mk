# SPDX-License-Identifier: GPL-2.0-or-later
#
#   make golden          writes fixtures/cores/*/golden anew; read the diff before committing it
#   make check-damage    the whole damage sweep; `make check` runs a sample of it

.PHONY: golden check-damage

golden: $(BUILD)/tests/test_golden
	@mkdir -p $(addsuffix /golden,$(dir $(wildcard fixtures/cores/*/vmcore)))
	@VR_TREE=$(CURDIR) $(BUILD)/tests/test_golden --update

check-damage: $(BUILD)/tests/test_damage
	@VR_TREE=$(CURDIR) VR_DAMAGE=all $(BUILD)/tests/test_damage
