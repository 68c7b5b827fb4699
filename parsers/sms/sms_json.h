/* SPDX-License-Identifier: Apache-2.0
 *
 * A batch of SMS and delivery reports as JSON: the wire form in which the parse
 * child answers for a webhook body.  The child may have been taken over by what
 * it read, so the wire form is read as hostile.
 */
#ifndef BOTE_PARSERS_SMS_SMS_JSON_H
#define BOTE_PARSERS_SMS_SMS_JSON_H

#include <glib.h>
#include <jansson.h>

#include "parsers/sms/sms.h"

enum {
  SMS_WIRE_LINE_MAX = 1024,       /* bytes of an id, number, code; real ids have
                                     at most 90 */
  SMS_WIRE_TEXT_MAX = 256 * 1024, /* bytes; what PROVIDER_BODY_MAX can become
                                     as UTF-8 in normal form C */
  SMS_WIRE_URL_MAX = 4096,        /* signed addresses have up to 2,000 */
  SMS_WIRE_BYTES_MAX = 6 * 1024 * 1024, /* of one medium: what a body of
                                           PROVIDER_MEDIA_BODY_MAX holds as
                                           base64 */
  SMS_WIRE_PART_MAX = 65535,            /* 3GPP TS 23.040 9.2.3.24.8: 16 bits */
};

/* A stated size beyond this is nonsense; keeps sums in range. */
#define SMS_WIRE_SIZE_MAX (INT64_C(1) << 40)

/* Everything, for sms_batch_from_json(); absent members are left out.  Owned
 * by the caller (json_decref). */
json_t *sms_batch_to_json(const SmsBatch *batch);

/* Read what sms_batch_to_json() made, from a peer that may lie.
 *
 * wire    borrowed; any JSON value.
 * error   PARSE_ERROR_SYNTAX: a member is missing, of the wrong type, or an
 *         unknown name of a state; PARSE_ERROR_LIMIT: too long, too many, out
 *         of range.  Treat the child as dead in both cases.
 *
 * Returns the batch, owned by the caller: types, lengths, counts and names were
 * checked (at most PROVIDER_BATCH_MAX of each kind); only texts hold control
 * characters.  The *meaning* is still a stranger's word. */
SmsBatch *sms_batch_from_json(const json_t *wire, GError **error);

#endif
