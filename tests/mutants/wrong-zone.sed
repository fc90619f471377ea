# src/kernel/page.c: pages are counted in the neighbouring zone
s/<< zone_bits | index)/<< zone_bits | (index ^ 1))/
