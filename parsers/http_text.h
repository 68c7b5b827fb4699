/* SPDX-License-Identifier: Apache-2.0
 *
 * One HTTP request as it stands in a file (RFC 9112), for those who look at a
 * webhook's call again.  Not a server: what listens is libmicrohttpd, and
 * chunked bodies are refused as our webhook refuses them.
 */
#ifndef BOTE_PARSERS_HTTP_TEXT_H
#define BOTE_PARSERS_HTTP_TEXT_H

#include <glib.h>

#include "parsers/signature.h"

/* Request line and fields; servers take 8 KiB as a rule, Twilio signs URLs of
 * some hundred bytes. */
#define HTTP_TEXT_HEAD_MAX (64 * 1024)
/* Fields; the webhook looks at no more either. */
#define HTTP_TEXT_FIELDS_MAX 64

/* All of it is printable ASCII but the values of fields, which may hold bytes
 * above 127 as they came (obs-text, RFC 9110 5.5). */
typedef struct HttpText {
  char *method;
  char *target;            /* as it stood: path and query, or a whole URL */
  SignatureField *headers; /* ended by a NULL name; values without blanks
                              around them */
  GBytes *body;            /* may be empty */
  char *lines;             /* what headers point into */
} HttpText;

/* Read a request.
 *
 * bytes   the file.  Lines end with CRLF or LF; without Content-Length the
 *         body is all that follows the empty line.
 * error   PARSE_ERROR_SYNTAX: no request, or one cut short; PARSE_ERROR_LIMIT:
 *         HTTP_TEXT_HEAD_MAX or HTTP_TEXT_FIELDS_MAX; PARSE_ERROR_UNSUPPORTED:
 *         Transfer-Encoding.  The words hold nothing of the request.
 * Returns the request, http_text_free().
 */
HttpText *http_text_parse(GBytes *bytes, GError **error);
void http_text_free(HttpText *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpText, http_text_free)

/* The value of a field, name in any case; NULL when absent.  Borrowed. */
const char *http_text_header(const HttpText *request, const char *name);

#endif
