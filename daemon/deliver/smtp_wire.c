/* SPDX-License-Identifier: Apache-2.0
 *
 * Over curl_easy_send() and curl_easy_recv(), which hide TLS.
 */
#include "daemon/deliver/smtp_wire.h"

#include <string.h>

void
smtp_wire_say(SmtpWire *wire, const char *command)
{
  size_t size = strlen(command);

  g_assert(wire->out_size + size + 2 <= SMTP_OUT_BYTES);
  memcpy(wire->out + wire->out_size, command, size);
  memcpy(wire->out + wire->out_size + size, "\r\n", 2);
  wire->out_size += size + 2;
}

SmtpProgress
smtp_wire_send(SmtpWire *wire, SmtpData *message)
{
  for (;;) {
    if (wire->out_sent == wire->out_size) {
      wire->out_sent = 0;
      wire->out_size = message == NULL
                           ? 0
                           : smtp_data_next(message, wire->out, SMTP_OUT_BYTES);
      if (wire->out_size == 0)
        return SMTP_PROGRESS_DONE;
    }
    size_t sent = 0;
    CURLcode code = curl_easy_send(wire->easy, wire->out + wire->out_sent,
                                   wire->out_size - wire->out_sent, &sent);
    if (code == CURLE_AGAIN)
      return SMTP_PROGRESS_WAIT;
    if (code != CURLE_OK)
      return SMTP_PROGRESS_CUT;
    wire->out_sent += sent;
  }
}

/* Take the lines that have come.  True when a reply is complete. */
static bool
take_lines(SmtpWire *wire, SmtpDialogue *dialogue)
{
  char *end;

  while ((end = memchr(wire->in, '\n', wire->in_size)) != NULL) {
    size_t size = (size_t)(end - wire->in) + 1;
    bool complete = smtp_dialogue_take(dialogue, wire->in, size);
    wire->in_size -= size;
    memmove(wire->in, wire->in + size, wire->in_size);
    if (complete)
      return true;
  }
  return false;
}

SmtpProgress
smtp_wire_read(SmtpWire *wire, SmtpDialogue *dialogue)
{
  while (!take_lines(wire, dialogue)) {
    size_t got = 0, room = sizeof wire->in - wire->in_size;
    if (room == 0)
      return SMTP_PROGRESS_CUT; /* a line that long is no reply */
    CURLcode code =
        curl_easy_recv(wire->easy, wire->in + wire->in_size, room, &got);
    if (code == CURLE_AGAIN)
      return SMTP_PROGRESS_WAIT;
    if (code != CURLE_OK || got == 0)
      return SMTP_PROGRESS_CUT;
    wire->in_size += got;
  }
  return dialogue->is_broken ? SMTP_PROGRESS_CUT : SMTP_PROGRESS_DONE;
}

bool
smtp_wire_is_stale(SmtpWire *wire)
{
  char byte;
  size_t got = 0;

  return wire->in_size > 0 ||
         curl_easy_recv(wire->easy, &byte, 1, &got) != CURLE_AGAIN;
}
