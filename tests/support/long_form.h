/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests that have a long form, which a person asks for by the environment, as
 * the scenarios do with CRASH_WALK=full and INJECT=full.
 */
#ifndef BOTE_TESTS_SUPPORT_LONG_FORM_H
#define BOTE_TESTS_SUPPORT_LONG_FORM_H

/* `full` if the environment says VARIABLE=full, else `usual`. */
unsigned long_form(const char *variable, unsigned usual, unsigned full);

#endif
