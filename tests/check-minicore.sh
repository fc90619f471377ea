#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check-minicore.sh PROGRAM DUMP VMLINUX: reduces a dump to what a report of it reads; the report of
# that must be the same, and crash and drgn, where installed, must list the same tasks from both.
# $CRASH: which crash; it must be as young as the kernel (8.0.2 is too old for 6.1's later releases).
set -eu
crash=${CRASH:-crash}
program=$1 dump=$2 vmlinux=$3
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mini=$tmp/mini.vmcore
failed=0

have() { command -v "$1" >/dev/null 2>&1; }
size_of() { echo "$(($(wc -c <"$1") / 1048576)) MiB"; }

# Reports differ in what they say of the input and the run.
report() {
	"$program" --vmcore "$1" --batch -q -z none -O "$tmp/report.tar" >"$tmp/log" 2>&1 || { cat "$tmp/log"; exit 1; }
	mkdir "$2"
	tar -xf "$tmp/report.tar" -C "$2" --strip-components=1
	rm -rf "$tmp/report.tar" "$2/sos_logs" "$2/sos_reports"
}

tasks_of_crash() {
	printf 'ps\nquit\n' >"$tmp/ps"
	"$crash" -s "$vmlinux" "$1" -i "$tmp/ps" </dev/null 2>"$tmp/log" | sed 's/^[> ]*//' | awk '$1 ~ /^[0-9]+$/ { print $1, $2, $3, $4, $5, $NF }'
}

tasks_of_drgn() {
	cat >"$tmp/tasks.py" <<-'END'
		from drgn.helpers.linux.pid import for_each_task
		for task in for_each_task(prog):
		    print(task.pid.value_(), hex(task), task.comm.string_().decode())
	END
	drgn -q -c "$1" -s "$vmlinux" "$tmp/tasks.py" 2>"$tmp/log"
}

# compare NAME PROGRAM: what it lists from the whole dump, and from the reduced one.
compare() {
	have "$2" || { echo "$1: not installed, skipped"; return 0; }
	"tasks_of_$1" "$dump" >"$tmp/$1.whole"
	"tasks_of_$1" "$mini" >"$tmp/$1.mini" || cat "$tmp/log"
	if [ -s "$tmp/$1.whole" ] && cmp -s "$tmp/$1.whole" "$tmp/$1.mini"; then
		echo "$1: the same $(wc -l <"$tmp/$1.whole") tasks"
	else
		echo "$1: $(wc -l <"$tmp/$1.whole") tasks in the dump, $(wc -l <"$tmp/$1.mini") in the reduced one:"
		diff "$tmp/$1.whole" "$tmp/$1.mini" | head -5
		head -3 "$tmp/log"
		failed=1
	fi
}

"$program" extract --vmcore "$dump" -O "$mini" >/dev/null
echo "dump: $(size_of "$dump"); reduced: $(size_of "$mini")"
report "$dump" "$tmp/whole"
report "$mini" "$tmp/mini"
if diff -rq --no-dereference "$tmp/whole" "$tmp/mini" >"$tmp/diffs"; then
	echo "vmcore-report: the same $(find "$tmp/whole" ! -type d | wc -l) files"
else
	echo "vmcore-report: different files:"
	head -5 "$tmp/diffs"
	failed=1
fi
compare drgn drgn
compare crash "$crash"
exit $failed
