# src/object/walk.c: what could not be read inside a loop does not taint the sum that is printed after it
/w->taint |= e->taint;/d
