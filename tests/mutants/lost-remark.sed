# src/object/context.c: that a collection is not whole is kept from the files that use it
s/^\t\tremark(e, "%s: %s", what, d->why);/\t\t(void)what, (void)e;/
