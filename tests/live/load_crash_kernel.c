/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * load_crash_kernel KERNEL INITRAMFS COMMANDLINE: the kernel that starts when
 * this one crashes, in the memory that crashkernel= has set aside.  What kexec -p
 * does, in a program that needs nothing else in the guest.
 */
#include <fcntl.h>
#include <linux/kexec.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int kernel, initramfs;

	if (argc != 4) {
		fprintf(stderr, "usage: load_crash_kernel KERNEL INITRAMFS COMMANDLINE\n");
		return 2;
	}
	kernel = open(argv[1], O_RDONLY | O_CLOEXEC);
	initramfs = open(argv[2], O_RDONLY | O_CLOEXEC);
	if (kernel < 0 || initramfs < 0 ||
	    syscall(SYS_kexec_file_load, kernel, initramfs, strlen(argv[3]) + 1, argv[3], (unsigned long)KEXEC_FILE_ON_CRASH)) {
		perror("load_crash_kernel");
		return 1;
	}
	return 0;
}
