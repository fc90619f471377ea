# src/object/read.c: negative int members are read as large numbers
s/return is_signed ? (uint64_t)(int32_t)get_u32/return get_u32(buf, be) ? get_u32/
