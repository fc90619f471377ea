# src/object/walk.c: a list that leads into a circle is followed to the limit
s/if (node == w->mark) {/if (node == w->mark \&\& 0) {/
