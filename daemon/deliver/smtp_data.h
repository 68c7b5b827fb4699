/* SPDX-License-Identifier: Apache-2.0
 *
 * A message on its way through DATA (RFC 5321 4.5.2): lines that begin with a
 * dot get a second one, and each line ends with CR LF whatever it had, so that
 * no server can find the end of the message elsewhere than we do.  The dot that
 * is this end comes last, so that it travels with what is before it.
 */
#ifndef BOTE_DAEMON_DELIVER_SMTP_DATA_H
#define BOTE_DAEMON_DELIVER_SMTP_DATA_H

#include <stdbool.h>
#include <stddef.h>

/* Set body and size, the rest to 0.  The body is borrowed. */
typedef struct SmtpData {
  const char *body;
  size_t size, offset;
  char last;    /* byte written, 0 at the start */
  bool at_line; /* the next byte is not the first of its line */
  bool has_dot; /* the end was written */
} SmtpData;

enum { SMTP_DATA_ROOM = 8 }; /* the least that is worth a call */

/* Write more of the message to `out`, which has room for `room` bytes, at least
 * SMTP_DATA_ROOM.  Returns how many; 0: it is all written, with CR LF behind
 * its last line (an empty one has none) and ".CR LF" behind that. */
size_t smtp_data_next(SmtpData *data, char *out, size_t room);

#endif
