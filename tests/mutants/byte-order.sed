# src/base/rd.c: words of 64 bits are read as if all machines were little-endian
s/return big_endian ? __builtin_bswap64(v) : v;/return v;/
