/* SPDX-License-Identifier: Apache-2.0
 *
 * What was said in an SMTP session: how far it came, the last reply, what the
 * server offers.  Pure: bytes in, facts out.
 */
#ifndef BOTE_DAEMON_DELIVER_SMTP_DIALOGUE_H
#define BOTE_DAEMON_DELIVER_SMTP_DIALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "daemon/deliver/transport.h"

enum {
  SMTP_LINE_MAX = 2048, /* RFC 5321 4.5.3.1.5 says 512; some are chatty */
  SMTP_LINES_MAX = 100, /* of one reply */
};

/* Starts zeroed. */
typedef struct SmtpDialogue {
  SmtpStage stage;
  int code;        /* of the last reply; 0: none since the last command */
  char status[16]; /* RFC 3463; "" when not given */
  char words[TRANSPORT_WORDS_MAX + 1]; /* as they came: clean before use */
  unsigned lines;                      /* of the reply so far */
  bool is_broken;                      /* the peer does not speak SMTP */
  /* What EHLO offered: SIZE (RFC 1870), 8BITMIME (6152), SMTPUTF8 (6531),
   * PIPELINING (2920). */
  bool offers_size, offers_8bit, offers_utf8, offers_pipelining;
} SmtpDialogue;

/* A command was sent that belongs to this stage: no reply yet. */
void smtp_dialogue_sent(SmtpDialogue *dialogue, SmtpStage stage);

/* The same for a line that curl wrote while it connected. */
void smtp_dialogue_sent_line(SmtpDialogue *dialogue, const char *line,
                             size_t size);

/* Take a line of the server, with or without its line end.  True when it ends
 * the reply (RFC 5321 4.2.1), or is_broken was set. */
bool smtp_dialogue_take(SmtpDialogue *dialogue, const char *line, size_t size);

/* Decide by the table of queue/retry.h.  With status and words. */
void smtp_dialogue_result(const SmtpDialogue *dialogue, OutboxResult *out);

/* The queue id that a server tells in its last reply ("queued as 4Xyz"), owned
 * by the caller; the reply's text where no such words are; NULL when empty. */
char *smtp_dialogue_queue_id(const SmtpDialogue *dialogue);

#endif
