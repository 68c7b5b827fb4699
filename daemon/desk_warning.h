/* SPDX-License-Identifier: Apache-2.0
 *
 * What the desk must know of SMS before people complain, as a mail to it: the
 * text "sms-warning".
 */
#ifndef BOTE_DAEMON_DESK_WARNING_H
#define BOTE_DAEMON_DESK_WARNING_H

#include "daemon/desk.h"

typedef struct DeskWarning {
  const char *what; /* the member of "warning": "password", "budget_low" … */
  json_t *data;     /* the text's other variables; borrowed */
  const char *dedupe; /* unique cause: it is told once */
} DeskWarning;

/* Write to each address of the desk, in the town's first language.
 *
 * error  as of desk_send_mail()
 */
bool desk_warn(Desk *desk, const DeskWarning *warning, GError **error);

#endif
