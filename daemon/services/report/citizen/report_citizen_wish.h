/* SPDX-License-Identifier: Apache-2.0
 *
 * What a citizen's words ask to be done with his ticket.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_CITIZEN_REPORT_CITIZEN_WISH_H
#define BOTE_DAEMON_SERVICES_REPORT_CITIZEN_REPORT_CITIZEN_WISH_H

#include "daemon/services/report/report_private.h"

typedef enum CitizenWish {
  CITIZEN_WISH_TELL,   /* says something */
  CITIZEN_WISH_REOPEN, /* NEIN: it is not solved */
  CITIZEN_WISH_FOLLOW, /* the same, when it was closed long ago */
  CITIZEN_WISH_AGAIN,  /* tells once more what is open */
  CITIZEN_WISH_RATE,   /* stars */
  CITIZEN_WISH_CLOSE,  /* JA: it is */
  CITIZEN_WISH_LEAVE,  /* ABMELDEN: no more news about this */
  CITIZEN_WISH_AGREE,  /* JA to a question that may be about his contact */
} CitizenWish;

/* What he wants of a ticket, as far as he may ask for it.
 *
 * words   report_words() of the message */
CitizenWish report_citizen_wish(const Desk *desk, const Incoming *incoming,
                                const Ticket *ticket, const char *words);
/* Does it change the ticket, or what he hears of it?  Then it must be sure
 * which one he means. */
bool report_wish_is_order(CitizenWish wish);

/* May the writer of this message ask for anything at all? */
bool report_may_ask(const Incoming *incoming);

/* The line that tells what he wants; owned by the caller. */
char *report_telling_line(const Incoming *incoming, const char *words);

#endif
