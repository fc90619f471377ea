# src/program/arch_x86_64.c: pages are looked for in the wrong place of the swap area
s/~entry << 5 >> 14/~entry << 5 >> 15/
