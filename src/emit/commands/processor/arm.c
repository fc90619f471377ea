/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who makes the processors of arm64, and those that servers have: numbers assigned by Arm and by their makers */
#include "emit/commands/processor/processor.h"

#include <stdlib.h>

struct name {
	long number;
	const char *text;
};

static const char *find(const struct name *names, size_t count, const char *number)
{
	long wanted = number ? strtol(number, NULL, 0) : -1;

	for (size_t i = 0; i < count; i++)
		if (names[i].number == wanted)
			return names[i].text;
	return NULL;
}

const char *arm_vendor(struct emit *e, const char *implementer)
{
	static const struct name names[] = {
		{0x41, "ARM"}, {0x42, "Broadcom"}, {0x43, "Cavium"}, {0x46, "FUJITSU"}, {0x48, "HiSilicon"}, {0x4e, "NVIDIA"},
		{0x50, "APM"}, {0x51, "Qualcomm"}, {0x53, "Samsung"}, {0x56, "Marvell"}, {0x61, "Apple"}, {0x69, "Intel"},
		{0x6d, "Microsoft"}, {0x70, "Phytium"}, {0xc0, "Ampere"},
	};
	const char *name = find(names, ARRAY_LEN(names), implementer);

	return name ? name : file_printf(e, "%s", implementer ? implementer : "-");
}

/* "-" where the number says nothing to us, as lscpu shows it. */
const char *arm_model(const char *implementer, const char *part)
{
	static const struct name arm[] = {
		{0xd03, "Cortex-A53"}, {0xd04, "Cortex-A35"}, {0xd05, "Cortex-A55"}, {0xd07, "Cortex-A57"}, {0xd08, "Cortex-A72"},
		{0xd09, "Cortex-A73"}, {0xd0a, "Cortex-A75"}, {0xd0b, "Cortex-A76"}, {0xd0c, "Neoverse-N1"}, {0xd0d, "Cortex-A77"},
		{0xd40, "Neoverse-V1"}, {0xd41, "Cortex-A78"}, {0xd49, "Neoverse-N2"}, {0xd4f, "Neoverse-V2"},
	};
	static const struct name cavium[] = {{0xa1, "ThunderX-88XX"}, {0xaf, "ThunderX2-99xx"}, {0xb8, "ThunderX3-T110"}};
	static const struct name ampere[] = {{0xac3, "Ampere-1"}, {0xac4, "Ampere-1a"}};
	static const struct name fujitsu[] = {{0x001, "A64FX"}};
	static const struct name hisilicon[] = {{0xd01, "TaiShan-v110"}};
	const char *name = NULL;

	switch (implementer ? strtol(implementer, NULL, 0) : 0) {
	case 0x41:
		name = find(arm, ARRAY_LEN(arm), part);
		break;
	case 0x43:
		name = find(cavium, ARRAY_LEN(cavium), part);
		break;
	case 0x46:
		name = find(fujitsu, ARRAY_LEN(fujitsu), part);
		break;
	case 0x48:
		name = find(hisilicon, ARRAY_LEN(hisilicon), part);
		break;
	case 0xc0:
		name = find(ampere, ARRAY_LEN(ampere), part);
		break;
	default:
		break;
	}
	return name ? name : "-";
}

/* "r3p1" of Arm's own, the variant of others. */
const char *arm_stepping(struct emit *e, const char *maker, const char *variant, const char *revision)
{
	if (maker && variant && revision && strtol(maker, NULL, 0) == 0x41)
		return file_printf(e, "r%ldp%ld", strtol(variant, NULL, 0), strtol(revision, NULL, 0));
	return variant;
}
