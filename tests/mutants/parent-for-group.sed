# src/emit/proc/pid/status.c: Tgid and PPid are swapped
s/"Tgid:\\t%ld\\n", num(task, "tgid")/"Tgid:\\t%ld\\n", task_parent(task)/
s/num(task, "pid"), task_parent(task)/num(task, "pid"), num(task, "tgid")/
