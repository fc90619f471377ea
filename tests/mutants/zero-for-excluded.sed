# src/kdump/dump.c: pages that the dump leaves out read as zeros
/^static enum mem_status kdump_read_block/,/^}/s/status = locate(k, block, &f, &desc_off);/&\n\tif (status == MEM_EXCLUDED) {\n\t\tmemset(buf, 0, d->facts.block_size);\n\t\treturn MEM_OK;\n\t}/
