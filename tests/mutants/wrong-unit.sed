# src/kernel/vmstat.c: pages are shown as kB
s/<< (e->facts->page_shift - 10)/<< 0/
