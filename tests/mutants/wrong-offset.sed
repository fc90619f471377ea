# src/types/member.c: members of anonymous structures lie where the structure would, were it the first member
s/base + m->bit_offset, budget/base, budget/
