/* SPDX-License-Identifier: Apache-2.0
 *
 * Asks the role `parse`, which a test binary runs itself when it is called as
 * "role text" or "role image": its main() begins with parse_ask_role().
 */
#ifndef BOTE_TESTS_SUPPORT_PARSE_ASK_H
#define BOTE_TESTS_SUPPORT_PARSE_ASK_H

#include "daemon/parse/parse_client.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"

/* What came back; clear it after each message. */
typedef struct ParseSeen {
  Message *message;
  SmsBatch *batch;
  GByteArray *attachment; /* all attachments, one behind the other */
} ParseSeen;

void parse_seen_clear(ParseSeen *seen);

/* Be the role; argv begins with "role". */
int parse_ask_role(int argc, char **argv);

/* A client with the limits of service; keep as in ParseClientOptions. */
ParseClient *parse_ask_start(ParseKind kind, unsigned keep);

/* Send one message and receive the answer; head is released. */
ParseOutcome parse_ask(ParseClient *client, json_t *head, GBytes *body,
                       ParseSeen *seen);
json_t *parse_ask_mail_head(void);

/* A ParseReader over bytes; `user` is a ParseSource. */
typedef struct ParseSource {
  GBytes *bytes;
  size_t done;
} ParseSource;

ssize_t parse_source_read(void *out, size_t max, void *user);

#endif
