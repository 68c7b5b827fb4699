/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails of staff with what they must not tell: tests/fixtures/staff/NAME.txt,
 * several to a file.  Lines that begin with "%% " part them:
 *
 *   %% always TEXT    in no answer of this file
 *   %% case NAME      begins a case
 *   %% subject TEXT   instead of "AW: Meldung"
 *   %% html           the body is HTML, and the mail has nothing else
 *   %% body           its lines follow
 *   %% answer         the text that may go out follows, line by line
 *   %% doubtful       instead: nothing may go out
 *   %% secret TEXT    in no answer of this case
 */
#ifndef BOTE_TESTS_SUPPORT_STAFF_CASES_H
#define BOTE_TESTS_SUPPORT_STAFF_CASES_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/message.h"

typedef struct StaffCase {
  char *name, *subject;
  bool is_html, doubtful;
  GString *body, *answer;
  GPtrArray *secrets; /* char * */
} StaffCase;

/* All cases of all files, StaffCase *, freed with the array. */
GPtrArray *staff_cases_load(void);

/* The mail of a case, read as a department's. */
Message *staff_case_read(const StaffCase *item);

/* Is this the answer of a case?  Where the mail is HTML, empty lines do not
 * count: how they come about is not asked here. */
bool staff_case_is_answer(const StaffCase *item, const char *text);

/* The first secret that a text holds; NULL: none. */
const char *staff_case_leak(const StaffCase *item, const char *text);

#endif
