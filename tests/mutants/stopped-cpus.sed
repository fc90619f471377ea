# src/kernel/cpu.c: CPUs that the panic has stopped are not counted as online
s/"__cpu_online_mask", "__cpu_active_mask"/"__cpu_online_mask", "__cpu_online_mask"/
