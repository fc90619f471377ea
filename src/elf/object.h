/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * object.h - ELF object files: vmlinux, kernel modules, files with debug
 * information.  Contents of sections as the linker would have left them:
 * decompressed, and relocated where the file is a relocatable one.
 */
#ifndef VR_ELF_OBJECT_H
#define VR_ELF_OBJECT_H

#include "elf/elf.h"

enum { ELF_BUILD_ID_MAX = 64 };		/* bytes; 20 in practice */

struct object {
	struct input *in;
	struct arena arena;
	struct elf_header header;
	struct elf_section *sections;	/* header.shnum of them */
	char build_id[2 * ELF_BUILD_ID_MAX + 1];	/* hex, "" if it has none */
};

/* Finds the build ID among notes, in whatever they were found; as hex. */
bool elf_find_build_id(const uint8_t *notes, size_t size, bool big_endian, char build_id[2 * ELF_BUILD_ID_MAX + 1]);

/* Takes over `in` if it succeeds. */
bool object_open(struct input *in, struct object **out, struct err *err);
void object_close(struct object *o);	/* NULL is allowed */

/*
 * What is compressed (.gz .xz .zst, a bzImage around its kernel) is unpacked into memory; anything else is
 * handed back as it is.  `in` is closed if it was unpacked, and is still the caller's on failure.
 */
bool input_unpack(struct input *in, struct input **out, bool *packed, struct err *err);

const struct elf_section *object_section(const struct object *o, const char *name);

/* ---- contents of a section -------------------------------------------------- */

/* Either in memory (data) or read from the file piece by piece. */
struct section {
	struct object *object;
	const char *name;
	const struct elf_section *header;
	uint64_t size;			/* decompressed */
	uint8_t *data;			/* all of it and a NUL behind, or NULL: in the file */
	bool packed;			/* compressed in the file: stays in memory */
	const struct elf_section *relocations;	/* to be applied to what is read; NULL: none */
	struct section *symbols;	/* that those refer to, in memory */
};

/*
 * By its plain name: ".debug_info" finds ".zdebug_info" too.  False without a message if
 * there is none.  What is compressed is decompressed into memory.
 */
bool section_open(struct object *o, const char *name, struct section *out, struct err *err);
/* Brings all of it into memory, if it is not there yet. */
bool section_load(struct section *s, struct err *err);
/* Drops it again, if it can be read once more. */
void section_unload(struct section *s);
bool section_read(const struct section *s, uint64_t off, void *buf, size_t len, struct err *err);
void section_close(struct section *s);

/* ---- what files say of each other --------------------------------------------- */

/* .gnu_debuglink: name of the file with the debug information, and its CRC-32. */
bool object_debuglink(struct object *o, char *name, size_t room, uint32_t *crc);
/* .gnu_debugaltlink: path of dwz's common file, and its build ID in hex. */
bool object_debugaltlink(struct object *o, char *path, size_t room, char build_id[2 * ELF_BUILD_ID_MAX + 1]);
/* The CRC of .gnu_debuglink over a whole file. */
bool object_file_crc(struct input *in, uint32_t *crc, struct err *err);

/* ---- symbols ------------------------------------------------------------------- */

struct object_symbol {
	const char *name;
	uint64_t value, size;
	uint8_t type, binding;		/* STT_*, STB_* */
	uint16_t section;		/* SHN_* above 0xff00 */
};

/* In table order; stops when fn returns false.  The names live as long as the call. */
bool object_each_symbol(struct object *o, bool (*fn)(const struct object_symbol *s, void *arg), void *arg,
			struct err *err);

/* ---- private to src/elf --------------------------------------------------------- */

bool section_inflate(struct section *s, struct err *err);
bool section_relocate(const struct section *s, uint64_t off, uint8_t *buf, size_t len, struct err *err);
bool section_prepare_relocations(struct section *s, struct err *err);

#endif
