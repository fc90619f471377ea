#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Files of at most 800 lines, emitters of at most 120, functions of at most 60 between their braces.
set -u
cd "$(dirname "$0")/../.."
fail=0

say() { echo "$*"; fail=1; }

for file in $(git ls-files 'src/*.[ch]' 'tests/*.[ch]' 'src/*.def'; git ls-files -o --exclude-standard 'src/*.[ch]' 'tests/*.[ch]'); do
	[ -f "$file" ] || continue
	lines=$(wc -l < "$file")
	[ "$lines" -le 800 ] || say "$file: $lines lines, 800 at the most"
	case $file in
	src/emit/*/*.c)
		[ "$lines" -le 120 ] || say "$file: $lines lines, 120 at the most: what prints is one file, what finds out is another's"
		;;
	esac
	case $file in
	*.c)
		long=$(awk '/^[a-zA-Z_].*\)[^;]*$/ { name = $0 } /^\{/ { start = NR }
			/^\}/ { if (start && NR - start - 1 > 60) print FILENAME ": " NR - start - 1 " lines, 60 at the most: " name; start = 0 }' "$file")
		[ -z "$long" ] || say "$long"
		;;
	esac
done
[ $fail = 0 ] && echo "sizes: ok"
exit $fail
