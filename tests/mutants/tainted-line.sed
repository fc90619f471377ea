# src/object/context.c: lines with values that could not be read are printed
s/^\t\tif (e->taint) {$/\t\tif (e->taint \&\& e->raw) {/
