# src/object/json.c: what could not be read is 0 in JSON
s/bool known = !e->taint;/bool known = true;/
