/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A wait in words: the lock by its name, the page by its file and device. */
#include "kernel/kernel.h"

#include <string.h>

/* "ext4 on dm-3": s_id is the device's name, or the type's where there is no device. */
static const char *super_block_text(struct emit *e, ref sb)
{
	return file_printf(e, "%s on %s", str(sb, "s_type->name"), str(sb, "s_id"));
}

static const char *inode_text(struct emit *e, ref inode)
{
	/* A block device's own pages belong to an inode of the "bdev" file system. */
	return file_printf(e, "inode %ld of %s", num(inode, "i_ino"), super_block_text(e, ptr(inode, "i_sb")));
}

static const char *file_text(struct emit *e, uint64_t address)
{
	ref file = at(e, address, "struct file");
	const char *name = str(file, "f_path.dentry->d_name.name");

	return file_printf(e, "file %s, %s", name, inode_text(e, ptr(file, "f_inode")));
}

/* PG_locked is 0 on all kernels; the others are enumerators. */
static const char *page_bit(struct emit *e, long bit)
{
	const char *name = enum_name(e, "enum pageflags", bit);

	return name && str_starts(name, "PG_") ? name + 3 : file_printf(e, "bit %ld", bit);
}

static const char *page_text(struct emit *e, const struct wait *w)
{
	ref page = at(e, w->object, has_type(e, "struct folio") ? "struct folio" : "struct page");
	uint64_t mapping = addr(page, "mapping");
	const char *of = "";

	if (mapping && !(mapping & 3)) {
		ref host = ptr(at(e, mapping, "struct address_space"), "host");

		if (!null(host))
			of = file_printf(e, ", %s", inode_text(e, host));
	} else if (mapping) {
		of = ", anonymous memory";
	}
	return file_printf(e, "page 0x%llx (%s)%s", (unsigned long long)w->object, page_bit(e, w->bit), of);
}

/* Words with waited-for bits that are known by the slab that they lie in. */
static const char *bit_text(struct emit *e, const struct wait *w)
{
	struct slab_object o;
	ref bh;

	if (slab_object(e, w->object, &o) && !strcmp(o.cache, "buffer_head")) {
		bh = at(e, o.start, "struct buffer_head");
		return file_printf(e, "buffer of block %ld (%s), %s", num(bh, "b_blocknr"), w->bit == 2 ? "lock" : enum_name(e, "enum bh_state_bits", w->bit),
				   null(ptr(bh, "b_bdev")) ? "no device" :
				   inode_text(e, ptr(ptr(ptr(bh, "b_folio|b_page"), "mapping"), "host")));
	}
	return file_printf(e, "bit %ld of %s", w->bit, describe_address(e, w->object));
}

static const char *object_text(struct emit *e, const struct wait *w)
{
	const char *kind = wait_kind_name(w->kind);

	switch (w->kind) {
	case WAIT_PAGE:
		return page_text(e, w);
	case WAIT_BIT:
		return bit_text(e, w);
	case WAIT_RWSEM:
		return file_printf(e, "rwsem %s, to %s", describe_address(e, w->object), w->for_write ? "write" : "read");
	default:
		return file_printf(e, "%s %s", kind, describe_address(e, w->object));
	}
}

const char *wait_text(struct emit *e, const struct wait *w)
{
	bool was = tainted(e);
	const char *text;

	if (w->kind == WAIT_NONE)
		return "";
	e->taint = false;
	text = w->object ? object_text(e, w) : wait_kind_name(w->kind);
	if (tainted(e))
		text = file_printf(e, "%s at 0x%llx", wait_kind_name(w->kind), (unsigned long long)w->object);
	e->taint = false;
	if (w->file) {
		const char *file = file_text(e, w->file);

		if (!tainted(e))
			text = file_printf(e, "%s; %s", text, file);
	}
	e->taint = was;
	return text;
}
