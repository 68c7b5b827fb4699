/* SPDX-License-Identifier: Apache-2.0
 *
 * Reports that mail systems send: delivery status (RFC 3464 in RFC 6522),
 * abuse reports (RFC 5965), and the older free forms that only look like
 * them.  It never answers and never decides what follows from a bounce.
 */
#ifndef BOTE_PARSERS_MACHINE_BOUNCE_H
#define BOTE_PARSERS_MACHINE_BOUNCE_H

#include <glib.h>

#include "parsers/message.h"

enum {
  BOUNCE_RECIPIENTS_MAX = 20,  /* one of our mails has one recipient */
  BOUNCE_DIAGNOSTIC_MAX = 500, /* bytes; the remote's words */
};

/* Read the body of a message/delivery-status part (RFC 3464 2.1) into
 * message->bounce_recipients.  `text` is valid UTF-8, any content.
 */
void bounce_read_status(Message *message, const char *text);

/* Read the body of a message/feedback-report part (RFC 5965 3) for the
 * original Message-ID; the recipient who complains stands among the
 * bounce_recipients with the action "delivered" and the kind of complaint as
 * its diagnostic.  `text` is valid UTF-8, any content.
 */
void bounce_read_feedback(Message *message, const char *text);

/* Read returned header fields (or the whole returned mail) for the original
 * Message-ID.  `text` is valid UTF-8, any content.
 */
void bounce_read_original(Message *message, const char *text);

/* Note a mail within the mail, which may turn out to be the returned one.
 *
 * message_id   without angle brackets; `to` an address; both may be NULL and
 *              are copied.  The first mail that has one counts.
 */
void bounce_note_returned(Message *message, const char *message_id,
                          const char *to);

/* Decide whether the mail is a bounce or an abuse report and set
 * message->kind; reads the free forms from full_text and fields.
 *
 * fields   HeaderField * in order, borrowed.
 *
 * RFC 6522 report-type decides; without it a sender that is no human being
 * and the subject or wording of a bounce, or a sender that may be a machine and
 * the form of a known mail system.  If it is neither, what was noted of a
 * returned mail and its recipients is dropped.
 */
void bounce_classify(Message *message, const GPtrArray *fields);

#endif
