#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check-kdump.sh SUITE PROGRAM TOOLS CRASHKERNEL: boots the kernel of a Debian
# suite under QEMU with memory set aside for a crash kernel, crashes it, lets
# the crash kernel make a report of /proc/vmcore, with nothing but the program
# and busybox, and checks that.  See lib.sh for variables.
set -eu
. tests/live/lib.sh

program=$2 crashkernel=$4
prepare check-kdump "$1" "$3"
if ldd "$program" >/dev/null 2>&1; then
	fail "$program needs libraries, which the crash kernel does not have: build it with STATIC=1"
fi

begin_initramfs "$work/crash" $live/guest/crash-init
cp "$program" "$work/crash/bin/"
add_modules "$work/crash" virtio_pci virtio_blk ext4
make_live_root
mkdir "$work/root/crash"
cp "$kernel/boot/vmlinuz-$release" "$work/root/crash/vmlinuz"
pack_initramfs "$work/crash" "$work/root/crash/initramfs"
pack_initramfs "$work/root" "$work/initramfs"
make_disk

say "guest boots with crashkernel=$crashkernel, records and crashes, crash kernel reports"
run_guest "crashkernel=$crashkernel" || fail "the guest did not power off: see $work/console"
take record.tar last.tar status
cat "$work/status"
grep -qx 'exit status 0' "$work/status" || fail "no report: see above and $work/console"

archive=$(sed -n 's/^archive //p' "$work/status")
take "$archive" "$archive.sha256"
(cd "$work" && sha256sum -c "$archive.sha256") || fail "the archive is not whole"
members=$(tar -tf "$work/$archive") || fail "the archive is no tar"
echo "$members" | grep -q '/sos_reports/manifest.json$' || fail "the archive has no manifest"
say "archive: $(echo "$members" | wc -l) members, $(du -k "$work/$archive" | cut -f1) KiB"
python3 $live/compare.py "$work/$archive" "$work/record.tar" "$work/last.tar"
