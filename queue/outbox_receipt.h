/* SPDX-License-Identifier: Apache-2.0
 *
 * What providers say of an SMS after they took it.
 */
#ifndef BOTE_QUEUE_OUTBOX_RECEIPT_H
#define BOTE_QUEUE_OUTBOX_RECEIPT_H

#include "parsers/sms.h"
#include "queue/outbox.h"

/* Apply a receipt of an SMS; one that comes before the result of sending is
 * kept until then.  Never moves a state backwards.
 *
 * out_lookup   of the number it went to, owned by the caller; NULL: no SMS of
 *              ours is known by this receipt.  May be set on failure, too
 */
bool outbox_receipt(Queue *queue, const char *channel, const SmsReport *report,
                    GBytes **out_lookup, GError **error);

#endif
