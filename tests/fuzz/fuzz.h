/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fuzz.h - what fuzz targets share.  A target is one function; libFuzzer or replay.c calls it. */
#ifndef VR_TESTS_FUZZ_H
#define VR_TESTS_FUZZ_H

#include "dump/dump.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Asks a dump everything: facts, quality, status and bytes of a good many blocks; then closes it. */
void fuzz_dump(struct dump *d);

#endif
