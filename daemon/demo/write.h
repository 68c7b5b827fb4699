/* SPDX-License-Identifier: Apache-2.0
 *
 * What the people of the demo write: mails laid into the town's mailbox as its
 * mail server would, SMS handed to the webhook as the provider would.
 */
#ifndef BOTE_DAEMON_DEMO_WRITE_H
#define BOTE_DAEMON_DEMO_WRITE_H

#include "daemon/demo/mailbox.h"

/* A mail to be written; everything is borrowed. */
typedef struct DemoLetter {
  const DemoPerson *from;
  const char *to; /* address; NULL: the town's */
  const char *subject;
  const char *text;
  const char *in_reply_to;    /* without brackets; NULL: none */
  const char *auto_submitted; /* "auto-replied": an out-of-office; or NULL */
  const char *prepared;       /* a file of templates/demo/letters that a mail
                                 program wrote: with it subject, text and photo
                                 come from there; or NULL */
  GBytes *photo;              /* JPEG or PNG; NULL: none */
  const char *photo_name;
} DemoLetter;

/* Send it.  The town's server adds who it is for, from whom it came, and that
 * the sender's domain is genuine.
 *
 * error  PARSE_ERROR_UNSUPPORTED: an address cannot stand in a mail;
 *        G_FILE_ERROR */
bool demo_mail_send(const DemoTown *town, const DemoLetter *letter,
                    GError **error);

/* The text of a reply as mail programs write it: the new words, then the old
 * mail quoted.  Owned by the caller. */
char *demo_reply_text(const DemoMail *original, const char *words);
/* "Re: …", once; owned by the caller. */
char *demo_reply_subject(const DemoMail *original);

/* The built-in photo of a pothole. */
GBytes *demo_photo(void);

/* Text to the town from a phone.
 *
 * error  G_FILE_ERROR: the webhook did not take it */
bool demo_sms_send(const DemoTown *town, const DemoPerson *from,
                   const char *text, GError **error);

/* Call a URL of this machine as the SMS provider, wait for at most 5 s.
 *
 * body   NULL: GET
 * Returns the HTTP status; 0: no answer. */
long demo_http_call(const char *url, const char *body);

#endif
