/* SPDX-License-Identifier: Apache-2.0
 *
 * What providers say of an SMS after they took it, and other servers of a mail.
 */
#ifndef BOTE_QUEUE_OUTBOX_RECEIPT_H
#define BOTE_QUEUE_OUTBOX_RECEIPT_H

#include "parsers/sms/sms.h"
#include "queue/outbox.h"

/* Apply a receipt of an SMS; one that comes before the result of sending is
 * kept until then.  Never moves a state backwards.
 *
 * out_lookup   of the number it went to, owned by the caller; NULL: no SMS of
 *              ours is known by this receipt.  May be set on failure, too
 */
bool outbox_receipt(Queue *queue, const char *channel, const SmsReport *report,
                    GBytes **out_lookup, GError **error);

/* A mail that another server took from ours and could not deliver. */
typedef struct OutboxBounce {
  const char *ticket_id, *message_id;
  const char *address; /* whom the report names */
} OutboxBounce;

/* Apply a permanent failure that is told in a report (RFC 3464).
 *
 * out_kind  of the mail, owned by the caller; NULL: none of ours went to this
 *           address under this Message-ID, or it had failed before
 */
bool outbox_bounced(Queue *queue, const OutboxBounce *bounce, char **out_kind,
                    GError **error);

#endif
