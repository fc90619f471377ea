/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vulnerabilities.h - what one file of them needs of the other. */
#ifndef VR_SYSFS_VULNERABILITIES_H
#define VR_SYSFS_VULNERABILITIES_H

#include "kernel/kernel.h"

void arm64_spectre_v2(struct emit *e);
void arm64_store_bypass(struct emit *e);
void arm64_meltdown(struct emit *e);

#endif
