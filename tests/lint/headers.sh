#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Each header includes what it needs: alone it compiles, without a warning.
set -u
tmp=$(mktemp)
trap 'rm -f "$tmp"' EXIT
fail=0
for header in $(git ls-files 'src/*.h' 'tests/*.h'; git ls-files -o --exclude-standard 'src/*.h' 'tests/*.h'); do
	[ -f "$header" ] || continue
	printf '#include "%s"\n' "${header#*/}" |
		${CC:-cc} -std=c11 -fsyntax-only -Wall -Wextra -Werror -Isrc -Itests -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 \
			-x c - 2>"$tmp" && continue
	echo "$header: does not compile alone"
	head -3 "$tmp"
	fail=1
done
[ $fail = 0 ] && echo "headers: ok"
exit $fail
