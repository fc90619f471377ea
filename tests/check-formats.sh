#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check-formats.sh PROGRAM ELF_OF DUMP: makes an ELF core of the dump, lets
# makedumpfile turn that into every format that it can write, and compares the
# reports of all of them: they must be the same, what describes the input aside.
set -u
program=$1 elf_of=$2 dump=$3

command -v makedumpfile >/dev/null || { echo "check-formats: needs makedumpfile, which is not installed"; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
failed=0 done=0

# report NAME FILE...: unpacked into report.NAME, without what describes the input or the run.
report() {
	name=$1
	shift
	for f in "$@"; do
		set -- "$@" --vmcore "$f"
		shift
	done
	"$program" "$@" --batch -q -z none -O report.tar >report.log 2>&1 || { cat report.log; return 1; }
	mkdir "report.$name" && tar -xf report.tar -C "report.$name" --strip-components=1 &&
		rm -rf report.tar "report.$name/sos_logs" "report.$name/sos_reports"
}

# compare NAME FILE... (sysfs is full of links that lead round in circles: they are compared, not followed); what the file really is, is said too: a makedumpfile built without a codec writes raw pages.
compare() {
	done=$((done + 1))
	format=$("$program" info --vmcore "$2" 2>/dev/null | sed -n 's/^format *//p')
	if report "$@" && diff -rq --no-dereference report.reference "report.$1" >diffs; then
		echo "$1: same report ($format)"
	else
		echo "$1: DIFFERENT REPORT ($format)"
		cat diffs
		failed=$((failed + 1))
	fi
	rm -rf "report.$1"
}

# make NAME ARGUMENT...: a dump by makedumpfile, compared if this makedumpfile can write it.
make_and_compare() {
	name=$1
	shift
	if makedumpfile "$@" source "$name" >"$name.out" 2>&1 && [ -s "$name" ]; then
		compare "$name" "$name"
	else
		echo "$name: not written by this makedumpfile"
	fi
	if makedumpfile -F "$@" source >"$name.flat" 2>"$name.out" && [ -s "$name.flat" ]; then
		compare "$name.flattened" "$name.flat"
	else
		echo "$name.flattened: not written by this makedumpfile"
	fi
	rm -f "$name" "$name.flat"
}

"$elf_of" source "$dump" || exit 1
report reference source || exit 1
make_and_compare zlib -c -d 0
make_and_compare zlib-d1 -c -d 1
make_and_compare lzo -l -d 0
make_and_compare snappy -p -d 0
make_and_compare zstd -z -d 0
make_and_compare raw -d 0
make_and_compare elf -E -d 0
if makedumpfile -l -d 0 --split source part1 part2 part3 >split.out 2>&1; then
	compare split part3 part1 part2
else
	echo "split: not written by this makedumpfile"
fi

# A huge machine: nothing but what is needed is read, so it makes no difference.
"$elf_of" huge "$dump" --extend 0x10000000000 && compare sparse-1-TiB huge

echo "check-formats: $done formats compared, $failed differ"
[ "$failed" = 0 ]
