/* SPDX-License-Identifier: Apache-2.0
 *
 * Files that hold what a test reads and what it must get.
 */
#ifndef BOTE_TESTS_SUPPORT_GOLDEN_H
#define BOTE_TESTS_SUPPORT_GOLDEN_H

#include <glib.h>

/* The bytes of a file below the source root; the test dies without it.  Owned
 * by the caller. */
GBytes *golden_read(const char *path);

/* Fail the running test unless the file holds exactly `actual`.  With
 * $BOTE_UPDATE_GOLDEN set the file is written instead: read the difference
 * before you commit it. */
void golden_check(const char *path, const char *actual);

/* A table of test cases: call `test` with the path of each file in `folder`
 * that ends with `suffix`, as a g_test of its own named PREFIX/NAME.  At least
 * one must exist. */
void golden_add(const char *prefix, const char *folder, const char *suffix,
                GTestDataFunc test);

#endif
