/* SPDX-License-Identifier: Apache-2.0
 *
 * Files of cases "=== name", "field: value" lines, "---" and a text.
 */
#ifndef BOTE_TESTS_SUPPORT_REPLY_CASES_H
#define BOTE_TESTS_SUPPORT_REPLY_CASES_H

#include <glib.h>

/* One of them; valid for the call. */
typedef struct ReplyCase {
  const char *name;
  const char *wanted; /* of "text: …" with "\n" as line feeds; NULL: none */
  const char *body;
} ReplyCase;

/* Call `check` for each case of a file; the test fails if there is none. */
void reply_cases_run(const char *path, void (*check)(const ReplyCase *));

/* Fail the test with the name of the case unless both texts are equal. */
void reply_cases_compare(const ReplyCase *row, const char *what,
                         const char *actual, const char *wanted);

#endif
