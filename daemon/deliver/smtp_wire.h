/* SPDX-License-Identifier: Apache-2.0
 *
 * The bytes of an SMTP session that curl has connected: commands and message
 * out, replies in, never waiting.
 */
#ifndef BOTE_DAEMON_DELIVER_SMTP_WIRE_H
#define BOTE_DAEMON_DELIVER_SMTP_WIRE_H

#include "daemon/deliver/smtp_data.h"
#include "daemon/deliver/smtp_dialogue.h"

enum { SMTP_OUT_BYTES = 65536 };

typedef enum SmtpProgress {
  SMTP_PROGRESS_DONE, /* everything sent; a whole reply read */
  SMTP_PROGRESS_WAIT, /* call again when the descriptor is ready */
  SMTP_PROGRESS_CUT,  /* the session is over, or no SMTP */
} SmtpProgress;

/* Starts zeroed, with the handle set. */
typedef struct SmtpWire {
  CURL *easy; /* CURLOPT_CONNECT_ONLY, connected; borrowed */
  size_t out_size, out_sent, in_size;
  char out[SMTP_OUT_BYTES], in[SMTP_LINE_MAX];
} SmtpWire;

/* Have a command ready, behind those that are ready already; CR LF is added. */
void smtp_wire_say(SmtpWire *wire, const char *command);

/* Send what is ready, then the message, unless it is NULL. */
SmtpProgress smtp_wire_send(SmtpWire *wire, SmtpData *message);

/* Read until a reply is complete. */
SmtpProgress smtp_wire_read(SmtpWire *wire, SmtpDialogue *dialogue);

/* Has the server said or done anything although nobody asked?  Then it has
 * taken its leave. */
bool smtp_wire_is_stale(SmtpWire *wire);

#endif
