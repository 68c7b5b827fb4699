/* SPDX-License-Identifier: Apache-2.0
 *
 * The inner process of the role `parse`: takes a whole message into memory,
 * hands it to the handler of its kind, and sends what that answers.  It has no
 * file, no network, no key; what it says is read as hostile.
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_CHILD_H
#define BOTE_DAEMON_PARSE_PARSE_CHILD_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "daemon/parse/parse_protocol.h"

typedef struct ParseChild ParseChild;

/* What a request's "kind" names.  `run` answers by the functions below; head
 * and body are borrowed. */
typedef struct ParseHandler {
  const char *kind; /* NULL ends a table */
  size_t body_max;  /* bytes; a longer message is unreadable */
  void (*run)(ParseChild *child, const json_t *head, GBytes *body);
} ParseHandler;

/* What all children of a zygote have from it. */
typedef struct ParseService {
  const ParseHandler *handlers; /* ended by a NULL kind */
  const void *loaded; /* by the zygote, for the handlers: what they know of */
} ParseService;

/* Serve on this socket until the zygote hangs up or the child is worn out;
 * never returns.  service is borrowed. */
G_NORETURN void parse_child_serve(int fd, const ParseService *service);

/* What the zygote loaded, ParseService.loaded. */
const void *parse_child_loaded(const ParseChild *child);

/* Run one request outside of any sandbox and throw the answer away, so that
 * everything lazy is loaded.
 *
 * service   its first handler gets the request
 * null_fd   /dev/null; taken over */
void parse_child_warm_up(const ParseService *service, const json_t *head,
                         GBytes *body, int null_fd);

/* Begin a part of the answer, an attachment or a picture.  The functions from
 * here on end the process when the zygote is gone. */
void parse_child_begin(ParseChild *child, ParseFrameType type,
                       const uint32_t *numbers, size_t count);
void parse_child_data(ParseChild *child, const void *bytes, size_t size);
void parse_child_end(ParseChild *child);

/* Send texts that go with the result; before it, once. */
void parse_child_texts(ParseChild *child, const GString *texts);

/* Send now what was said so far: whatever becomes of the rest. */
void parse_child_flush(ParseChild *child);

/* Answer with a JSON value, which is released.  One beyond PARSE_RESULT_MAX
 * becomes "unreadable". */
void parse_child_result(ParseChild *child, json_t *result);

/* Answer that nothing could be read; `why` is ours, not the message's. */
void parse_child_unreadable(ParseChild *child, const char *why);

#endif
