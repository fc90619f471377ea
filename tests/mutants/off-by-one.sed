# src/object/walk.c: the last element of arrays is missed
s/w\.end = (uint64_t)n;/w.end = n > 0 ? (uint64_t)n - 1 : 0;/
