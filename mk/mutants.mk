# SPDX-License-Identifier: GPL-2.0-or-later
#
#   make check-mutants [M='wrong-offset …']    puts bugs into a copy of the tree: make check must see each (tests/mutants)

.PHONY: check-mutants
check-mutants:
	@sh tests/check-mutants.sh $(M)
