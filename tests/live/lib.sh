# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# What check-live.sh and check-kdump.sh share: a Debian kernel, an initramfs
# with busybox, and a machine that QEMU makes.  To be sourced in the top folder.
#
#   LIVE_CACHE    where kernels are kept; default: build/live
#   LIVE_MIRROR   Debian mirror; default: the one that apt uses here
#   LIVE_FLAVOUR  the package is linux-image-FLAVOUR; default: cloud-amd64
#   LIVE_MEMORY   MiB of the guest; default: 768
#   LIVE_CPUS     default: 2
#   LIVE_TIMEOUT  seconds that a guest may run; default: 900

live=tests/live
cache=${LIVE_CACHE:-build/live}
flavour=${LIVE_FLAVOUR:-cloud-amd64}
memory=${LIVE_MEMORY:-768}
timeout=${LIVE_TIMEOUT:-900}
PATH=$PATH:/usr/sbin:/sbin

say() { printf '%s: %s\n' "$check" "$*"; }
fail() { say "$@" >&2; exit 1; }

need() {
	for tool; do
		command -v "$tool" >/dev/null || fail "needs $tool, which is not installed"
	done
}

# ---- kernel and busybox: Debian packages, fetched once ------------------------

mirror() {
	[ -z "${LIVE_MIRROR:-}" ] || { echo "$LIVE_MIRROR"; return; }
	# shellcheck disable=SC2016  # apt expands that
	apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null | grep '/debian/*$' | head -1 |
		grep . || echo http://deb.debian.org/debian
}

# write_sources SUITE: apt's configuration in the current folder, which leaves alone what the machine has.
write_sources() {
	mkdir -p lists/partial archives/partial
	for suite in "${1%-backports}" "$1"; do
		echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(mirror) $suite main"
	done | sort -u >sources.list
	cat >apt.conf <<-END
		Dir::Etc::sourcelist "$PWD/sources.list";
		Dir::Etc::sourceparts "-";
		Dir::State::Lists "$PWD/lists";
		Dir::Cache "$PWD";
		APT::Architecture "amd64";
		APT::Architectures "amd64";
		APT::Sandbox::User "";
		APT::Default-Release "$1";
		Acquire::Languages "none";
	END
}

# download SUITE: the newest kernel's packages and busybox into the current folder.
download() {
	write_sources "$1"
	export APT_CONFIG="$PWD/apt.conf"
	apt-get update -qq || return
	packages="$(apt-cache depends --recurse --important "linux-image-$flavour" |
		grep -E '^linux-(image|binary|modules)-[0-9]' | sort -u) busybox-static"
	# shellcheck disable=SC2086  # a list of words
	say "downloading from $(mirror), $1:" $packages
	# shellcheck disable=SC2086
	apt-get download -qq $packages
}

# unpack: modules as they are when unpacked by hand, because busybox does not read every compression.
unpack() {
	for deb in *.deb; do
		dpkg-deb -x "$deb" .
	done
	[ -d lib/modules ] || { mkdir -p lib && mv usr/lib/modules lib/; }
	release=$(ls lib/modules)
	[ -d boot ] || { mkdir boot && mv "lib/modules/$release/vmlinuz" "boot/vmlinuz-$release"; }
	find lib -name '*.ko.xz' -exec unxz {} +
	find lib -name '*.ko.zst' -exec unzstd -q --rm {} +
	find . -path '*bin/busybox' -type f -exec mv {} busybox \;
	depmod -b . "$release"
	rm -rf ./*.deb usr etc sbin bin lists archives ./*.bin
}

# fetch_kernel SUITE: sets kernel (its folder) and release.
fetch_kernel() {
	kernel=$cache/$1-$flavour
	if [ ! -e "$kernel/complete" ]; then
		need apt-get dpkg-deb depmod unxz
		rm -rf "$kernel" && mkdir -p "$kernel"
		(cd "$kernel" && download "$1" && unpack && touch complete) || fail "no kernel of $1: see above"
	fi
	release=$(ls "$kernel/lib/modules")
	say "kernel $release"
}

# ---- initramfs -----------------------------------------------------------------

# begin_initramfs FOLDER INIT
begin_initramfs() {
	rm -rf "$1"
	mkdir -p "$1/bin" "$1/dev" "$1/proc" "$1/sys" "$1/modules"
	cp "$kernel/busybox" "$1/bin/"
	cp "$2" "$1/init"
	chmod +x "$1/init"
}

# add_modules FOLDER NAME...: and what they depend on; /modules/order says in which order to load them.
add_modules() {
	folder=$1
	shift
	for name; do
		modprobe -C /dev/null -d "$kernel" -S "$release" --show-depends "$name" 2>/dev/null || :
	done | sed -n 's/^insmod *\([^ ]*\).*/\1/p' | awk '!seen[$0]++' | while read -r file; do
		cp "$file" "$folder/modules/"
		basename "$file"
	done >"$folder/modules/order"
}

# add_tools FOLDER NAME...: programs of this machine with their libraries; those that are not installed are left out.
add_tools() {
	folder=$1
	mkdir -p "$folder/tools"
	shift
	for name; do
		file=$(command -v "$name") || continue
		cp -L "$file" "$folder/tools/"
		ldd "$file" | grep -o '/[^ ]*' | while read -r library; do
			mkdir -p "$folder$(dirname "$library")"
			cp -Lu "$library" "$folder$library"
		done
	done
}

# pack_initramfs FOLDER OUT
pack_initramfs() {
	(cd "$1" && find . | LC_ALL=C sort | bin/busybox cpio -o -H newc -R 0:0 2>/dev/null) | gzip -1 >"$2"
}

# make_live_root: of the guest that is to crash, in $work/root.
make_live_root() {
	begin_initramfs "$work/root" $live/guest/init
	mkdir -p "$work/root/guest"
	cp $live/guest/load $live/guest/commands "$tools/record" "$tools/load_crash_kernel" "$work/root/guest/"
	add_modules "$work/root" virtio_pci virtio_blk virtio_net qemu_fw_cfg ext4 loop lzo_rle lzo zram dm_mod dummy veth bridge 8021q overlay
	add_tools "$work/root" ip bridge ss ps free lsblk lsmod mount findmnt dmesg dmsetup hostname sysctl uname swapon ipcs ipcmk nice chrt flock
}

# ---- machine -------------------------------------------------------------------

# choose_accelerator: KVM where a guest gets as far as its first instruction, which a device file does not promise.
# QEMU 7.2 emulates cmpxchg16b wrongly: kernels that use it crash early, now and then.
choose_accelerator() {
	accelerator=tcg cpu=max,la57=off,cx16=off
	probe='echo quit | timeout 20 qemu-system-x86_64 -machine q35,accel=kvm -cpu max -display none -S -monitor stdio'
	if [ -w /dev/kvm ] && sh -c "$probe" >/dev/null 2>&1; then
		accelerator=kvm cpu=max
	fi
	say "QEMU with $accelerator, $memory MiB"
}

# make_disk: without a journal, because the guest will not live to unmount it.
make_disk() {
	rm -f "$work/disk"
	truncate -s 512M "$work/disk"
	mke2fs -q -t ext4 -O ^has_journal "$work/disk"
}

# take FILE...: what the guest left on the disk.
take() {
	for file; do
		rm -f "$work/$file"
		debugfs -R "dump /$file $work/$file" "$work/disk" >/dev/null 2>&1 || :
		[ -s "$work/$file" ] || fail "no $file: see $work/console"
	done
}

# run_guest APPEND ARGUMENT...: until it powers off.
run_guest() {
	append=$1
	shift
	timeout "$timeout" qemu-system-x86_64 -machine "q35,accel=$accelerator" -cpu "$cpu" -m "$memory" -smp "${LIVE_CPUS:-2}" \
		-kernel "$kernel/boot/vmlinuz-$release" -initrd "$work/initramfs" \
		-append "console=ttyS0 no_timer_check $append" \
		-drive "file=$work/disk,if=virtio,format=raw,cache=unsafe" \
		-netdev user,id=net0,restrict=on -device virtio-net-pci,netdev=net0 \
		-device vmcoreinfo -display none -no-reboot -serial "file:$work/console" "$@"
}

# await_panic: on the guest's console.  The empty lines are for the monitor: where QEMU has ended, they end this.
await_panic() {
	waited=0
	until grep -aq 'end Kernel panic' "$work/console" 2>/dev/null; do
		echo
		sleep 1
		waited=$((waited + 1))
		[ "$waited" -lt "$timeout" ] || return 1
	done
}

# ---- start ---------------------------------------------------------------------

# prepare NAME SUITE TOOLS: what is checked, with which kernel, what is compiled for the guest; work is where all goes.
prepare() {
	check=$1 tools=$3
	need qemu-system-x86_64 mke2fs debugfs modprobe gzip python3
	work=$PWD/build/live/$1/$2
	mkdir -p "$work"
	rm -f "$work/console"
	fetch_kernel "$2"
	choose_accelerator
}
