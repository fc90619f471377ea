# src/kernel/vmstat.c: what CPUs counted by themselves is taken off the total
s/sum += val(percpu_ptr(c, "counters", cpu))/sum -= val(percpu_ptr(c, "counters", cpu))/
