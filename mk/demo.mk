# SPDX-License-Identifier: GPL-2.0-or-later
# A first look: a report of a real kernel's dump, reduced to a few MB.

DEMO_DUMP := build/cores/6.1/vmcore
DEMO_DIR := build/demo

# Two steps, because what the first installs the second needs.
demo: deps
	@$(MAKE) --no-print-directory run-demo

.PHONY: run-demo
run-demo: $(BIN) $(DEMO_DUMP)
	@rm -rf $(DEMO_DIR) && mkdir -p $(DEMO_DIR)
	@$(BIN) --vmcore $(DEMO_DUMP) --tmp-dir $(DEMO_DIR) --batch
	@$(BIN) --vmcore $(DEMO_DUMP) --build --output $(DEMO_DIR)/unpacked -q >/dev/null
	@printf 'It is unpacked in\n\t%s\nof which this page is for the browser:\n\t%s\n\n' \
		$(CURDIR)/$(DEMO_DIR)/unpacked $(CURDIR)/$(DEMO_DIR)/unpacked/sos_reports/vmcore.html
