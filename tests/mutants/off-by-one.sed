# src/object/walk.c: arrays are read one element too far
s/w\.end = (uint64_t)n;/w.end = (uint64_t)n + 1;/
