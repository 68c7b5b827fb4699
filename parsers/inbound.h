/* SPDX-License-Identifier: Apache-2.0
 *
 * What every provider row does with the fields it found: numbers to E.164,
 * text made clean, times read.  Nothing here knows a provider.
 */
#ifndef BOTE_PARSERS_INBOUND_H
#define BOTE_PARSERS_INBOUND_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parsers/sms.h"

/* The fields of one inbound SMS as found; NULL for what is absent. */
typedef struct InboundFields {
  const char *id, *from, *to, *text, *time;
  const char *part_ref, *part_number, *part_total;
} InboundFields;

/* Append an inbound SMS.
 *
 * PARSE_ERROR_SYNTAX: there is no sender.  PARSE_ERROR_LIMIT: the batch is full
 * (PROVIDER_BATCH_MAX).  Missing text counts as empty.
 */
bool inbound_add_message(SmsBatch *batch, const InboundFields *fields,
                         GError **error);

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

/* Epoch milliseconds from Unix seconds, milliseconds, or ISO 8601 (UTC where
 * no offset stands); 0 when it is none of these. */
int64_t inbound_parse_time(const char *text);

/* Bytes to text: made valid UTF-8, NFC, without NUL and control characters
 * other than LF.  New string, g_free(). */
char *inbound_clean_text(const void *bytes, size_t size);

/* The same on one line, at most `max` bytes long. */
char *inbound_clean_line(const void *bytes, size_t size, size_t max);

#endif
