/* SPDX-License-Identifier: Apache-2.0
 *
 * Pictures of an MMS that the provider keeps for us: deliver fetches them, and
 * what it fetched comes back through the spool as a message of its own.  The
 * SMS is decided without waiting; its department gets the picture later, as it
 * gets what a citizen sends later.
 */
#ifndef BOTE_DAEMON_DIGEST_MEDIA_H
#define BOTE_DAEMON_DIGEST_MEDIA_H

#include "daemon/deliver/delivery_job.h"
#include "daemon/digest/reading.h"

/* The inbox channel of a picture; its row's head holds "media", the fetch. */
#define MEDIA_CHANNEL "media"

/* Have the pictures fetched that an SMS names. */
bool digest_media_want(Digest *digest, const char *inbox_id,
                       const char *channel, const SmsIn *sms, GError **error);

/* Step: hand out to deliver what is due.  One commit, synced, and a file. */
bool digest_fetch(Digest *digest, bool *out_worked, GError **error);

/* What deliver says of a fetch.  Within a transaction. */
bool digest_media_result(Digest *digest, const OutboxResult *result,
                         GError **error);

/* After the reader found out what the picture of this row is
 * (reading->batch): make it an attachment, its copy to be made. */
bool digest_media_read(Digest *digest, const InboxItem *item, Reading *reading,
                       GError **error);

#endif
