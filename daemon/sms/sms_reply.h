/* SPDX-License-Identifier: Apache-2.0
 *
 * The automatic answer to an SMS, with all that may stand against it.
 */
#ifndef BOTE_DAEMON_SMS_SMS_REPLY_H
#define BOTE_DAEMON_SMS_SMS_REPLY_H

#include "daemon/service.h"

typedef struct Contact Contact;

typedef struct SmsReply {
  const Contact *contact; /* who gets it */
  const char *text;       /* its name, without ".sms" */
  json_t *data;           /* its variables; stolen; NULL: none */
  const Ticket *ticket;   /* NULL: about none */
  const char *service;    /* whose it is; NULL: of the conversation itself */
  bool again;             /* even if the same went there minutes ago */
  bool in_any_case;       /* however much went there lately */
  bool sent;              /* set: it is on its way, and no brake holds it */
} SmsReply;

/* Answer an SMS in its sender's language, or note why not: he cannot receive,
 * no service answers him, he had enough answers lately, or the same one.
 *
 * error   as of desk_send_sms()
 */
bool sms_reply_send(Desk *desk, const Incoming *incoming, SmsReply *reply,
                    GError **error);

#endif
