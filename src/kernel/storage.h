/* SPDX-License-Identifier: GPL-2.0-or-later */
/* storage.h - SCSI and NVMe: a part of kernel.h. */
#ifndef VR_KERNEL_STORAGE_H
#define VR_KERNEL_STORAGE_H

#include "object/object.h"

/* ---- SCSI (scsi.c) ----------------------------------------------------------------- */

struct walk scsi_devices(struct emit *e);		/* struct scsi_device, in the order of registration */
struct walk scsi_devices_by_address(struct emit *e);	/* host, channel, target, unit */
struct walk scsi_hosts(struct emit *e);			/* struct Scsi_Host, by number */
ref scsi_device_disk(ref device);			/* struct gendisk; null if it is no disk */
/* "3600…" as udev calls the logical unit: from its page of identification; NULL if it gave none. */
const char *scsi_unit_id(ref device);

/* ---- NVMe (nvme.c) ----------------------------------------------------------------- */

bool nvme_known(struct emit *e);			/* is the driver there, and are its types known? */
struct walk nvme_controllers(struct emit *e);		/* struct nvme_ctrl, by number */
struct walk nvme_namespaces(ref controller);		/* struct nvme_ns */
ref nvme_namespace_disk(ref ns);			/* struct gendisk that users see: one for all paths */
const char *without_blanks(struct emit *e, const char *text);	/* as models and serial numbers are filled with, at both ends */

#endif
