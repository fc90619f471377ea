#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# tidy.sh [FILE...]: clang-tidy with the checks of .clang-tidy, over src/ if no files are named.
set -eu
cd "$(dirname "$0")/../.."
command -v clang-tidy >/dev/null || { echo "clang-tidy: not installed, skipped"; exit 0; }
[ $# -gt 0 ] || set -- $(git ls-files 'src/*.c')
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Its count of the warnings in headers of the system goes to standard error.
printf '%s\n' "$@" | xargs -P "$(nproc 2>/dev/null || echo 2)" -n 8 sh -c 'clang-tidy --quiet "$@" -- \
	-std=c11 -Isrc -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 "-DVERSION=\"\"" 2>/dev/null' tidy >"$log" ||
	{ grep -A4 'error:' "$log"; exit 1; }
echo "clang-tidy: ok"
