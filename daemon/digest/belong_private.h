/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files that find out to what a message belongs share: belong.c (what
 * people write to us), belong_others.c (to more than one ticket) and
 * belong_sent.c (what was sent past us).
 */
#ifndef BOTE_DAEMON_DIGEST_BELONG_PRIVATE_H
#define BOTE_DAEMON_DIGEST_BELONG_PRIVATE_H

#include "daemon/digest/belong.h"

/* The first token of ours in ids, recipients or text. */
bool belong_find_token(Desk *desk, const Message *mail,
                       const MailboxSettings *mailbox, TokenRef *out);

/* The other tickets a mail is written to besides out->ticket: by tokens of the
 * same role in what it answers, in its recipients and in its text.  A citizen's
 * are his own. */
bool belong_to_others(Desk *desk, const Message *mail,
                      const MailboxSettings *mailbox, Belonging *out,
                      GError **error);

/* Is this address the contact of the ticket?
 *
 * address   of mail or SMS; NULL: nobody's */
bool belong_is_contact(Desk *desk, const Ticket *ticket, const char *address,
                       bool *out_is, GError **error);

/* A survey, by the verified token of a form, or by a keyword that is all that a
 * mail says, or its subject.  belong_survey.c */
bool belong_to_survey(Desk *desk, const Message *mail, Belonging *out,
                      GError **error);

#endif
