/* SPDX-License-Identifier: Apache-2.0
 *
 * Assertions on texts that show the text when they fail.
 */
#ifndef BOTE_TESTS_SUPPORT_WORDS_H
#define BOTE_TESTS_SUPPORT_WORDS_H

void assert_contains(const char *text, const char *part);
void assert_lacks(const char *text, const char *part);

#endif
