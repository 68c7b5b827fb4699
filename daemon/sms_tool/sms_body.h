/* SPDX-License-Identifier: Apache-2.0
 *
 * From a stranger's bytes to what they hold, and that as the JSON which
 * `bote sms replay` promises.
 */
#ifndef BOTE_DAEMON_SMS_TOOL_SMS_BODY_H
#define BOTE_DAEMON_SMS_TOOL_SMS_BODY_H

#include <glib.h>
#include <jansson.h>

#include "daemon/sms_tool/sms_source.h"
#include "parsers/http_text.h"

/* All of standard input, up to the largest request a webhook takes.
 * PARSE_ERROR_LIMIT: it is larger; PARSE_ERROR_SYNTAX: it cannot be read. */
GBytes *sms_body_read_stdin(GError **error);

/* The request that the bytes are.  A bare JSON object stands for a POST of it:
 * so look the rows that are polled and no HTTP at all.  Errors of
 * http_text_parse(). */
HttpText *sms_body_to_request(GBytes *bytes, GError **error);

/* Have a request read in the sandbox.
 *
 * error  PARSE_ERROR_SYNTAX: not this provider's form, or the reader died of
 *        it; G_SPAWN_ERROR: there is no sandbox on this machine.
 * Returns the batch, owned by the caller. */
SmsBatch *sms_body_parse(const SmsSource *source, const HttpText *request,
                         GError **error);

/* {"messages":[{"id","from","to","text","received_at","media":[…]}],
 * "receipts":[{"id","state","reference"}]}; what is not known is null, of media
 * left out.  Owned by the caller. */
json_t *sms_body_to_json(const SmsBatch *batch);

#endif
