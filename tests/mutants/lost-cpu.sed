# src/kernel/net/mib.c: the first CPU's part of network counters is left out
s/EACH_KEY(cpu, cpus(context(holder), CPUS_POSSIBLE))/& if (cpu)/
