#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check-live.sh SUITE PROGRAM TOOLS: boots the kernel of a Debian suite under
# QEMU, records what it says of itself, crashes it, dumps its memory, makes a
# report of that and compares it with the record.  See lib.sh for variables.
set -eu
. tests/live/lib.sh

program=$2
prepare check-live "$1" "$3"
make_live_root
pack_initramfs "$work/root" "$work/initramfs"
make_disk

# After the crash, the monitor is told to dump the memory.
say "guest boots, records and crashes"
rm -f "$work/vmcore"
{
	await_panic && echo "dump-guest-memory $work/vmcore"
	echo quit
} | run_guest "" -monitor stdio >"$work/monitor" 2>&1
[ -s "$work/vmcore" ] || fail "no dump: see $work/console and $work/monitor"
take record.tar last.tar

say "report of $(du -m "$work/vmcore" | cut -f1) MiB"
"$program" --vmcore "$work/vmcore" --batch -q -z none -O "$work/report.tar" || fail "no report"
python3 $live/compare.py "$work/report.tar" "$work/record.tar" "$work/last.tar"
