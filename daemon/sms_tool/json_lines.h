/* SPDX-License-Identifier: Apache-2.0
 *
 * Questions and answers as JSON Lines: an object a line in, an object a line
 * out, in the same order, so that one process answers thousands of cases.  A
 * line nobody can read is answered with {"error": …} where it stood, and the
 * next one is read.
 */
#ifndef BOTE_DAEMON_SMS_TOOL_JSON_LINES_H
#define BOTE_DAEMON_SMS_TOOL_JSON_LINES_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/* A longer line is no question: room for a text of 1 MiB, four times the
 * longest that a webhook can bring (SMS_WIRE_TEXT_MAX), all of whose characters
 * are escaped.  What is beyond is read and dropped. */
#define JSON_LINES_MAX (8 * 1024 * 1024)

/* Answer one line.
 *
 * line    borrowed; an object.
 * answer  an empty object; add members in the order they are to be printed.
 * Returns NULL, or what is wrong with the line: a constant sentence that holds
 * nothing of it; `answer` is then dropped. */
typedef const char *(*JsonLinesAnswer)(const json_t *line, json_t *answer,
                                       const void *user);

/* Answer all lines of a stream.  Bytes that are no UTF-8 become U+FFFD, so do
 * a NUL and half a surrogate pair; an empty line is a line.
 *
 * Returns EX_OK; EX_DATAERR: at least one line had an error; EX_IOERR: the
 * input could not be read to its end.  That `out` takes everything is for
 * main() to see. */
int json_lines_run(FILE *in, FILE *out, JsonLinesAnswer answer,
                   const void *user);

/* A member as text for one's own use: made valid as above, NUL included.  New
 * string, g_free(); NULL when there is none or it is no string. */
char *json_lines_text(const json_t *line, const char *member);

#endif
