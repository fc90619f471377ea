/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells dumps from everything else that may be handed in as one, by name and with what to do about it. */
#include "dump/private.h"
#include "elf/elf.h"
#include "kdump/kdump.h"

#include <ctype.h>
#include <string.h>

enum { LEAST = 16 };	/* bytes that tell dumps from the rest */

struct signature {
	size_t off, len;
	const char *bytes, *message;
};

#define SIGNATURE(off, bytes, message) {off, sizeof(bytes) - 1, bytes, message}

/* Most specific first. */
static const struct signature others[] = {
	SIGNATURE(0, "\x1f\x8b", "is packed with gzip: unpack it first (gzip -dc FILE > vmcore), or give --spool DIR"),
	SIGNATURE(0, "\xfd" "7zXZ\0", "is packed with xz: unpack it first (xz -dc FILE > vmcore), or give --spool DIR"),
	SIGNATURE(0, "\x28\xb5\x2f\xfd", "is packed with zstd: unpack it first (zstd -dc FILE > vmcore), or give --spool DIR"),
	SIGNATURE(0, "BZh", "is packed with bzip2: unpack it first (bzip2 -dc FILE > vmcore)"),
	SIGNATURE(0, "\x04\x22\x4d\x18", "is packed with lz4: unpack it first (lz4 -dc FILE > vmcore)"),
	SIGNATURE(0, "\x89LZO\0\r\n\x1a\n", "is packed with lzop: unpack it first (lzop -dc FILE > vmcore)"),
	SIGNATURE(0, "PK\3\4", "is a zip archive: unpack it first (unzip FILE)"),
	SIGNATURE(0, "7z\xbc\xaf\x27\x1c", "is a 7-Zip archive: unpack it first (7z x FILE)"),
	SIGNATURE(257, "ustar", "is a tar archive: unpack it first (tar -xf FILE)"),
	SIGNATURE(0, "DISKDUMP", "is in the old diskdump format of 2.4 and early 2.6 kernels, which is not supported"),
	SIGNATURE(0, "PAGEDU64", "is a Windows crash dump, not one of Linux"),
	SIGNATURE(0, "PAGEDUMP", "is a Windows crash dump, not one of Linux"),
	SIGNATURE(0, "LibvirtQemudSave", "is a libvirt save image, not a dump: use 'virsh dump --memory-only'"),
	SIGNATURE(0, "LibvirtQemudPart", "is a libvirt save image, and an incomplete one, not a dump: use 'virsh dump --memory-only'"),
	SIGNATURE(0, "QEVM", "is a QEMU migration stream, not a dump: use 'virsh dump --memory-only' or dump-guest-memory"),
	SIGNATURE(0, "sadump", "is in Fujitsu's sadump format, which is not supported: convert it with 'makedumpfile -d 31 -l FILE vmcore'"),
	SIGNATURE(0, "\xed\x23\x8f\x61\x73\x01\x19\xa8", "is in the LKCD format, which is not supported"),
	SIGNATURE(0, "\xa8\x19\x01\x73\x61\x8f\x23\xfd",
		  "is an s390 stand-alone dump: convert it with 'zgetdump -f elf FILE > vmcore'"),
	SIGNATURE(0, "\xd0\xbe\xd2\xbe", "is a VMware suspend image: convert it with 'vmss2core -N6 FILE'"),
	SIGNATURE(0, "\xd1\xba\xd1\xba", "is a VMware suspend image: convert it with 'vmss2core -N6 FILE'"),
	SIGNATURE(0, "\xd2\xbe\xd2\xbe", "is a VMware suspend image: convert it with 'vmss2core -N6 FILE'"),
	SIGNATURE(0, "\xd3\xbe\xd3\xbe", "is a VMware suspend image: convert it with 'vmss2core -N6 FILE'"),
	SIGNATURE(0, "\xed\xeb\x0f\xf0", "is a Xen core in its old format, which is not supported"),
	SIGNATURE(0, "QFI\xfb", "is a qcow2 disk image, not a dump: it may hold one"),
	SIGNATURE(0, "KDMV", "is a VMware disk image, not a dump"),
	SIGNATURE(0x202, "HdrS", "is a kernel image (vmlinuz), not a vmcore"),
};

static bool is_text(const uint8_t *head, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!isprint(head[i]) && !isspace(head[i]) && head[i] < 0x80)
			return false;
	return true;
}

static bool all_zero(const uint8_t *p, size_t n)
{
	return !p[0] && !memcmp(p, p + 1, n - 1);
}

static const char *recognise(const uint8_t *head, size_t len)
{
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		const struct signature *s = &others[i];

		if (s->off + s->len <= len && !memcmp(head + s->off, s->bytes, s->len))
			return s->message;
	}
	if (len >= 16 && !memcmp(head, "makedumpfile", 12))
		return "begins like a flattened dump, but its header is damaged";
	if (is_text(head, len))
		return "is a text file, not a vmcore";
	if (all_zero(head, len))
		return "begins with zeros: not a vmcore, or one of which nothing was written";
	return "is no kernel dump that this program knows (ELF or kdump-compressed, plain, flattened or split)";
}

bool sniff(struct input *in, enum container *out, struct err *err)
{
	size_t len = in->size < SNIFF_SIZE ? (size_t)in->size : SNIFF_SIZE;
	uint8_t head[SNIFF_SIZE];

	if (len > LEAST && input_read(in, 0, head, len) != INPUT_OK)
		len = LEAST;	/* a flattened file has a gap behind the header */
	if (len <= LEAST && !input_must_read(in, 0, head, len, "first bytes", err))
		return false;
	if (elf_is_elf(head, len))
		*out = CONTAINER_ELF;
	else if (kdump_is_kdump(head, len))
		*out = CONTAINER_KDUMP;
	else if (flattened_is_flattened(head, len))
		*out = CONTAINER_FLATTENED;
	else
		return err_set(err, "%s: %s", in->name, recognise(head, len));
	return true;
}
