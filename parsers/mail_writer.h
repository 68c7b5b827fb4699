/* SPDX-License-Identifier: Apache-2.0
 *
 * From struct to bytes: writes our own mails (RFC 5322, 2045-2047, 6532 is not
 * needed).  It never re-serialises what a stranger wrote: foreign words come in
 * as plain text and leave encoded.
 */
#ifndef BOTE_PARSERS_MAIL_WRITER_H
#define BOTE_PARSERS_MAIL_WRITER_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "parsers/message.h"

/* A picture or file that goes along.  Everything is borrowed. */
typedef struct MailPart {
  const char *content_id; /* without brackets; NULL: not shown in the text */
  const char *filename;
  /* message/rfc822: the bytes are a mail of ASCII with CR LF, which goes
     unencoded (RFC 2046 5.2.1) */
  const char *media_type;
  GBytes *bytes;
} MailPart;

/* A mail to be written.  Everything is borrowed. */
typedef struct MailDraft {
  Address from, to;
  const char *reply_to; /* address; NULL: From */
  const char *subject;
  int64_t date_ms;              /* epoch milliseconds UTC */
  GTimeZone *zone;              /* for the Date field */
  const char *message_id;       /* without brackets */
  const char *in_reply_to;      /* without brackets; NULL: a new thread */
  const char *auto_submitted;   /* "auto-replied" or "auto-generated" */
  const char *list_unsubscribe; /* mailto: or https: URL; NULL: none */
  const char *text;             /* complete on its own */
  const char *html;             /* NULL: text only */
  const MailPart *parts;
  size_t part_count;
} MailDraft;

/* Write the mail with CR LF line ends.
 *
 * PARSE_ERROR_UNSUPPORTED: an address or id holds a control character, a blank
 * or a bracket, which would let a stranger write header fields: do not send.
 */
GBytes *mail_write(const MailDraft *draft, GError **error);

/* True when `address` may stand in a header field and on the SMTP wire:
 * local-part@domain of printable ASCII or UTF-8, no blanks, no brackets, at
 * most 254 bytes (RFC 5321 4.5.3.1). */
bool mail_address_is_safe(const char *address);

/* True when a Message-ID of a stranger may be cited in a field of ours; NULL
 * is. */
bool mail_id_is_safe(const char *message_id);

#endif
