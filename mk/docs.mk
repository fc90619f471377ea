# SPDX-License-Identifier: GPL-2.0-or-later
# Manual pages and completions, made from the program's own tables.

DOCGEN := $(BUILD)/docgen
DOCS := $(BUILD)/doc/vmcore-report-emitters.7 $(BUILD)/doc/vmcore-report.bash $(BUILD)/doc/_vmcore-report

.PHONY: docs lint-docs install-docs

$(DOCGEN): scripts/docgen.c $(LIB)
	$(if $(V),,@echo "  LINK    $@")
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ scripts/docgen.c $(LIB) $(LIBS)

$(BUILD)/doc/vmcore-report-emitters.7: scripts/emitters-man src/emit/emitters.def src/plugin/plugins.def $(SRC)
	@mkdir -p $(@D)
	$(if $(V),,@echo "  DOC     $@")
	$(Q)sh scripts/emitters-man > $@
$(BUILD)/doc/vmcore-report.bash: $(DOCGEN)
	@mkdir -p $(@D)
	$(Q)$(DOCGEN) bash > $@
$(BUILD)/doc/_vmcore-report: $(DOCGEN)
	@mkdir -p $(@D)
	$(Q)$(DOCGEN) zsh > $@

# Also brings the OPTIONS of man/vmcore-report.1 up to date: a test compares them with the table.
docs: $(DOCS)
	@{ sed '/^\.\\" options begin/q' man/vmcore-report.1; $(DOCGEN) options; \
	   sed -n '/^\.\\" options end/,$$p' man/vmcore-report.1; } > $(BUILD)/doc/vmcore-report.1
	@cmp -s $(BUILD)/doc/vmcore-report.1 man/vmcore-report.1 || cp $(BUILD)/doc/vmcore-report.1 man/vmcore-report.1

lint: lint-docs
lint-docs: $(BUILD)/doc/vmcore-report-emitters.7
	@if command -v mandoc >/dev/null; then \
		{ mandoc -Tlint -W style man/vmcore-report.1; mandoc -Tlint -W warning $<; } 2>&1 | \
			grep -v 'referenced manual not found\|outdated mandoc.db' && exit 1; \
		echo "manual pages: ok"; else echo "manual pages: mandoc is not installed, skipped"; fi

install: $(BIN) $(DOCS)
	install -D -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/vmcore-report
	install -D -m 644 man/vmcore-report.1 $(DESTDIR)$(PREFIX)/share/man/man1/vmcore-report.1
	install -D -m 644 $(BUILD)/doc/vmcore-report-emitters.7 $(DESTDIR)$(PREFIX)/share/man/man7/vmcore-report-emitters.7
	install -D -m 644 $(BUILD)/doc/vmcore-report.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/vmcore-report
	install -D -m 644 $(BUILD)/doc/_vmcore-report $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_vmcore-report
