/* SPDX-License-Identifier: Apache-2.0
 *
 * To which of several tickets does an SMS belong?  A numbered question, whose
 * answer lets the SMS be decided anew (dialogue_question.c in digest).
 */
#ifndef BOTE_DAEMON_SMS_SMS_WHICH_H
#define BOTE_DAEMON_SMS_SMS_WHICH_H

#include "daemon/service.h"

typedef struct Contact Contact;

typedef struct SmsWhich {
  const Contact *contact;   /* who is asked */
  const GPtrArray *tickets; /* Ticket *, the likeliest first; the first few are
                               offered */
  bool asked; /* set; false: no question could be sent, so nobody waits */
} SmsWhich;

/* Ask, and note that the SMS waits; the caller holds it.
 *
 * error       as of desk_send_sms()
 */
bool sms_which_ask(Desk *desk, const Incoming *incoming, SmsWhich *which,
                   GError **error);

#endif
