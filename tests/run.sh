#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# run.sh PROGRAM...: runs the test programs, as many at a time as there are processors, and prints one
# line for each and the totals.  What the failing ones printed comes after that, then which tests they
# were and why: the end of a log tells what is wrong.
set -u

limit=	# a program that hangs is to be named, too
command -v timeout >/dev/null && limit="timeout ${TEST_SECONDS:-600}"

# one DIR PROGRAM: its output goes to DIR/NAME, its counts to DIR/NAME.counts, its failures to DIR/NAME.failed.
one() {
	name=${2##*/}
	log=$1/$name
	$limit "$2" >"$log" 2>&1
	status=$?
	p=$(grep -c '^\[       OK \]' "$log")
	s=$(grep '^\[  SKIPPED \] [^0-9]' "$log" | sort -u | wc -l)	# each is named twice
	f=0 verdict=
	[ $status = 0 ] && [ "$p" = 0 ] && s=$((s + 1))
	# A program that dies prints no verdict of the test it was in: count what was begun.
	if [ $status != 0 ]; then
		f=$(($(grep -c '^\[ RUN      \]' "$log") - p - s))
		[ $f -gt 0 ] || f=1
		verdict=", FAILED (exit status $status)"
		failures "$name" "$log" >"$log.failed"
	fi
	[ "$s" = 0 ] || verdict=", $s skipped$verdict"
	printf '%-28s %4d passed%s\n' "$name" "$p" "$verdict"
	echo "$p $f $s" >"$log.counts"
}

# failures NAME LOG: "FAILED program: test" for each, the last lines that they printed, and the messages.
failures() {
	failed=$(sed -n 's/^\[  FAILED  \] \([^0-9 ]*\)$/\1/p' "$2" | sort -u)
	[ -n "$failed" ] || failed=$(sed -n 's/^\[ RUN      \] //p' "$2" | tail -n 1)
	for test in ${failed:-start}; do
		echo "FAILED $1: $test"
	done
	{
		grep -v '^\[\|^$\|FAILED TEST' "$2" | tail -n 8
		grep '^\[  ERROR   \]\|^\[   LINE   \]' "$2" | head -n 20
	} | cut -c 1-400
}

if [ "${1:-}" = --one ]; then
	one "$2" "$3"
	exit 0
fi

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
printf '%s\n' "$@" | xargs -n 1 -P "$(nproc 2>/dev/null || echo 1)" sh "$0" --one "$dir"
awk -v programs=$# '{ p += $1; f += $2; s += $3 } END {
	printf "total: %d tests passed, %d failed, %d skipped in %d programs\n", p, f, s, programs
	exit NR != programs }' "$dir"/*.counts || { echo "run.sh: not all programs were run" >&2; exit 1; }
ls "$dir"/*.failed >/dev/null 2>&1 || exit 0
for reasons in "$dir"/*.failed; do
	log=${reasons%.failed}
	printf '\n---- %s\n' "${log##*/}"
	cat "$log"
done
echo
cat "$dir"/*.failed
exit 1
