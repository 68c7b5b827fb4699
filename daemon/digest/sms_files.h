/* SPDX-License-Identifier: Apache-2.0
 *
 * Pictures that came with an SMS (MMS), in the provider's request itself.
 * They are rows of attachments before anybody decided about the message, and
 * go the way of a mail's from there.
 */
#ifndef BOTE_DAEMON_DIGEST_SMS_FILES_H
#define BOTE_DAEMON_DIGEST_SMS_FILES_H

#include "daemon/digest/reading.h"

/* Take the bytes out of an SMS, so that its row is small.
 *
 * out_lost   how many were too large for the reader to give them
 * Returns SmsMedia *, those that brought bytes, owned by the caller; what they
 * are called stays in the SMS. */
GPtrArray *sms_files_take(SmsIn *sms, guint *out_lost);

/* Write what was taken as attachments of the SMS's row.  Contents are durable
 * with the next commit. */
bool sms_files_store(Digest *digest, const char *inbox_id,
                     const GPtrArray *media, GError **error);

/* Load them for a decision, their pictures to be copied. */
bool sms_files_load(Digest *digest, const InboxItem *item, Reading *reading,
                    GError **error);

/* The media type as a column and a mail may carry it: what the reader found if
 * it is one, else "application/octet-stream".  Borrowed, or a constant. */
const char *sms_files_type(const char *found);

#endif
