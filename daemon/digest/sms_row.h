/* SPDX-License-Identifier: Apache-2.0
 *
 * One SMS as a message of its own in the inbox: JSON that we write ourselves
 * after the reader's answer, so that nobody has to read a stranger's bytes
 * again.
 */
#ifndef BOTE_DAEMON_DIGEST_SMS_ROW_H
#define BOTE_DAEMON_DIGEST_SMS_ROW_H

#include "daemon/digest/digest.h"
#include "parsers/sms/sms.h"

/* A row to be; everything is borrowed. */
typedef struct SmsRow {
  GBytes *natural_key;
  const char *source; /* the channel's name */
  int64_t received_at_ms;
  const json_t *head; /* "request": of the webhook; "joined": see parts.c */
} SmsRow;

/* Write an SMS into the inbox.
 *
 * out_id   of the row; empty: a repeat, absorbed
 */
bool sms_row_add(Digest *digest, const SmsRow *row, const SmsIn *sms,
                 Id *out_id, GError **error);

/* The row's one SMS as a batch, owned by the caller.
 *
 * out   NULL: the row holds none
 * error STORE_ERROR_MISSING: its writer was erased
 */
bool sms_row_read(Digest *digest, const InboxItem *item, SmsBatch **out,
                  GError **error);

#endif
