/* SPDX-License-Identifier: GPL-2.0-or-later */
/* test.h - cmocka behind the headers that it asks for, without the macro fail(): object.h has a function of that name. */
#ifndef VR_TESTS_TEST_H
#define VR_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#undef fail
#undef fail_msg
#define fail_msg(...) (print_error("ERROR: " __VA_ARGS__), print_error("\n"), _fail(__FILE__, __LINE__))

#endif
