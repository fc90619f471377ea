# SPDX-License-Identifier: GPL-2.0-or-later
#
#   make coverage [FOLDER=kernel]    percent of the lines of src/ that make check runs, by folder or, in one, by file

COVERAGE_BUILD := build/dynamic-cov
.PHONY: coverage
coverage:
	@find $(COVERAGE_BUILD) -name '*.gcda' -delete 2>/dev/null || :
	@$(MAKE) --no-print-directory COVERAGE=1 STATIC=0 run-tests > $(BUILD)/coverage.log 2>&1 || echo "some tests fail: $(BUILD)/coverage.log"
	@sh scripts/coverage $(COVERAGE_BUILD) $(FOLDER)
