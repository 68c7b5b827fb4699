/* SPDX-License-Identifier: Apache-2.0
 *
 * What the conversations with the reader share: about a message
 * (parse_client.c) and about a photo (parse_image.c).
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_CLIENT_PRIVATE_H
#define BOTE_DAEMON_PARSE_PARSE_CLIENT_PRIVATE_H

#include "daemon/parse/parse_answer.h"
#include "daemon/parse/parse_client.h"

/* Receive the answer to the first message under way into `answer`. */
ParseOutcome parse_client_listen(ParseClient *client, ParseAnswer *answer);

/* The reader itself failed, not only its child: replaced by the next begin. */
ParseOutcome parse_client_give_up(ParseClient *client, ParseOutcome outcome,
                                  const char *why);

#endif
