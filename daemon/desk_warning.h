/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails to the town's desk, the department for what fits nowhere; and what it
 * must know of SMS before people complain: the text "sms-warning".
 */
#ifndef BOTE_DAEMON_DESK_WARNING_H
#define BOTE_DAEMON_DESK_WARNING_H

#include "daemon/desk.h"

/* Write to each address of the desk.
 *
 * letter   but `to`; of `dedupe`, unless it is NULL, each address has its own
 * error    as of desk_send_mail(), here and below
 */
bool desk_write_office(Desk *desk, const DeskLetter *letter, GError **error);

typedef struct DeskWarning {
  const char *what; /* the member of "warning": "password", "budget_low" … */
  json_t *data;     /* the text's other variables; borrowed */
  const char *dedupe; /* unique cause: it is told once */
} DeskWarning;

/* The same with a warning, in the town's first language. */
bool desk_warn(Desk *desk, const DeskWarning *warning, GError **error);

#endif
