#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check-mutants.sh [NAME...]: do the tests notice a bug?  Each of tests/mutants/NAME.sed puts one into
# the file that its first line names, in a copy of the tree, and make check must fail.  A test that
# fails without the bug proves nothing and does not count; so that a tree under work has few of them,
# the copy's golden reports are written anew first.
set -eu
cd "$(dirname "$0")/.."
copy=$PWD/build/mutants
mutants=${*:-$(for f in tests/mutants/*.sed; do basename "$f" .sed; done)}
jobs=$(nproc 2>/dev/null || echo 2)

# Prints the tests that fail: "program: test" a line.
failing() {
	make -s -C "$copy" -j"$jobs" all tests >"$copy.log" 2>&1 || { echo "the compiler"; return; }
	TEST_SECONDS=120 make -s -C "$copy" run-tests >"$copy.log" 2>&1 || :
	sed -n 's/^FAILED //p' "$copy.log" | sort -u
}

mkdir -p "$copy"
git ls-files -z --cached --others --exclude-standard | xargs -0 tar -cf - | tar -xmf - -C "$copy"	# -m: newer than what an earlier run built
make -s -C "$copy" -j"$jobs" golden >"$copy.log" 2>&1
failing >"$copy.before"
if [ -s "$copy.before" ]; then
	echo "failing without any bug, and not counted:"
	sed 's/^/	/' "$copy.before"
fi

survivors=
for mutant in $mutants; do
	script=tests/mutants/$mutant.sed
	file=$(sed -n '1s/^# \([^:]*\):.*/\1/p' "$script")
	sed -n '1s/^# [^:]*: //p' "$script" | sed "s|^|$mutant: |"
	sed -f "$script" "$file" >"$copy/$file"
	if cmp -s "$file" "$copy/$file"; then
		echo "	$file is not what it was: the script changes nothing"
		survivors="$survivors $mutant"
		continue
	fi
	failing | grep -vxFf "$copy.before" >"$copy.caught" || :
	sed 's/^/	caught by /' "$copy.caught"
	[ -s "$copy.caught" ] || { echo "	NOT CAUGHT"; survivors="$survivors $mutant"; }
	cp "$file" "$copy/$file"
done
[ -z "$survivors" ] || { echo "check-mutants: survived:$survivors"; exit 1; }
