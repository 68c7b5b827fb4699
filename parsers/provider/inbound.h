/* SPDX-License-Identifier: Apache-2.0
 *
 * What every provider row does with the fields it found: numbers to E.164,
 * text out of base64, times read.  Nothing here knows a provider.
 */
#ifndef BOTE_PARSERS_PROVIDER_INBOUND_H
#define BOTE_PARSERS_PROVIDER_INBOUND_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parsers/sms/sms.h"

/* The fields of one inbound SMS as found; NULL for what is absent. */
typedef struct InboundFields {
  const char *event, *id, *from, *to, *text, *time;
  const char *part_ref, *part_number, *part_total;
  /* Numbers are as people write them: "0152" is German, bare digits are a
   * short code; else E164_MODE_PROVIDER. */
  bool is_national;
} InboundFields;

/* Append an inbound SMS; what is too long is cut, missing text is empty.
 *
 * Returns it, borrowed; NULL with an error.  PARSE_ERROR_SYNTAX: there is no
 * sender.  PARSE_ERROR_LIMIT: the batch is full (PROVIDER_BATCH_MAX).
 */
SmsIn *inbound_add_message(SmsBatch *batch, const InboundFields *fields,
                           GError **error);

/* One medium as found; `data` is base64 of either alphabet, with or without
 * line breaks, padding and "data:…;base64,".  NULL for what is absent. */
typedef struct InboundMedium {
  const char *url, *data, *type, *name, *size;
} InboundMedium;

/* Append a medium.  What is too large to take keeps its name, type and size, so
 * that it can be told that it is missing. */
void inbound_add_medium(SmsIn *sms, const InboundMedium *medium);

/* The fields of one delivery report; see SmsReport. */
typedef struct ReportFields {
  const char *id, *reference, *code;
  SmsReportState state;
  bool opt_out;
} ReportFields;

/* Append a delivery report; `id` and `reference` may be absent, but not both
 * (PARSE_ERROR_SYNTAX). */
bool inbound_add_report(SmsBatch *batch, const ReportFields *fields,
                        GError **error);

/* Epoch milliseconds from Unix seconds, milliseconds, either with a fraction,
 * YYYYMMDDhhmmss, or ISO 8601 (UTC where no offset stands); 0 when it is none
 * of these. */
int64_t inbound_parse_time(const char *text);

/* The text that a base64 text field holds, line breaks or not; new string,
 * g_free().
 *
 * careful   the field may as well be plain words: it must be long, look like
 *           nothing a person would type, and hold readable text.
 * NULL: it is no base64, or what it holds is not text.
 */
char *inbound_decode_base64(const char *given, bool careful);

#endif
