#!/bin/sh
# The layering rule: a folder may include itself and the folders below it, as listed here, and nothing else.
set -u
fail=0
allowed() {
	case $1 in
	base) echo base ;;
	archive) echo base archive ;;
	mask) echo base mask ;;
	elf) echo base elf ;;
	kdump) echo base elf kdump ;;
	dump) echo base elf kdump dump ;;
	types) echo base types ;;
	dwarf) echo base elf types dwarf ;;
	program) echo base elf dump types dwarf program ;;
	object) echo base dump types program object ;;
	kernel) echo base object kernel ;;
	emit) echo base object kernel emit ;;
	plugin) echo base object kernel emit plugin ;;
	report) echo base archive mask dump types program object kernel emit plugin report ;;
	cli) echo base archive mask dump types program object kernel emit plugin report cli ;;
	*) echo "" ;;
	esac
}
for f in $(git ls-files 'src/*.[ch]' 'src/*.def'; git ls-files -o --exclude-standard 'src/*.[ch]' 'src/*.def'); do
	layer=$(echo "$f" | cut -d/ -f2)
	[ "$layer" = main.c ] && continue
	ok=$(allowed "$layer")
	[ -n "$ok" ] || { echo "$f: folder $layer is not in tests/lint/layers.sh"; fail=1; }
	for inc in $(sed -n 's/^[[:space:]]*#[[:space:]]*include "\([^"]*\)".*/\1/p' "$f"); do
		from=${inc%%/*}
		case " $ok " in
		*" $from "*) ;;
		*) echo "$f: layer '$layer' may not include \"$inc\""; fail=1 ;;
		esac
	done
	if grep -nE 'LINUX_VERSION|KERNEL_VERSION|version_code|release_at_least' "$f" | grep -v '^[0-9]*:[[:space:]]*[/ ]\*'; then
		echo "$f: tests the kernel's version; ask for the member, symbol or enumerator"; fail=1
	fi
done
[ $fail = 0 ] && echo "layers: ok"
exit $fail
