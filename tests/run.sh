#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# run.sh PROGRAM...: runs the test programs one after the other and prints one
# line for each and the totals; what a failing one printed is shown whole.
set -u

log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0 broken=
for program in "$@"; do
	name=${program##*/}
	"$program" >"$log" 2>&1
	status=$?
	p=$(grep -c '^\[       OK \]' "$log")
	s=$(grep '^\[  SKIPPED \] [^0-9]' "$log" | sort -u | wc -l)	# each is named twice
	f=0
	[ $status = 0 ] && [ "$p" = 0 ] && s=$((s + 1))
	# A program that dies prints no verdict of the test it was in: count what was begun.
	if [ $status != 0 ]; then
		f=$(($(grep -c '^\[ RUN      \]' "$log") - p - s))
		[ $f -gt 0 ] || f=1
		broken="$broken $name"
		cat "$log"
	fi
	printf '%-28s %4d passed' "$name" "$p"
	[ "$s" = 0 ] || printf ', %d skipped' "$s"
	[ "$f" = 0 ] || printf ', FAILED (exit status %d)' $status
	echo
	passed=$((passed + p)) skipped=$((skipped + s)) failed=$((failed + f))
done
echo "total: $passed tests passed, $failed failed, $skipped skipped in $# programs"
[ -z "$broken" ] || { echo "failed:$broken"; exit 1; }
