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

void belonging_clear(Belonging *belonging);

#endif
