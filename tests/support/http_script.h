/* SPDX-License-Identifier: Apache-2.0
 *
 * A scripted HTTP server on the loopback address: one request, one answer.
 */
#ifndef BOTE_TESTS_SUPPORT_HTTP_SCRIPT_H
#define BOTE_TESTS_SUPPORT_HTTP_SCRIPT_H

#include <glib.h>

typedef struct HttpScript {
  int listener, port;
  const char *answer;
  GString *request;
  GThread *thread;
} HttpScript;

/* Instead of an answer: say nothing until the client gives up. */
extern const char http_script_silence[];

/* answer  all its bytes, kept; NULL: hang up when the request has come */
HttpScript *http_script_start(const char *answer);

/* Stop it; returns what came, owned by the caller. */
char *http_script_finish(HttpScript *script);

#endif
