/* SPDX-License-Identifier: Apache-2.0
 *
 * To what a message belongs: the first sign that hits wins.  Belonging is not
 * authority: whether somebody may act is decided by the service.
 */
#ifndef BOTE_DAEMON_DIGEST_BELONG_H
#define BOTE_DAEMON_DIGEST_BELONG_H

#include "daemon/service.h"

/* Find out to what a mail belongs.
 *
 * Order: bounce; machine; In-Reply-To and References with a Message-ID of
 * ours; a token in any recipient; a token line in the text; the number in the
 * subject, from an address we know; else new.
 * out   belonging_clear() it.
 */
bool belong_mail(Desk *desk, const Message *mail,
                 const MailboxSettings *mailbox, Belonging *out,
                 GError **error);

/* The same for an SMS: a full number of a ticket of this sender, else the one
 * ticket that waits for his answer, else new; if several wait, new with
 * `several` set. */
bool belong_sms(Desk *desk, const SmsIn *sms, Belonging *out, GError **error);

/* Of what belongs nowhere else: the ticket that stars are given to as we asked
 * for, or that a NO objects to long after. */
bool belong_to_ended(Desk *desk, const SmsIn *sms, Belonging *out,
                     GError **error);

/* Does the Message-ID of a mail bear a token of ours: did we write it? */
bool belong_has_our_id(Desk *desk, const Message *mail);

/* The ticket that a mail is about which somebody of the town's sent past us to
 * the person who wrote it: named by a token or the number in the subject, or in
 * reply to that person's own mail.
 *
 * *out_ticket  owned by the caller; NULL: it is none of our business */
bool belong_sent(Desk *desk, const Message *mail,
                 const MailboxSettings *mailbox, Ticket **out_ticket,
                 GError **error);

/* The wave of a survey that takes answers, else its last one.
 *
 * word  normalised (keyword.h)
 * *out  of the town's; NULL: no survey has this keyword
 */
bool belong_survey_of_keyword(Desk *desk, const char *word,
                              const struct Questionnaire **out, GError **error);

void belonging_clear(Belonging *belonging);

#endif
