/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One number, truth value or text, which the file was created for: fs/debugfs/file.c */
#include "kernel/debugfs/file.h"

/* what: C type of an unsigned number */
DEBUGFS_FILE(debugfs_unsigned)
{
	out(e, "%lu\n", val(at(e, data, row->what)));
}

DEBUGFS_FILE(debugfs_signed)
{
	out(e, "%ld\n", val(at(e, data, row->what)));
}

/* "0x%04llx": two digits per byte */
DEBUGFS_FILE(debugfs_hex)
{
	out(e, "0x%0*lx\n", (int)(2 * sizeof_type(e, row->what)), val(at(e, data, row->what)));
}

DEBUGFS_FILE(debugfs_bool)
{
	out(e, "%s\n", val(at(e, data, "_Bool")) ? "Y" : "N");
}

/* The file was created for a char pointer. */
DEBUGFS_FILE(debugfs_text)
{
	out(e, "%s\n", string(e, read_word(e, data)));
}

DEBUGFS_FILE(debugfs_blob)
{
	ref blob = at(e, data, "struct debugfs_blob_wrapper");
	uint64_t size = (uint64_t)num(blob, "size");

	if (size > LIMIT_SECTION_NAMES)
		fail(e, "struct debugfs_blob_wrapper", "larger than any may be", data);
	else if (size)
		out_bytes(e, read_bytes(e, addr(blob, "data"), size), size);
}

/* Numbers separated by spaces, until 5.17 an anonymous struct of the same layout. */
DEBUGFS_FILE(debugfs_array)
{
	ref numbers_ = at(e, data, "struct debugfs_u32_array");
	long n = num(numbers_, "n_elements");

	EACH(element, array_n(numbers_, "array", n))
		out(e, "%lu%c", val(element), KEY(element) + 1 < n ? ' ' : '\n');
}

/* what: a variable of the kernel; the file was created for nothing */
DEBUGFS_FILE(debugfs_int_variable)
{
	out(e, "%ld\n", val(sym(e, row->what, "int")));
}

DEBUGFS_FILE(debugfs_long_variable)
{
	out(e, "%ld\n", val(sym(e, row->what, "long")));
}

DEBUGFS_FILE(debugfs_hex_variable)
{
	out(e, "0x%lx\n", val(sym(e, row->what, "unsigned int")));
}

/* Bytes of a file that are mapped around a fault; kept in pages since 6.5. */
DEBUGFS_FILE(debugfs_fault_around)
{
	unsigned long bytes = has_sym(e, "fault_around_pages") ?
		(unsigned long)val(sym(e, "fault_around_pages", "unsigned long")) * e->facts->page_size :
		(unsigned long)val(sym(e, "fault_around_bytes", "unsigned long"));

	out(e, "%lu\n", bytes);
}
