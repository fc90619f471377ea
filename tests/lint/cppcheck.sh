#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# cppcheck over src/; what it is wrong about is marked in the source, with the reason.
set -eu
cd "$(dirname "$0")/../.."
command -v cppcheck >/dev/null || { echo "cppcheck: not installed, skipped"; exit 0; }
cppcheck --quiet -j"$(nproc 2>/dev/null || echo 2)" --std=c11 --enable=warning,performance,portability --inline-suppr \
	--error-exitcode=1 --suppress=missingIncludeSystem --template='{file}:{line}: {severity}: {id}: {message}' \
	-Isrc -D_GNU_SOURCE src
echo "cppcheck: ok"
