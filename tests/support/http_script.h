/* SPDX-License-Identifier: Apache-2.0
 *
 * A scripted HTTP server on the loopback address: each connection one request
 * and one answer, or several until it hangs up.
 */
#ifndef BOTE_TESTS_SUPPORT_HTTP_SCRIPT_H
#define BOTE_TESTS_SUPPORT_HTTP_SCRIPT_H

#include <glib.h>

typedef struct HttpScript {
  int listener, port;
  const char *answer;
  int answers;      /* of a kept connection, then it hangs up; 0: not kept */
  GString *request; /* the last one */
  int requests;
  GThread *thread;
} HttpScript;

/* Instead of an answer: say nothing until the client gives up. */
extern const char http_script_silence[];

/* answer  all its bytes, kept; NULL: hang up when the request has come */
HttpScript *http_script_start(const char *answer);

/* answers  so many on each connection; a request more is taken and left without
 */
HttpScript *http_script_start_kept(const char *answer, int answers);

/* Stop it; returns the last request, owned by the caller. */
char *http_script_finish(HttpScript *script);
/* The same, and how many came. */
char *http_script_finish_count(HttpScript *script, int *out_requests);

#endif
